//! A restart to carry out.

use super::frame::{always, console, frame, offer};
use super::{Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::rendered_step::RenderedStep;
use crate::engine::walk::Walk;

/// The screen of the restart that follows the work of a step.
pub(super) fn restart(walk: &Walk, step: &str) -> Screen {
    let mut screen = frame(walk, ScreenKind::Restart);
    let Some(planned) = walk.planned(step) else { return screen };
    let step = RenderedStep::of(&walk.world(), planned);
    let Some(restart) = step.restart else { return screen };
    let name = &restart.node_name;
    screen.console = console(walk, &planned.node);
    screen.heading = format!("Restart {name}");
    screen.aside = step.source.unwrap_or_default();
    screen.blocks.push(ScreenBlock::Text(restart.do_.clone()));
    screen.blocks.extend(timing(restart.typical.as_ref(), restart.worry.as_ref()));
    screen.offers = vec![
        offer(Command::Done, format!("{name} is restarting")),
        offer(Command::Problem, "problem"),
        offer(Command::Note, "note"),
        offer(Command::Restart, "a node went down"),
    ];
    screen.offers.extend(always());
    screen
}

/// The usual time of a step or its restart, and the time after which to worry.
pub(super) fn timing(typical: Option<&String>, worry: Option<&String>) -> Vec<ScreenBlock> {
    let rows = [("Usually", typical), ("Worry", worry)].into_iter();
    rows.filter_map(|(label, text)| Some(ScreenBlock::labelled(label, text?.clone()))).collect()
}
