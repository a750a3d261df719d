//! Errors of a session.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use thiserror::Error;

use crate::store::journal;

/// Why a session cannot be created, opened, or read.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "the fields are parts of the message")]
pub enum Error {
    /// The journal has an error.
    #[error(transparent)]
    Journal(#[from] journal::Error),
    /// The system refused.
    #[error("cannot {doing} `{}`: {reason}", path.display())]
    Io {
        /// What was being done, as a verb.
        doing: &'static str,
        path: PathBuf,
        reason: io::Error,
    },
    /// Somebody else has the session open.
    #[error("session `{session}` is already open{}", by(holder.as_ref()))]
    Held {
        session: String,
        /// Who opened it last and when, from its journal.
        holder: Option<(String, DateTime<FixedOffset>)>,
    },
    /// A source file of the session's procedure was changed.
    #[error("`{file}` of session `{session}` changed since the session began")]
    Changed {
        session: String,
        /// The file in the folder `procedure`.
        file: String,
    },
    /// No session has this id.
    #[error("no session is called `{wanted}`")]
    Unknown { wanted: String },
    /// More than one session's id begins like this.
    #[error("`{wanted}` begins more than one session: {}", list(candidates))]
    Ambiguous { wanted: String, candidates: Vec<String> },
    /// There are no sessions.
    #[error("there are no sessions in `{}`", folder.display())]
    None {
        /// Where they would be.
        folder: PathBuf,
    },
    /// The id of a procedure or the path of its file cannot be a name in a session.
    #[error("`{name}` cannot be the name of a {what} in a session")]
    Name {
        /// What it is the name of.
        what: &'static str,
        name: String,
    },
}

impl Error {
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |reason| Error::Io { doing, path: path.to_owned(), reason }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Error::Journal(error) => return error.help(),
            Error::Io { .. } => "Check that the disk is there and that you may write to the folder.",
            Error::Held { .. } => "Go on there, or leave it there first. Looking at it here is possible meanwhile.",
            Error::Changed { .. } => {
                "A session walks the procedure with which it began. Put the file back as it was; \
                 for another procedure start another session."
            }
            Error::Unknown { .. } => "`nodewalk sessions` lists them.",
            Error::Ambiguous { .. } => "Give more of its name.",
            Error::None { .. } => "`nodewalk start` begins one.",
            Error::Name { .. } => {
                "Use letters, digits, `-`, `_` and `.`; files may also have spaces, and each needs a name of its own."
            }
        }
        .to_owned()
    }
}

fn by(holder: Option<&(String, DateTime<FixedOffset>)>) -> String {
    holder.map_or_else(String::new, |(who, since)| {
        format!(": `{who}` has held it since {}", since.format("%Y-%m-%d %H:%M %:z"))
    })
}

fn list(candidates: &[String]) -> String {
    candidates.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}
