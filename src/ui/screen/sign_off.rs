//! The end of a walk: the sign-off, and then the summary.

use super::frame::{always, frame, offer};
use super::left_open::open_items;
use super::{FieldTarget, FormField, Input, Mark, Screen, ScreenBlock, ScreenKind};
use crate::engine::checks::overall;
use crate::engine::command::Command;
use crate::engine::walk::{Stage, Status, Walk};

/// The screen once every step is settled.
pub(super) fn sign_off(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::SignOff);
    "Every step is settled".clone_into(&mut screen.heading);
    screen.blocks.extend(summary(walk));
    screen.input = Input::Form(vec![FormField {
        help: "Go on without a name to leave the report unsigned.".to_owned(),
        required: false,
        ..FormField::new(FieldTarget::Signature, "Signed by", "Your name, for the report?")
    }]);
    screen.offers = vec![
        offer(Command::Done, "finish unsigned"),
        offer(Command::Sign, "sign"),
        offer(Command::Note, "note"),
        offer(Command::Back, "back"),
        offer(Command::Again, "again"),
    ];
    screen.offers.extend(always());
    screen
}

/// The screen of a walk that is over.
pub(super) fn ended(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::Report);
    screen.heading = match walk.stage() {
        Stage::Abandoned { .. } => "The walk was given up".to_owned(),
        _ => "The walk is finished".to_owned(),
    };
    if let Stage::Abandoned { reason } = walk.stage() {
        screen.blocks.push(ScreenBlock::Warning(reason.clone()));
    }
    screen.blocks.extend(summary(walk));
    screen.offers = vec![offer(Command::Done, "leave"), offer(Command::Note, "note")];
    screen.offers.extend(always());
    screen
}

/// The numbers of steps done and skipped, and everything that is left open.
fn summary(walk: &Walk) -> Vec<ScreenBlock> {
    let count = |wanted: &[Status]| {
        let steps = walk.plan().included();
        steps
            .filter(|planned| walk.progress(&planned.id).is_some_and(|progress| wanted.contains(&progress.status)))
            .count()
    };
    let rows = vec![
        ("Steps walked".to_owned(), walk.plan().included().count().to_string()),
        ("Done".to_owned(), count(&[Status::Done]).to_string()),
        ("Already so".to_owned(), count(&[Status::Already]).to_string()),
        ("Skipped or passed".to_owned(), count(&[Status::Skipped, Status::Passed]).to_string()),
        ("Checks".to_owned(), overall(&walk.verdicts())),
        ("Events saved".to_owned(), walk.events().to_string()),
    ];
    let mut blocks = vec![ScreenBlock::Rows(rows)];
    let open = open_items(walk);
    if open.is_empty() {
        blocks.push(ScreenBlock::item(Mark::Pass, "Nothing is left open."));
    }
    blocks.into_iter().chain(open).collect()
}
