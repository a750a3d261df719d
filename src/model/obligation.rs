//! Obligations: what one step opens and another must put right.

use super::{Jump, Text};

/// The declaration of an obligation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// The id, `snake_case`.
    pub id: String,
    /// The node at which it is left open; a family per node has its own node in each.
    pub at: Option<String>,
    /// The nodes that each have one: `a.sp_owed`, `b.sp_owed`.
    pub per: Vec<String>,
    /// The list whose members each have one: `affect[MSDTC]`.
    pub each: Option<String>,
    /// The name by which the title calls a member.
    pub as_: Option<String>,
    /// The field that holds the value to put back.
    pub original: Option<String>,
    /// What is owed, in a few words; `here` is its node in a family per node.
    pub title: Text,
    /// What a restart of its node does to it.
    pub on_restart: ObligationOnRestart,
    /// Where a lost one leads.
    pub if_lost: Option<Jump>,
}

/// What a restart does to an open obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObligationOnRestart {
    /// It stays open.
    Keeps,
    /// It is settled by the restart.
    Closes,
    /// It is gone without being settled.
    Lost,
}

impl Obligation {
    /// The full ids, without the keys of a list.
    pub fn full_ids(&self) -> impl Iterator<Item = String> + '_ {
        super::full_ids(&self.id, &self.per)
    }
}
