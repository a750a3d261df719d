//! The journal: what happened in a session, event by event. Each event is on disk before anyone sees its effect.
//!
//! It is a TOML 1.0 file. The first block is the header. Each `[[event]]` block after it is an event:
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
//! Each key has a line of its own, and all strings are single-line strings. Line breaks and other characters that could
//! change what a terminal shows are escaped, so that no note can look like a block. Lines end in a line feed. A block is
//! never changed after it was written.
//!
//! # The seals
//!
//! Each block ends with its seal: the SHA-256 of the previous block's seal (which is empty for the header), a line feed, and
//! the block's bytes before the line of the seal. A block begins where the previous one ended, so the block of an event begins
//! with the empty line. An auditor doesn't need nodewalk to verify a journal. In the example above, the seal of the header is
//! in line 10 and the seal of event 1 is in line 19:
//!
//! ```text
//! (echo; sed -n 1,9p journal.toml) | sha256sum
//! (echo 5be1...; sed -n 11,18p journal.toml) | sha256sum
//! ```
//!
//! A seal covers everything before it. The last seal is the head. If it is printed on a signed report, it also shows that no
//! event was removed from the end since, and that the journal as a whole was not rewritten.
//!
//! # After a crash
//!
//! Bytes without a seal at the end are torn: a crash interrupted the writing of an event, whose effect was never shown. A last
//! block that doesn't match its seal and begins with a zero byte is torn too, because a page that never reached the disk reads
//! as zeros. Any other block that doesn't match its seal is damaged, which is an error.

mod block;
mod disk;
mod error;
mod header;
mod read;
mod seal;

#[cfg(test)]
mod tests;

pub use error::{BlockId, Error, Newer};
pub use header::{FORMAT, Header};
pub use read::{Contents, read};
pub use seal::Seal;

use std::io;
use std::path::{Path, PathBuf};

use super::durable;
use crate::engine::event::Record;
use disk::{Disk, OnDisk};

/// The most bytes that a journal can have. Far more than any walk writes, but few enough to read at once.
pub const LIMIT: u64 = 64 * 1024 * 1024;

/// Keeps events.
pub trait Store {
    /// Keeps one more event. `Ok` promises that the event survives a crash of the machine.
    ///
    /// # Errors
    ///
    /// Returns why the event is not kept. Then its effect must not be shown.
    fn append(&mut self, record: &Record) -> Result<(), Error>;

    /// The seal of everything kept so far.
    fn head(&self) -> Seal;

    /// The session's folder, or `None` if the store has no folder.
    fn folder(&self) -> Option<&Path> {
        None
    }
}

/// A journal file that is open for writing. Hold the session's lock while it is open, because two writers would damage it.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    disk: Box<dyn Disk>,
    /// How many bytes are sealed and on disk.
    length: u64,
    head: Seal,
    last: u64,
    /// Whether an event could not be saved and the file could not be restored.
    closed: bool,
}

/// The torn end of a journal, moved to a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// How many bytes were torn.
    pub bytes: usize,
    /// The file that has these bytes now.
    pub file: PathBuf,
}

impl Journal {
    /// Creates a journal. When this returns, its header and its name are on disk.
    ///
    /// # Errors
    ///
    /// Returns that the header cannot be written as TOML, or the system's error, for example if the file exists.
    pub fn create(path: &Path, header: &Header) -> Result<(), Error> {
        let (bytes, _) = Seal::close(None, block::write_header(header)?);
        durable::create(path, bytes.as_bytes()).map_err(|reason| Error::io("create", path, reason))
    }

    /// Opens a journal for writing, and reads it. Syncs the file first, in case a process was killed before it could, so that all
    /// events returned are on disk.
    ///
    /// Copies a torn end to `journal.torn-1.toml` next to the journal (or `-2`, `-3`, and so on). Cuts it off only when the copy
    /// is on disk. Changes nothing else.
    ///
    /// # Errors
    ///
    /// The same as for [`read()`], or why the torn end could not be copied. Then the journal is unchanged.
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

    /// Restores the file after an event could not be saved. After a failed sync, the system can drop the data and report success
    /// the next time. So this opens the file again, verifies every seal, cuts off the rest, and syncs that.
    fn restore(&mut self) -> io::Result<()> {
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
    /// Writes the event's block in one write, then syncs the file.
    ///
    /// If either fails, the file is cut back to the events saved before, and the same event can be appended again. If that
    /// fails too, the journal takes no more events until it is opened again. It may then contain the event or not.
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
            return Err(match self.restore() {
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

/// Copies torn bytes to a new file next to the journal. When this returns, the copy is on disk.
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
