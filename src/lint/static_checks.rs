//! Static checks: what can be seen in a procedure without walking it.

mod implication;
mod observations;
mod repeats;
mod restarts;
mod untestable;
mod unused;
mod use_before_read;
mod weak_gates;

use super::finding::Finding;
use crate::model::Procedure;

/// Runs every static check.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let checks = [
        unused::findings,
        restarts::findings,
        untestable::findings,
        use_before_read::findings,
        observations::findings,
        repeats::findings,
        weak_gates::findings,
    ];
    checks.iter().flat_map(|check| check(procedure)).collect()
}
