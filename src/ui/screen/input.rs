//! What the operator is asked for: a menu, or a form with its fields.

use crate::model::value::Choice;

/// What the operator is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Only the main action.
    Confirm,
    /// One of several, by number.
    Menu(Vec<MenuItem>),
    /// Answers in fields; the main action takes them.
    Form(Vec<FormField>),
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What it does.
    pub text: String,
    /// More about it.
    pub detail: String,
    /// The heading above it, where a new group starts.
    pub section: Option<String>,
}

impl MenuItem {
    /// A line that starts no group.
    pub(super) fn new(text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { text: text.into(), detail: detail.into(), section: None }
    }
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// What answering it does.
    pub target: FieldTarget,
    /// The heading above it, where a new group starts.
    pub section: Option<String>,
    /// A short label.
    pub label: String,
    /// The question.
    pub ask: String,
    /// Where to look, or what it is for; may be empty.
    pub help: String,
    /// An example; may be empty.
    pub example: String,
    /// The answer so far, and where it came from.
    pub value: Option<(String, String)>,
    /// The answers to choose from; empty for a typed one.
    pub choices: Vec<Choice>,
    /// Whether the main action needs it.
    pub required: bool,
    /// Why the answer will not do: a check that it fails.
    pub fault: Option<String>,
}

impl FormField {
    /// A field that must be typed into and has no answer yet.
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

/// What answering a field does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldTarget {
    /// `set`: a fact, a reading, or a member's field, by full id.
    Fact(String),
    /// `set` of a secret fact, by full id: typed unseen, written into a file and kept nowhere.
    Secret(String),
    /// `see`: a state, by full id.
    State(String),
    /// `name`: the computer name that the console shows.
    ComputerName,
    /// `add`: a member of this list, by its key; an empty answer says that there are no more.
    Member(String),
    /// `folder`: where the step's files with secrets go.
    Folder,
    /// `sign`: the name of who signs.
    Signature,
}
