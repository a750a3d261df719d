//! Fingerprints: hashes that are used in place of the values they were computed from.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Computes a hash that depends only on the value. In a set of 100,000 different values, the chance that two of them
/// share a fingerprint is about one in four billion.
pub(super) fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
