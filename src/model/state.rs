//! States: what the procedure changes and keeps track of.

use super::value::Choice;
use super::{Text, id};

/// The declaration of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct State {
    pub id: String,
    /// The IDs of the nodes that each have one. If empty, the whole cluster has one.
    pub per: Vec<String>,
    /// The list whose members each have one: `power[N2]`.
    pub each: Option<String>,
    pub title: Text,
    /// The keys `values` and `labels`.
    pub values: Vec<Choice>,
    /// `None` if the state is unknown until somebody observes or claims it.
    pub start: Option<String>,
    pub on_restart: StateOnRestart,
    pub look: Option<Text>,
}

/// What a restart does to a state. A state of the whole cluster changes at the restart of any node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateOnRestart {
    /// It stays as it is.
    Keeps,
    /// The operator has to observe it again.
    Unknown,
    /// The first value of a pair becomes the second. Other values stay.
    Becomes(Vec<(String, String)>),
}

impl State {
    /// The full IDs, without the keys of a list: `groups`, or `a.setup` and `b.setup`.
    pub fn full_ids(&self) -> impl Iterator<Item = String> + '_ {
        id::full_ids(&self.id, &self.per)
    }

    /// The words for a value.
    #[must_use]
    pub fn label(&self, value: &str) -> String {
        let choice = self.values.iter().find(|choice| choice.id == value);
        choice.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
    }
}
