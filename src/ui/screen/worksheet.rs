//! The worksheet: the facts before and during the walk, and those that a step needs first.

use super::fields::FactFields;
use super::frame::{always, frame, offer};
use super::{FieldTarget, FormField, Input, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::facts::Address;
use crate::engine::walk::Walk;
use crate::model::Fact;
use crate::model::condition::{Scope, Truth};
use crate::text::count;

/// The screen of the worksheet before the walk.
pub(super) fn worksheet(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::Worksheet);
    let missing = walk.unanswered().len();
    "Worksheet: this cluster".clone_into(&mut screen.heading);
    screen.aside = match missing {
        0 => "complete".to_owned(),
        some => format!("{} missing", count(some, "answer", "answers")),
    };
    screen.blocks.push(ScreenBlock::Text(walk.world().render(&walk.procedure().summary, Scope::empty())));
    screen.input = Input::Form(fields(walk, |_| true));
    screen.offers = vec![
        offer(Command::Done, if missing == 0 { "go on to the checks" } else { "go on when all is answered" }),
        offer(Command::Answer, "answer"),
        offer(Command::Remove, "remove a member"),
        offer(Command::Note, "note"),
    ];
    screen.offers.extend(
        always().into_iter().filter(|offer| matches!(offer.command, Command::Checks | Command::Help | Command::Quit)),
    );
    screen
}

/// The facts as a view during the walk. They can be corrected there.
#[must_use]
pub fn facts(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::Worksheet);
    "Facts of this cluster".clone_into(&mut screen.heading);
    let text = "A corrected fact counts from now on; a step that then applies behind you is named. \
                Correcting a fact changes nothing on the nodes.";
    screen.blocks.push(ScreenBlock::Text(text.to_owned()));
    screen.input = Input::Form(fields(walk, |_| true));
    screen.offers = vec![offer(Command::Back, "back to the walk"), offer(Command::Answer, "correct")];
    screen.offers.extend(always().into_iter().filter(|offer| matches!(offer.command, Command::Help | Command::Quit)));
    screen
}

/// The screen that asks for the facts that the next step needs.
pub(super) fn ask(walk: &Walk, step: &str, wanted: &[String]) -> Screen {
    let mut screen = frame(walk, ScreenKind::Ask);
    let title = walk.planned(step).map(|planned| planned.title(&walk.world()));
    "Needed before the next step".clone_into(&mut screen.heading);
    screen.blocks.push(ScreenBlock::Text(format!("Next: {}", title.unwrap_or_default())));
    let declared = |id: &String| Address::find(walk.procedure(), id).map(|address| address.fact().id.clone());
    let stems: Vec<String> = wanted.iter().filter_map(declared).collect();
    let wanted_fields = fields(walk, |fact| stems.contains(&fact.id));
    let asked = wanted_fields.into_iter().map(|field| {
        let needed = matches!(&field.target, FieldTarget::Fact(id) if wanted.contains(id));
        FormField { required: field.required || needed, ..field }
    });
    screen.input = Input::Form(
        asked
            .filter(|field| !matches!(&field.target, FieldTarget::Fact(id) if field.value.is_some() && !wanted.contains(id)))
            .collect(),
    );
    screen.offers = vec![
        offer(Command::Done, "go on"),
        offer(Command::Answer, "answer"),
        offer(Command::Note, "note"),
        offer(Command::Back, "back"),
    ];
    screen.offers.extend(always());
    screen
}

/// The fields of the facts that are asked now. Lists have fields for each member.
fn fields(walk: &Walk, wanted: impl Fn(&Fact) -> bool) -> Vec<FormField> {
    let mut fields = Vec::new();
    let mut section = String::new();
    let made = FactFields::of_walk(walk);
    for fact in walk.procedure().facts.iter().filter(|fact| !fact.reading && wanted(fact)) {
        if walk.is_asked(fact) == Truth::False {
            continue;
        }
        for id in fact.full_ids() {
            let mut own = made.of(fact, &id);
            if fact.section != section
                && let Some(first) = own.first_mut()
            {
                section.clone_from(&fact.section);
                first.section = Some(section.clone());
            }
            fields.extend(own);
        }
    }
    fields
}
