//! Loading: TOML to a procedure, or to every diagnostic of it at once.
//!
//! A file goes through three passes. Its shapes are checked against the one table of [`keys`]; its declarations are
//! read; then everything that names them. Each pass reports all that it finds and goes on.

pub mod answers;
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
mod names;
mod operand;
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

use diagnostic::Diagnostics;
use sources::{Parsed, Sources};

use crate::model::{Procedure, SourceFile};

/// Where a procedure's shared parts come from.
pub trait Library {
    /// The file of the shared phase with this id: `phases/iis-accounts.toml`.
    fn phase(&self, id: &str) -> Option<SourceFile>;

    /// The file with the rules and scenarios of the procedure with this id, if they stand apart: `proofs/q191138.toml`.
    fn proof(&self, id: &str) -> Option<SourceFile>;

    /// The ids of all shared phases, for near names.
    fn phases(&self) -> Vec<String>;

    /// The file of the facts that decide which procedure applies: `facts.toml`.
    fn facts(&self) -> SourceFile;
}

/// Loads a procedure.
///
/// # Errors
///
/// Returns everything that is wrong with the file and what it uses, in the order of the places. Where the syntax is
/// broken, the names in the file are not judged.
pub fn load(file: SourceFile, library: &dyn Library) -> Result<Procedure, Vec<Diagnostic>> {
    let sources = Sources::gather(file, library);
    let diagnostics = Diagnostics::new(&sources.files);
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

/// The parsed text of a file.
type Root<'a> = toml::Spanned<toml::de::DeValue<'a>>;
