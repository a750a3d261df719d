//! The outline: all steps by phase, for wide terminals and the map.

use super::Mark;
use crate::engine::plan::{Plan, Planned};
use crate::engine::walk::{Status, Walk};
use crate::model::condition::Truth;

/// A step in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields without a comment are what they are called")]
pub struct OutlineEntry {
    /// The full ID of the step.
    pub id: String,
    /// The title of the phase, if the step is its first.
    pub phase: Option<String>,
    /// The lane of the node, from 0.
    pub lane: usize,
    /// The number of the step among those that are walked.
    pub number: Option<usize>,
    pub title: String,
    pub mark: Mark,
    /// The reason why the step is not walked, another remark, or empty.
    pub word: String,
}

/// All steps by phase. The steps of a running recovery come where it interrupts.
pub(super) fn outline(walk: &Walk) -> Vec<OutlineEntry> {
    let main = walk.main_target().map(|target| target.id.clone());
    let mut entries = Vec::new();
    let mut group = String::new();
    for planned in walk.plan().steps.iter() {
        if let Some(recovery) = walk.recovery()
            && Some(&planned.id) == main.as_ref()
        {
            entries.extend(recovery_entries(walk, &recovery.id, &recovery.plan));
            group.clear();
        }
        let title = planned.part_title(&walk.world());
        let fresh = title != group;
        group.clone_from(&title);
        entries.push(entry(walk, planned, fresh.then_some(title)));
    }
    entries
}

/// The steps of the running recovery.
fn recovery_entries(walk: &Walk, id: &str, plan: &Plan) -> Vec<OutlineEntry> {
    let heading = format!("Recovery: {}", walk.world().part_title(id));
    let steps = plan.steps.iter().enumerate();
    steps.map(|(index, planned)| entry(walk, planned, (index == 0).then(|| heading.clone()))).collect()
}

/// The entry of a step.
fn entry(walk: &Walk, planned: &Planned, phase: Option<String>) -> OutlineEntry {
    let procedure = walk.procedure();
    let progress = walk.progress(&planned.id);
    let word = match progress.map(|progress| progress.status) {
        Some(Status::Already) => "already so".to_owned(),
        Some(Status::Skipped | Status::Passed) => progress.map(|progress| progress.reason.clone()).unwrap_or_default(),
        _ if planned.included == Truth::False => walk.plan().because(planned, procedure, walk.facts()).words(),
        _ if walk.is_missed(&planned.id) => "applies since a fact was corrected".to_owned(),
        _ => String::new(),
    };
    OutlineEntry {
        id: planned.id.clone(),
        phase,
        lane: walk.world().nodes().iter().position(|(node, _)| *node == planned.node).unwrap_or(0),
        number: walk.plan().number(&planned.id),
        title: planned.title(&walk.world()),
        mark: mark(walk, planned),
        word,
    }
}

/// The mark of a step in the outline.
fn mark(walk: &Walk, planned: &Planned) -> Mark {
    let here = walk.target().is_some_and(|target| target.id == planned.id);
    match walk.progress(&planned.id).map(|progress| progress.status) {
        Some(Status::Done | Status::Already) => Mark::Done,
        Some(Status::Skipped | Status::Passed) => Mark::Skipped,
        _ if planned.included == Truth::False => Mark::NotApplicable,
        _ if here => Mark::Here,
        _ => Mark::Todo,
    }
}
