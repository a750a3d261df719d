//! The lock, so that a session has only one writer.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// A session's lock. It is held until it is dropped or the process ends, for whatever reason.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Takes the lock, or returns `None` if another process has it. It is a file of its own because on Windows nobody else can
    /// read a locked file.
    ///
    /// # Errors
    ///
    /// Returns the system's error, for example if the file system has no locks.
    pub(super) fn take(path: &Path) -> io::Result<Option<Self>> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file isn't enough if a process that was just started still shares it.
        let _ = self.0.unlock();
    }
}
