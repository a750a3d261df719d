//! A problem: what was seen, why, what to do, where it leads.

use super::frame::{always, frame, offer};
use super::{Block, Input, Kind, MenuItem, Screen, Verb};
use crate::engine::walk::Walk;
use crate::model::Jump;

/// The open problem.
pub(super) fn problem(walk: &Walk) -> Screen {
    let mut screen = frame(walk, Kind::Problem);
    let Some((open, listed)) = walk.open_problem() else { return screen };
    let world = walk.world();
    let Some(planned) = walk.planned(&open.step) else { return screen };
    let step = planned.step(walk.procedure());
    let render = |text: &crate::model::Text| world.render(text, &planned.scope);
    screen.console = super::frame::console(walk, &planned.node);
    screen.aside = render(&step.title);
    if let Some(problem) = listed {
        screen.heading = format!("Problem: {}", render(&problem.seen));
        if !open.text.is_empty() {
            screen.blocks.push(Block::Labelled { label: "You said".to_owned(), text: open.text.clone() });
        }
        screen.blocks.push(Block::Labelled { label: "Because".to_owned(), text: render(&problem.cause) });
        screen.blocks.push(Block::Labelled { label: "Do".to_owned(), text: render(&problem.fix) });
        screen
            .blocks
            .push(Block::Labelled { label: "Then".to_owned(), text: lead_words(walk, planned, &problem.then) });
        screen.blocks.extend(problem.source.as_ref().map(|source| Block::Note(format!("Source: {source}"))));
        screen.offers =
            vec![offer(Verb::Done, main_label(&problem.then)), offer(Verb::Back, "not this problem: back to the step")];
    } else {
        "A problem that this procedure does not list".clone_into(&mut screen.heading);
        screen.blocks.push(Block::Labelled { label: "Recorded".to_owned(), text: open.text.clone() });
        let text = "It stands in the journal and in the report. Find out what it means before you go on: a mistake here can \
                    cost a rebuild of both nodes.";
        screen.blocks.push(Block::Text(text.to_owned()));
        let item =
            |text: &str, detail: &str| MenuItem { text: text.to_owned(), detail: detail.to_owned(), section: None };
        screen.input = Input::Menu(vec![
            item("Do the step again", "a new attempt; the old one stays in the record"),
            item("Back to the step as it is", "it was settled, or was none"),
        ]);
        screen.offers = vec![
            offer(Verb::Done, "do the step again"),
            offer(Verb::Choose, "choose"),
            offer(Verb::Back, "back to the step"),
        ];
    }
    screen.offers.extend([
        offer(Verb::Note, "note"),
        offer(Verb::Again, "again from another step"),
        offer(Verb::Restart, "a node went down"),
        offer(Verb::Abandon, "give up"),
    ]);
    screen.offers.extend(always());
    screen
}

/// Where a lead goes, in words.
pub(super) fn lead_words(walk: &Walk, planned: &crate::engine::plan::Planned, lead: &Jump) -> String {
    let world = walk.world();
    match lead {
        Jump::Repeat => "Do the step again.".to_owned(),
        Jump::Return => "Go on where the walk was.".to_owned(),
        Jump::Stop(text) => format!("The walk stops. {}", world.render(text, &planned.scope)),
        Jump::Run(id) => {
            let title = walk.procedure().recovery(id).map(|recovery| world.render(&recovery.title, &planned.scope));
            format!("A recovery: {}.", title.unwrap_or_else(|| id.clone()))
        }
        Jump::GoTo(reference) => match walk.led_to(reference, Some(planned)) {
            Some(found) => {
                let number = walk.plan().number(&found.id).map(|number| format!("step {number}, ")).unwrap_or_default();
                format!("Go on at {number}{}.", world.render(&found.step(walk.procedure()).title, &found.scope))
            }
            None => format!("Go on at {reference}."),
        },
    }
}

/// The main action's label.
fn main_label(lead: &Jump) -> &'static str {
    match lead {
        Jump::Repeat => "do the step again",
        Jump::Return => "go on",
        Jump::Stop(_) => "stop the walk",
        Jump::Run(_) => "begin the recovery",
        Jump::GoTo(_) => "go there",
    }
}
