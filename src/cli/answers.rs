//! The answers file that `start` and `plan` are given.

use std::fs;
use std::path::Path;

use super::failure::Failure;

/// Reads an answers file: its path and its text.
pub(super) fn read(path: &Path) -> Result<(String, String), Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok((path.display().to_string(), text)),
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", path.display());
            Err(Failure::new(message, "give the path of an answers file that you may read"))
        }
    }
}
