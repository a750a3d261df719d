//! Restarts without a way back: phases that say nothing about the restart of a node, and obligations that no restart
//! can reach.

use crate::lint::finding::Finding;
use crate::model::{For, Obligation, ObligationOnRestart, Procedure};

/// Finds the phases and obligations for which a restart leads nowhere.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let mut findings = Vec::new();
    for phase in &procedure.phases {
        let alias = match &phase.for_ {
            Some(For::Each { as_, .. }) => Some(as_),
            _ => None,
        };
        for node in procedure.nodes.iter().filter(|node| !node.visited) {
            let covered = |name: &String| *name == node.id || Some(name) == alias;
            if !phase.on_restart.iter().any(|own| covered(&own.node)) {
                let (phase_id, id) = (&phase.id, &node.id);
                let message = format!("the phase `{phase_id}` does not say where an unplanned restart of `{id}` leads");
                let help = format!("add `{id}` to `on_restart`, in the phase or where it is used");
                findings.push(Finding::new("no-way-back", phase.title.span, message, help));
            }
        }
    }
    findings.extend(procedure.obligations.iter().filter_map(without_node));
    findings
}

/// An obligation that says what a restart does to it, and belongs to no node.
fn without_node(obligation: &Obligation) -> Option<Finding> {
    let nowhere = obligation.at.is_none() && obligation.per.is_empty();
    if !nowhere || obligation.on_restart == ObligationOnRestart::Keeps {
        return None;
    }
    let message = format!("`{}` belongs to no node, so no restart loses or closes it", obligation.id);
    let help = "name the node in `at`, or keep it over restarts";
    Some(Finding::new("no-restart", obligation.title.span, message, help))
}
