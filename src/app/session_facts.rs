//! Facts about a session that its walk doesn't have, for documents.

use std::path::Path;

use crate::documents::report::SessionFacts;
use crate::engine::walk::Walk;
use crate::store::journal::{Header, Seal};
use crate::store::leftovers;

/// The facts about the session of this walk, from its journal, its folder, and this version of nodewalk.
#[must_use]
pub fn session_facts(walk: &Walk, header: &Header, head: &Seal, folder: &Path) -> SessionFacts {
    SessionFacts {
        id: header.session.clone(),
        digest: header.digest.clone(),
        head: head.to_string(),
        started_by: header.version.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        folder: folder.display().to_string(),
        leftovers: leftovers(walk).iter().map(|path| path.display().to_string()).collect(),
    }
}
