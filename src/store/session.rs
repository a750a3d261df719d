//! Sessions: one walk of one procedure on one cluster, a folder.
//!
//! ```text
//! <home>/sessions/q191138-20261122-0512/
//!     procedure/     the source files as they were when the session began
//!         digest     their SHA-256, as `sha256sum` writes it
//!     journal.toml   what happened; see the journal module
//!     lock           locked by whoever writes; its content means nothing
//!     evidence/      what came from the nodes
//!     out/           what was written for them
//! ```
//!
//! The header of the journal holds the SHA-256 of the file `digest`, so that neither a newer nodewalk nor an edited file
//! changes a walk, and an auditor can verify both with `sha256sum`.
//!
//! A session is built in a folder whose name begins with a dot, synced, and only then given its name: after a crash at
//! any moment there is no session or a whole one. Such folders are never sessions; one that is left over can be deleted.

mod error;
mod files;
mod home;
mod id;
mod list;
mod lock;

#[cfg(test)]
mod tests;

pub use error::Error;
pub use home::{Home, NewSession, Snapshot};
pub use list::Listed;

use std::path::{Path, PathBuf};

use super::journal;
use super::journal::{Header, Journal, Seal, Store, Torn};
use crate::engine::event::Record;
use crate::model::SourceFile;
use lock::Lock;

/// A session open for writing. It holds the session's lock until it is dropped.
#[derive(Debug)]
pub struct Session {
    id: String,
    folder: PathBuf,
    header: Header,
    files: Vec<SourceFile>,
    torn: Option<Torn>,
    journal: Journal,
    _lock: Lock,
}

impl Session {
    /// Its id, which is its folder's name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder for what is written for the nodes.
    #[must_use]
    pub fn out(&self) -> PathBuf {
        self.folder.join("out")
    }

    /// The folder for what comes from the nodes.
    #[must_use]
    pub fn evidence(&self) -> PathBuf {
        self.folder.join("evidence")
    }

    /// What its journal says of it.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The procedure's source files as they were when it began: the procedure first, then what it used.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The torn end that was set aside when it was opened. The operator is told.
    #[must_use]
    pub fn torn(&self) -> Option<&Torn> {
        self.torn.as_ref()
    }
}

/// The events go to the session's journal, with its promises.
impl Store for Session {
    fn append(&mut self, record: &Record) -> Result<(), journal::Error> {
        self.journal.append(record)
    }

    fn head(&self) -> Seal {
        self.journal.head()
    }

    fn folder(&self) -> Option<&Path> {
        Some(&self.folder)
    }
}
