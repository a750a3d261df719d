//! Texts: words with the names of facts in them.

use super::Span;

/// A text in which `{{ a.name }}` stands for a fact. Every name was verified when the procedure was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text as written.
    pub template: String,
    /// The names it mentions, as written: `here.name`, `site.group`.
    pub names: Vec<String>,
    /// Where it is written.
    pub span: Span,
}
