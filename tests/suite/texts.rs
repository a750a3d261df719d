//! What is shown has its names filled in, and what it names is asked for.

use std::sync::Arc;

use nodewalk::engine::rendered_step::RenderedStep;
use nodewalk::engine::walk::{Position, Walk};
use nodewalk::lint;
use nodewalk::model::value::Kind;
use nodewalk::model::{Erratum, Procedure, Step};
use nodewalk::ui::screen;

use crate::small;
use crate::small::Driven;

/// The small procedure with something changed.
fn changed(change: impl FnOnce(&mut Procedure)) -> Arc<Procedure> {
    let mut procedure = small::procedure();
    change(Arc::make_mut(&mut procedure));
    procedure
}

#[test]
fn the_checks_page_fills_in_the_titles_of_the_phases_that_a_check_stops() {
    let procedure = changed(|procedure| procedure.checks[0].guards = vec!["prepare".to_owned(), "sites".to_owned()]);
    let page = format!("{:?}", screen::checks(&Walk::new(procedure, false)).blocks);
    assert!(!page.contains("{{"), "{page}");
    assert!(page.contains(r#"stops \"Prepare <Node B computer name>\", \"Site <Site>\""#), "{page}");
}

/// The small procedure with a fact that may be left out, and a first step changed so that it may name it.
fn with_a_fact(change: impl FnOnce(&mut Step)) -> Arc<Procedure> {
    changed(|procedure| {
        procedure.facts.push(small::optional("server", Kind::NetbiosName, "file server"));
        change(&mut procedure.phases[0].steps[0]);
    })
}

/// Puts a text into one place of a step.
type Change = fn(&mut Step, nodewalk::model::Text);

#[test]
fn a_fact_is_asked_for_before_a_step_of_which_any_text_names_it() {
    let name = || small::text("Ask at {{ server }}.");
    let changes: [(&str, Change); 11] = [
        ("title", |step, text| step.title = text),
        ("note", |step, text| step.notes.push(text)),
        ("worry", |step, text| step.worry = Some(text)),
        ("look", |step, text| step.observes[0].look = Some(text)),
        ("erratum, uses", |step, text| step.errata.push(erratum(text, small::text("")))),
        ("erratum, because", |step, text| step.errata.push(erratum(small::text(""), text))),
        ("problem, seen", |step, text| step.problem[0].seen = text),
        ("problem, cause", |step, text| step.problem[0].cause = text),
        ("problem, fix", |step, text| step.problem[0].fix = text),
        ("restart, do", |step, text| step.restart = Some(small::restart(text, None))),
        ("restart, worry", |step, text| step.restart = Some(small::restart(small::text(""), Some(text)))),
    ];
    for (text, change) in changes {
        let procedure = with_a_fact(|step| change(step, name()));
        let unused = lint::static_findings(&procedure).iter().any(|finding| finding.message.contains("`server`"));
        assert!(!unused, "{text}: the fact is called unused");
        let mut driven = Driven::of(procedure);
        driven.begun();
        let asked = Position::Ask { step: "prepare/stop-b".to_owned(), facts: vec!["server".to_owned()] };
        assert_eq!(driven.walk.position(), asked, "{text}");
        driven.say(&["set server FILES1"]);
        let planned = driven.walk.planned("prepare/stop-b").unwrap();
        let shown = format!("{:?}", RenderedStep::of(&driven.walk.world(), planned));
        assert!(shown.contains("Ask at FILES1.") && !shown.contains('<'), "{text}: {shown}");
    }
}

/// An erratum with these texts.
fn erratum(uses: nodewalk::model::Text, because: nodewalk::model::Text) -> Erratum {
    Erratum { prints: "it".to_owned(), uses, because, number: None }
}

#[test]
fn a_fact_that_no_text_names_is_not_asked_for() {
    let mut driven = Driven::of(with_a_fact(|_| ()));
    driven.begun();
    assert!(matches!(driven.walk.position(), Position::Step { .. } | Position::HandOff { .. }), "{driven:?}");
}
