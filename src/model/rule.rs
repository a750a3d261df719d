//! Rules: what a procedure states of every path through it.

use super::condition::Condition;

/// Whether a rule must never or always hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// Broken unless false.
    Never,
    /// Broken unless true.
    Always,
}

/// A rule over the steps that show their command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id, kebab-case.
    pub id: String,
    /// Never or always.
    pub kind: RuleKind,
    /// The phase or step ids in which it counts; empty means everywhere.
    pub during: Vec<String>,
    /// What must never, or must always, hold.
    pub holds: Condition,
    /// Where it comes from.
    pub source: String,
}
