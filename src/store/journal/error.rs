//! Errors of a journal.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{FORMAT, LIMIT};

/// Which block of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockId {
    /// The first block.
    Header,
    /// The event with this number.
    Event(u64),
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BlockId::Header => f.write_str("the header"),
            BlockId::Event(number) => write!(f, "event {number}"),
        }
    }
}

/// Something in a journal that only a newer nodewalk writes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Newer {
    /// A later format.
    Format(i64),
    /// A key of a block.
    Key { block: BlockId, key: String },
    /// The word of a key, such as a kind of event or a provenance.
    Word { block: BlockId, key: String, word: String },
}

impl fmt::Display for Newer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Newer::Format(format) => {
                write!(f, "it has journal format {format}, and this one reads formats up to {FORMAT}")
            }
            Newer::Key { block, key } => write!(f, "{block} has the key `{key}`, which this one does not know"),
            Newer::Word { block, key, word } => {
                write!(f, "{block} has the {key} `{word}`, which this one does not know")
            }
        }
    }
}

/// Why a journal cannot be read, or an event cannot be kept.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "the fields are parts of the message")]
pub enum Error {
    /// The system refused.
    #[error("cannot {doing} `{}`: {reason}", path.display())]
    Io {
        /// What was being done, as a verb.
        doing: &'static str,
        path: PathBuf,
        reason: io::Error,
    },
    /// There is no sealed block at all. The file is empty, was cut short, or isn't a journal.
    #[error("`{}` has no journal header in its {length} bytes", path.display())]
    NoHeader {
        path: PathBuf,
        /// Its length.
        length: usize,
    },
    /// A newer nodewalk wrote it.
    #[error("`{}` was written by a newer nodewalk: {newer}", path.display())]
    Newer {
        path: PathBuf,
        /// What this nodewalk does not know.
        newer: Newer,
    },
    /// The bytes were changed after they were sealed.
    #[error("{block} of `{}` does not match its seal", path.display())]
    Damaged {
        path: PathBuf,
        /// The first block that does not match.
        block: BlockId,
    },
    /// The block matches its seal but makes no sense.
    #[error("{block} of `{}` cannot be read: {why}", path.display())]
    Unreadable { path: PathBuf, block: BlockId, why: String },
    /// Reading the block would give something else than was to write. Nothing was written.
    #[error("{block} cannot be written: {why}")]
    Unwritable { block: BlockId, why: String },
    /// The event is not the next one. Nothing was written.
    #[error("event {number} cannot follow event {last}")]
    OutOfOrder {
        number: u64,
        /// The last event that was kept.
        last: u64,
    },
    /// The event would make the journal too long. Nothing was written.
    #[error("event {number} does not fit into `{}`: a journal has at most {} MiB", path.display(), LIMIT >> 20)]
    Full { path: PathBuf, number: u64 },
    /// The event could not be written or synced. The journal is unchanged and takes events again.
    #[error("event {number} was not saved in `{}`: {reason}", path.display())]
    NotSaved { path: PathBuf, number: u64, reason: io::Error },
    /// The event could not be saved, and the file could not be restored. The journal takes no more events.
    #[error("event {number} was not saved in `{}`: {reason}; the file could not be put right: {second}", path.display())]
    Stranded {
        path: PathBuf,
        number: u64,
        /// Why it was not saved.
        reason: io::Error,
        /// Why the file could not be restored.
        second: io::Error,
    },
    /// An earlier event could not be saved, and nobody knows what is in the file.
    #[error("`{}` takes no more events since one could not be saved", path.display())]
    Closed { path: PathBuf },
}

impl Error {
    pub(super) fn io(doing: &'static str, path: &Path, reason: io::Error) -> Self {
        Error::Io { doing, path: path.to_owned(), reason }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Error::Io { .. } => "Check that the disk is there and that you may write to the folder.",
            Error::NoHeader { .. } => {
                "Nothing was changed. If there is a copy of the file, put it back; without one this session cannot go on."
            }
            Error::Newer { .. } => {
                "Nothing was changed. Use the nodewalk that wrote it, or a later one; `nodewalk --version` says which this is."
            }
            Error::Damaged { .. } => {
                "Nothing was changed. The file was edited or the disk failed; put an untouched copy back. \
                 The events before this one can still be trusted, this one and those after it cannot."
            }
            Error::Unreadable { .. } => "Use the nodewalk that wrote it, or a later one; nothing was changed.",
            Error::Unwritable { .. } | Error::OutOfOrder { .. } => {
                "This is a fault in nodewalk. Nothing was written: leave, open the session again, and report it."
            }
            Error::Full { .. } => "Start a new session.",
            Error::NotSaved { .. } => {
                "The step is not confirmed and everything before it is saved. Free some space or fix the disk, \
                 then confirm again."
            }
            Error::Stranded { .. } | Error::Closed { .. } => {
                "Everything before it is saved. Fix the disk, then open the session again: it shows how far you are."
            }
        }
        .to_owned()
    }
}
