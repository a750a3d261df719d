//! Steps that can't be undone and that a way back would repeat. The loader makes sure that they have a gate.

use crate::lint::declarations;
use crate::lint::declarations::DeclaredStep;
use crate::lint::finding::Finding;
use crate::model::Procedure;

/// Finds the steps that can't be undone and don't say when they are done. For a step with `succeeds`, its readings say
/// so.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let unguarded = |declared: &DeclaredStep<'_>| {
        declared.step.irreversible && declared.step.already.is_none() && declared.step.succeeds.is_none()
    };
    let finding = |declared: DeclaredStep<'_>| {
        let message = format!("`{}` can't be undone, and a path that leads back would do it again", declared.name());
        Finding::new("done-twice", declared.step.title.span, message, "say in its `already` when it is done")
    };
    declarations::steps(procedure).filter(unguarded).map(finding).collect()
}
