//! Failures: what went wrong and what to do about it, as the command line prints it.

use std::fmt;
use std::io;

/// A failure with its help.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    help: String,
    closed_pipe: bool,
    usage: bool,
}

impl Failure {
    /// A failure and what to do about it.
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), closed_pipe: false, usage: false }
    }

    /// A command line that makes no sense.
    pub(super) fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { usage: true, ..Self::new(message, help) }
    }

    /// The exit status: 2 for wrong usage, otherwise 1.
    pub(super) fn status(&self) -> u8 {
        if self.usage { 2 } else { 1 }
    }

    /// Whether the reader of the output left, which isn't an error.
    pub(super) fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A diagnostic of the loader already begins with `error`.
        if self.message.starts_with("error") {
            writeln!(f, "{}", self.message)?;
        } else {
            writeln!(f, "error: {}", self.message)?;
        }
        if self.help.is_empty() { Ok(()) } else { writeln!(f, "  help: {}", self.help) }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Self { closed_pipe, ..Self::new(error.to_string(), "") }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        let closed_pipe =
            error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        Self { closed_pipe, ..Self::new(format!("{error:#}"), "") }
    }
}

impl From<crate::store::session::Error> for Failure {
    fn from(error: crate::store::session::Error) -> Self {
        Self::new(error.to_string(), error.help())
    }
}

impl From<crate::load::catalogue::CatalogueError> for Failure {
    fn from(error: crate::load::catalogue::CatalogueError) -> Self {
        Self::new(error.to_string(), error.help())
    }
}

impl From<crate::app::StartError> for Failure {
    fn from(error: crate::app::StartError) -> Self {
        Self::new(error.to_string(), error.help())
    }
}
