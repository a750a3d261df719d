//! States and their values: observed, claimed or unknown.

use rpds::RedBlackTreeMapSync;

use crate::model::{Procedure, State, StateOnRestart};

/// A state's value and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; those that need it have a comment")]
pub struct Seen {
    pub value: String,
    /// Whether it was observed. Otherwise it is claimed, because a step was confirmed.
    pub observed: bool,
}

/// The states that have a value, by full id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct States(RedBlackTreeMapSync<String, Seen>);

impl States {
    /// No state has a value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The states at the start of a walk. States with a start value have it; all others are unknown.
    #[must_use]
    pub fn at_start(procedure: &Procedure) -> Self {
        let started = procedure.states.iter().filter(|state| state.each.is_none()).flat_map(|state| {
            let start = state.start.clone();
            state.full_ids().filter_map(move |id| Some((id, Seen { value: start.clone()?, observed: true })))
        });
        Self(started.collect())
    }

    /// The value of a state, or `None` while it is unknown.
    #[must_use]
    pub fn get(&self, full: &str) -> Option<&Seen> {
        self.0.get(full)
    }

    /// All known states, by full id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Seen)> {
        self.0.iter().map(|(id, seen)| (id.as_str(), seen))
    }

    /// Gives a state a value.
    pub fn set(&mut self, full: &str, value: &str, observed: bool) {
        self.0.insert_mut(full.to_owned(), Seen { value: value.to_owned(), observed });
    }

    /// Forgets a state. Returns what was known about it.
    pub fn take(&mut self, full: &str) -> Option<Seen> {
        let seen = self.0.get(full).cloned()?;
        self.0.remove_mut(full);
        Some(seen)
    }

    /// A copy without the states whose ids pass this test.
    #[must_use]
    pub fn without(&self, leave_out: impl Fn(&str) -> bool) -> Self {
        let kept = self.0.iter().filter(|(id, _)| !leave_out(id)).map(|(id, seen)| (id.clone(), seen.clone()));
        Self(kept.collect())
    }

    /// Restores the value of a state, unless it has one again.
    pub fn put_back(&mut self, full: String, seen: Seen) {
        if !self.0.contains_key(&full) {
            self.0.insert_mut(full, seen);
        }
    }

    /// Undoes what changed between two moments, unless it changed again since.
    pub fn take_back(&mut self, before: &Self, after: &Self) {
        let ids: Vec<String> = before.0.keys().chain(after.0.keys()).cloned().collect();
        for id in ids {
            if before.0.get(&id) != after.0.get(&id) && self.0.get(&id) == after.0.get(&id) {
                match before.0.get(&id) {
                    Some(seen) => self.0.insert_mut(id, seen.clone()),
                    None => drop(self.0.remove_mut(&id)),
                }
            }
        }
    }

    /// Applies the restart of a node to its own states and to those of the whole cluster.
    pub fn restart(&mut self, procedure: &Procedure, node: &str) {
        for state in &procedure.states {
            for id in touched(procedure, state, node) {
                match &state.on_restart {
                    StateOnRestart::Keeps => {}
                    StateOnRestart::Unknown => {
                        self.0.remove_mut(&id);
                    }
                    StateOnRestart::Becomes(changes) => {
                        let becomes = self.0.get(&id).and_then(|seen| {
                            let (_, to) = changes.iter().find(|(from, _)| *from == seen.value)?;
                            Some(Seen { value: to.clone(), ..*seen })
                        });
                        if let Some(seen) = becomes {
                            self.0.insert_mut(id, seen);
                        }
                    }
                }
            }
        }
    }
}

/// The full ids of a state that the restart of a node affects: the node's own, or the one of the whole cluster.
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
