//! Lanes: every step of the walk on the line of its node.

use super::left_open::left_open;
use crate::engine::plan::Planned;
use crate::engine::walk::{Status, Walk};
use crate::engine::world::Standing;
use crate::model::Node;

/// A node's line in the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The node's place in the order of lanes.
    pub lane: usize,
    /// A short label: `A`.
    pub short: String,
    /// The computer name, or the label while it is not known.
    pub name: String,
    /// Whether something is open at it, or it is the current console.
    pub matters: bool,
    /// One cell a step of the whole walk.
    pub cells: Vec<Cell>,
}

/// One step in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The step belongs to another node.
    Elsewhere,
    /// To do.
    Todo,
    /// Done.
    Done,
    /// You are here.
    Here,
    /// Done, with a restart.
    Restart,
    /// Done, and left something open that is open still.
    Open,
    /// Skipped, passed or excluded.
    Skipped,
}

/// Every node's line of steps.
pub(super) fn lanes(walk: &Walk) -> Vec<Lane> {
    let world = walk.world();
    let target = walk.main_target().map(|target| target.id.clone());
    let consoles: Vec<String> = left_open(walk).into_iter().map(|open| open.console).collect();
    let lane = |(index, (id, node)): (usize, (String, &Node))| {
        let name = world.node_name(&id);
        Lane {
            lane: index,
            short: if node.each.is_some() { name.clone() } else { node.id.to_uppercase() },
            matters: consoles.contains(&name) || walk.console() == Some(&id),
            name,
            cells: walk.plan().included().map(|planned| cell(walk, planned, &id, target.as_deref())).collect(),
        }
    };
    world.nodes().into_iter().enumerate().map(lane).collect()
}

/// A step's cell in a node's lane.
fn cell(walk: &Walk, planned: &Planned, node: &str, target: Option<&str>) -> Cell {
    if planned.node != node {
        return Cell::Elsewhere;
    }
    if target == Some(&planned.id) {
        return Cell::Here;
    }
    let step = planned.step(walk.procedure());
    let open = |planned: &Planned| {
        step.opens.iter().any(|change| {
            let id = walk.world().obligation_id(&change.obligation, &planned.scope);
            walk.obligations().matching(&id).any(|(_, standing)| standing != Standing::Closed)
        })
    };
    match walk.progress(&planned.id).map(|progress| progress.status) {
        Some(Status::Done) if open(planned) => Cell::Open,
        Some(Status::Done) if step.restart.is_some() => Cell::Restart,
        Some(Status::Done | Status::Already) => Cell::Done,
        Some(Status::Skipped | Status::Passed) => Cell::Skipped,
        _ => Cell::Todo,
    }
}
