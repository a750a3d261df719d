//! Source files: a procedure as it was written.

/// A source file, verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path as the operator knows it, or the built-in's name: `procedures/q191138.toml`.
    pub path: String,
    /// Its text.
    pub text: String,
}
