//! Steps that cannot be taken back and would be done twice. That they have a gate, the loader sees to.

use crate::lint::condition_visit;
use crate::lint::finding::Finding;
use crate::model::{Procedure, Step};

/// The steps that a way back would do a second time.
pub(in crate::lint) fn findings(procedure: &Procedure) -> Vec<Finding> {
    condition_visit::placed(procedure).filter_map(|(part, step)| twice(part, step)).collect()
}

/// A step that cannot be undone, and does not say when it is done. What a status tells is done when the status says so.
fn twice(part: &str, step: &Step) -> Option<Finding> {
    if !step.irreversible || step.already.is_some() || step.succeeds.is_some() {
        return None;
    }
    let message = format!("`{part}/{}` cannot be undone, and a way back to it would do it again", step.id);
    Some(Finding::new("done-twice", step.title.span, message, "say in its `already` when it is done"))
}
