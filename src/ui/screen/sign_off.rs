//! The end: the sign-off, and the walk that is over.

use super::frame::{always, frame, offer, open_items};
use super::{Block, Field, Input, Kind, Mark, Screen, Target, Verb};
use crate::engine::checks::overall;
use crate::engine::walk::{Stage, Status, Walk};

/// Every step is settled.
pub(super) fn sign_off(walk: &Walk) -> Screen {
    let mut screen = frame(walk, Kind::SignOff);
    "Every step is settled".clone_into(&mut screen.heading);
    screen.blocks.extend(summary(walk));
    screen.input = Input::Form(vec![Field {
        target: Target::Signature,
        section: None,
        label: "Signed by".to_owned(),
        ask: "Your name, for the report?".to_owned(),
        help: "Go on without a name to leave the report unsigned.".to_owned(),
        example: String::new(),
        value: None,
        choices: Vec::new(),
        required: false,
        fault: None,
    }]);
    screen.offers = vec![
        offer(Verb::Done, "finish unsigned"),
        offer(Verb::Sign, "sign"),
        offer(Verb::Note, "note"),
        offer(Verb::Back, "back"),
        offer(Verb::Again, "again"),
    ];
    screen.offers.extend(always());
    screen
}

/// The walk is over.
pub(super) fn ended(walk: &Walk) -> Screen {
    let mut screen = frame(walk, Kind::Report);
    screen.heading = match walk.stage() {
        Stage::Abandoned { .. } => "The walk was given up".to_owned(),
        _ => "The walk is finished".to_owned(),
    };
    if let Stage::Abandoned { reason } = walk.stage() {
        screen.blocks.push(Block::Warning(reason.clone()));
    }
    screen.blocks.extend(summary(walk));
    screen.offers = vec![offer(Verb::Done, "leave"), offer(Verb::Note, "note")];
    screen.offers.extend(always());
    screen
}

/// What was done, skipped and left open.
fn summary(walk: &Walk) -> Vec<Block> {
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
    let mut blocks = vec![Block::Rows(rows)];
    let open = open_items(walk);
    if open.is_empty() {
        blocks.push(Block::Item { mark: Mark::Pass, text: "Nothing is left open.".to_owned(), details: Vec::new() });
    }
    blocks.into_iter().chain(open).collect()
}
