//! Checks: what must be right before a phase or step.

use super::condition::Condition;
use super::{Severity, Text};

/// A prerequisite check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The id, kebab-case.
    pub id: String,
    /// What it makes sure of, in a few words.
    pub title: Text,
    /// While it is an error that fails or can't be tested, nothing that it guards is reached.
    pub severity: Severity,
    /// The phase or step ids before which it must pass; empty means the first step.
    pub guards: Vec<String>,
    /// Applies only when this holds.
    pub when: Option<Condition>,
    /// What must hold.
    pub pass: Condition,
    /// Why it matters.
    pub why: Text,
    /// What to do when it fails.
    pub fix: Text,
    /// Where it comes from: article and step, or why it is ours.
    pub source: String,
}
