//! Facts and readings: typed values that describe a cluster.

use super::condition::Condition;
use super::value::{Kind, RecordKind};
use super::{Span, Text, id};

/// The declaration of a fact, or of a reading, which a step asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Fact {
    pub id: String,
    /// The IDs of the nodes that each have one. If empty, there is only one.
    pub per: Vec<String>,
    pub kind: Kind,
    pub label: String,
    pub ask: String,
    pub help: Option<Text>,
    pub example: Option<String>,
    pub section: String,
    pub optional: bool,
    pub when: Option<Condition>,
    /// Whether it is a reading. A step asks for its readings again at each attempt.
    pub reading: bool,
    pub member: Option<String>,
    pub source: Option<String>,
    pub span: Span,
}

impl Fact {
    /// The shape of the list's records, or `None` if the fact isn't a list.
    #[must_use]
    pub fn records(&self) -> Option<&RecordKind> {
        match &self.kind {
            Kind::Records(records) => Some(records),
            _ => None,
        }
    }

    /// The full IDs: `name`, or `a.name` and `b.name`.
    pub fn full_ids(&self) -> impl Iterator<Item = String> + '_ {
        id::full_ids(&self.id, &self.per)
    }
}
