//! Jumps: the walk goes on elsewhere than at the next step.

use chrono::{DateTime, FixedOffset};

use super::{Refusal, Stage, Status, Walk};
use crate::engine::event::Event;
use crate::engine::plan::Planned;
use crate::model::Jump;
use crate::model::condition::{Scope, Truth};
use crate::text::near;

/// A jump that follows from an event. It is recorded as an event of its own before the next screen is shown. A crash between
/// the two loses nothing, because a replay of the first event gives the same jump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PendingJump {
    pub(super) jump: Jump,
    /// The step that the walk leaves, by full id.
    pub(super) step: String,
    /// Why.
    pub(super) because: String,
}

impl Walk {
    /// The events of a jump from a step.
    pub(super) fn follow(&self, jump: &Jump, step: &str, because: String) -> Vec<Event> {
        match jump {
            Jump::Repeat => vec![Event::Repeated { step: step.to_owned(), because }],
            Jump::GoTo(reference) => {
                let found = self.jump_target(reference, self.planned(step));
                found.map(|planned| Event::WentTo { step: planned.id.clone(), because }).into_iter().collect()
            }
            Jump::Run(recovery) => vec![Event::RecoveryBegan { recovery: recovery.clone(), because }],
            Jump::Stop(text) => {
                let scope = self.planned(step).map_or_else(Scope::default, |planned| planned.scope.clone());
                vec![Event::Stopped { because: self.world().render(text, &scope) }]
            }
            Jump::Return => Vec::new(),
        }
    }

    /// The step that a jump from another step leads to, in the active recovery or else on the main line.
    #[must_use]
    pub fn jump_target(&self, reference: &str, from: Option<&Planned>) -> Option<&Planned> {
        let inside = self.recovery.as_ref().and_then(|recovery| recovery.plan.get(reference));
        inside.or_else(|| self.plan.find(reference, from)).or_else(|| self.plan.get(reference))
    }

    /// The first obligation that is lost.
    pub(super) fn first_lost(&self) -> Option<String> {
        self.obligations.lost().next().map(str::to_owned)
    }

    /// The jump that a lost obligation leads to.
    #[must_use]
    pub fn if_lost(&self, obligation: &str) -> Option<&Jump> {
        self.procedure.obligation(obligation)?.if_lost.as_ref()
    }

    /// Follows the jump of a lost obligation.
    pub(super) fn follow_lost(&self, obligation: &str) -> Result<Vec<Event>, Refusal> {
        let step = self.target().map(|target| target.id.clone()).unwrap_or_default();
        match self.if_lost(obligation) {
            Some(jump) => Ok(self.follow(jump, &step, format!("lost: {}", self.world().title_of(obligation)))),
            None => Err(Refusal::new(
                format!("`{obligation}` was lost, and the walk cannot go on with it"),
                "type `again STEP` for the step that opened it",
            )),
        }
    }

    /// Repeats a step and those after it.
    pub(super) fn decide_again(&self, reference: &str) -> Result<Vec<Event>, Refusal> {
        if self.stage != Stage::Walking {
            return Err(Refusal::new("no step was done yet", "type `done` to go on"));
        }
        let reference = reference.trim();
        let because = "at the operator's word".to_owned();
        if let Some(recovery) = &self.recovery
            && let Some(planned) = recovery.plan.find(reference, None)
        {
            let steps = &recovery.plan.steps;
            let place = |id: &str| steps.iter().position(|own| own.id == id);
            // What an earlier run of the recovery reached doesn't count.
            if self.target().is_some_and(|target| place(&planned.id) > place(&target.id)) {
                return Err(not_reached(&planned.id));
            }
            return Ok(vec![Event::WentTo { step: planned.id.clone(), because }]);
        }
        let Some(planned) = self.plan.find(reference, self.target()) else {
            return Err(Refusal::new(
                format!("`{reference}` is not a step, or not one alone"),
                self.near_step(reference),
            ));
        };
        let reached =
            self.progress.get(&planned.id).is_some_and(|progress| progress.attempts > 0 || progress.is_settled());
        if !reached {
            return Err(not_reached(&planned.id));
        }
        Ok(vec![Event::WentTo { step: planned.id.clone(), because }])
    }

    /// The help for a step that doesn't exist: the nearest one by its id, with or without its phase.
    fn near_step(&self, wrong: &str) -> String {
        let ids = || self.plan.included().map(|planned| planned.id.as_str());
        let own = |id: &'_ str| id.split_once('/').map_or(id, |(_, own)| own).to_owned();
        let near = near::nearest(wrong, ids().map(str::to_owned).chain(ids().map(own)));
        match near.and_then(|near| ids().find(|id| *id == near || own(id) == near)) {
            Some(id) => format!("did you mean `{id}`? type `map` for all of them"),
            None => "type `map` for all of them".to_owned(),
        }
    }

    /// Continues at another step of the active recovery, or else leaves the recovery for a step of the main line. The steps from
    /// there on must be done again; open steps before it are passed.
    pub(super) fn went_to(&mut self, step: &str, because: &str, time: DateTime<FixedOffset>) {
        self.problem = None;
        self.pending_jump = None;
        self.recovery = self.recovery.take().filter(|recovery| recovery.plan.get(step).is_some());
        let plan = self.recovery.as_ref().map_or(&self.plan, |recovery| &recovery.plan);
        let Some(place) = plan.steps.iter().position(|planned| planned.id == step) else { return };
        let of_plan = plan.steps.iter().enumerate();
        let ids: Vec<(bool, bool, String)> = of_plan
            .map(|(index, planned)| (index >= place, planned.included != Truth::False, planned.id.clone()))
            .collect();
        for (again, walked, id) in ids {
            let settled = self.progress.is_settled(&id);
            if again {
                self.reset(&id);
            } else if !settled && walked {
                self.settle(&id, Status::Passed, because, time);
            }
        }
    }
}

/// Refuses a step that was not reached yet.
fn not_reached(step: &str) -> Refusal {
    Refusal::new(format!("`{step}` has not been reached yet"), "only a step that was reached can be done again")
}
