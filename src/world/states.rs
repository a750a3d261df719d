//! States as they stand: claimed or observed, or unknown.

use std::collections::BTreeMap;

use crate::procedure::{Procedure, State, StateOnRestart};

/// A state's value and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The value.
    pub value: String,
    /// Whether it was looked at, rather than taken for granted because a step was confirmed.
    pub observed: bool,
}

/// The states that have a value, by full id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct States(BTreeMap<String, Seen>);

impl States {
    /// No state has a value.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The states at the start of a walk: those of the walk itself at their start, those of the world unknown.
    #[must_use]
    pub fn at_start(procedure: &Procedure) -> Self {
        let started = procedure.states.iter().flat_map(|state| {
            let start = state.start.clone();
            state.full_ids().filter_map(move |id| Some((id, Seen { value: start.clone()?, observed: true })))
        });
        Self(started.collect())
    }

    /// What is known of a state.
    #[must_use]
    pub fn get(&self, full: &str) -> Option<&Seen> {
        self.0.get(full)
    }

    /// All that are known, by full id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Seen)> {
        self.0.iter().map(|(id, seen)| (id.as_str(), seen))
    }

    /// Gives a state a value.
    pub fn set(&mut self, full: &str, value: &str, observed: bool) {
        self.0.insert(full.to_owned(), Seen { value: value.to_owned(), observed });
    }

    /// Applies what the restart of a node does: to its own states and to those of the whole cluster.
    pub fn restart(&mut self, procedure: &Procedure, node: &str) {
        for state in &procedure.states {
            for id in state.full_ids().filter(|_| concerns(state, node)) {
                if !state.per.is_empty() && id != format!("{node}.{}", state.id) {
                    continue;
                }
                match &state.on_restart {
                    StateOnRestart::Keeps => {}
                    StateOnRestart::Unknown => {
                        self.0.remove(&id);
                    }
                    StateOnRestart::Becomes(changes) => {
                        if let Some(seen) = self.0.get_mut(&id)
                            && let Some((_, to)) = changes.iter().find(|(from, _)| *from == seen.value)
                        {
                            seen.value.clone_from(to);
                        }
                    }
                }
            }
        }
    }
}

/// Whether the restart of a node can change a state at all.
fn concerns(state: &State, node: &str) -> bool {
    state.per.is_empty() || state.per.iter().any(|own| own == node)
}
