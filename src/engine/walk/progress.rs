//! The course of a walk: what became of every step. Shared, so that a copy of a walk costs little.

use std::sync::Arc;

use rpds::{ListSync, RedBlackTreeMapSync};

use super::attempt::{Status, StepProgress};
use crate::engine::plan::Plan;
use crate::model::condition::Truth;

/// What became of the steps that anything became of, by full id.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    steps: RedBlackTreeMapSync<Arc<str>, StepProgress>,
    /// The steps that count as done, the last one first.
    settled: ListSync<Arc<str>>,
    /// Every step of the main line before this place is settled, or not walked.
    front: usize,
}

impl Progress {
    /// What became of a step.
    pub(super) fn get(&self, step: &str) -> Option<&StepProgress> {
        self.steps.get(step)
    }

    /// Whether the walk is past a step.
    pub(super) fn is_settled(&self, step: &str) -> bool {
        self.get(step).is_some_and(StepProgress::is_settled)
    }

    /// Changes what became of a step.
    pub(super) fn edit(&mut self, step: &str) -> &mut StepProgress {
        match self.steps.get(step).map(StepProgress::is_settled) {
            Some(true) => self.front = 0,
            Some(false) => {}
            None => self.steps.insert_mut(step.into(), StepProgress::default()),
        }
        #[expect(clippy::expect_used, reason = "it was put there right before, if it was not there already")]
        self.steps.get_mut(step).expect("the step is there")
    }

    /// Counts a step as done, as the last one. Comes before its status says so.
    pub(super) fn settle(&mut self, step: &str) {
        self.unsettle(step);
        self.settled.push_front_mut(step.into());
    }

    /// Counts a step as done no longer.
    pub(super) fn unsettle(&mut self, step: &str) {
        if self.is_settled(step) {
            self.settled = self.settled.iter().filter(|own| ***own != *step).cloned().collect();
        }
    }

    /// The step that was counted as done last.
    pub(super) fn last_settled(&self) -> Option<&str> {
        self.settled.first().map(|step| &**step)
    }

    /// Changes what became of a step, if anything did.
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

    /// The place of the first step of a main line that is walked and not settled.
    pub(super) fn first_open(&self, plan: &Plan) -> Option<usize> {
        let open = |place: &usize| {
            plan.steps.get(*place).is_some_and(|own| own.included != Truth::False && !self.is_settled(&own.id))
        };
        (self.front..plan.steps.len()).find(open)
    }

    /// Notes how far the main line has come, so that it is not looked for from its beginning each time.
    pub(super) fn advance(&mut self, plan: &Plan) {
        self.front = self.first_open(plan).unwrap_or(plan.steps.len());
    }

    /// Settles what is walked before a step of a plan.
    pub(super) fn settle_before(&mut self, plan: &Plan, step: &str) {
        for planned in plan.included().take_while(|planned| planned.id != step) {
            if !self.is_settled(&planned.id) {
                self.edit(&planned.id).status = Status::Done;
            }
        }
    }

    /// Looks from the beginning again: the main line is another.
    pub(super) fn begin_anew(&mut self) {
        self.front = 0;
    }
}
