//! Paths: how a walk came about, in the words that an operator would type.

use crate::engine::walk::{Gate, Moment, Walk};

/// One move and where it was made.
pub(in crate::lint) struct Hop {
    pub(in crate::lint) at: String,
    pub(in crate::lint) words: String,
}

/// Where a walk stands, in a few words.
pub(in crate::lint) fn place(moment: &Moment) -> String {
    match moment {
        Moment::Worksheet => "the worksheet".to_owned(),
        Moment::Checks => "the checks".to_owned(),
        Moment::PickUp => "the pick-up".to_owned(),
        Moment::Problem => "the problem".to_owned(),
        Moment::Stopped => "the stop".to_owned(),
        Moment::Ask { step, facts } => format!("the question for `{}` before `{step}`", facts.join("`, `")),
        Moment::Guarded { step, .. } => format!("the checks before `{step}`"),
        Moment::Lost { obligation } => format!("the loss of `{obligation}`"),
        Moment::HandOff { node, .. } => format!("the way to `{node}`"),
        Moment::Waiting { node, .. } => format!("the wait for `{node}`"),
        Moment::Restart { step } => format!("the restart of `{step}`"),
        Moment::Step { step, gate: Gate::Shut } => format!("the shut gate of `{step}`"),
        Moment::Step { step, .. } => format!("`{step}`"),
        Moment::SignOff => "the sign-off".to_owned(),
        Moment::Ended => "the end".to_owned(),
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
    lines.push(format!("then {}", place(&walk.moment())));
    lines
}
