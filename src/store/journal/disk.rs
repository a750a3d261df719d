//! The few things that a journal asks of its file. They stand behind a trait so that a test can be a failing disk.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::LIMIT;
use crate::store::durable;

/// One open journal file.
pub(super) trait Disk: fmt::Debug + Send {
    /// All bytes of the file, at most [`LIMIT`].
    fn read(&mut self) -> io::Result<Vec<u8>>;
    /// Writes all bytes from `at` on. After an error any number of them may have been written.
    fn write(&mut self, at: u64, bytes: &[u8]) -> io::Result<()>;
    /// `Ok` promises that the bytes and the file's length are on disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Ends the file at `length`. It is on disk after the next sync.
    fn cut(&mut self, length: u64) -> io::Result<()>;
    /// Opens the file anew by its path.
    fn reopen(&mut self) -> io::Result<()>;
}

/// A file of the system.
#[derive(Debug)]
pub(super) struct OnDisk {
    path: PathBuf,
    file: File,
}

impl OnDisk {
    /// Opens an existing file; creates none.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), file: open(path)? })
    }
}

/// For writing and seeking, not appending: Windows refuses to cut a file that is open for appending.
fn open(path: &Path) -> io::Result<File> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
    }
    OpenOptions::new().read(true).write(true).open(path)
}

impl Disk for OnDisk {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(0))?;
        durable::read_open(&self.file, LIMIT)
    }

    fn write(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        // The file's length belongs to what is needed to read it, so the shorter sync covers it.
        self.file.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn reopen(&mut self) -> io::Result<()> {
        self.file = open(&self.path)?;
        Ok(())
    }
}
