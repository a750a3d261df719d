//! The catalogue: loads a procedure by name, from a file, or from a session.

use std::path::{Path, PathBuf};

use thiserror::Error;

pub use super::built_in::{BuiltIn, ids};

use super::beside::Beside;
use super::library::Kept;
use super::{Diagnostic, built_in, codes, load, load_kept};
use crate::model::{Procedure, SourceFile};
use crate::text::near;

/// Why a procedure can't be loaded.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// There is no built-in procedure with this ID, and no file with this path.
    #[error("`{wanted}` is neither a built-in procedure nor a file")]
    Unknown {
        /// The ID or path that was given.
        wanted: String,
    },
    /// The file can't be read.
    #[error("cannot read `{path}`: {error}")]
    Unreadable {
        /// The path of the file.
        path: PathBuf,
        /// The reason.
        error: std::io::Error,
    },
    /// The file isn't a procedure.
    #[error("{}", rendered(.0))]
    Invalid(Vec<Diagnostic>),
    /// A session keeps a procedure with something that this version doesn't know.
    #[error("{}", newer(.0))]
    Newer(Vec<Diagnostic>),
}

impl CatalogueError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            CatalogueError::Unknown { wanted } => near::suggest(wanted, ids(), || {
                format!("the built-in procedures are {}", ids().collect::<Vec<_>>().join(", "))
            }),
            CatalogueError::Unreadable { .. } => "give the path of a procedure file that you can read".to_owned(),
            CatalogueError::Invalid(_) => "fix the file; no session was started".to_owned(),
            CatalogueError::Newer(_) => {
                "use the nodewalk that wrote it, or a later one; `nodewalk --version` prints the version of this one"
                    .to_owned()
            }
        }
    }
}

/// All diagnostics, one below the other.
fn rendered(diagnostics: &[Diagnostic]) -> String {
    let rendered: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rendered.as_str()).collect();
    rendered.join("\n")
}

/// Says what a newer nodewalk wrote. A word that this version doesn't know explains more than what follows from it.
fn newer(diagnostics: &[Diagnostic]) -> String {
    let unknown = diagnostics.iter().find(|one| codes::UNKNOWN.iter().any(|code| code.id == one.code));
    let Some(one) = unknown.or(diagnostics.first()) else { return String::new() };
    format!("`{}` was written by a newer nodewalk: line {}: {}", one.path, one.line, one.message)
}

/// Loads a new procedure: a built-in by its ID, else the file at this path.
///
/// # Errors
///
/// Returns that there is no such procedure, that its file can't be read, or everything that is wrong with it.
pub fn open(wanted: &str) -> Result<Procedure, CatalogueError> {
    if let Some(file) = built_in::procedure(wanted) {
        return load(file, &BuiltIn).map_err(CatalogueError::Invalid);
    }
    let path = Path::new(wanted);
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let beside = Beside::of(path, &text);
            let beside = beside.map_err(|(path, error)| CatalogueError::Unreadable { path, error })?;
            load(SourceFile::new(wanted, text), &beside).map_err(CatalogueError::Invalid)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(CatalogueError::Unknown { wanted: wanted.to_owned() })
        }
        Err(error) => Err(CatalogueError::Unreadable { path: path.to_owned(), error }),
    }
}

/// Loads the procedure that a session keeps. The first file is the procedure itself.
///
/// Whether the procedure is sound was decided when the session began, so later rules of the loader don't count.
///
/// # Errors
///
/// Returns what this version can't decode. The files passed the loader when the session began, and the session's digest
/// holds them to what they were, so a newer nodewalk wrote them.
pub fn reopen(files: &[SourceFile]) -> Result<Procedure, CatalogueError> {
    let first = files.first().cloned().unwrap_or_else(|| SourceFile::new("procedure.toml", ""));
    load_kept(first, &Kept(files)).map_err(CatalogueError::Newer)
}
