//! Checks: what must be right before a phase or step.

use super::condition::Condition;
use super::{Severity, Text};

/// A prerequisite check. While an error fails or can't be tested, the operator can't reach what it guards.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Check {
    pub id: String,
    pub title: Text,
    pub severity: Severity,
    /// The IDs of phases, or full IDs of steps. If empty, the check guards the first step.
    pub guards: Vec<String>,
    pub when: Option<Condition>,
    pub pass: Condition,
    pub why: Text,
    pub fix: Text,
    pub source: String,
}
