//! The loader: a good procedure gives the whole model, a broken one every diagnostic at once.

use std::fs;
use std::path::{Path, PathBuf};

use nodewalk::load::Library;
use nodewalk::load::load;
use nodewalk::model::condition::{Form, Operand, Test};
use nodewalk::model::value::{Kind, Value};
use nodewalk::model::{For, Jump, Procedure, SourceFile, StateOnRestart};
use proptest::prelude::*;

/// The shared files under `tests/library`.
struct Shared;

impl Library for Shared {
    fn phase(&self, id: &str) -> Option<SourceFile> {
        let path = format!("phases/{id}.toml");
        let text = fs::read_to_string(folder("library").join(&path)).ok()?;
        Some(SourceFile { path, text })
    }

    fn proof(&self, id: &str) -> Option<SourceFile> {
        let path = format!("proofs/{id}.toml");
        let text = fs::read_to_string(folder("library").join(&path)).ok()?;
        Some(SourceFile { path, text })
    }

    fn phases(&self) -> Vec<String> {
        named(&folder("library/phases"), "toml")
    }

    fn facts(&self) -> SourceFile {
        let text = fs::read_to_string(folder("library/facts.toml")).unwrap();
        SourceFile { path: "facts.toml".to_owned(), text }
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The names of the files with this ending, sorted, without it.
fn named(folder: &Path, ending: &str) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|found| found == ending));
    let mut names: Vec<String> = files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn read(path: &str) -> SourceFile {
    SourceFile { path: path.rsplit('/').next().unwrap().to_owned(), text: fs::read_to_string(folder(path)).unwrap() }
}

#[track_caller]
fn two_nodes() -> Procedure {
    load(read("procedures/two-nodes.toml"), &Shared).unwrap_or_else(|found| {
        let rendered: Vec<String> = found.into_iter().map(|diagnostic| diagnostic.rendered).collect();
        panic!("{}", rendered.join("\n\n"))
    })
}

/// The source text at a place.
fn at(procedure: &Procedure, place: nodewalk::model::Span) -> &str {
    &procedure.files[place.file].text[place.start..place.end]
}

#[test]
fn a_good_procedure_has_its_declarations_in_order() {
    let procedure = two_nodes();
    let paths: Vec<&str> = procedure.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["two-nodes.toml", "facts.toml", "phases/accounts.toml"]);
    let facts: Vec<String> = procedure.facts.iter().flat_map(|fact| fact.full_ids().collect::<Vec<_>>()).collect();
    let expected = "goal a.msdtc_exe b.msdtc_exe a.name b.name a.system_root b.system_root cluster.groups dtc.group packs \
                    accounts.domain a.status b.status startup_was";
    assert_eq!(facts.join(" "), expected);
    assert_eq!(procedure.fact("packs").unwrap().kind, Kind::Number { min: 1, max: 9 });
    assert_eq!(procedure.fact("goal").unwrap().kind.choices()[0].label, "a new install");
    assert_eq!(procedure.states.len(), 2, "a state that two files define alike counts once");
    let progress = procedure.state("progress").unwrap();
    assert_eq!(progress.on_restart, StateOnRestart::Becomes(vec![("running".into(), "cut-off".into())]));
    assert_eq!(progress.label("cut-off"), "cut off by a restart");
    assert_eq!(procedure.obligation("startup[x]").unwrap().as_.as_deref(), Some("entry"));
    assert_eq!(procedure.check("same-root").unwrap().guards, ["set-up", "set-up/stop"]);
    assert_eq!(procedure.rules[0].during, ["set-up", "set-up/restart"]);
}

