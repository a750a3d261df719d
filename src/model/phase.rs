//! Phases and recoveries: steps that belong together.

use super::condition::Condition;
use super::{Jump, OnRestart, Step, Text};

/// What a phase is repeated over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum For {
    /// All its steps for one member of a list, then for the next.
    Each {
        /// The list's fact id.
        list: String,
        /// The name of the member.
        as_: String,
    },
    /// Once a row; each row binds the same aliases to nodes. A row's key is its first column's node.
    Rows(Vec<Vec<(String, String)>>),
}

/// A part of the main line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The id, kebab-case.
    pub id: String,
    /// What it is about, in a few words.
    pub title: Text,
    /// Walked only when this holds; facts only.
    pub when: Option<Condition>,
    /// What it is repeated over.
    pub for_: Option<For>,
    /// Where an unplanned restart leads, for each node that it names.
    pub on_restart: Vec<OnRestart>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// Steps outside the main line, reached by a problem or a restart. A recovery does not nest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The id, kebab-case.
    pub id: String,
    /// What it puts right.
    pub title: Text,
    /// The steps, in order; their full ids are `recovery/step`.
    pub steps: Vec<Step>,
    /// Where its end leads.
    pub then: Jump,
    /// Where a restart in its midst leads, for each node that it names; for the others it starts again.
    pub on_restart: Vec<OnRestart>,
}
