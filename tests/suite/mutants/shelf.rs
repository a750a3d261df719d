//! The shelf: the files of the built-in procedures, and the same with one of them changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use nodewalk::load::load;
use nodewalk::load::{Diagnostic, Library};
use nodewalk::model::{Procedure, SourceFile};
use toml::Table;

/// The files, by their ids.
pub(crate) struct Shelf {
    procedures: BTreeMap<String, String>,
    phases: BTreeMap<String, String>,
    proofs: BTreeMap<String, String>,
    facts: String,
    tables: BTreeMap<String, Table>,
}

impl Shelf {
    /// The files as they stand in `assets`.
    pub(crate) fn new() -> Self {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        let folder = |name: &str| {
            let files = fs::read_dir(assets.join(name)).unwrap().map(|file| file.unwrap().path());
            let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
            files.map(|path| (stem(&path), fs::read_to_string(&path).unwrap())).collect::<BTreeMap<_, _>>()
        };
        let (procedures, phases, proofs) = (folder("procedures"), folder("phases"), folder("proofs"));
        let table = |(id, text): (&String, &String)| (id.clone(), text.parse().unwrap());
        let tables = procedures.iter().chain(&phases).map(table).collect();
        let facts = fs::read_to_string(assets.join("facts.toml")).unwrap();
        Self { procedures, phases, proofs, facts, tables }
    }

    /// The ids of all files that are mutated.
    pub(crate) fn files(&self) -> impl Iterator<Item = String> {
        self.tables.keys().cloned()
    }

    /// A file, decoded.
    pub(crate) fn table(&self, file: &str) -> &Table {
        &self.tables[file]
    }

    /// The procedures that a file is of: itself, or those that use it, the shortest first.
    pub(crate) fn procedures_of(&self, file: &str) -> Vec<String> {
        if self.procedures.contains_key(file) {
            return vec![file.to_owned()];
        }
        let uses = |id: &&String| self.procedures[*id].contains(&format!("use = \"{file}\""));
        let mut found: Vec<String> = self.procedures.keys().filter(uses).cloned().collect();
        found.sort_by_key(|id| self.procedures[id].len());
        found
    }

    /// Loads a procedure with one file changed.
    pub(crate) fn open(&self, procedure: &str, file: &str, changed: &Table) -> Result<Procedure, Vec<Diagnostic>> {
        let own = if procedure == file { changed } else { &self.tables[procedure] };
        let own = &toml::to_string(own).unwrap();
        let changed = &toml::to_string(changed).unwrap();
        load(source(&format!("{procedure}.toml"), own), &Changed { shelf: self, file, text: changed })
    }
}

/// The shelf with one file changed.
struct Changed<'s> {
    shelf: &'s Shelf,
    file: &'s str,
    text: &'s str,
}

impl Library for Changed<'_> {
    fn phase(&self, id: &str) -> Option<SourceFile> {
        let kept = self.shelf.phases.get(id)?;
        let text = if id == self.file { self.text } else { kept };
        Some(source(&format!("phases/{id}.toml"), text))
    }

    fn proof(&self, id: &str) -> Option<SourceFile> {
        Some(source(&format!("proofs/{id}.toml"), self.shelf.proofs.get(id)?))
    }

    fn phases(&self) -> Vec<String> {
        self.shelf.phases.keys().cloned().collect()
    }

    fn facts(&self) -> SourceFile {
        source("facts.toml", &self.shelf.facts)
    }
}

/// A file with a text.
fn source(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.to_owned() }
}
