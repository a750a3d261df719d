//! A cache that all threads share.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

/// Computed values by their keys.
pub(super) struct Cache<K, V>(RwLock<HashMap<K, V>>);

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub(super) fn new() -> Self {
        Self(RwLock::default())
    }

    /// Returns the value for a key, and computes it if the key is new. If two threads compute it at the same time, the
    /// first value is kept.
    pub(super) fn get(&self, key: K, find: impl FnOnce() -> V) -> V {
        // A panic elsewhere leaves no entry half changed.
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let found = find();
            self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(found).clone()
        })
    }
}
