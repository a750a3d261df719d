//! File rules: what must be right in a file, whether nodewalk wrote it or not.

use super::Severity;
use super::value::Kind;

/// The rules of one sort of file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRules {
    /// The id, kebab-case.
    pub id: String,
    /// The name of the file that they are about, `sysprep.inf`.
    pub file: String,
    /// How the file is read.
    pub format: FileFormat,
    /// The rules, in the order in which they are checked.
    pub rules: Vec<FileRule>,
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Sections with entries: `[Section]`, `Entry = value`, `; comment`.
    Ini,
    /// Lines.
    Lines,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRule {
    /// The id, unique among the rules of its file, kebab-case.
    pub id: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong when it is broken.
    pub says: String,
    /// What to do then.
    pub fix: String,
    /// Where it comes from, or why it is ours.
    pub source: Option<String>,
    /// What it is about.
    pub about: About,
    /// What must be so.
    pub test: FileTest,
    /// Counts only when the file has this.
    pub when: Option<FilePart>,
    /// Does not count when the file has this.
    pub unless: Option<FilePart>,
}

/// What a rule is about. Names and lines are compared without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A section.
    Section(String),
    /// An entry of a section; of a numbered one, the part before the number.
    Entry {
        /// The section.
        section: String,
        /// The entry.
        entry: String,
    },
    /// A whole line.
    Line(String),
    /// Lines that start so.
    Starts(String),
}

/// What must be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileTest {
    /// It is there.
    Required,
    /// It is not there.
    Forbidden,
    /// Its value is one of these.
    OneOf(Vec<String>),
    /// Its value is of this kind.
    Kind(Kind),
    /// Its value stands in quotes.
    Quoted,
    /// It has a value.
    Filled,
    /// The entries that begin so are numbered from here, without gaps.
    NumberedFrom(u64),
    /// The section has the entries of exactly one of these groups, all of them.
    ExactlyOne(Vec<Vec<String>>),
}

/// Something that a file has: a section, an entry of it, or an entry with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePart {
    /// The section.
    pub section: String,
    /// The entry; without it, the section is there.
    pub entry: Option<String>,
    /// The entry's value; without it, the entry is there.
    pub is: Option<String>,
}