#[test]
fn leads_are_full_ids_with_the_first_row_where_they_come_from_elsewhere() {
    let procedure = two_nodes();
    let phases: Vec<&str> = procedure.phases.iter().map(|phase| phase.id.as_str()).collect();
    assert_eq!(phases, ["set-up", "accounts", "replication", "groups"]);
    let jumps: Vec<&Jump> = procedure.phase("accounts").unwrap().on_restart.iter().map(|entry| &entry.jump).collect();
    assert_eq!(
        jumps,
        [&Jump::Repeat, &Jump::GoTo("replication/set[a]".into())],
        "`use` speaks where the file is silent"
    );
    assert_eq!(procedure.phase("groups").unwrap().steps[0].problem[0].then, Jump::GoTo("replication/set[a]".into()));
    assert_eq!(procedure.tables[0].problem[0].then, Jump::GoTo("replication/set".into()));
    assert_eq!(procedure.recoveries[0].steps[0].problem[0].then, Jump::GoTo("again/look".into()));
    assert_eq!(procedure.recoveries[0].then, Jump::GoTo("set-up/stop".into()));
    let Some(For::Rows(rows)) = &procedure.phase("replication").unwrap().for_ else { panic!() };
    assert_eq!(rows[1], [("here".to_owned(), "b".to_owned()), ("there".to_owned(), "a".to_owned())]);
}

#[test]
fn conditions_and_texts_know_their_names_and_places() {
    let procedure = two_nodes();
    let stop = &procedure.phases[0].steps[0];
    assert_eq!(at(&procedure, stop.span), "[[phase.step]]");
    assert_eq!(stop.title.names().collect::<Vec<_>>(), ["b.name"]);
    assert_eq!(at(&procedure, stop.title.span), "\"Stop the Cluster Service on {{ b.name }}\"");
    assert!(stop.do_.as_ref().unwrap().to_string().ends_with("{{ b.name }} and type this."));
    let requires = stop.requires.as_ref().unwrap();
    assert_eq!(at(&procedure, requires.span), "{ state = \"a.service\", is = \"running\", observed = true }");
    let Form::Atom(atom) = &requires.form else { panic!() };
    assert!(atom.observed);
    assert_eq!(atom.test, Test::Is(Operand::Literal(Value::Choice("running".into()))));
    let set = &procedure.phase("replication").unwrap().steps[0];
    let Form::Atom(atom) = &set.when.as_ref().unwrap().form else { panic!() };
    assert_eq!(atom.test, Test::OnDrive(Operand::Literal(Value::Name("C".into()))));
    assert_eq!(set.problems.as_deref(), Some("codes"));
    let created = &procedure.phase("accounts").unwrap().steps[0];
    assert_eq!(created.span.file, 2);
}

#[test]
fn a_broken_procedure_gives_every_diagnostic_of_it() {
    let bless = std::env::var_os("NODEWALK_BLESS").is_some();
    let mut differing = Vec::new();
    for name in named(&folder("broken"), "toml") {
        let Err(found) = load(read(&format!("broken/{name}.toml")), &Shared) else { panic!("{name} is not broken") };
        let rendered: Vec<String> = found.into_iter().map(|diagnostic| diagnostic.rendered + "\n\n").collect();
        let rendered = rendered.concat();
        let beside = folder("broken").join(format!("{name}.stderr"));
        if bless {
            fs::write(&beside, &rendered).unwrap();
        } else if fs::read_to_string(&beside).unwrap_or_default().replace("\r\n", "\n") != rendered {
            differing.push(format!("== {name}\n{rendered}"));
        }
    }
    assert!(differing.is_empty(), "set NODEWALK_BLESS=1 to take these:\n{}", differing.concat());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in "[\\PC\n\\[\\]{}=\"'.]{0,200}") {
        let _ = load(SourceFile { path: "soup.toml".to_owned(), text }, &Shared);
    }

    #[test]
    fn no_change_of_a_good_file_makes_it_panic(
        from in 0.0..1.0f64, length in 0usize..40, put in "([\\PC\n\\[\\]{}=\"'.]{0,12}|a|per = \"node\"|\\{\\{ a \\}\\}|\\[\\[phase\\]\\]\n)",
    ) {
        let mut characters: Vec<char> = read("procedures/two-nodes.toml").text.chars().collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "an index")]
        let start = (from * characters.len() as f64) as usize;
        let end = (start + length).min(characters.len());
        characters.splice(start..end, put.chars());
        let text = characters.into_iter().collect();
        for found in load(SourceFile { path: "changed.toml".to_owned(), text }, &Shared).err().unwrap_or_default() {
            prop_assert!(found.line >= 1 && found.column >= 1);
            prop_assert!(found.rendered.contains(found.code));
        }
    }
}
