//! The progress of a walk, step by step. A copy shares its data with the original.

use std::sync::Arc;

use rpds::{ListSync, RedBlackTreeMapSync};

use super::attempt::{Status, StepProgress};
use crate::engine::plan::Plan;
use crate::model::condition::Truth;

/// The progress of the steps that were reached, by full id.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    steps: RedBlackTreeMapSync<Arc<str>, StepProgress>,
    /// The settled steps, the last one first.
    settled: ListSync<Arc<str>>,
    /// Every step of the main line before this index is settled or not walked. Saves looking from the beginning each time.
    settled_before: usize,
}

impl Progress {
    /// The progress of a step.
    pub(super) fn get(&self, step: &str) -> Option<&StepProgress> {
        self.steps.get(step)
    }

    /// Whether the walk is past a step.
    pub(super) fn is_settled(&self, step: &str) -> bool {
        self.get(step).is_some_and(StepProgress::is_settled)
    }

    /// The progress of a step, to be changed. Call [`Progress::settle`] or [`Progress::unsettle`] before its status changes.
    pub(super) fn edit(&mut self, step: &str) -> &mut StepProgress {
        match self.steps.get(step).map(StepProgress::is_settled) {
            Some(true) => self.settled_before = 0,
            Some(false) => {}
            None => self.steps.insert_mut(step.into(), StepProgress::default()),
        }
        #[expect(clippy::expect_used, reason = "it was put there right before, if it was not there already")]
        self.steps.get_mut(step).expect("the step is there")
    }

    /// Counts a step as settled last.
    pub(super) fn settle(&mut self, step: &str) {
        self.unsettle(step);
        self.settled.push_front_mut(step.into());
    }

    /// No longer counts a step as settled.
    pub(super) fn unsettle(&mut self, step: &str) {
        if self.is_settled(step) {
            self.settled = self.settled.iter().filter(|own| ***own != *step).cloned().collect();
        }
    }

    /// The step that was settled last.
    pub(super) fn last_settled(&self) -> Option<&str> {
        self.settled.first().map(|step| &**step)
    }

    /// The progress of a step, to be changed, or `None` if the step was never reached.
    pub(super) fn edit_known(&mut self, step: &str) -> Option<&mut StepProgress> {
        self.steps.contains_key(step).then(|| self.edit(step))
    }

    /// Forgets which files were written: of a step, or of all.
    pub(super) fn outdate_files(&mut self, step: Option<&str>) {
        let written = self.steps.iter().filter(|(_, progress)| !progress.inputs.written.is_empty());
        let ids: Vec<Arc<str>> = written.map(|(id, _)| Arc::clone(id)).collect();
        for id in ids.iter().filter(|id| step.is_none_or(|step| &***id == step)) {
            self.edit(id).inputs.written.clear();
        }
    }

    /// The index of the first step of the main line that is walked and not settled.
    pub(super) fn first_open(&self, plan: &Plan) -> Option<usize> {
        let open = |place: &usize| {
            plan.steps.get(*place).is_some_and(|own| own.included != Truth::False && !self.is_settled(&own.id))
        };
        (self.settled_before..plan.steps.len()).find(open)
    }

    /// Moves [`Progress::settled_before`] on.
    pub(super) fn advance(&mut self, plan: &Plan) {
        self.settled_before = self.first_open(plan).unwrap_or(plan.steps.len());
    }

    /// Settles the walked steps before a step of a plan.
    pub(super) fn settle_before(&mut self, plan: &Plan, step: &str) {
        for planned in plan.included().take_while(|planned| planned.id != step) {
            if !self.is_settled(&planned.id) {
                self.edit(&planned.id).status = Status::Done;
            }
        }
    }

    /// Looks from the beginning again, because the main line has changed.
    pub(super) fn plan_changed(&mut self) {
        self.settled_before = 0;
    }
}
