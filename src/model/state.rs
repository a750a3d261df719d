//! States: what the procedure changes and follows.

use super::Text;
use super::value::Choice;

/// The declaration of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The id, `snake_case`.
    pub id: String,
    /// The nodes that each have one; empty for one of the whole cluster.
    pub per: Vec<String>,
    /// The list whose members each have one: `power[N2]`.
    pub each: Option<String>,
    /// What it is called on a screen: `Cluster Service on {{ here.name }}`; `here` is the node, or the member.
    pub title: Text,
    /// The values it can take, with the words the operator reads.
    pub values: Vec<Choice>,
    /// What it is at the start; nothing means unknown until observed or claimed.
    pub start: Option<String>,
    /// What a restart of its node does to it.
    pub on_restart: StateOnRestart,
    /// How to see it: a command, or where to look.
    pub look: Option<Text>,
}

/// What a restart does to a state. A state of the whole cluster follows it at the restart of any node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateOnRestart {
    /// It stays as it is.
    Keeps,
    /// It has to be observed again.
    Unknown,
    /// Some values become others; those not named stay.
    Becomes(Vec<(String, String)>),
}

impl State {
    /// The full ids, without the keys of a list: `groups`, or `a.setup` and `b.setup`.
    pub fn full_ids(&self) -> impl Iterator<Item = String> + '_ {
        super::full_ids(&self.id, &self.per)
    }

    /// The words for a value.
    #[must_use]
    pub fn label(&self, value: &str) -> String {
        let choice = self.values.iter().find(|choice| choice.id == value);
        choice.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
    }
}
