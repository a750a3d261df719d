//! The catalogue: the procedures that can be walked, built in or from a file.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::load;
use super::{Diagnostic, Library};
use crate::model::{Procedure, SourceFile};
use crate::text::near;

/// Files of `assets/`, by their paths there, compiled in.
macro_rules! assets {
    ($($path:literal),* $(,)?) => { &[$(($path, include_str!(concat!("../../assets/", $path)))),*] };
}

/// The built-in procedures.
const PROCEDURES: &[(&str, &str)] = assets![
    "procedures/q191138.toml",
    "procedures/q223258.toml",
    "procedures/q241573.toml",
    "procedures/q249603.toml",
    "procedures/imaging-2003.toml",
];

/// The built-in shared phases.
const PHASES: &[(&str, &str)] = assets![
    "phases/failback-restore.toml",
    "phases/failback.toml",
    "phases/groups-to-a.toml",
    "phases/iis-accounts.toml",
    "phases/iis-instances.toml",
    "phases/iis-metabase.toml",
    "phases/iis-sites.toml",
    "phases/iis-test.toml",
    "phases/iissync.toml",
    "phases/msdtc-test.toml",
    "phases/mts-replication.toml",
    "phases/ready.toml",
];

/// The rules and scenarios of the built-in procedures.
const PROOFS: &[(&str, &str)] = assets![
    "proofs/q191138.toml",
    "proofs/q223258.toml",
    "proofs/q241573.toml",
    "proofs/q249603.toml",
    "proofs/imaging-2003.toml",
];

/// The facts that decide which procedure applies.
const FACTS: (&str, &str) = ("facts.toml", include_str!("../../assets/facts.toml"));

/// Why a procedure cannot be walked.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// No built-in has this id and no file this path.
    #[error("`{wanted}` is neither a built-in procedure nor a file")]
    Unknown {
        /// What was asked for.
        wanted: String,
    },
    /// The file cannot be read.
    #[error("cannot read `{path}`: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The file is not a procedure.
    #[error("{}", rendered(.0))]
    Invalid(Vec<Diagnostic>),
}

impl CatalogueError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            CatalogueError::Unknown { wanted } => near::suggest(wanted, ids(), || {
                format!("the built-in procedures are {}", ids().collect::<Vec<_>>().join(", "))
            }),
            CatalogueError::Unreadable { .. } => "give the path of a procedure's file that you may read".to_owned(),
            CatalogueError::Invalid(_) => "mend the file; nothing was started".to_owned(),
        }
    }
}

/// All diagnostics, one under the other.
fn rendered(diagnostics: &[Diagnostic]) -> String {
    let rendered: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rendered.as_str()).collect();
    rendered.join("\n")
}

/// The shared parts that are built in.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltIn;

impl Library for BuiltIn {
    fn phase(&self, id: &str) -> Option<SourceFile> {
        let path = format!("phases/{id}.toml");
        PHASES.iter().find(|(known, _)| *known == path).map(|(path, text)| file(path, text))
    }

    fn proof(&self, id: &str) -> Option<SourceFile> {
        let path = format!("proofs/{id}.toml");
        PROOFS.iter().find(|(known, _)| *known == path).map(|(path, text)| file(path, text))
    }

    fn phases(&self) -> Vec<String> {
        PHASES.iter().map(|(path, _)| stem(path)).collect()
    }

    fn facts(&self) -> SourceFile {
        file(FACTS.0, FACTS.1)
    }
}

/// Shared parts from a list of files, as a session keeps them; what is missing there is not looked up elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a>(pub &'a [SourceFile]);

impl Library for Kept<'_> {
    fn phase(&self, id: &str) -> Option<SourceFile> {
        let path = format!("phases/{id}.toml");
        self.0.iter().find(|file| file.path == path).cloned()
    }

    fn proof(&self, id: &str) -> Option<SourceFile> {
        let path = format!("proofs/{id}.toml");
        self.0.iter().skip(1).find(|file| file.path == path).cloned()
    }

    fn phases(&self) -> Vec<String> {
        let shared = self.0.iter().filter(|file| file.path.starts_with("phases/"));
        shared.map(|file| stem(&file.path)).collect()
    }

    fn facts(&self) -> SourceFile {
        let kept = self.0.iter().find(|file| file.path == FACTS.0).cloned();
        kept.unwrap_or_else(|| file(FACTS.0, "schema = 1\n"))
    }
}

