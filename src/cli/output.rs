//! Output: what commands print on standard output, and how they exit.

use std::io::{self, Write as _};

use serde::Serialize;

use super::failure::Failure;

/// How a command that ran exits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Status 0.
    Done,
    /// Status 1: the command ran, but what it looked at isn't good enough.
    FallsShort,
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Writes a value as JSON to standard output.
pub(super) fn print_json(value: &impl Serialize) -> Result<Exit, Failure> {
    print(&crate::documents::json::pretty(value))
}
