//! The journal: what happened in a session, one event after another, on disk before anybody sees its effect.
//!
//! It is a TOML file that a person can read and any TOML 1.0 tool too. The first block is the header, then comes one
//! `[[event]]` block an event:
//!
//! ```toml
//! # A nodewalk journal. Each block is sealed: to edit it is to break it.
//! format = 1
//! session = "q191138-20261122-0512"
//! procedure = "q191138"
//! title = "Option Pack on a new cluster"
//! digest = "9f2c..."
//! rehearsal = false
//! created = 2026-11-22T05:12:00+01:00
//! nodewalk = "0.1.0"
//! sha256 = "5be1..."
//!
//! [[event]]
//! number = 1
//! time = 2026-11-22T05:12:01+01:00
//! kind = "opened"
//! by = "kim@desk"
//! holder = "kim@desk, process 4711"
//! version = "0.1.0"
//! sha256 = "c07a..."
//! ```
//!
//! One key a line, single-line strings only: line breaks and every other character that could change what a terminal
//! shows are escaped, so that no note can look like a block. Lines end in a line feed. Nothing is ever written again.
//!
//! # The seals
//!
//! Each block ends in its seal: the SHA-256 of the previous block's seal (nothing for the header), a line feed, and the
//! block's bytes before the seal's line. A block begins where the one before it ended, so an event's block begins with
//! the empty line. An auditor needs no nodewalk. For the example above, whose header is sealed in line 10 and whose
//! event 1 in line 19:
//!
//! ```text
//! (echo; sed -n 1,9p journal.toml) | sha256sum
//! (echo 5be1...; sed -n 11,18p journal.toml) | sha256sum
//! ```
//!
//! A seal vouches for all that stands before it. The last one, the head, printed on a signed report, also shows that
//! nothing was cut off the end since, and that the whole was not written anew.
//!
//! # What is found after a crash
//!
//! Bytes at the end without a seal are torn: an event that was being written, lost with the crash and never shown.
//! So is a last block that does not match its seal and begins with a zero byte: that is how a page reads that never
//! reached the disk. Everything else that does not match is damage and an error.

mod block;
mod disk;
mod error;
mod header;
mod read;
mod seal;

#[cfg(test)]
mod tests;

pub use error::{Block, Error, Newer};
pub use header::{FORMAT, Header};
pub use read::{Contents, read};
pub use seal::Seal;

use std::io;
use std::path::{Path, PathBuf};

use super::durable;
use crate::engine::event::Record;
use disk::{Disk, OnDisk};

/// The most bytes that a journal may have: far more than any walk writes, and little enough to read at once.
pub const LIMIT: u64 = 64 * 1024 * 1024;

/// Where events are kept.
pub trait Store {
    /// Keeps one more event. `Ok` promises that it survives a crash of the machine.
    ///
    /// # Errors
    ///
    /// Returns why the event is not kept: then its effect must not be shown.
    fn append(&mut self, record: &Record) -> Result<(), Error>;

    /// The seal of everything kept so far.
    fn head(&self) -> Seal;

    /// The session's folder, where there is one.
    fn folder(&self) -> Option<&Path> {
        None
    }
}

/// A journal file, open for writing. Whoever opens one holds the session's lock: two writers would spoil it.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    disk: Box<dyn Disk>,
    /// The bytes that are sealed and on disk.
    length: u64,
    head: Seal,
    last: u64,
    /// An append failed and the file could not be put right.
    closed: bool,
}

/// The bytes of an event that a crash cut short, moved out of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// How many.
    pub bytes: usize,
    /// The file beside the journal that has them now.
    pub file: PathBuf,
}

impl Journal {
    /// Begins a journal. When this returns, its header and its name are on disk.
    ///
    /// # Errors
    ///
    /// Returns that the header cannot be written as TOML, or the system's error; an existing file is one.
    pub fn create(path: &Path, header: &Header) -> Result<(), Error> {
        let (bytes, _) = Seal::close(None, block::write_header(header)?);
        durable::create(path, bytes.as_bytes()).map_err(|reason| Error::io("create", path, reason))
    }

