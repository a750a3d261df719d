//! Sessions: the folder of one walk.
//!
//! ```text
//! <home>/sessions/q191138-20261122-0512/
//!     procedure/     the source files as they were when the session began
//!         digest     their SHA-256, as `sha256sum` writes it
//!     journal.toml   what happened, see the journal module
//!     lock           locked while the session is open; has no content
//!     evidence/      what was collected from the nodes
//!     out/           what was written for them
//! ```
//!
//! The header of the journal has the SHA-256 of the file `digest`. So neither a newer nodewalk nor an edited file can change a
//! walk, and an auditor can verify the files with `sha256sum`.
//!
//! A new session is built in a folder whose name begins with a dot, synced, and only then renamed. So after a crash there is
//! either no session or a complete one. A folder whose name begins with a dot is never a session, and can be deleted.

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

/// A session that is open for writing. It holds the session's lock until it is dropped.
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
    /// Its id, which is the name of its folder.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder for files that are written for the nodes.
    #[must_use]
    pub fn out(&self) -> PathBuf {
        self.folder.join("out")
    }

    /// The folder for evidence that is collected from the nodes.
    #[must_use]
    pub fn evidence(&self) -> PathBuf {
        self.folder.join("evidence")
    }

    /// The header of its journal.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The source files of its procedure as they were when it began: the procedure first, then the files that it uses.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The torn end of the journal that was set aside when the session was opened. Tell the operator.
    #[must_use]
    pub fn torn(&self) -> Option<&Torn> {
        self.torn.as_ref()
    }
}

/// Keeps events in the session's journal. [`Journal`] states what survives which failure.
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
