//! A stopped walk: the reason, what is left open, and how the walk can continue.

use super::frame::{always, frame, offer};
use super::left_open::open_items;
use super::{Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::walk::{Stage, Walk};

/// The screen of a walk that the procedure stopped.
pub(super) fn stopped(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::Stopped);
    "The walk is stopped".clone_into(&mut screen.heading);
    if let Stage::Stopped { because } = walk.stage() {
        screen.blocks.push(ScreenBlock::Warning(because.clone()));
    }
    let open = open_items(walk);
    if !open.is_empty() {
        screen.blocks.push(ScreenBlock::Heading("Left open".to_owned()));
    }
    screen.blocks.extend(open);
    let text = "It can go on when the fact that caused this is corrected. Its report can be printed as it stands.";
    screen.blocks.push(ScreenBlock::Text(text.to_owned()));
    screen.offers = vec![
        offer(Command::Done, "go on, once a fact was corrected"),
        offer(Command::Facts, "correct a fact"),
        offer(Command::Note, "note"),
        offer(Command::Abandon, "give up"),
    ];
    screen.offers.extend(always().into_iter().filter(|offer| offer.command != Command::Facts));
    screen
}
