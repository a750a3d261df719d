//! Effects: what a confirmed step changes.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{Status, Walk};
use crate::engine::plan::Planned;
use crate::model::condition::{Condition, Subject};
use crate::model::value::Value;
use crate::model::{Change, Set};

impl Walk {
    /// Confirms a step: its inputs take effect, then what it sets, opens, and closes.
    pub(super) fn confirmed(&mut self, step: &str, already: bool, time: DateTime<FixedOffset>) {
        let Some(planned) = self.planned(step).cloned() else { return };
        self.take_inputs(step);
        if already {
            self.settle(step, Status::Already, "", time);
            return;
        }
        let procedure = Arc::clone(&self.procedure);
        let declared = planned.step(&procedure);
        let before = (self.states.clone(), self.obligations.clone());
        self.set_states(&planned, &declared.sets, false);
        self.change(&planned, &declared.opens, true);
        self.change(&planned, &declared.closes, false);
        let work_before_restart = declared.restart.is_some() && declared.pure_restart().is_none();
        let restart = declared.restart.as_ref().map(|restart| self.procedure.node_id(&restart.node, &planned.scope));
        if work_before_restart {
            self.expected.extend(restart.map(|node| (node, step.to_owned())));
            let progress = self.progress.edit(step);
            progress.status = Status::RestartDue;
        } else {
            self.settle(step, Status::Done, "", time);
            // The event that the node went down follows. The node is down even if a crash keeps that event out of the journal.
            if let Some(node) = restart {
                self.expected.insert(node.clone(), step.to_owned());
                self.take_down(&node, true, time, before);
            }
        }
    }

    /// Ends an attempt, so that its readings and observations take effect.
    pub(super) fn take_inputs(&mut self, step: &str) {
        let Some(progress) = self.progress.edit_known(step) else { return };
        let inputs = std::mem::take(&mut progress.inputs);
        let lists = inputs.readings.iter().any(|(_, held)| matches!(held.value, Value::Members(_)));
        self.facts.merge(&inputs.readings);
        for (state, value) in inputs.observed {
            self.states.set(&state, &value, true);
        }
        if lists {
            self.plan_again();
        }
    }

    /// Sets the states whose condition holds. A state that depends on this attempt's readings counts as observed. After a failed
    /// attempt, only those with a condition are set.
    pub(super) fn set_states(&mut self, planned: &Planned, sets: &[Set], only_conditional: bool) {
        for set in sets {
            let holds = match &set.when {
                Some(when) => when.truth(&self.world(), &planned.scope).holds(),
                None => !only_conditional,
            };
            if holds {
                let observed = set.when.as_ref().is_some_and(|when| self.depends_on_readings(planned, when));
                let own = self
                    .procedure
                    .state(&self.procedure.state_id(&set.state, &planned.scope))
                    .is_some_and(|state| state.start.is_some());
                self.states.set(&self.procedure.state_id(&set.state, &planned.scope), &set.to, observed || own);
            }
        }
    }

    /// Opens or closes the obligations whose condition holds. Of a family, all members or the one that the scope is about.
    pub(super) fn change(&mut self, planned: &Planned, changes: &[Change], open: bool) {
        for change in changes {
            let holds = |when: &Condition| when.truth(&self.world(), &planned.scope).holds();
            if !change.when.as_ref().is_none_or(holds) {
                continue;
            }
            let id = self.world().obligation_id(&change.obligation, &planned.scope);
            let list = self.procedure.obligation(&id).and_then(|declared| declared.each.clone());
            if !open {
                self.obligations.close(&id);
                continue;
            }
            match list {
                Some(list) if !id.contains('[') => {
                    let keys: Vec<String> =
                        self.facts.members(&list).unwrap_or_default().iter().map(|member| member.key.clone()).collect();
                    for key in keys {
                        self.obligations.open(&format!("{id}[{key}]"));
                    }
                }
                _ => self.obligations.open(&id),
            }
        }
    }

    /// Whether a condition depends on a reading that this step asks for.
    fn depends_on_readings(&self, planned: &Planned, condition: &Condition) -> bool {
        let step = planned.step(&self.procedure);
        let asked = |name: &str| step.asks.iter().any(|own| planned.scope.resolve(own) == planned.scope.resolve(name));
        condition.atoms().any(|atom| matches!(&atom.subject, Subject::Fact(name) if asked(name)))
    }
}