    /// Opens a journal for writing and gives what it holds, all of it on disk: an event that a killed process wrote
    /// but did not sync is synced now.
    ///
    /// A torn end is first copied to `journal.torn-1.toml` beside it (or `-2`, `-3`, ...), and cut off only when the
    /// copy is on disk. Nothing else is changed.
    ///
    /// # Errors
    ///
    /// Returns the same as [`read()`], or why the torn end could not be set aside; the journal is as it was then.
    pub fn open(path: &Path) -> Result<(Self, Contents, Option<Torn>), Error> {
        let disk = OnDisk::open(path).map_err(|reason| Error::io("open", path, reason))?;
        Self::open_on(path, Box::new(disk))
    }

    fn open_on(path: &Path, mut disk: Box<dyn Disk>) -> Result<(Self, Contents, Option<Torn>), Error> {
        let mut bytes = disk.read().map_err(|reason| Error::io("read", path, reason))?;
        let contents = read::scan(path, &bytes)?;
        let tail = bytes.split_off(bytes.len() - contents.torn);
        let length = bytes.len() as u64;
        let mut torn = None;
        if !tail.is_empty() {
            torn = Some(Torn { bytes: tail.len(), file: set_aside(path, &tail)? });
            disk.cut(length).map_err(|reason| Error::io("cut the torn end off", path, reason))?;
        }
        disk.sync().map_err(|reason| Error::io("sync", path, reason))?;
        let last = contents.records.last().map_or(0, |record| record.number);
        let path = path.to_owned();
        Ok((Self { path, disk, length, head: contents.head, last, closed: false }, contents, torn))
    }

    /// Puts the file back to what is saved, after an event could not be. The system may have dropped what it could not
    /// sync and call the rest clean, so nothing that it remembers is trusted: the file is opened anew and every seal
    /// verified before it is cut, and the cut is synced.
    fn put_right(&mut self) -> io::Result<()> {
        self.disk.reopen()?;
        let mut bytes = self.disk.read()?;
        bytes.truncate(usize::try_from(self.length).unwrap_or(usize::MAX));
        let contents = read::scan(&self.path, &bytes).map_err(io::Error::other)?;
        if contents.head != self.head || contents.torn > 0 {
            return Err(io::Error::other("it no longer holds the events saved before"));
        }
        self.disk.cut(self.length)?;
        self.disk.sync()
    }
}

impl Store for Journal {
    /// Writes the event's block in one write, then syncs; only then is it kept.
    ///
    /// When either fails, the file is cut back to the events saved before, and the same event may be appended again.
    /// When that fails too, the journal takes no more events until it is opened anew; the event may then be found in it
    /// or not.
    fn append(&mut self, record: &Record) -> Result<(), Error> {
        if self.closed {
            return Err(Error::Closed { path: self.path.clone() });
        }
        if record.number != self.last + 1 {
            return Err(Error::OutOfOrder { number: record.number, last: self.last });
        }
        let (bytes, head) = Seal::close(Some(self.head), block::write_record(record)?);
        let length = self.length + bytes.len() as u64;
        if length > LIMIT {
            return Err(Error::Full { path: self.path.clone(), number: record.number });
        }
        if let Err(reason) = self.disk.write(self.length, bytes.as_bytes()).and_then(|()| self.disk.sync()) {
            let (path, number) = (self.path.clone(), record.number);
            return Err(match self.put_right() {
                Ok(()) => Error::NotSaved { path, number, reason },
                Err(second) => {
                    self.closed = true;
                    Error::Stranded { path, number, reason, second }
                }
            });
        }
        self.length = length;
        self.head = head;
        self.last = record.number;
        Ok(())
    }

    fn head(&self) -> Seal {
        self.head
    }
}

/// Copies torn bytes to a new file beside the journal. When this returns, the copy and its name are on disk.
fn set_aside(journal: &Path, bytes: &[u8]) -> Result<PathBuf, Error> {
    for number in 1..=u32::MAX {
        let path = journal.with_extension(format!("torn-{number}.toml"));
        match durable::create(&path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(reason) => return Err(Error::io("copy the torn end to", &path, reason)),
            Ok(()) => return Ok(path),
        }
    }
    Err(Error::io("copy the torn end beside", journal, io::ErrorKind::AlreadyExists.into()))
}
