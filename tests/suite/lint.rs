//! Lint: each broken procedure in `tests/lint` has the findings that the file next to it lists, and the built-in ones have none.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use nodewalk::lint;
use nodewalk::lint::{Bounds, Lint};
use nodewalk::load::Diagnostic;
use nodewalk::load::catalogue;
use nodewalk::load::load;
use nodewalk::model::{Procedure, Reference, SourceFile};

use crate::common::{built_in, procedure};
use crate::thousand;

/// Lints a text, and returns the findings as they are printed.
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
fn each_broken_procedure_has_the_findings_next_to_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint");
    let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy();
        let found = said(&name, &fs::read_to_string(&path).unwrap());
        let beside = path.with_extension("stderr");
        if std::env::var_os("NODEWALK_BLESS").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        let known = fs::read_to_string(&beside).unwrap_or_default().replace("\r\n", "\n");
        assert_eq!(found, known, "{name}: NODEWALK_BLESS=1 takes it");
    }
}

#[test]
fn a_planted_late_obligation_is_caught_with_its_path() {
    let found = said("rolling-restart.toml", include_str!("../lint/rolling-restart.toml"));
    assert!(found.contains("error[left-open]: the walk can end with `n1.silenced` open"), "{found}");
    assert!(found.contains("at `restart/look[n1]`: `see n1.service stopped`"), "{found}");
}

#[test]
fn every_code_is_shown_by_a_broken_procedure() {
    let beside = |folder: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let printed = files.filter(|path| path.extension().is_some_and(|ending| ending == "stderr"));
        printed.map(|path| fs::read_to_string(path).unwrap()).collect::<String>()
    };
    let shown = beside("broken") + &beside("lint");
    // A test has no time for that many states.
    let rare = ["unfinished"];
    for code in lint::codes().filter(|code| !rare.contains(&code.id)) {
        let head = format!("{}[{}]: ", code.severity.word(), code.id);
        assert!(shown.contains(&head), "no broken procedure shows `{head}`");
    }
}

#[test]
fn every_code_is_explained() {
    for code in lint::codes() {
        assert!(code.words.ends_with('.') && code.words.len() > 40, "{} says too little", code.id);
        assert_eq!(lint::explain(code.id).map(|own| own.id), Some(code.id));
    }
}

#[test]
fn a_rule_that_is_broken_in_a_scenario_is_reported_for_it() {
    let scenario = "[[scenario]]\nid = \"through\"\ntitle = \"Straight through\"\nreaches = \"one/erase\"\n";
    let text = format!("{}\n{scenario}", include_str!("../lint/guarded.toml"));
    let source = SourceFile { path: "guarded.toml".to_owned(), text };
    let procedure = Arc::new(load(source, &catalogue::BuiltIn).unwrap());
    let found = lint::scenario_findings(&procedure).next().unwrap();
    let wanted = "in the scenario `through`, the rule `erased-while-it-stands-still` (always) is broken";
    assert!(found.message.starts_with(wanted), "{found:#?}");
}

#[test]
fn every_branch_of_the_built_in_procedures_has_a_scenario() {
    for procedure in built_in() {
        let id = &procedure.id;
        let stem = |reference: &Reference| reference.step.split('[').next().unwrap_or_default().to_owned();
        let passed: Vec<String> = procedure.scenarios.iter().flat_map(|own| own.through.iter().map(stem)).collect();
        let avoided: Vec<String> = procedure.scenarios.iter().flat_map(|own| own.avoids.iter().map(stem)).collect();
        let told = |steps: &[String], told: &[String]| steps.iter().any(|step| told.contains(step));
        for phase in &procedure.phases {
            let full = |step: &nodewalk::model::Step| format!("{}/{}", phase.id, step.id);
            if phase.when.is_some() {
                let steps: Vec<String> = phase.steps.iter().map(full).collect();
                assert!(told(&steps, &passed), "{id}: no scenario passes through the phase `{}`", phase.id);
                assert!(told(&steps, &avoided), "{id}: no scenario leaves the phase `{}` out", phase.id);
            }
            for step in phase.steps.iter().filter(|step| step.when.is_some()).map(full) {
                let alone = [step];
                assert!(told(&alone, &passed), "{id}: no scenario passes through {alone:?}");
                assert!(told(&alone, &avoided), "{id}: no scenario leaves {alone:?} out");
            }
        }
        for recovery in &procedure.recoveries {
            let steps: Vec<String> = recovery.steps.iter().map(|step| format!("{}/{}", recovery.id, step.id)).collect();
            assert!(told(&steps, &passed), "{id}: no scenario passes through the recovery `{}`", recovery.id);
        }
    }
}

/// Every scenario of a built-in procedure leads where it should, and no path through it breaks its rules.
#[track_caller]
fn is_clean(id: &str) {
    // This test explores only the paths with the fewest deviations. `.ci/run` explores all of them.
    let bounds = Bounds { states: 2_000, ..Bounds::default() };
    let procedure = procedure(id);
    assert!(procedure.scenarios.len() > 5, "{id}");
    let mut lint = lint::lint_within(&procedure, bounds);
    let astray: Vec<_> = lint.findings.iter().filter(|finding| finding.code.starts_with("scenario-")).collect();
    assert!(astray.is_empty(), "{id}: {astray:#?}");
    lint.findings.retain(|finding| finding.code != "unfinished");
    assert_eq!(rendered(&procedure, &lint), "", "{id}");
}

/// The built-in procedures that a test of its own holds to be clean.
const CLEAN: [&str; 5] = ["q191138", "q223258", "q241573", "q249603", "imaging-2003"];

#[test]
fn every_built_in_procedure_is_held_to_be_clean() {
    assert_eq!(catalogue::ids().collect::<Vec<_>>(), CLEAN);
}

#[test]
fn q191138_is_clean() {
    is_clean(CLEAN[0]);
}

#[test]
fn q223258_is_clean() {
    is_clean(CLEAN[1]);
}

#[test]
fn q241573_is_clean() {
    is_clean(CLEAN[2]);
}

#[test]
fn q249603_is_clean() {
    is_clean(CLEAN[3]);
}

#[test]
fn imaging_2003_is_clean() {
    is_clean(CLEAN[4]);
}

#[test]
fn twenty_decisions_that_do_not_interact_do_not_cost_two_to_the_twentieth() {
    let source = SourceFile { path: "thousand.toml".to_owned(), text: thousand::text() };
    let procedure = match load(source, &catalogue::BuiltIn) {
        Ok(procedure) => Arc::new(procedure),
        Err(found) => panic!("{}", printed(&found)),
    };
    let lint = lint::lint(&procedure);
    assert_eq!(rendered(&procedure, &lint), "");
    // Every path, with each decision both ways and a restart of either node at each step.
    assert_eq!(lint.explored.deviations, None);
    assert!((1_000..20_000).contains(&lint.explored.states), "{:?}", lint.explored);
}
