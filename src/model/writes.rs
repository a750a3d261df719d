//! The files that the wizard writes during a step, line by line.

use super::Text;
use super::condition::Condition;

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Writes {
    pub id: String,
    pub name: Text,
    pub newline: Newline,
    pub encoding: Encoding,
    pub lines: Vec<FileLine>,
    pub rules: Option<String>,
}

/// A line of a file, or a line for each member of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct FileLine {
    pub text: Text,
    pub when: Option<Condition>,
    /// The keys `each` and `as`.
    pub each: Option<(String, String)>,
    pub number: Option<String>,
    pub secret: bool,
}

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// Carriage return and line feed, as on Windows.
    Crlf,
    /// Line feed.
    Lf,
}

/// How characters are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits. Other characters are refused.
    Ascii,
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-16, low byte first, with a byte order mark.
    Utf16Le,
}

impl Writes {
    /// Whether the file can contain secrets.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.lines.iter().any(|line| line.secret)
    }
}
