//! What is left open: obligations that are open or lost, and nodes that are down.

use super::{Mark, ScreenBlock};
use crate::engine::walk::Walk;
use crate::engine::world::Standing;

/// Something that is left open.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields without a comment are what they are called")]
pub struct LeftOpen {
    /// The console where it is open, or empty if there is no particular one.
    pub console: String,
    /// What the operator must still do.
    pub text: String,
    pub lost: bool,
}

/// Everything that is left open or lost. Nodes that are down count.
pub(super) fn left_open(walk: &Walk) -> Vec<LeftOpen> {
    let world = walk.world();
    let open = walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
    let owed = open.map(|(id, standing)| {
        let console = walk.procedure().node_of(id).map(|node| world.node_name(&node)).unwrap_or_default();
        LeftOpen { console, text: world.title_of(id), lost: standing == Standing::Lost }
    });
    let down = walk.down().iter().map(|(node, down)| {
        let how = if down.planned { "restarting" } else { "down, not as planned" };
        let text = format!("{how} since {}", down.since.format("%H:%M"));
        LeftOpen { console: world.node_name(node), text, lost: false }
    });
    owed.chain(down).collect()
}

/// The same as blocks for the body of a screen.
pub(super) fn open_items(walk: &Walk) -> Vec<ScreenBlock> {
    let items = left_open(walk).into_iter().map(|open| {
        let place = if open.console.is_empty() { String::new() } else { format!("{}: ", open.console) };
        let mark = if open.lost { Mark::Lost } else { Mark::Open };
        ScreenBlock::item(mark, format!("{place}{}", open.text))
    });
    items.collect()
}
