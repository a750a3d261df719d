//! What can be wrong with a session.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use thiserror::Error;

use crate::store::journal;

/// Why a session cannot be begun, opened or read.
#[derive(Debug, Error)]
pub enum Error {
    /// Its journal.
    #[error(transparent)]
    Journal(#[from] journal::Error),
    /// The system refused.
    #[error("cannot {doing} `{}`: {reason}", path.display())]
    Io {
        /// What was tried, as a verb.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// The system's words.
        reason: io::Error,
    },
    /// Somebody else writes to it.
    #[error("session `{session}` is already open{}", by(holder.as_ref()))]
    Held {
        /// The session.
        session: String,
        /// Who opened it last and when, as its journal says.
        holder: Option<(String, DateTime<FixedOffset>)>,
    },
    /// A source file of its procedure is not what it was.
    #[error("`{file}` of session `{session}` changed since the session began")]
    Changed {
        /// The session.
        session: String,
        /// The file, within the folder `procedure`.
        file: String,
    },
    /// There is no session of that name.
    #[error("no session is called `{wanted}`")]
    Unknown {
        /// The name.
        wanted: String,
    },
    /// More than one session begins so.
    #[error("`{wanted}` begins more than one session: {}", list(candidates))]
    Ambiguous {
        /// The name.
        wanted: String,
        /// The sessions.
        candidates: Vec<String>,
    },
    /// There is no session at all.
    #[error("there are no sessions in `{}`", folder.display())]
    None {
        /// Where they would be.
        folder: PathBuf,
    },
    /// A procedure's id or file cannot be stored under its name.
    #[error("`{name}` cannot be the name of a {what} in a session")]
    Name {
        /// What it is the name of.
        what: &'static str,
        /// The name.
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
