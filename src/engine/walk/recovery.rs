//! Recoveries: the steps that lead back to the main line after something went wrong.

use super::{Inputs, PendingJump, Status, StepProgress, Walk};
use crate::engine::plan::Plan;
use crate::model::Jump;

/// The recovery that is being walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveRecovery {
    /// Its id.
    pub id: String,
    /// Its steps.
    pub plan: Plan,
    /// Why it began.
    pub because: String,
}

impl Walk {
    /// The recovery that is being walked.
    #[must_use]
    pub fn recovery(&self) -> Option<&ActiveRecovery> {
        self.recovery.as_ref()
    }

    /// Begins a recovery. One that is being walked already begins again.
    pub(super) fn begin_recovery(&mut self, id: &str, because: &str) {
        self.problem = None;
        self.pending_jump = None;
        let plan = Plan::of_recovery(&self.procedure, &self.facts, id);
        for planned in plan.steps.iter() {
            self.progress.unsettle(&planned.id);
            let progress = self.progress.edit(&planned.id);
            *progress = StepProgress { attempts: progress.attempts, ..StepProgress::default() };
        }
        if let Some(target) = self.target().map(|target| target.id.clone())
            && let Some(progress) = self.progress.edit_known(&target)
            && progress.status == Status::Shown
        {
            progress.status = Status::Todo;
            progress.inputs = Inputs::default();
        }
        self.recovery = Some(ActiveRecovery { id: id.to_owned(), plan, because: because.to_owned() });
    }

    /// Ends a recovery.
    pub(super) fn end_recovery(&mut self, id: &str) {
        self.recovery = None;
        let then = self.procedure.recovery(id).map(|recovery| recovery.then.clone());
        if let Some(jump) = then.filter(|jump| *jump != Jump::Return) {
            let because = format!("\"{}\" is dealt with", self.world().part_title(id));
            self.pending_jump = Some(PendingJump { jump, step: String::new(), because });
        }
    }

    /// If the step's recovery has ended and no other recovery is walked, walks that recovery again, beginning with the step.
    pub(super) fn reopen_recovery(&mut self, step: &str) {
        let Some((id, _)) = step.split_once('/').filter(|_| self.recovery.is_none() && self.plan.get(step).is_none())
        else {
            return;
        };
        let because = format!("the restart at \"{}\" was not carried out", self.world().part_title(id));
        let plan = Plan::of_recovery(&self.procedure, &self.facts, id);
        let Some(place) = plan.steps.iter().position(|planned| planned.id == step) else { return };
        for planned in &plan.steps[place..] {
            self.reset(&planned.id);
        }
        self.progress.settle_before(&plan, step);
        self.pending_jump = None;
        self.recovery = Some(ActiveRecovery { id: id.to_owned(), plan, because });
    }
}
