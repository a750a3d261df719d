//! A lost obligation, and the way back.

use super::frame::{always, frame, offer};
use super::jump::jump_words;
use super::{Mark, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::walk::Walk;

/// The screen of the lost obligation that blocks the main line.
pub(super) fn lost(walk: &Walk, obligation: &str) -> Screen {
    let mut screen = frame(walk, ScreenKind::Lost);
    let world = walk.world();
    let title = world.title_of(obligation);
    let node = walk.procedure().node_of(obligation).map(|node| world.node_name(&node));
    "Lost: the walk cannot go on as it was".clone_into(&mut screen.heading);
    let details = node.map(|node| format!("{node} went down while this was open.")).into_iter().collect();
    screen.blocks.push(ScreenBlock::Item { mark: Mark::Lost, text: title, details });
    if let (Some(jump), Some(target)) = (walk.if_lost(obligation), walk.target()) {
        screen.blocks.push(ScreenBlock::labelled("Now", jump_words(walk, target, jump)));
        screen.offers = vec![offer(Command::Done, "go on with that")];
    } else {
        let text = "Do the step that opened it again, with `again STEP`; `map` shows all steps.";
        screen.blocks.push(ScreenBlock::Text(text.to_owned()));
    }
    screen.offers.extend([
        offer(Command::Again, "again from a step"),
        offer(Command::Note, "note"),
        offer(Command::Restart, "a node went down"),
        offer(Command::Abandon, "give up"),
    ]);
    screen.offers.extend(always());
    screen
}
