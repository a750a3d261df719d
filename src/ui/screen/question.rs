//! A question before an action that cannot be undone: a restart that would lose what is left open.

use super::frame::{always, frame, offer};
use super::{Input, Mark, MenuItem, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::walk::Walk;

/// Asks whether a node really went down, since that loses these obligations. The first answer, no, is the main action.
#[must_use]
pub fn question(walk: &Walk, node: &str, lost: &[String]) -> Screen {
    let mut screen = frame(walk, ScreenKind::Question);
    let world = walk.world();
    let name = world.node_name(node);
    screen.heading = format!("Did {name} go down?");
    screen
        .blocks
        .push(ScreenBlock::Text(format!("No restart of {name} is expected now. If it went down, this is lost:")));
    screen.blocks.extend(lost.iter().map(|id| ScreenBlock::item(Mark::Lost, world.title_of(id))));
    screen.input = Input::Menu(vec![
        MenuItem::new(format!("No, {name} did not go down"), "nothing is recorded"),
        MenuItem::new(format!("Yes, {name} went down"), "the walk goes the way back from there"),
    ]);
    screen.offers = vec![
        offer(Command::Done, "no, go on as before"),
        offer(Command::Choose, "choose"),
        offer(Command::Back, "no, go on as before"),
    ];
    screen.offers.extend(always());
    screen
}