/// Shared phases and facts beside a procedure's own file, in `phases/` and `facts.toml` there or one folder up, before
/// the built-in ones; its proof in `proofs/`, and no other.
struct Beside<'a> {
    /// The folder of the procedure.
    folder: &'a Path,
    /// Its proof, if there is one.
    proof: Option<SourceFile>,
}

impl Beside<'_> {
    /// The file with this path beside the procedure.
    fn file(&self, path: &str) -> Option<SourceFile> {
        let folders = [self.folder.to_owned(), self.folder.join("..")];
        let text = folders.iter().find_map(|folder| std::fs::read_to_string(folder.join(path)).ok())?;
        Some(SourceFile { path: path.to_owned(), text })
    }
}

/// The proof of a procedure in a file: by its id, in `proofs/` beside it or one folder up. A procedure in a folder of that
/// name is not its own. One that is there and cannot be read would prove nothing, and nobody would notice: that is an error.
fn proof_beside(procedure: &Path, folder: &Path, text: &str) -> Result<Option<SourceFile>, CatalogueError> {
    // An id that is no plain name leads to no file; the loader objects to it.
    let Ok(Head { id }) = toml::from_str(text) else { return Ok(None) };
    if Path::new(&id).file_name() != Some(id.as_ref()) {
        return Ok(None);
    }
    let name = format!("proofs/{id}.toml");
    let own = std::fs::canonicalize(procedure).ok();
    let found = [folder.join(&name), folder.join("..").join(&name)];
    let found = found.into_iter().find(|path| path.exists() && std::fs::canonicalize(path).ok() != own);
    let Some(path) = found else { return Ok(None) };
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(SourceFile { path: name, text })),
        Err(error) => Err(CatalogueError::Unreadable { path, error }),
    }
}

/// The id of a procedure, read without the rest.
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
        self.file(FACTS.0).unwrap_or_else(|| BuiltIn.facts())
    }
}

/// The ids of the built-in procedures, in the order of the catalogue.
pub fn ids() -> impl Iterator<Item = String> {
    PROCEDURES.iter().map(|(path, _)| stem(path))
}

/// Loads a procedure: a built-in by its id, else the file at this path.
///
/// # Errors
///
/// Returns that there is no such procedure, that its file cannot be read, or everything that is wrong with it.
pub fn open(wanted: &str) -> Result<Procedure, CatalogueError> {
    if let Some((path, text)) = PROCEDURES.iter().find(|(path, _)| stem(path).eq_ignore_ascii_case(wanted)) {
        return load(file(path, text), &BuiltIn).map_err(CatalogueError::Invalid);
    }
    let path = Path::new(wanted);
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let folder = path.parent().unwrap_or(Path::new("."));
            let beside = Beside { folder, proof: proof_beside(path, folder, &text)? };
            let source = SourceFile { path: wanted.to_owned(), text };
            load(source, &beside).map_err(CatalogueError::Invalid)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(CatalogueError::Unknown { wanted: wanted.to_owned() })
        }
        Err(error) => Err(CatalogueError::Unreadable { path: path.to_owned(), error }),
    }
}

/// Loads the procedure that a session keeps; the first file is the procedure itself.
///
/// # Errors
///
/// Returns everything that is wrong with it; nothing is, unless this nodewalk no longer reads its schema.
pub fn reopen(files: &[SourceFile]) -> Result<Procedure, CatalogueError> {
    let first = files.first().cloned().unwrap_or_else(|| file("procedure.toml", ""));
    load(first, &Kept(files)).map_err(CatalogueError::Invalid)
}

/// A built-in file.
fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.to_owned() }
}

/// The id in a path: `phases/iis-accounts.toml` is `iis-accounts`.
fn stem(path: &str) -> String {
    Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
