//! Gates: whether a step may be done.

use super::Walk;
use crate::engine::plan::Planned;
use crate::engine::wording::Explanation;
use crate::model::condition::{Condition, Scope, Subject, Valuation as _};

/// Whether a step may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gate {
    /// What the step requires holds.
    Open,
    /// The goal of the step is reached already.
    Already,
    /// What the step requires does not hold. Its text and command are not shown.
    Shut,
}

impl Walk {
    /// The condition that the step requires now: if its restart is due, the one that the restart requires.
    #[must_use]
    pub fn required<'a>(&'a self, planned: &'a Planned) -> Option<&'a Condition> {
        let step = planned.step(&self.procedure);
        match &step.restart {
            Some(restart) if self.is_restart_due(&planned.id) => restart.requires.as_ref(),
            _ => step.requires.as_ref(),
        }
    }

    /// The gate of a step.
    #[must_use]
    pub fn gate(&self, planned: &Planned) -> Gate {
        let step = planned.step(&self.procedure);
        let world = self.world();
        let holds = |condition: &Condition| condition.truth(&world, &planned.scope).holds();
        if self.is_restart_due(&planned.id) {
            return if self.required(planned).is_none_or(holds) { Gate::Open } else { Gate::Shut };
        }
        if step.already.as_ref().is_some_and(holds) {
            Gate::Already
        } else if step.requires.as_ref().is_none_or(holds) {
            Gate::Open
        } else {
            Gate::Shut
        }
    }

    /// Why a step's gate is open, shut, or not needed.
    #[must_use]
    pub fn gate_explained(&self, planned: &Planned) -> Option<Explanation> {
        let step = planned.step(&self.procedure);
        let condition = match self.gate(planned) {
            Gate::Already => step.already.as_ref(),
            Gate::Open | Gate::Shut => self.required(planned),
        };
        condition.map(|condition| self.world().explain(condition, &planned.scope))
    }

    /// The states of the world that a step's gate asks about, by full id. The operator can look at them to open it.
    #[must_use]
    pub fn gate_states(&self, planned: &Planned) -> Vec<String> {
        let step = planned.step(&self.procedure);
        let mut states: Vec<String> = Vec::new();
        let already = step.already.iter().filter(|_| !self.is_restart_due(&planned.id));
        let gate = self.required(planned).into_iter().chain(already);
        let mut pending: Vec<(&Condition, Scope)> = gate.map(|condition| (condition, planned.scope.clone())).collect();
        let world = self.world();
        while let Some((condition, scope)) = pending.pop() {
            // The states behind a name come after those that the gate itself tests.
            let mut named = |id: &str| {
                pending.extend(self.procedure.named(id).map(|named| (named, Scope::default())));
                None
            };
            let members = |list: &str| world.members(list).unwrap_or_default();
            condition.visit_atoms(&scope, &mut named, &members, &mut |atom, scope| {
                let Subject::State(name) = &atom.subject else { return };
                let id = self.procedure.state_id(name, scope);
                let of_world = self.procedure.state(&id).is_some_and(|state| state.start.is_none());
                if of_world && !states.contains(&id) {
                    states.push(id);
                }
            });
        }
        states
    }
}
