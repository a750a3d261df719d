//! The disk of a journal. It is a trait so that tests can simulate a disk that fails.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::LIMIT;
use crate::store::durable;

/// An open journal file.
pub(super) trait Disk: fmt::Debug + Send {
    /// Reads all bytes of the file, at most [`LIMIT`].
    fn read(&mut self) -> io::Result<Vec<u8>>;
    /// Writes bytes at an offset. After an error, any number of them may have been written.
    fn write(&mut self, at: u64, bytes: &[u8]) -> io::Result<()>;
    /// `Ok` promises that the bytes and the file's length are on disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts the file to this length. The cut is on disk after the next sync.
    fn cut(&mut self, length: u64) -> io::Result<()>;
    /// Opens the file again by its path.
    fn reopen(&mut self) -> io::Result<()>;
}

/// A file in the file system.
#[derive(Debug)]
pub(super) struct OnDisk {
    path: PathBuf,
    file: File,
}

impl OnDisk {
    /// Opens an existing file. Never creates one.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), file: open(path)? })
    }
}

/// Opens a file for writing. Not for appending, because Windows refuses to cut a file that is open for appending.
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
        // This also syncs the file's length, because the data cannot be read without it.
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
