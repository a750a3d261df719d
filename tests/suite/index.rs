//! The committed index of the procedures says what the procedures say.

use std::fs;
use std::path::Path;

use nodewalk::engine::facts::Facts;
use nodewalk::engine::plan::{Plan, Planned};
use nodewalk::engine::world::World;
use nodewalk::load::catalogue;
use nodewalk::load::index::{Document, Entry, Index, Range, entries};
use nodewalk::model::Procedure;
use nodewalk::model::condition::{Scope, Truth};

/// The minutes in a usual time: `5-10 min`, `1-2 hours`. A time that does not begin with a number counts as nothing.
fn minutes(typical: &str) -> Range {
    let (first, rest) = typical.split_once(' ').unwrap_or((typical, ""));
    let (least, most) = first.split_once('-').unwrap_or((first, first));
    let unit = if rest.starts_with("hour") { 60 } else { 1 };
    let number = |text: &str| text.parse::<usize>().unwrap_or(0) * unit;
    Range { least: number(least), most: number(most) }
}

/// The least and the most of a number over the steps of a plan: those that are walked whatever is answered, and all.
fn range(plan: &Plan, of: impl Fn(&Planned) -> Range) -> Range {
    let mut sum = Range::default();
    for planned in plan.steps.iter().filter(|planned| planned.included != Truth::False) {
        let own = of(planned);
        sum.most += own.most;
        if planned.included == Truth::True {
            sum.least += own.least;
        }
    }
    sum
}

/// What the index has to say of a procedure.
fn entry(procedure: &Procedure) -> Entry {
    let facts = Facts::default();
    let world = World::of_facts(procedure, &facts);
    let plan = Plan::of(procedure, &facts);
    let asked: Vec<String> = procedure
        .applies
        .iter()
        .flat_map(|own| world.explain(&own.when, Scope::empty()).clauses)
        .flat_map(|clause| clause.about)
        .collect();
    Entry {
        id: procedure.id.clone(),
        title: procedure.title.clone(),
        summary: world.render(&procedure.summary, Scope::empty()),
        steps: range(&plan, |_| Range { least: 1, most: 1 }),
        minutes: range(&plan, |planned| {
            let step = planned.step(procedure);
            let usual = [step.typical.as_ref(), step.restart.as_ref().and_then(|restart| restart.typical.as_ref())];
            let usual = usual.into_iter().flatten().map(|typical| minutes(typical));
            usual.fold(Range::default(), |sum, own| Range { least: sum.least + own.least, most: sum.most + own.most })
        }),
        sources: procedure
            .sources
            .iter()
            .map(|own| Document { id: own.id.clone(), title: own.title.clone() })
            .collect(),
        questions: procedure
            .facts
            .iter()
            .filter(|fact| fact.full_ids().any(|id| asked.contains(&id)))
            .map(|fact| fact.ask.clone())
            .collect(),
    }
}

#[test]
fn the_committed_index_is_what_the_procedures_say() {
    let procedure = catalogue::ids().map(|id| entry(&catalogue::open(&id).unwrap())).collect();
    let text = format!(
        "# What lists say of the built-in procedures. Written by the test `index` with NODEWALK_BLESS=1; do not edit.\n\n{}",
        toml::to_string(&Index { procedure }).unwrap()
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/index.toml");
    if std::env::var_os("NODEWALK_BLESS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(known == text, "assets/index.toml is out of date: NODEWALK_BLESS=1 writes it");
}

#[test]
fn the_index_lists_every_procedure_in_order() {
    let listed: Vec<String> = entries().into_iter().map(|own| own.id).collect();
    let known: Vec<String> = catalogue::ids().collect();
    if std::env::var_os("NODEWALK_BLESS").is_none() {
        assert_eq!(listed, known);
    }
}

#[test]
fn a_usual_time_is_read_in_minutes() {
    let cases =
        [("1 min", 1, 1), ("5-10 min", 5, 10), ("1-2 hours", 60, 120), ("1-2 min a group", 1, 2), ("days", 0, 0)];
    for (typical, least, most) in cases {
        assert_eq!(minutes(typical), Range { least, most }, "{typical}");
    }
}
