//! The screen of the advisor: its questions, then the procedure it found, and why the others don't apply.

use super::fields::choices;
use super::frame::offer;
use super::{FieldTarget, FormField, Input, Mark, Screen, ScreenBlock, ScreenKind};
use crate::engine::advisor::{Advice, Advisor};
use crate::engine::command::Command;
use crate::engine::facts::Facts;
use crate::engine::world::World;
use crate::model::Fact;
use crate::model::condition::{Scope, Truth};
use crate::text::capitalized;

/// The screen with the answers so far.
#[must_use]
pub fn advisor(advisor: &Advisor) -> Screen {
    let question = advisor.question();
    let recommended = advisor.recommended();
    let answered = advisor.answers().map(|(fact, id, value)| field(advisor, fact, id, Some(value)));
    let next = question.as_ref().map(|(fact, id)| field(advisor, fact, id, None));
    let mut blocks = Vec::new();
    match (&question, recommended) {
        (_, Some(procedure)) => {
            let facts = Facts::default();
            let world = World::of_facts(procedure, &facts);
            blocks.push(ScreenBlock::labelled("Walk", format!("{}: {}", procedure.id, procedure.title)));
            let because = procedure.applies.as_ref().map(|applies| world.render(&applies.because, Scope::empty()));
            blocks.extend(because.map(|text| ScreenBlock::labelled("Because", text)));
        }
        (Some(_), None) => {
            let text = "A few questions decide which procedure applies. Answers can be changed.";
            blocks.push(ScreenBlock::Text(text.to_owned()));
        }
        (None, None) => {
            let text =
                "None of the procedures applies to these answers. Stop here: walking the wrong one can cost a rebuild.";
            blocks.push(ScreenBlock::Warning(text.to_owned()));
        }
    }
    if question.is_none() {
        blocks.extend(advisor.advice().iter().map(item));
    }
    let (heading, main) = match recommended {
        Some(procedure) => {
            (format!("Walk {}", procedure.id), Some(offer(Command::Done, format!("start {}", procedure.id))))
        }
        None if question.is_some() => ("Which procedure?".to_owned(), None),
        None => ("No procedure applies".to_owned(), None),
    };
    let offers = [
        offer(Command::Answer, "answer"),
        offer(Command::Back, "home"),
        offer(Command::Help, "keys"),
        offer(Command::Quit, "leave"),
    ];
    Screen {
        blocks,
        input: Input::Form(answered.chain(next).collect()),
        offers: main.into_iter().chain(offers).collect(),
        ..Screen::outside_a_walk(ScreenKind::Advisor, heading)
    }
}

/// A procedure, and why it applies or doesn't.
fn item(advice: &Advice<'_>) -> ScreenBlock {
    let (mark, word) = match advice.applies.truth {
        Truth::True => (Mark::Pass, "applies"),
        Truth::False => (Mark::NotApplicable, "does not apply"),
        Truth::Undecided => (Mark::Untested, "was not asked further"),
    };
    let clauses = advice.applies.clauses.iter().map(|clause| capitalized(&clause.words));
    let details = if advice.applies.truth == Truth::Undecided { Vec::new() } else { clauses.collect() };
    ScreenBlock::Item { mark, text: format!("{} {word}: {}", advice.procedure.id, advice.procedure.title), details }
}

/// The field for a question.
fn field(advisor: &Advisor, fact: &Fact, id: &str, value: Option<String>) -> FormField {
    let facts = Facts::default();
    let declaring = advisor
        .advice()
        .into_iter()
        .map(|advice| advice.procedure.clone())
        .find(|procedure| procedure.fact(id).is_some());
    let words = declaring.map(|procedure| {
        let world = World::of_facts(&procedure, &facts);
        let help = fact.help.as_ref().map(|help| world.render(help, Scope::empty())).unwrap_or_default();
        let node = id.split_once('.').filter(|_| !fact.per.is_empty()).map(|(node, _)| world.node_name(node));
        let ask = node.map_or_else(|| fact.ask.clone(), |node| format!("{node}: {}", fact.ask));
        (world.label_of(id, Scope::empty()), ask, help)
    });
    let (label, ask, help) = words.unwrap_or_default();
    FormField {
        help,
        example: fact.example.clone().unwrap_or_default(),
        value: value.map(|value| (value, "typed".to_owned())),
        choices: choices(&fact.kind),
        ..FormField::new(FieldTarget::Fact(id.to_owned()), label, ask)
    }
}
