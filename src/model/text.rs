//! Texts: words with the names of facts in them.

use super::Span;

/// A text in which `{{ a.name }}` is replaced by a fact. The loader has checked every name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text as written.
    pub template: String,
    /// The names in it, as written: `here.name`, `site.group`.
    pub names: Vec<String>,
    /// The text in the file.
    pub span: Span,
}
