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

use super::page::Page;
use crate::engine::event::Record;
use crate::engine::walk::{Stage, Walk};
use context::Context;

/// What the report says of the session and cannot learn from the walk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SessionFacts {
    /// The session's id.
    pub id: String,
    /// The SHA-256 of the procedure's files.
    pub digest: String,
    /// The seal of the journal's last block.
    pub head: String,
    /// The version of nodewalk that started the session.
    pub started_by: String,
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
        let context = Context::new(walk, &history);
        let sections = [
            exceptions::section(&context),
            front_matter::people(&context),
            facts::section(&context),
            checks::section(&context),
            steps::section(&context),
            timeline::section(&context, records),
            open::restarts(&context),
            open::obligations(&context),
            open::states(&context),
            steps::excluded(&context),
            front_matter::files(&context, session),
            front_matter::sign_off(&context, session),
        ];
        let page = Page {
            title: walk.procedure().title.clone(),
            marks: marks(walk),
            running: format!("Completion report, session {}", session.id),
            verdict: verdict::sentence(&context),
            intro: front_matter::intro(&context, session),
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
