//! The frame: the parts that every screen of a walk shows.

use super::lanes::lanes;
use super::left_open::left_open;
use super::outline::outline;
use super::{Console, Input, Offer, Screen, ScreenKind};
use crate::engine::command::Command;
use crate::engine::plan::Planned;
use crate::engine::walk::{Stage, Walk};

/// Creates a screen of a walk with an empty body.
pub(super) fn frame(walk: &Walk, kind: ScreenKind) -> Screen {
    let procedure = walk.procedure();
    let walking = matches!(walk.stage(), Stage::Walking);
    let target = walk.target().filter(|_| walking);
    Screen {
        kind,
        title: procedure.title.clone(),
        rehearsal: walk.rehearsal(),
        position: target.and_then(|target| position(walk, target)),
        saved: walk.saved(),
        console: target.and_then(|target| console(walk, walk.console().unwrap_or(&target.node))),
        heading: String::new(),
        aside: String::new(),
        notices: Vec::new(),
        blocks: Vec::new(),
        input: Input::Confirm,
        open: left_open(walk),
        lanes: if walking { lanes(walk) } else { Vec::new() },
        outline: if walking { outline(walk) } else { Vec::new() },
        offers: Vec::new(),
    }
}

pub(super) fn offer(command: Command, label: impl Into<String>) -> Offer {
    Offer::new(command, label)
}

/// The offers at the end of most screens of a walk.
pub(super) fn always() -> Vec<Offer> {
    vec![
        offer(Command::Map, "map"),
        offer(Command::Open, "left open"),
        offer(Command::Facts, "facts"),
        offer(Command::Checks, "checks"),
        offer(Command::Help, "keys"),
        offer(Command::Quit, "leave"),
    ]
}

/// The console of a node.
pub(super) fn console(walk: &Walk, node: &str) -> Option<Console> {
    let nodes = walk.world().nodes();
    let lane = nodes.iter().position(|(own, _)| own == node)?;
    let label = nodes[lane].1.label.clone();
    let name = walk.world().node_name(node);
    let name = if name == label { String::new() } else { name };
    Some(Console { lane, label, name })
}

/// The number of a step among those that are walked. A step of a recovery has the number of the step it interrupted.
fn position(walk: &Walk, target: &Planned) -> Option<(usize, usize)> {
    let plan = walk.plan();
    let of = plan.included().count();
    let main = walk.main_target().map_or(target.id.as_str(), |planned| planned.id.as_str());
    plan.number(main).map(|number| (number, of))
}
