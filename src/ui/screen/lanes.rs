//! Lanes: every step of the walk on the line of its node.

use super::left_open::left_open;
use crate::engine::plan::Planned;
use crate::engine::walk::{Status, Walk};
use crate::engine::world::Standing;
use crate::model::Node;

/// A line in the footer with the steps of one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The position of the lane, from 0.
    pub lane: usize,
    /// A short label: `A`.
    pub short: String,
    /// The computer name, or the label if it isn't known yet.
    pub name: String,
    /// Whether something is left open at the node, or its console is the current one.
    pub matters: bool,
    /// One cell per step of the walk.
    pub cells: Vec<Cell>,
}

/// A step in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the cells without a comment are what they are called")]
pub enum Cell {
    /// The step belongs to another node.
    Elsewhere,
    Todo,
    Done,
    /// The current step.
    Here,
    /// Done, with a restart.
    Restart,
    /// Done, and what it left open is still open.
    Open,
    /// Skipped or passed over.
    Skipped,
}

/// The lanes of all nodes.
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

/// The cell of a step in the lane of a node.
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
