//! Checks: what must be right before a phase or step.

use super::Text;
use super::condition::Condition;

/// How much a check weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing that it guards is reached while it fails or could not be tested.
    Block,
    /// Never stops; may be waived.
    Warn,
}

/// A prerequisite check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The id, kebab-case.
    pub id: String,
    /// What it makes sure of, in a few words.
    pub title: Text,
    /// How much it weighs.
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
