//! File rules: what must be right in a file, whether nodewalk wrote it or not.

use super::Severity;
use super::value::Kind;

/// The rules for one sort of file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct FileRules {
    pub id: String,
    pub file: String,
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
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct FileRule {
    pub id: String,
    pub severity: Severity,
    pub says: String,
    pub fix: String,
    pub source: Option<String>,
    pub about: About,
    pub test: FileTest,
    pub when: Option<FileCondition>,
    pub unless: Option<FileCondition>,
}

/// The part of a file that a rule is about. Names and lines are compared without case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub enum About {
    Section(String),
    /// An entry of a section. For numbered entries, the part before the number.
    Entry {
        section: String,
        entry: String,
    },
    /// A whole line.
    Line(String),
    /// The beginning of lines.
    Starts(String),
}

/// The test that a rule makes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub enum FileTest {
    Required,
    Forbidden,
    OneOf(Vec<String>),
    /// The key `type`.
    Kind(Kind),
    Quoted,
    Filled,
    NumberedFrom(u64),
    ExactlyOne(Vec<Vec<String>>),
}

/// Something that a file can have: a section, an entry, or an entry with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct FileCondition {
    pub section: String,
    pub entry: Option<String>,
    pub is: Option<String>,
}
