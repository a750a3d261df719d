//! Waiting for a node that is down.

use super::frame::{always, console, frame, offer};
use super::restart::timing;
use super::{Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::rendered_step::RenderedStep;
use crate::engine::walk::Walk;

/// The screen of a node that is down and comes next.
pub(super) fn waiting(walk: &Walk, step: Option<&str>, node: &str) -> Screen {
    let mut screen = frame(walk, ScreenKind::Waiting);
    let world = walk.world();
    let name = world.node_name(node);
    screen.console = console(walk, node);
    let Some(down) = walk.down().get(node) else { return screen };
    let since = down.since.format("%H:%M");
    let asked = down.step.as_ref().and_then(|id| walk.planned(id).or_else(|| walk.plan().get(id)));
    screen.heading = format!("Wait for {name}");
    screen.aside = format!("down since {since}");
    if down.planned {
        screen.blocks.push(ScreenBlock::Text(format!("{name} is restarting, as the walk asked, since {since}.")));
    } else {
        screen
            .blocks
            .push(ScreenBlock::Warning(format!("{name} went down at {since}, and nothing had asked for that.")));
        screen.blocks.push(ScreenBlock::Text(format!("Bring {name} up. Do nothing else at it until it has come up.")));
    }
    if let Some(restart) = asked.and_then(|planned| RenderedStep::of(&world, planned).restart) {
        screen.blocks.extend(timing(restart.typical.as_ref(), restart.worry.as_ref()));
    }
    let next = step.and_then(|id| walk.planned(id)).map(|planned| RenderedStep::of(&world, planned));
    let arrive = next.as_ref().and_then(|next| next.arrive.clone());
    let arrive = arrive.unwrap_or_else(|| format!("The logon prompt of {name}. Log on, and go on."));
    screen.blocks.push(ScreenBlock::labelled("It is back when", arrive));
    if let Some(planned) = step.and_then(|id| walk.planned(id)) {
        let title = world.render(&planned.step(walk.procedure()).title, &planned.scope);
        screen.blocks.push(ScreenBlock::labelled("Then", title));
    }
    screen.offers = vec![offer(Command::Done, format!("{name} is back"))];
    if down.planned {
        screen.offers.push(offer(Command::NotRestarted, "it did not restart"));
    }
    screen.offers.extend([
        offer(Command::Problem, "problem"),
        offer(Command::Note, "note"),
        offer(Command::Restart, "a node went down"),
    ]);
    screen.offers.extend(always());
    screen
}
