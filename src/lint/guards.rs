//! Steps that cannot be taken back: whether anything guards them, and whether they are done twice.

use super::finding::Finding;
use crate::procedure::{Procedure, Step};

/// What is wrong with how a procedure guards its steps.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let phases = procedure.phases.iter().flat_map(|phase| phase.steps.iter().map(move |step| (&phase.id, step)));
    let recoveries = procedure.recoveries.iter();
    let recoveries = recoveries.flat_map(|recovery| recovery.steps.iter().map(move |step| (&recovery.id, step)));
    phases.chain(recoveries).flat_map(|(part, step)| ungated(part, step).into_iter().chain(twice(part, step))).collect()
}

/// A step that cannot be undone, and asks for nothing before it.
fn ungated(part: &str, step: &Step) -> Option<Finding> {
    let gated = step.requires.is_some() || step.restart.as_ref().is_some_and(|restart| restart.requires.is_some());
    if gated || !step.irreversible {
        return None;
    }
    let message = format!("`{part}/{}` cannot be undone, and nothing is asked before it", step.id);
    let help = "say in its `requires` what must hold then";
    Some(Finding::new("no-gate", step.title.place, message, help))
}

/// A step that cannot be undone, or that works and then restarts a node, and does not say when it is done. What a status
/// tells is done when the status says so.
fn twice(part: &str, step: &Step) -> Option<Finding> {
    let restarts = step.restart.is_some() && step.text.is_some();
    if step.already.is_some() || step.succeeds.is_some() || !(step.irreversible || restarts) {
        return None;
    }
    let what = if step.irreversible { "cannot be undone" } else { "works and restarts a node" };
    let message = format!("`{part}/{}` {what}, and a way back to it would do it again", step.id);
    Some(Finding::new("done-twice", step.title.place, message, "say in its `already` when it is done"))
}
