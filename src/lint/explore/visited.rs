//! Met: which walks were come by already, for all who come by walks.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::search_state::{Hike, Rank};

/// A walk that was come by.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Known {
    /// Its node in the graph.
    pub(in crate::lint) node: u32,
    /// Whether the one restart had been by then.
    pub(in crate::lint) disturbed: bool,
    /// The lowest rank of a way there.
    pub(in crate::lint) rank: Rank,
}

/// The walks that were come by, by their keys.
#[derive(Default)]
pub(in crate::lint) struct Met(RwLock<HashMap<u64, Known>>);

impl Met {
    /// The walk that one with this key is taken for. One that still has its restart before it can do all that one can which
    /// had it.
    pub(in crate::lint) fn find(&self, key: u64, hike: &Hike) -> Option<Known> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(&key).copied().filter(|known| hike.disturbed || !known.disturbed)
    }

    /// Notes a walk, or a better way there.
    pub(in crate::lint) fn note(&self, key: u64, known: Known) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, known);
    }

    /// The node of a walk that was noted.
    pub(in crate::lint) fn node(&self, key: u64) -> Option<u32> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).map(|known| known.node)
    }
}

impl Known {
    /// Whether a walk that is taken for this one adds nothing: no way there is better.
    pub(in crate::lint) fn covers(&self, hike: &Hike) -> bool {
        self.rank <= hike.rank() || self.disturbed != hike.disturbed
    }
}
