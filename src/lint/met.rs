//! Met: which walks were come by already, for all who come by walks.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::hike::{Hike, Rank};

/// A walk that was come by.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// Its node in the graph.
    pub(super) node: u32,
    /// Whether the one restart had been by then.
    pub(super) disturbed: bool,
    /// The lowest rank of a way there.
    pub(super) rank: Rank,
}

/// The walks that were come by, by their keys.
#[derive(Default)]
pub(super) struct Met(RwLock<HashMap<u64, Known>>);

impl Met {
    /// The walk that one with this key is taken for. One that still has its restart before it can do all that one can which
    /// had it.
    pub(super) fn find(&self, key: u64, hike: &Hike) -> Option<Known> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(&key).copied().filter(|known| hike.disturbed || !known.disturbed)
    }

    /// Notes a walk, or a better way there.
    pub(super) fn note(&self, key: u64, known: Known) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, known);
    }

    /// The node of a walk that was noted.
    pub(super) fn node(&self, key: u64) -> Option<u32> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).map(|known| known.node)
    }
}

impl Known {
    /// Whether a walk that is taken for this one adds nothing: no way there is better.
    pub(super) fn covers(&self, hike: &Hike) -> bool {
        self.rank <= hike.rank() || self.disturbed != hike.disturbed
    }
}
