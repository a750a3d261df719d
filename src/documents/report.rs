//! The completion report: what was done, by whom, when, at which node, and on what evidence.
//!
//! It is made from values only, so `nodewalk report` can make it again from the session folder at any time. Exceptions
//! come first. If the walk is not finished, every printed page says so.

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

/// Facts about the session that its walk does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct SessionFacts {
    pub id: String,
    /// The SHA-256 of the procedure's files, in hex.
    pub digest: String,
    /// The seal of the journal's last block, in hex.
    pub head: String,
    /// The version of nodewalk that started the session.
    pub started_by: String,
    /// The version of nodewalk that makes the report.
    pub version: String,
    pub folder: String,
    /// The paths of files in which a crash may have left secrets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leftovers: Vec<String>,
}

/// The completion report as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct Report {
    pub session: SessionFacts,
    /// `running`, `finished`, `stopped` or `abandoned`.
    pub state: &'static str,
    pub rehearsal: bool,
    pub page: Page,
}

impl Report {
    /// The report of a walk and the records that it was replayed from.
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

/// The marks on every printed page.
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
