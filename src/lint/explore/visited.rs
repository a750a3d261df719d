//! The states that the search has visited, shared by all threads.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::search_state::{Priority, SearchState};

/// A visited state.
#[derive(Clone, Copy)]
pub(super) struct VisitedState {
    /// Its vertex in the graph.
    pub(super) vertex: u32,
    /// Whether the unplanned restart had happened.
    pub(super) restarted: bool,
    /// The best priority of a path to it.
    pub(super) priority: Priority,
}

/// The visited states, by their keys.
#[derive(Default)]
pub(super) struct Visited(RwLock<HashMap<u64, VisitedState>>);

impl Visited {
    /// Finds a visited state with the same future as a state with this key. A visited state that can still have its
    /// unplanned restart can replace one that had it, but not the other way round.
    pub(super) fn find(&self, key: u64, state: &SearchState) -> Option<VisitedState> {
        self.get(key).filter(|visited| state.restarted || !visited.restarted)
    }

    /// Adds a state, or replaces it.
    pub(super) fn insert(&self, key: u64, state: VisitedState) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, state);
    }

    /// The visited state with this key.
    pub(super) fn get(&self, key: u64) -> Option<VisitedState> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).copied()
    }
}

impl VisitedState {
    /// Whether a state with the same future can be dropped, because the path to this one is at least as good.
    pub(super) fn covers(&self, state: &SearchState) -> bool {
        self.priority <= state.priority() || self.restarted != state.restarted
    }
}
