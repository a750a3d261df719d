//! The status line: where a walk is, in one line.

use crate::engine::walk::{Position, Stage, Walk};

/// Where a walk is, in one line: `step 9 of 47 at NODEB`.
#[must_use]
pub fn status_line(walk: &Walk) -> String {
    let name = |node: &str| walk.world().node_name(node);
    match walk.position() {
        Position::Worksheet => "the worksheet".to_owned(),
        Position::Checks => "the checks".to_owned(),
        Position::Waiting { node, .. } => format!("waiting for {} to come back", name(&node)),
        Position::Stopped => "stopped by the procedure".to_owned(),
        Position::SignOff => "every step settled, not signed off".to_owned(),
        Position::Ended if matches!(walk.stage(), Stage::Finished) => "finished".to_owned(),
        Position::Ended => "given up".to_owned(),
        _ => {
            let down = walk.down().keys().next().map(|node| format!(", {} is down", name(node))).unwrap_or_default();
            let here = walk.target().map(|target| format!("{} at {}", step(walk, &target.id), name(&target.node)));
            format!("{}{down}", here.unwrap_or_default())
        }
    }
}

/// The number of a step among those that are walked, or its ID if it belongs to a recovery.
fn step(walk: &Walk, id: &str) -> String {
    match walk.plan().number(id) {
        Some(number) => format!("step {number} of {}", walk.plan().included().count()),
        None => format!("recovery step {id}"),
    }
}
