//! `sessions`: all sessions and where each stands.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::ListFormat;
use super::environment::Environment;
use super::failure::Failure;
use super::output::{Exit, print, print_json};
use super::session;
use crate::store::session::Listed;

/// A session as JSON.
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

/// Lists the sessions, newest first. A damaged session never hides the others.
pub(super) fn sessions(environment: &Environment, format: ListFormat) -> Result<Exit, Failure> {
    let home = environment.home()?;
    let rows: Vec<SessionRow> = home.list()?.iter().map(row).collect();
    if format == ListFormat::Json {
        return print_json(&rows);
    }
    let mut text = String::new();
    for row in &rows {
        let rehearsal = if row.rehearsal { " (rehearsal)" } else { "" };
        let saved = row.saved.as_deref().map(|saved| format!(", saved {saved}")).unwrap_or_default();
        let stands = row.error.as_deref().unwrap_or(&row.stands);
        let _ = writeln!(text, "{}{rehearsal}\n    {}\n    {stands}{saved}", row.session, row.title);
    }
    if rows.is_empty() {
        let _ = writeln!(text, "No sessions yet in {}.", home.root().display());
    }
    print(&text)
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
            match session::replay(snapshot) {
                Err(error) => row.error = Some(format!("{error}; {}", error.help())),
                Ok(walk) => {
                    row.saved = walk.saved().map(|saved| saved.format("%Y-%m-%d %H:%M").to_string());
                    row.stands = crate::app::status_line(&walk);
                    walk.stage().word().clone_into(&mut row.state);
                }
            }
        }
    }
    row
}
