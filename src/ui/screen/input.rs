//! Input: the menu or the form of a screen.

use crate::model::value::Choice;

/// The answers that the operator must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// None; the main action is enough.
    Confirm,
    /// The number of one of these lines, from 1.
    Menu(Vec<MenuItem>),
    /// Answers in fields. The main action takes them.
    Form(Vec<FormField>),
}

/// A line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields without a comment are what they are called")]
pub struct MenuItem {
    pub text: String,
    /// A second line with more about it, or empty.
    pub detail: String,
    /// The heading above the line, if it starts a group.
    pub section: Option<String>,
}

impl MenuItem {
    /// Creates a line that starts no group.
    pub(super) fn new(text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { text: text.into(), detail: detail.into(), section: None }
    }
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields without a comment are what they are called")]
pub struct FormField {
    pub target: FieldTarget,
    /// The heading above the field, if it starts a group.
    pub section: Option<String>,
    pub label: String,
    pub ask: String,
    /// A hint where to look for the answer, or empty.
    pub help: String,
    /// An example of an answer, or empty.
    pub example: String,
    /// The answer so far, and where it came from, such as `typed`.
    pub value: Option<(String, String)>,
    /// The answers to choose from. Empty if the answer is typed.
    pub choices: Vec<Choice>,
    /// Whether the main action needs the answer.
    pub required: bool,
    /// The reason why the answer will not do.
    pub fault: Option<String>,
}

impl FormField {
    /// Creates a field that must be typed into and has no answer yet.
    pub(super) fn new(target: FieldTarget, label: impl Into<String>, ask: impl Into<String>) -> Self {
        Self {
            target,
            section: None,
            label: label.into(),
            ask: ask.into(),
            help: String::new(),
            example: String::new(),
            value: None,
            choices: Vec::new(),
            required: true,
            fault: None,
        }
    }
}

/// The effect of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldTarget {
    /// `set`: gives a value to a fact, a reading, or the field of a member, by full ID.
    Fact(String),
    /// `set`: takes a secret, by full ID. It is typed unseen, written into a file and kept nowhere.
    Secret(String),
    /// `see`: says what the operator sees of a state, by full ID.
    State(String),
    /// `name`: takes the computer name that the console shows.
    ComputerName,
    /// `add`: adds a member to this list, by its key. An empty answer says that there are no more.
    Member(String),
    /// `folder`: takes the folder for the files with secrets.
    Folder,
    /// `sign`: takes the name of the person who signs.
    Signature,
}
