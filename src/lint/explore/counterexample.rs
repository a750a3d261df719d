//! Paths: how a walk came about, in the words that an operator would type.

use crate::engine::walk::{Gate, Position, Walk};

/// One move and where it was made.
pub(in crate::lint) struct Hop {
    pub(in crate::lint) at: String,
    pub(in crate::lint) words: String,
}

/// Where a walk stands, in a few words.
pub(in crate::lint) fn place(position: &Position) -> String {
    match position {
        Position::Worksheet => "the worksheet".to_owned(),
        Position::Checks => "the checks".to_owned(),
        Position::PickUp => "the pick-up".to_owned(),
        Position::Problem => "the problem".to_owned(),
        Position::Stopped => "the stop".to_owned(),
        Position::Ask { step, facts } => format!("the question for `{}` before `{step}`", facts.join("`, `")),
        Position::Guarded { step, .. } => format!("the checks before `{step}`"),
        Position::Lost { obligation } => format!("the loss of `{obligation}`"),
        Position::HandOff { node, .. } => format!("the way to `{node}`"),
        Position::Waiting { node, .. } => format!("the wait for `{node}`"),
        Position::Restart { step } => format!("the restart of `{step}`"),
        Position::Step { step, gate: Gate::Shut } => format!("the shut gate of `{step}`"),
        Position::Step { step, .. } => format!("`{step}`"),
        Position::SignOff => "the sign-off".to_owned(),
        Position::Ended => "the end".to_owned(),
    }
}

/// The path in lines: moves that only confirm are told together.
pub(in crate::lint) fn words(with: &str, hops: &[Hop], walk: &Walk) -> Vec<String> {
    let mut lines = Vec::new();
    if !with.is_empty() {
        lines.push(format!("with {with}"));
    }
    let mut index = 0;
    while let Some(hop) = hops.get(index) {
        let plain = hops[index..].iter().take_while(|hop| hop.words == "done").count();
        match plain {
            0 => {
                lines.push(format!("at {}: `{}`", hop.at, hop.words));
                index += 1;
            }
            1 => {
                lines.push(format!("at {}: done", hop.at));
                index += 1;
            }
            _ => {
                lines.push(format!("from {}: done, {plain} times", hop.at));
                index += plain;
            }
        }
    }
    lines.push(format!("then {}", place(&walk.position())));
    lines
}
