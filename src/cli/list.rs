//! Lists: sessions, procedures, and whether a journal matches its seals.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::Listing;
use super::{Failure, Outcome, Place, print};
use crate::engine::walk::Walk;
use crate::load::{catalogue, index};
use crate::store::session::{Home, Listed};

/// A session as `sessions` prints it.
#[derive(Serialize)]
struct SessionRow {
    session: String,
    procedure: String,
    title: String,
    rehearsal: bool,
    state: String,
    stands: String,
    saved: Option<String>,
    error: Option<String>,
}

/// Lists the sessions, newest first; a damaged one never hides the others.
pub(super) fn sessions(place: &Place, format: Listing) -> Result<Outcome, Failure> {
    let rows: Vec<SessionRow> = Home::new(&place.home).list()?.iter().map(row).collect();
    if format == Listing::Json {
        return json(&rows);
    }
    let mut text = String::new();
    for row in &rows {
        let rehearsal = if row.rehearsal { " (rehearsal)" } else { "" };
        let saved = row.saved.as_deref().map(|saved| format!(", saved {saved}")).unwrap_or_default();
        let stands = row.error.as_deref().unwrap_or(&row.stands);
        let _ = writeln!(text, "{}{rehearsal}\n    {}\n    {stands}{saved}", row.session, row.title);
    }
    if rows.is_empty() {
        let _ = writeln!(text, "No sessions yet in {}.", place.home.display());
    }
    print(text.as_bytes())
}

/// What is known of a session.
fn row(listed: &Listed) -> SessionRow {
    let mut row = SessionRow {
        session: listed.id.clone(),
        procedure: String::new(),
        title: String::new(),
        rehearsal: listed.rehearsal,
        state: "damaged".to_owned(),
        stands: String::new(),
        saved: None,
        error: None,
    };
    match &listed.snapshot {
        Err(error) => row.error = Some(format!("{error}; {}", error.help())),
        Ok(snapshot) => {
            row.procedure.clone_from(&snapshot.header.procedure);
            row.title.clone_from(&snapshot.header.title);
            match catalogue::reopen(&snapshot.files) {
                Err(error) => row.error = Some(format!("{error}; {}", error.help())),
                Ok(procedure) => {
                    let walk = Walk::replay(procedure.into(), snapshot.header.rehearsal, &snapshot.records);
                    row.saved = walk.saved().map(|saved| saved.format("%Y-%m-%d %H:%M").to_string());
                    row.stands = crate::app::stands(&walk);
                    walk.stage().word().clone_into(&mut row.state);
                }
            }
        }
    }
    row
}

/// A procedure as `procedures` prints it.
#[derive(Serialize)]
struct ProcedureRow {
    id: String,
    title: String,
    summary: String,
    sources: Vec<String>,
}

/// Lists the built-in procedures.
pub(super) fn procedures(format: Listing) -> Result<Outcome, Failure> {
    let source = |own: index::Source| format!("{}: {}", own.id, own.title);
    let rows: Vec<ProcedureRow> = index::entries()
        .into_iter()
        .map(|own| ProcedureRow {
            id: own.id,
            title: own.title,
            summary: own.summary,
            sources: own.sources.into_iter().map(source).collect(),
        })
        .collect();
    if format == Listing::Json {
        return json(&rows);
    }
    let mut text = String::new();
    for row in &rows {
        let summary =
            textwrap::fill(&row.summary, textwrap::Options::new(76).initial_indent("    ").subsequent_indent("    "));
        let _ = writeln!(text, "{}  {}\n{summary}", row.id, row.title);
        for source in &row.sources {
            let options = textwrap::Options::new(80).initial_indent("    source ").subsequent_indent("           ");
            let _ = writeln!(text, "{}", textwrap::fill(source, options));
        }
    }
    print(text.as_bytes())
}

/// Checks a session's journal: every event against its seal, the procedure's files against their digest.
pub(super) fn verify(place: &Place, session: Option<&str>) -> Result<Outcome, Failure> {
    let home = Home::new(&place.home);
    let id = home.find(session)?;
    let snapshot = home.read(&id)?;
    let mut text =
        format!("Session {id}: {} events, every seal matches.\nHead {}\n", snapshot.records.len(), snapshot.head);
    if snapshot.torn > 0 {
        let _ = writeln!(text, "The last event was not saved whole: {} bytes after the head are torn.", snapshot.torn);
        print(text.as_bytes())?;
        return Ok(Outcome::FallsShort);
    }
    print(text.as_bytes())
}

/// Prints JSON.
pub(super) fn json(value: &impl Serialize) -> Result<Outcome, Failure> {
    print(crate::documents::json::pretty(value).as_bytes())
}
