//! The built-in procedures, each loaded once for all tests: to load one takes longer than most tests of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use nodewalk::load::catalogue;
use nodewalk::model::Procedure;

/// A procedure by its id, or from a file by its path.
pub(crate) fn procedure(id: &str) -> Arc<Procedure> {
    static LOADED: Mutex<BTreeMap<String, Arc<Procedure>>> = Mutex::new(BTreeMap::new());
    let load = || Arc::new(catalogue::open(id).unwrap_or_else(|error| panic!("{error}")));
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(loaded.entry(id.to_owned()).or_insert_with(load))
}

/// Every built-in procedure, in the order of the catalogue.
pub(crate) fn built_in() -> impl Iterator<Item = Arc<Procedure>> {
    catalogue::ids().map(|id| procedure(&id))
}
