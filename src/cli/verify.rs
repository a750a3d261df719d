//! `verify`: whether a session's journal is whole and its procedure is the one that the session began with.

use std::fmt::Write as _;

use super::environment::Environment;
use super::failure::Failure;
use super::output::{Exit, print};

/// Verifies every event of a session's journal against its seal, and the procedure's files against their digest. Falls
/// short if the journal ends in an event that wasn't saved whole.
pub(super) fn verify(environment: &Environment, session: Option<&str>) -> Result<Exit, Failure> {
    let home = environment.home()?;
    let id = home.find(session)?;
    let snapshot = home.read(&id)?;
    let mut text =
        format!("Session {id}: {} events, every seal matches.\nHead {}\n", snapshot.records.len(), snapshot.head);
    if snapshot.torn > 0 {
        let _ = writeln!(text, "The last event was not saved whole: {} bytes after the head are torn.", snapshot.torn);
    }
    print(&text)?;
    Ok(if snapshot.torn > 0 { Exit::FallsShort } else { Exit::Done })
}
