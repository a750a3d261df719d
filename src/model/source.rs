//! Source files: a procedure as it was written.

/// A source file, verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path as the operator gave it, or a built-in's name: `procedures/q191138.toml`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl SourceFile {
    /// A file with this path and text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}
