//! What can be wrong with a journal.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{FORMAT, LIMIT};

/// A block of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The first one.
    Header,
    /// The event with this number.
    Event(u64),
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Block::Header => f.write_str("the header"),
            Block::Event(number) => write!(f, "event {number}"),
        }
    }
}

/// What only a newer nodewalk writes into a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Newer {
    /// A later format.
    Format(i64),
    /// A key of a block.
    Key {
        /// The block.
        block: Block,
        /// The key.
        key: String,
    },
    /// A word that a key of a block holds: a kind of event, a provenance.
    Word {
        /// The block.
        block: Block,
        /// The key.
        key: String,
        /// The word.
        word: String,
    },
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

/// Why a journal cannot be read or an event not kept.
#[derive(Debug, Error)]
pub enum Error {
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
    /// There is no sealed block at all: the file is empty, cut short, or no journal.
    #[error("`{}` has no journal header in its {length} bytes", path.display())]
    NoHeader {
        /// The file.
        path: PathBuf,
        /// Its length.
        length: usize,
    },
    /// A newer nodewalk wrote it.
    #[error("`{}` was written by a newer nodewalk: {newer}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// What this nodewalk does not know.
        newer: Newer,
    },
    /// The bytes were changed after they were sealed.
    #[error("{block} of `{}` does not match its seal", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first block that does not match.
        block: Block,
    },
    /// The seal is right and the block still makes no sense.
    #[error("{block} of `{}` cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The block.
        block: Block,
        /// What is wrong with it.
        why: String,
    },
    /// A block would not be read back as what it was written from. Nothing was written.
    #[error("{block} cannot be written: {why}")]
    Unwritable {
        /// The block.
        block: Block,
        /// What is wrong with it.
        why: String,
    },
    /// The event is not the next one. Nothing was written.
    #[error("event {number} cannot follow event {last}")]
    OutOfOrder {
        /// The event that was to be kept.
        number: u64,
        /// The last one that was.
        last: u64,
    },
    /// The event would make the journal longer than it may be. Nothing was written.
    #[error("event {number} does not fit into `{}`: a journal has at most {} MiB", path.display(), LIMIT >> 20)]
    Full {
        /// The file.
        path: PathBuf,
        /// The event.
        number: u64,
    },
    /// The event could not be written or synced. The journal is as before and takes events again.
    #[error("event {number} was not saved in `{}`: {reason}", path.display())]
    NotSaved {
        /// The file.
        path: PathBuf,
        /// The event.
        number: u64,
        /// The system's words.
        reason: io::Error,
    },
    /// The event could not be saved, nor the file put right. The journal takes no more events.
    #[error("event {number} was not saved in `{}`: {reason}; the file could not be put right: {second}", path.display())]
    Stranded {
        /// The file.
        path: PathBuf,
        /// The event.
        number: u64,
        /// Why it was not saved.
        reason: io::Error,
        /// Why the file could not be put right.
        second: io::Error,
    },
    /// An earlier event left the file in an uncertain state.
    #[error("`{}` takes no more events since one could not be saved", path.display())]
    Closed {
        /// The file.
        path: PathBuf,
    },
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
                "The step is not confirmed and everything before it is saved. Free some space or mend the disk, \
                 then confirm again."
            }
            Error::Stranded { .. } | Error::Closed { .. } => {
                "Everything before it is saved. Mend the disk, then open the session again: it says where things stand."
            }
        }
        .to_owned()
    }
}
