//! A question before something that cannot be taken back: a restart that would cost what is left open.

use super::frame::{always, frame, offer};
use super::{Block, Input, Kind, Mark, MenuItem, Screen, Verb};
use crate::engine::walk::Walk;

/// Asks whether a node went down indeed, since that loses these obligations. The first answer, no, is the main one.
#[must_use]
pub fn sure(walk: &Walk, node: &str, lost: &[String]) -> Screen {
    let mut screen = frame(walk, Kind::Sure);
    let world = walk.world();
    let name = world.node_name(node);
    screen.heading = format!("Did {name} go down?");
    screen.blocks.push(Block::Text(format!("No restart of {name} is expected now. If it went down, this is lost:")));
    let items = lost.iter().filter_map(|id| {
        let declared = walk.procedure().obligation(id)?;
        let text = world.render(&declared.title, &world.title_scope(id));
        Some(Block::Item { mark: Mark::Lost, text, details: Vec::new() })
    });
    screen.blocks.extend(items);
    let item = |text: String, detail: &str| MenuItem { text, detail: detail.to_owned(), section: None };
    screen.input = Input::Menu(vec![
        item(format!("No, {name} did not go down"), "nothing is recorded"),
        item(format!("Yes, {name} went down"), "the walk goes the way back from there"),
    ]);
    screen.offers = vec![
        offer(Verb::Done, "no, go on as before"),
        offer(Verb::Choose, "choose"),
        offer(Verb::Back, "no, go on as before"),
    ];
    screen.offers.extend(always());
    screen
}
