//! Blocks: the parts of the body of a screen.

use super::Mark;

/// A part of the body. Blank lines separate the paragraphs of a text. A line that starts with `- ` or `1. ` is an item.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the parts without a comment are what they are called")]
pub enum ScreenBlock {
    Text(String),
    Heading(String),
    /// Text to type exactly, one command per line. A line that has to be split says so.
    Command(String),
    /// A text with a short label: `You should see`, `Usually`, `Worry`.
    Labelled {
        label: String,
        text: String,
    },
    Warning(String),
    Note(String),
    /// The reason for a step that the document doesn't have.
    Added(String),
    /// A mistake in the document: what it prints, what this walk uses instead, and why.
    Erratum(String),
    /// A marked line with details: a check, a clause of a gate, an obligation.
    Item {
        mark: Mark,
        text: String,
        /// The lines below it.
        details: Vec<String>,
    },
    /// The problems that the step lists. The word `problem` takes their numbers, from 1.
    Problems(Vec<String>),
    Rows(Vec<(String, String)>),
    /// Text that is shown as it is, without wrapping, such as a file.
    Verbatim(String),
}

impl ScreenBlock {
    pub(super) fn labelled(label: impl Into<String>, text: impl Into<String>) -> Self {
        ScreenBlock::Labelled { label: label.into(), text: text.into() }
    }

    /// A marked line without details.
    pub(super) fn item(mark: Mark, text: impl Into<String>) -> Self {
        ScreenBlock::Item { mark, text: text.into(), details: Vec::new() }
    }
}
