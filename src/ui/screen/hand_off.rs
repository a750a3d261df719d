//! The hand-off: the next step belongs to another console.

use super::frame::{always, console, frame, offer};
use super::left_open::open_items;
use super::{Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::rendered_step::RenderedStep;
use crate::engine::walk::Walk;

/// The screen says what to leave as it is, where to go, and what to see there.
pub(super) fn hand_off(walk: &Walk, step: &str, node: &str) -> Screen {
    let mut screen = frame(walk, ScreenKind::HandOff);
    let world = walk.world();
    let to = world.node_name(node);
    let from = walk.console().map(|node| world.node_name(node));
    screen.console = console(walk, node);
    screen.heading = format!("Go to {to}");
    screen.aside = from.as_ref().map(|from| format!("you are at {from}")).unwrap_or_default();
    let last = walk.last_settled().and_then(|id| walk.planned(id).or_else(|| walk.plan().get(id)));
    if let Some(last) = last
        && let Some(leave) = RenderedStep::of(&world, last).leave
        && walk.console() == Some(&last.node)
    {
        let label = from.map_or_else(|| "Leave".to_owned(), |from| format!("Leave {from}"));
        screen.blocks.push(ScreenBlock::labelled(label, leave));
    }
    screen.blocks.extend(open_items(walk));
    if let Some(planned) = walk.planned(step) {
        let next = RenderedStep::of(&world, planned);
        let usual = || format!("The console of {to}; `echo %COMPUTERNAME%` there shows {to}.");
        let arrive = next.arrive.unwrap_or_else(usual);
        screen.blocks.push(ScreenBlock::labelled("On arrival", arrive));
        screen.blocks.push(ScreenBlock::labelled("Then", next.title));
    }
    screen.offers = vec![
        offer(Command::Done, format!("I am at {to}")),
        offer(Command::Note, "note"),
        offer(Command::Back, "back"),
        offer(Command::Again, "again"),
        offer(Command::Restart, "a node went down"),
    ];
    screen.offers.extend(always());
    screen
}
