//! A session as the commands that only look at one read it: without its lock, changing nothing.

use super::environment::Environment;
use super::failure::Failure;
use crate::app::session_facts;
use crate::documents::report::SessionFacts;
use crate::engine::walk::Walk;
use crate::load::catalogue;
use crate::store::session::Snapshot;

/// Reads a session and replays its walk. By default, reads the latest session.
pub(super) fn read(environment: &Environment, session: Option<&str>) -> Result<(Walk, Snapshot), Failure> {
    let home = environment.home()?;
    let snapshot = home.read(&home.find(session)?)?;
    Ok((replay(&snapshot)?, snapshot))
}

/// The walk that a session's journal records.
pub(super) fn replay(snapshot: &Snapshot) -> Result<Walk, catalogue::CatalogueError> {
    let procedure = catalogue::reopen(&snapshot.files)?;
    Ok(Walk::replay(procedure.into(), snapshot.header.rehearsal, &snapshot.records))
}

/// What documents say about the session itself.
pub(super) fn facts(walk: &Walk, snapshot: &Snapshot) -> SessionFacts {
    session_facts(walk, &snapshot.header, &snapshot.head, &snapshot.path)
}
