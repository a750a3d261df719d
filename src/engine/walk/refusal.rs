//! Refusals: why the walk does not take an action.

use thiserror::Error;

/// Why the walk does not take an action. Nothing was recorded and nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{fact}")]
pub struct Refusal {
    /// The reason, as a lowercase fact.
    pub fact: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    /// A refusal with its help.
    pub fn new(fact: impl Into<String>, help: impl Into<String>) -> Self {
        Self { fact: fact.into(), help: help.into() }
    }
}

impl From<crate::model::value::ValueError> for Refusal {
    fn from(error: crate::model::value::ValueError) -> Self {
        Self { fact: error.to_string(), help: error.help }
    }
}
