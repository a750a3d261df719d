//! Blocks: the parts of a screen's body.

use super::Mark;

/// A part of the body. Texts are paragraphs separated by blank lines; a line that starts with `- ` or `1. ` is an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScreenBlock {
    /// Plain paragraphs.
    Text(String),
    /// A heading inside the body.
    Heading(String),
    /// What to type, exactly: unframed, whole, never re-wrapped without a mark. One command a line.
    Command(String),
    /// A short label and its text: `You should see`, `Usually`, `Worry`.
    Labelled {
        /// The label.
        label: String,
        /// The text.
        text: String,
    },
    /// A warning.
    Warning(String),
    /// Something good to know.
    Note(String),
    /// Why this step is ours and not the document's.
    Added(String),
    /// What the document prints, what this walk uses, why.
    Erratum(String),
    /// A marked line with details under it: a check, a gate's clause, an obligation.
    Item {
        /// Its mark.
        mark: Mark,
        /// The line.
        text: String,
        /// The lines below it.
        details: Vec<String>,
    },
    /// A numbered list of what may go wrong here; the numbers are those of the `problem` word.
    Problems(Vec<String>),
    /// Two columns.
    Rows(Vec<(String, String)>),
    /// Text that was laid out already and is shown as it is: the report.
    Verbatim(String),
}

impl ScreenBlock {
    /// A label and its text.
    pub(super) fn labelled(label: impl Into<String>, text: impl Into<String>) -> Self {
        ScreenBlock::Labelled { label: label.into(), text: text.into() }
    }

    /// A marked line with nothing under it.
    pub(super) fn item(mark: Mark, text: impl Into<String>) -> Self {
        ScreenBlock::Item { mark, text: text.into(), details: Vec::new() }
    }
}
