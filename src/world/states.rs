//! States as they stand: claimed or observed, or unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

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
pub struct States(Arc<BTreeMap<String, Seen>>);

impl States {
    /// No state has a value.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(BTreeMap::new()))
    }

    /// The states at the start of a walk: those of the walk itself at their start, those of the world unknown.
    #[must_use]
    pub fn at_start(procedure: &Procedure) -> Self {
        let started = procedure.states.iter().filter(|state| state.each.is_none()).flat_map(|state| {
            let start = state.start.clone();
            state.full_ids().filter_map(move |id| Some((id, Seen { value: start.clone()?, observed: true })))
        });
        Self(Arc::new(started.collect()))
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
        Arc::make_mut(&mut self.0).insert(full.to_owned(), Seen { value: value.to_owned(), observed });
    }

    /// Forgets a state. Gives what was known of it.
    pub fn take(&mut self, full: &str) -> Option<Seen> {
        Arc::make_mut(&mut self.0).remove(full)
    }

    /// Makes a state known as it was, unless it is known meanwhile.
    pub fn put_back(&mut self, full: String, seen: Seen) {
        Arc::make_mut(&mut self.0).entry(full).or_insert(seen);
    }

    /// Takes back what changed between two moments, where nothing has changed it since.
    pub fn take_back(&mut self, before: &Self, after: &Self) {
        let ids: Vec<String> = before.0.keys().chain(after.0.keys()).cloned().collect();
        for id in ids {
            if before.0.get(&id) != after.0.get(&id) && self.0.get(&id) == after.0.get(&id) {
                match before.0.get(&id) {
                    Some(seen) => Arc::make_mut(&mut self.0).insert(id, seen.clone()),
                    None => Arc::make_mut(&mut self.0).remove(&id),
                };
            }
        }
    }

    /// Applies what the restart of a node does: to its own states and to those of the whole cluster.
    pub fn restart(&mut self, procedure: &Procedure, node: &str) {
        for state in &procedure.states {
            for id in touched(procedure, state, node) {
                match &state.on_restart {
                    StateOnRestart::Keeps => {}
                    StateOnRestart::Unknown => {
                        Arc::make_mut(&mut self.0).remove(&id);
                    }
                    StateOnRestart::Becomes(changes) => {
                        if let Some(seen) = Arc::make_mut(&mut self.0).get_mut(&id)
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

/// The full ids of a state that the restart of a node touches: its own, or that of the whole cluster.
pub(crate) fn touched(procedure: &Procedure, state: &State, node: &str) -> Vec<String> {
    if let Some(list) = &state.each {
        let of_list = procedure.node(node).is_some_and(|own| own.each.as_ref() == Some(list));
        let key = node.split_once('[').filter(|_| of_list).map(|(_, key)| format!("{}[{key}", state.id));
        return key.into_iter().collect();
    }
    if state.per.is_empty() {
        return vec![state.id.clone()];
    }
    state.per.iter().filter(|own| *own == node).map(|own| format!("{own}.{}", state.id)).collect()
}
