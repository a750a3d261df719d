//! Writes: the files that a step has nodewalk write, line by line.

use super::Text;
use super::condition::Condition;

/// A file that a step writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writes {
    /// The id, unique in its step, kebab-case.
    pub id: String,
    /// The file's name, without a folder: `sysprep.inf`.
    pub name: Text,
    /// How its lines end.
    pub newline: Newline,
    /// How its characters become bytes.
    pub encoding: Encoding,
    /// Its lines, in order.
    pub lines: Vec<FileLine>,
    /// The rules that it must keep, by their id.
    pub rules: Option<String>,
}

/// One line of a file, or one for each member of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// The line; empty for an empty line.
    pub text: Text,
    /// Written only when this holds.
    pub when: Option<Condition>,
    /// The list whose members each have this line, and the name by which it calls one.
    pub each: Option<(String, String)>,
    /// The name by which the line calls its number; lines with the same name are counted together, from 0.
    pub number: Option<String>,
    /// Whether a secret stands in it.
    pub secret: bool,
}

/// How the lines of a file end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// Carriage return and line feed, as Windows reads them.
    Crlf,
    /// Line feed.
    Lf,
}

/// How the characters of a file become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits; any other character is refused.
    Ascii,
    /// UTF-8, without a mark at the beginning.
    Utf8,
    /// UTF-16, the low byte first, with its mark at the beginning.
    Utf16Le,
}

impl Writes {
    /// Whether secrets may stand in it.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.lines.iter().any(|line| line.secret)
    }
}
