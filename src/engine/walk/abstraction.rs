//! The future of a walk: what the lint needs to tell two walks apart, and to begin one in the middle of nowhere.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{Position, Refusal, Stage, Status, StepProgress, Walk};
use crate::engine::action::Action;
use crate::engine::facts::Facts;
use crate::engine::plan::{Plan, Planned};
use crate::engine::world::{Seen, Standing};
use crate::model::condition::Truth;
use crate::model::{Jump, Procedure};

/// What the future of a walk still depends on.
pub struct Abstraction<'a> {
    /// Whether it depends on where the main line stands. Of one that a recovery leaves for good only the steps that cannot
    /// be undone are told apart.
    pub main: bool,
    /// What anything that may still ask about a state can tell of it, if that is anything.
    pub state: &'a dyn Fn(&str, &Seen) -> Option<u64>,
    /// Whether anything may still depend on an obligation.
    pub obligation: &'a dyn Fn(&str) -> bool,
}

impl Walk {
    /// A rehearsal whose worksheet was handed in with these facts.
    #[must_use]
    pub fn with_facts(procedure: Arc<Procedure>, facts: Facts) -> Self {
        let plan = Plan::of(&procedure, &facts);
        Self { plan, facts, stage: Stage::Checks, ..Self::new(procedure, true) }
    }

    /// Gives the walk other facts, as if they had been so from the beginning. Readings stay as they were taken.
    pub fn suppose(&mut self, facts: &Facts) {
        let mut facts = facts.clone();
        for (id, held) in self.facts.iter() {
            if self.procedure.fact(id).is_some_and(|fact| fact.reading) {
                facts.set(id, held.value.clone(), held.provenance);
            }
        }
        self.facts = facts;
        self.plan = Plan::of(&self.procedure, &self.facts);
        self.progress.plan_changed();
        if let Some(recovery) = &mut self.recovery {
            recovery.plan = Plan::of_recovery(&self.procedure, &self.facts, &recovery.id);
        }
    }

    /// Forgets that a fact was given on the way, as long as no check blocks for it: only then that makes a difference.
    pub fn suppose_checked(&mut self) {
        self.corrected &= !self.blocking_start().is_empty();
    }

    /// Lets obligations stand like this, as if they had been so before.
    pub fn suppose_standing(&mut self, obligations: &[String], open: bool) {
        for id in obligations {
            if open { self.obligations.open(id) } else { self.obligations.close(id) }
        }
    }

    /// Takes an action without recording anything. Returns the new position.
    ///
    /// # Errors
    ///
    /// Returns why the action is refused; the walk is then as it was.
    pub fn take(&mut self, action: &Action) -> Result<Position, Refusal> {
        self.drive(action, |walk, event| {
            walk.apply(&event, chrono::DateTime::default(), "");
            Ok(())
        })
    }

    /// Hashes all but the facts that can influence what becomes of the walk from here on. Two walks of the same plan with
    /// the same facts and the same hash have the same future; times, reasons, notes and the number of attempts do not count.
    pub fn hash_future(&self, abstraction: &Abstraction<'_>, into: &mut impl Hasher) {
        std::mem::discriminant(&self.stage).hash(into);
        self.corrected.hash(into);
        if abstraction.main {
            let from = self.progress.first_open(&self.plan).unwrap_or(self.plan.steps.len());
            hash_plan(self, &self.plan, from, into);
        } else {
            let settled = |planned: &&Planned| self.progress.is_settled(&planned.id);
            let behind = self.plan.included().take_while(settled);
            behind.filter(|planned| planned.step(&self.procedure).irreversible).count().hash(into);
        }
        if let Some(recovery) = &self.recovery {
            recovery.id.hash(into);
            hash_plan(self, &recovery.plan, 0, into);
        }
        if let Some(problem) = &self.problem {
            (&problem.step, &problem.problem).hash(into);
        }
        for (node, down) in &self.down {
            (node, down.planned, &down.step).hash(into);
            // Only a restart that was asked for can turn out not to have been.
            if !down.planned {
                continue;
            }
            down.due.hash(into);
            for (state, seen) in down.undo.changed_states() {
                (state, &seen.value, seen.observed).hash(into);
            }
            for (obligation, standing) in
                down.undo.changed_obligations().filter(|(own, _)| (abstraction.obligation)(own))
            {
                (obligation, standing.word()).hash(into);
            }
        }
        self.expected.hash(into);
        if let Some(pending) = &self.pending_jump {
            pending.step.hash(into);
            hash_jump(&pending.jump, into);
        }
        for (state, seen) in self.states.iter() {
            if let Some(told) = (abstraction.state)(state, seen) {
                (state, told).hash(into);
            }
        }
        let open = self.obligations.iter().filter(|(_, standing)| *standing != Standing::Closed);
        for (obligation, standing) in open.filter(|(id, _)| (abstraction.obligation)(id)) {
            (obligation, standing.word()).hash(into);
        }
    }
}

/// Hashes which steps of a plan are still to do; none is before the place from which on is looked.
fn hash_plan(walk: &Walk, plan: &Plan, from: usize, into: &mut impl Hasher) {
    let mut before = true;
    let steps = plan.steps.iter().skip(from);
    for planned in steps.filter(|own| own.included != Truth::False) {
        let progress = walk.progress.get(&planned.id);
        let settled = progress.is_some_and(StepProgress::is_settled);
        // Everything before the first open step is settled; after it, what is settled is told apart.
        if before && !settled {
            before = false;
            planned.id.hash(into);
        } else if !before && settled {
            (&planned.id, "settled").hash(into);
        }
        if progress.is_some_and(|progress| progress.status == Status::RestartDue) {
            (&planned.id, "restart").hash(into);
        }
    }
}

/// Hashes a lead.
fn hash_jump(jump: &Jump, into: &mut impl Hasher) {
    match jump {
        Jump::Repeat | Jump::Return => 0.hash(into),
        Jump::GoTo(step) => (1, step).hash(into),
        Jump::Run(recovery) => (2, recovery).hash(into),
        Jump::Stop(text) => (3, &text.parts).hash(into),
    }
}
