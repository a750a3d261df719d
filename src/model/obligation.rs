//! Obligations: what one step leaves open and another one must settle.

use super::{Jump, Text, id};

/// The declaration of an obligation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Obligation {
    pub id: String,
    /// The ID of its node. `None` if there is one per node.
    pub at: Option<String>,
    /// The IDs of the nodes that each have one: `a.sp_owed`, `b.sp_owed`.
    pub per: Vec<String>,
    /// The list whose members each have one: `affect[MSDTC]`.
    pub each: Option<String>,
    /// `None` if there isn't one for each member of a list.
    pub as_: Option<String>,
    pub original: Option<String>,
    pub title: Text,
    pub on_restart: ObligationOnRestart,
    pub if_lost: Option<Jump>,
}

/// What a restart of its node does to an open obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObligationOnRestart {
    /// It stays open.
    Keeps,
    /// The restart settles it.
    Closes,
    /// It can no longer be settled.
    Lost,
}

impl Obligation {
    /// The full IDs, without the keys of a list.
    pub fn full_ids(&self) -> impl Iterator<Item = String> + '_ {
        id::full_ids(&self.id, &self.per)
    }
}
