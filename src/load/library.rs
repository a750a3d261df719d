//! Libraries: where the shared parts of a procedure come from.

use std::path::Path;

use crate::model::SourceFile;

/// The path of the file with the shared facts.
pub(super) const FACTS: &str = "facts.toml";

/// Finds a procedure's shared parts.
pub trait Library {
    /// The file of the shared phase with this ID, `phases/iis-accounts.toml`.
    fn phase(&self, id: &str) -> Option<SourceFile>;

    /// The file with the rules and scenarios of the procedure with this ID, `proofs/q191138.toml`.
    fn proof(&self, id: &str) -> Option<SourceFile>;

    /// The IDs of all shared phases, to suggest a near one.
    fn phases(&self) -> Vec<String>;

    /// The file of the facts that decide which procedure applies, `facts.toml`.
    fn facts(&self) -> SourceFile;
}

/// The files that a session keeps. A part that isn't among them is missing; it isn't looked up elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept<'a>(pub(super) &'a [SourceFile]);

impl Kept<'_> {
    /// The kept file with this path.
    fn file(&self, path: &str) -> Option<SourceFile> {
        self.0.iter().find(|file| file.path == path).cloned()
    }
}

impl Library for Kept<'_> {
    fn phase(&self, id: &str) -> Option<SourceFile> {
        self.file(&format!("phases/{id}.toml"))
    }

    fn proof(&self, id: &str) -> Option<SourceFile> {
        // The first file is the procedure itself.
        Kept(self.0.get(1..)?).file(&format!("proofs/{id}.toml"))
    }

    fn phases(&self) -> Vec<String> {
        let shared = self.0.iter().filter(|file| file.path.starts_with("phases/"));
        shared.map(|file| stem(&file.path)).collect()
    }

    fn facts(&self) -> SourceFile {
        self.file(FACTS).unwrap_or_else(|| SourceFile::new(FACTS, "schema = 1\n"))
    }
}

/// The ID in a path: `phases/iis-accounts.toml` has `iis-accounts`.
pub(super) fn stem(path: &str) -> String {
    Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
