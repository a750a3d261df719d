//! A problem: its cause, what to do, and where it leads.

use super::frame::{always, console, frame, offer};
use super::jump::jump_words;
use super::{Input, MenuItem, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::rendered_step::RenderedProblem;
use crate::engine::walk::Walk;
use crate::model::Jump;

/// The screen of the open problem.
pub(super) fn problem(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::Problem);
    let Some((open, listed)) = walk.open_problem() else { return screen };
    let world = walk.world();
    let Some(planned) = walk.planned(&open.step) else { return screen };
    screen.console = console(walk, &planned.node);
    screen.aside = planned.title(&world);
    if let Some(problem) = listed {
        let rendered = RenderedProblem::of(&world, planned, problem);
        screen.heading = format!("Problem: {}", rendered.seen);
        if !open.text.is_empty() {
            screen.blocks.push(ScreenBlock::labelled("You said", open.text.clone()));
        }
        screen.blocks.push(ScreenBlock::labelled("Because", rendered.cause));
        screen.blocks.push(ScreenBlock::labelled("Do", rendered.fix));
        screen.blocks.push(ScreenBlock::labelled("Then", jump_words(walk, planned, &problem.then)));
        screen.blocks.extend(problem.source.as_ref().map(|source| ScreenBlock::Note(format!("Source: {source}"))));
        screen.offers = vec![
            offer(Command::Done, main_label(&problem.then)),
            offer(Command::Back, "not this problem: back to the step"),
        ];
    } else {
        "A problem that this procedure does not list".clone_into(&mut screen.heading);
        screen.blocks.push(ScreenBlock::labelled("Recorded", open.text.clone()));
        let text = "It stands in the journal and in the report. Find out what it means before you go on: a mistake here can \
                    cost a rebuild of both nodes.";
        screen.blocks.push(ScreenBlock::Text(text.to_owned()));
        screen.input = Input::Menu(vec![
            MenuItem::new("Do the step again", "a new attempt; the old one stays in the record"),
            MenuItem::new("Back to the step as it is", "it was settled, or was none"),
        ]);
        screen.offers = vec![
            offer(Command::Done, "do the step again"),
            offer(Command::Choose, "choose"),
            offer(Command::Back, "back to the step"),
        ];
    }
    screen.offers.extend([
        offer(Command::Note, "note"),
        offer(Command::Again, "again from another step"),
        offer(Command::Restart, "a node went down"),
        offer(Command::Abandon, "give up"),
    ]);
    screen.offers.extend(always());
    screen
}

/// The label of the main action.
fn main_label(jump: &Jump) -> &'static str {
    match jump {
        Jump::Repeat => "do the step again",
        Jump::Return => "go on",
        Jump::Stop(_) => "stop the walk",
        Jump::Run(_) => "begin the recovery",
        Jump::GoTo(_) => "go there",
    }
}
