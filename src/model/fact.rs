//! Facts and readings: typed values about this cluster.

use super::Span;
use super::Text;
use super::condition::Condition;
use super::value::Kind;

/// The declaration of a fact, or of a reading asked for inside a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The id: `system_root`, or with a scope of its own, `cluster.name`.
    pub id: String,
    /// The nodes that each have one; empty when there is only one of it.
    pub per: Vec<String>,
    /// What it holds.
    pub kind: Kind,
    /// A short label, for the worksheet and for blanks on paper: `<computer name>`.
    pub label: String,
    /// The question.
    pub ask: String,
    /// Where to look the answer up, or what it is for.
    pub help: Option<Text>,
    /// An example of an answer.
    pub example: Option<String>,
    /// The heading under which the worksheet shows it.
    pub section: String,
    /// Whether the walk can start without it.
    pub optional: bool,
    /// Asked only when this holds; facts only.
    pub when: Option<Condition>,
    /// Asked inside a step, anew at each attempt.
    pub reading: bool,
    /// The list fact whose keys this one must name one of.
    pub member: Option<String>,
    /// Where the document asks for it, if it does.
    pub source: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

impl Fact {
    /// The full ids: `name`, or `a.name` and `b.name`.
    pub fn full_ids(&self) -> impl Iterator<Item = String> + '_ {
        super::full_ids(&self.id, &self.per)
    }
}
