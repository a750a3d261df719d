//! The plan of every built-in procedure, whole: without answers, and with each of the answers files.

use nodewalk::documents::checklist::Checklist;
use nodewalk::documents::page::{Format, write};
use nodewalk::engine::action::Action;
use nodewalk::engine::answers::actions;
use nodewalk::engine::walk::Walk;
use nodewalk::load::{answers, catalogue};

/// The plan as text, as `nodewalk plan` prints it.
fn plan(procedure: &str, answers: Option<&str>) -> String {
    let procedure = catalogue::open(procedure).unwrap_or_else(|error| panic!("{error}"));
    let mut walk = Walk::new(procedure.into(), false);
    if let Some(text) = answers {
        let read = answers::read(walk.procedure(), "answers.toml", text).unwrap();
        for action in &actions(&read.facts) {
            walk.assume(action);
        }
        walk.assume(&Action::Done);
    }
    write(Format::Text, &Checklist::of(walk.procedure(), walk.facts()).page())
}

#[test]
fn a_plan_without_answers_is_a_form_to_fill_in() {
    for procedure in catalogue::ids() {
        insta::assert_snapshot!(format!("plan_{procedure}"), plan(&procedure, None));
    }
}

#[test]
fn a_plan_with_answers_names_what_is_known() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/answers");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let procedure = name.split('-').next().filter(|first| first.starts_with('q')).unwrap_or(name);
        insta::assert_snapshot!(format!("plan_{name}_answered"), plan(procedure, Some(&text)));
    }
}
