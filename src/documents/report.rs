//! The completion report: what was done, by whom, when, on which node, on what evidence.
//!
//! Built from values alone, so that it can be made again from the session folder at any time. What must not be missed
//! stands first; a walk that did not come to its end says so on every sheet.

mod checks;
mod context;
mod exceptions;
mod facts;
mod front_matter;
pub mod history;
mod open;
mod steps;
mod timeline;
mod verdict;

use serde::Serialize;

pub use history::History;

use super::page;
use super::page::Page;
use crate::engine::event::Record;
use crate::engine::walk::{Stage, Walk};
use context::Voice;

/// What the report says of the session and cannot learn from the walk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SessionFacts {
    /// The session's id.
    pub id: String,
    /// The SHA-256 of the procedure's files.
    pub digest: String,
    /// The seal of the journal's last block.
    pub head: String,
    /// The version of nodewalk that makes the report.
    pub version: String,
    /// The session's folder.
    pub folder: String,
    /// The files in which a crash may have left secrets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leftovers: Vec<String>,
}

/// The completion report as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The session.
    pub session: SessionFacts,
    /// `running`, `finished`, `stopped` or `abandoned`.
    pub state: &'static str,
    /// Whether it was a rehearsal.
    pub rehearsal: bool,
    /// What is read.
    pub page: Page,
}

impl Report {
    /// Makes the report of a walk from its journal.
    #[must_use]
    pub fn of(walk: &Walk, records: &[Record], session: &SessionFacts) -> Self {
        let history = History::of(walk.procedure(), walk.rehearsal(), records);
        let voice = Voice::new(walk, &history);
        let sections = [
            exceptions::section(&voice),
            front_matter::people(&voice),
            facts::section(&voice),
            checks::section(&voice),
            steps::section(&voice),
            timeline::section(&voice, records),
            open::restarts(&voice),
            open::obligations(&voice),
            open::states(&voice),
            steps::excluded(&voice),
            front_matter::files(&voice, session),
            front_matter::sign_off(&voice, session),
        ];
        let page = Page {
            title: walk.procedure().title.clone(),
            marks: marks(walk),
            running: format!("Completion report, session {}", session.id),
            verdict: verdict::sentence(&voice),
            lead: front_matter::lead(&voice, session),
            sections: sections.into(),
        };
        Self { session: session.clone(), state: walk.stage().word(), rehearsal: walk.rehearsal(), page }
    }
}

/// What must be seen on every sheet.
fn marks(walk: &Walk) -> Vec<String> {
    let state = match walk.stage() {
        Stage::Worksheet | Stage::Checks | Stage::Walking => Some("NOT FINISHED"),
        Stage::Stopped { .. } => Some("STOPPED"),
        Stage::Abandoned { .. } => Some("ABANDONED"),
        Stage::Finished => None,
    };
    let rehearsal = walk.rehearsal().then_some("REHEARSAL");
    state.into_iter().chain(rehearsal).map(str::to_owned).collect()
}

/// The report as text of 80 columns.
#[must_use]
pub fn text(report: &Report) -> String {
    page::text(&report.page)
}

/// The report as one HTML file, to be printed and signed.
#[must_use]
pub fn html(report: &Report) -> String {
    page::html(&report.page)
}

/// The report as Markdown.
#[must_use]
pub fn markdown(report: &Report) -> String {
    page::markdown(&report.page)
}

/// The report as JSON.
#[must_use]
pub fn json(report: &Report) -> String {
    super::json::pretty(report)
}
