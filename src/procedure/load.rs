//! Loading: TOML to a procedure, or to every diagnostic of it at once.

use super::Procedure;

/// A source file, verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path as the operator knows it, or the built-in's name: `procedures/q191138.toml`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Where a procedure's shared parts come from.
pub trait Library {
    /// The file of the shared phase with this id: `phases/iis-accounts.toml`.
    fn phase(&self, id: &str) -> Option<SourceFile>;

    /// The ids of all shared phases, for near names.
    fn phases(&self) -> Vec<String>;

    /// The file of the facts that decide which procedure applies: `facts.toml`.
    fn facts(&self) -> SourceFile;
}

/// One thing wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file's path.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// A stable code, `unknown-key`.
    pub code: &'static str,
    /// The fact, lowercase, with the value in backticks.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
    /// The same with the line itself and the place underlined, ready to print without colour.
    pub rendered: String,
}

/// Loads a procedure.
///
/// # Errors
///
/// Returns everything that is wrong with the file and what it uses, in the order of the places.
pub fn load(file: SourceFile, library: &dyn Library) -> Result<Procedure, Vec<Diagnostic>> {
    let _ = (file, library);
    Err(Vec::new())
}
