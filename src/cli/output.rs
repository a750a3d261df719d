//! Output: what commands print on standard output, and how they exit.

use std::io::{self, Write as _};

use serde::Serialize;

use super::args::DocumentFormat;
use super::failure::Failure;
use crate::documents::json;
use crate::documents::page::{Format, Page, write};

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

/// A document in this format; as JSON, the data that its page is made from.
pub(super) fn document(format: DocumentFormat, page: &Page, data: &impl Serialize) -> String {
    match format {
        DocumentFormat::Text => write(Format::Text, page),
        DocumentFormat::Markdown => write(Format::Markdown, page),
        DocumentFormat::Html => write(Format::Html, page),
        DocumentFormat::Json => json::pretty(data),
    }
}

/// Writes a value as JSON to standard output.
pub(super) fn print_json(value: &impl Serialize) -> Result<Exit, Failure> {
    print(&json::pretty(value))
}
