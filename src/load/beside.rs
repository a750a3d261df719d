//! The library beside a procedure's own file.

use std::io;
use std::path::{Path, PathBuf};

use super::built_in::BuiltIn;
use super::library::{FACTS, Library};
use crate::model::SourceFile;

/// Shared phases in `phases/` and facts in `facts.toml`, in the procedure's folder or one above it, and the built-in ones if
/// they aren't there. The proof is in `proofs/`; no built-in one is used.
pub(super) struct Beside<'a> {
    /// The folder of the procedure.
    folder: &'a Path,
    proof: Option<SourceFile>,
}

impl<'a> Beside<'a> {
    /// The library of the procedure with this path and text.
    ///
    /// # Errors
    ///
    /// Returns the path of a proof that exists and can't be read. Without it, lint would prove nothing, and nobody would notice.
    pub(super) fn of(procedure: &'a Path, text: &str) -> Result<Self, (PathBuf, io::Error)> {
        let folder = procedure.parent().unwrap_or(Path::new("."));
        Ok(Self { folder, proof: proof(procedure, folder, text)? })
    }

    /// The file with this path beside the procedure.
    fn file(&self, path: &str) -> Option<SourceFile> {
        let folders = [self.folder.to_owned(), self.folder.join("..")];
        let text = folders.iter().find_map(|folder| std::fs::read_to_string(folder.join(path)).ok())?;
        Some(SourceFile::new(path, text))
    }
}

/// Finds the proof of a procedure by its ID.
fn proof(procedure: &Path, folder: &Path, text: &str) -> Result<Option<SourceFile>, (PathBuf, io::Error)> {
    // The loader reports an ID that isn't a plain name; here it leads to no file.
    let Ok(Head { id }) = toml::from_str(text) else { return Ok(None) };
    if Path::new(&id).file_name() != Some(id.as_ref()) {
        return Ok(None);
    }
    let name = format!("proofs/{id}.toml");
    // A procedure that is itself in a folder `proofs` isn't its own proof.
    let own = std::fs::canonicalize(procedure).ok();
    let mut paths = [folder.join(&name), folder.join("..").join(&name)].into_iter();
    let Some(path) = paths.find(|path| path.exists() && std::fs::canonicalize(path).ok() != own) else {
        return Ok(None);
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(SourceFile::new(name, text))),
        Err(error) => Err((path, error)),
    }
}

/// The ID of a procedure, read without the rest.
#[derive(serde::Deserialize)]
struct Head {
    id: String,
}

impl Library for Beside<'_> {
    fn phase(&self, id: &str) -> Option<SourceFile> {
        self.file(&format!("phases/{id}.toml")).or_else(|| BuiltIn.phase(id))
    }

    fn proof(&self, _id: &str) -> Option<SourceFile> {
        self.proof.clone()
    }

    fn phases(&self) -> Vec<String> {
        BuiltIn.phases()
    }

    fn facts(&self) -> SourceFile {
        self.file(FACTS).unwrap_or_else(|| BuiltIn.facts())
    }
}
