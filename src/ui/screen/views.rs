//! Views: screens that the operator can open anywhere. They change nothing.

use super::frame::{frame, offer};
use super::left_open::open_items;
use super::outline::outline;
use super::{Mark, Offer, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::walk::Walk;

/// The map: all steps.
#[must_use]
pub fn map(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::Map);
    "All steps".clone_into(&mut screen.heading);
    let world = walk.world();
    let nodes = world.nodes();
    for entry in outline(walk) {
        if let Some(phase) = &entry.phase {
            screen.blocks.push(ScreenBlock::Heading(phase.clone()));
        }
        let node = nodes.get(entry.lane).map(|(node, _)| world.node_name(node)).unwrap_or_default();
        let number = entry.number.map_or_else(|| "--".to_owned(), |number| format!("{number:>2}"));
        let more = if entry.word.is_empty() { String::new() } else { format!(" ({})", entry.word) };
        let text = format!("{number} {node}: {}{more}", entry.title);
        screen.blocks.push(ScreenBlock::Item { mark: entry.mark, text, details: vec![entry.id] });
    }
    screen.offers = back();
    screen.offers.insert(1, offer(Command::Again, "again from a step"));
    screen
}

/// Everything that is left open, and the states.
#[must_use]
pub fn open(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::Open);
    "Left open".clone_into(&mut screen.heading);
    screen.blocks.extend(open_items(walk));
    if screen.blocks.is_empty() {
        screen.blocks.push(ScreenBlock::item(Mark::Pass, "Nothing is left open."));
    }
    let world = walk.world();
    let states = walk.states().iter().filter_map(|(id, seen)| {
        let state = walk.procedure().state(id)?;
        let how = if seen.observed { "" } else { " (not looked at since)" };
        Some((world.title_of(id), format!("{}{how}", state.label(&seen.value))))
    });
    screen.blocks.push(ScreenBlock::Heading("States".to_owned()));
    screen.blocks.push(ScreenBlock::Rows(states.collect()));
    screen.offers = back();
    screen
}

/// The offers of a view.
fn back() -> Vec<Offer> {
    vec![offer(Command::Back, "back"), offer(Command::Quit, "leave")]
}
