//! Phases and recoveries: steps that belong together.

use super::condition::Condition;
use super::{Jump, OnRestart, Step, Text};

/// What a phase is repeated over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum For {
    /// The members of a list: all steps for one member, then all steps for the next.
    Each {
        /// The list's fact ID.
        list: String,
        /// The name that the phase uses for a member.
        as_: String,
    },
    /// The rows of a table: once per row. Each row gives the same names to nodes. The node of its first column is the row's key.
    Rows(Vec<Vec<(String, String)>>),
}

impl For {
    /// The list whose members the phase is repeated for.
    #[must_use]
    pub fn list(&self) -> Option<&str> {
        match self {
            For::Each { list, .. } => Some(list),
            For::Rows(_) => None,
        }
    }

    /// The rows that the phase is repeated for.
    #[must_use]
    pub fn rows(&self) -> Option<&[Vec<(String, String)>]> {
        match self {
            For::Each { .. } => None,
            For::Rows(rows) => Some(rows),
        }
    }
}

/// A part of the main line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Phase {
    pub id: String,
    pub title: Text,
    pub when: Option<Condition>,
    pub for_: Option<For>,
    pub on_restart: Vec<OnRestart>,
    pub steps: Vec<Step>,
}

/// Steps outside the main line, which a jump runs. A recovery never runs another one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Recovery {
    pub id: String,
    pub title: Text,
    /// The steps, in order. Their full IDs are `RECOVERY/STEP`.
    pub steps: Vec<Step>,
    pub then: Jump,
    pub on_restart: Vec<OnRestart>,
}
