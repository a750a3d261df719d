//! The lock: one writer a session.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// A session's lock, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Takes the lock, or gives none if another instance has it. It is a file of its own because on Windows nobody else
    /// can read a file that is locked; its content means nothing.
    ///
    /// # Errors
    ///
    /// Returns the system's error, also where the file system knows no locks.
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
        // Closing the file is not enough while a process that was just started still shares it.
        let _ = self.0.unlock();
    }
}
