//! Lint: each broken procedure under `tests/lint` with all that is said of it beside it, and the built-in ones clean.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use nodewalk::catalogue;
use nodewalk::lint::{self, Lint};
use nodewalk::procedure::{Diagnostic, Procedure, SourceFile, Weight, load};

/// Lints a text and gives all that is said of it, as it is printed.
fn said(path: &str, text: &str) -> String {
    let source = SourceFile { path: path.to_owned(), text: text.to_owned() };
    match load(source, &catalogue::BuiltIn) {
        Err(found) => printed(&found),
        Ok(procedure) => {
            let procedure = Arc::new(procedure);
            rendered(&procedure, &lint::lint(&procedure))
        }
    }
}

fn rendered(procedure: &Procedure, lint: &Lint) -> String {
    let diagnostics = lint.findings.iter().filter_map(|finding| finding.diagnostic(procedure));
    printed(&diagnostics.collect::<Vec<_>>())
}

fn printed(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().fold(String::new(), |text, one| text + &one.rendered + "\n\n")
}

#[test]
fn each_broken_procedure_is_told_all_that_is_wrong_with_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint");
    let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy();
        let found = said(&name, &fs::read_to_string(&path).unwrap());
        let beside = path.with_extension("stderr");
        if std::env::var_os("UPDATE_LINT").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&beside).unwrap_or_default(), "{name}");
    }
}

#[test]
fn a_planted_late_obligation_is_caught_with_its_path() {
    let found = said("rolling-restart.toml", include_str!("lint/rolling-restart.toml"));
    assert!(found.contains("error[left-open]: the walk can end with `n1.silenced` open"), "{found}");
    assert!(found.contains("at `restart/look[n1]`: `see n1.service stopped`"), "{found}");
}

#[test]
fn every_code_is_explained() {
    for code in lint::codes() {
        assert!(code.words.ends_with('.') && code.words.len() > 40, "{}", code.id);
        assert_eq!(lint::explain(code.id).map(|own| own.id), Some(code.id));
    }
}

#[test]
#[ignore = "explores the built-in procedures: half a minute in a debug build"]
fn no_path_through_a_built_in_procedure_breaks_its_rules() {
    for id in catalogue::ids() {
        let procedure = Arc::new(catalogue::open(&id).unwrap());
        let lint = lint::lint(&procedure);
        let errors = lint.findings.iter().filter(|finding| finding.weight == Weight::Error);
        assert_eq!(errors.count(), 0, "{}", rendered(&procedure, &lint));
    }
}
