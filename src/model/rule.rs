//! Rules: what a procedure states about every path through it.

use super::condition::Condition;

/// The array in the file that a rule is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// `[[never]]`: the rule is broken unless its condition is false.
    Never,
    /// `[[always]]`: the rule is broken unless its condition is true.
    Always,
}

/// A rule. It counts whenever a step shows its command.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Rule {
    pub id: String,
    pub kind: RuleKind,
    /// The IDs of phases, or full IDs of steps. If empty, the rule counts everywhere.
    pub during: Vec<String>,
    pub holds: Condition,
    pub source: String,
}
