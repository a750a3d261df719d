//! Loading: TOML to a procedure, or to every diagnostic of it at once.
//!
//! A file goes through three passes. Its shapes are checked against the one table of [`keys`]; its declarations are
//! read; then everything that names them. Each pass reports all that it finds and goes on.

mod alias;
pub mod answers;
mod beside;
mod built_in;
pub mod catalogue;
mod codes;
mod condition;
mod decoder;
mod diagnostic;
mod fact;
mod file_rules;
pub mod index;
mod item;
pub mod keys;
mod kind;
mod library;
mod names;
mod operand;
mod operator;
mod parsed;
mod phase;
mod problem;
mod procedure;
mod rule;
mod scenario;
pub mod schema;
mod shape;
mod sources;
mod state;
mod step;
mod target;
mod text;
mod writes;

pub use codes::{CODES, Code};
pub use diagnostic::Diagnostic;
pub use library::Library;

use diagnostic::{Diagnostics, Rules};
use parsed::Parsed;
use sources::Sources;

use crate::model::{Procedure, SourceFile};

/// Loads a new procedure.
///
/// # Errors
///
/// Returns everything that is wrong with the file and the files that it uses, in the order of their text. If the syntax is
/// broken, the names in the file aren't judged.
pub fn load(file: SourceFile, library: &dyn Library) -> Result<Procedure, Vec<Diagnostic>> {
    read(file, library, Rules::Judged)
}

/// Loads a procedure that a session keeps. Codes that are rules don't count, so a new rule never stops an old session.
///
/// # Errors
///
/// Returns what this version can't decode.
fn load_kept(file: SourceFile, library: &dyn Library) -> Result<Procedure, Vec<Diagnostic>> {
    read(file, library, Rules::Ignored)
}

/// Reads the files of a procedure.
fn read(file: SourceFile, library: &dyn Library, rules: Rules) -> Result<Procedure, Vec<Diagnostic>> {
    let sources = Sources::gather(file, library);
    let diagnostics = Diagnostics::new(&sources.files, rules);
    let roots = sources.parse(&diagnostics);
    let procedure = if diagnostics.has_syntax() { None } else { decode(&sources, &roots, &diagnostics) };
    match procedure.filter(|_| diagnostics.is_empty()) {
        Some(procedure) => Ok(Procedure { files: sources.files, ..procedure }.with_applies_checked()),
        None => Err(diagnostics.finish()),
    }
}

/// Decodes files whose syntax is sound.
fn decode<'a>(sources: &'a Sources, roots: &'a [Root<'a>], diagnostics: &'a Diagnostics<'a>) -> Option<Procedure> {
    let parsed = Parsed::new(sources, roots, diagnostics);
    procedure::decode(&parsed, diagnostics)
}

/// A parsed file.
type Root<'a> = toml::Spanned<toml::de::DeValue<'a>>;
