//! A restart to carry out.

use super::frame::{always, console, frame, offer};
use super::{Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::plan::Planned;
use crate::engine::walk::Walk;
use crate::model::Restart;

/// The restart that follows a step's work.
pub(super) fn restart(walk: &Walk, step: &str) -> Screen {
    let mut screen = frame(walk, ScreenKind::Restart);
    let Some(planned) = walk.planned(step) else { return screen };
    let declared = planned.step(walk.procedure());
    let Some(restart) = &declared.restart else { return screen };
    let world = walk.world();
    let node = walk.procedure().node_id(&restart.node, &planned.scope);
    let name = world.node_name(&node);
    screen.console = console(walk, &planned.node);
    screen.heading = format!("Restart {name}");
    screen.aside = declared.source.clone().unwrap_or_default();
    screen.blocks.push(ScreenBlock::Text(world.render(&restart.do_, &planned.scope)));
    screen.blocks.extend(timing(walk, planned, restart));
    screen.offers = vec![
        offer(Command::Done, format!("{name} is restarting")),
        offer(Command::Problem, "problem"),
        offer(Command::Note, "note"),
        offer(Command::Restart, "a node went down"),
    ];
    screen.offers.extend(always());
    screen
}

/// How long a restart takes and when to worry.
pub(super) fn timing(walk: &Walk, planned: &Planned, restart: &Restart) -> Vec<ScreenBlock> {
    let typical = restart.typical.as_ref().map(|typical| ScreenBlock::labelled("Usually", typical.clone()));
    let worry =
        restart.worry.as_ref().map(|worry| ScreenBlock::labelled("Worry", walk.world().render(worry, &planned.scope)));
    typical.into_iter().chain(worry).collect()
}
