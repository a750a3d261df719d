//! Positions: where the walk stands, derived from what has happened and nothing else.

use super::{Stage, Walk};
use crate::engine::checks::Outcome;
use crate::engine::plan::Planned;
use crate::engine::wording::Explanation;
use crate::model::condition::{Atom, Bound, Condition, Form, Scope, Subject, Truth, Valuation as _};
use crate::model::{Jump, Severity, Text};

/// Where the walk stands: which screen is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// Facts are asked before the walk.
    Worksheet,
    /// The checks are shown before the first step.
    Checks,
    /// The session was opened again: where do things stand?
    PickUp,
    /// A problem is open.
    Problem,
    /// The procedure stopped the walk.
    Stopped,
    /// Facts that the next step needs.
    Ask {
        /// The step.
        step: String,
        /// The facts, by full id.
        facts: Vec<String>,
    },
    /// Checks that guard the next step block it.
    Guarded {
        /// The step.
        step: String,
        /// The checks that block.
        checks: Vec<String>,
    },
    /// An obligation is lost, and the main line is blocked by it.
    Lost {
        /// The obligation, by full id.
        obligation: String,
    },
    /// The next step belongs to another console.
    HandOff {
        /// The step.
        step: String,
        /// The console's node.
        node: String,
    },
    /// The next step's node is down.
    Waiting {
        /// The step, or nothing at the end.
        step: Option<String>,
        /// The node.
        node: String,
    },
    /// The step's work is done; its restart is to be carried out.
    Restart {
        /// The step.
        step: String,
    },
    /// A step.
    Step {
        /// The step.
        step: String,
        /// Its gate.
        gate: Gate,
    },
    /// Every step is settled.
    SignOff,
    /// The walk is over.
    Ended,
}

/// A step's gate at this position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gate {
    /// What the step requires holds.
    Open,
    /// What the step would bring about is so already.
    Already,
    /// It does not hold: no text, no command.
    Shut,
}

impl Walk {
    /// Where the walk stands.
    #[must_use]
    pub fn position(&self) -> Position {
        match self.stage {
            Stage::Worksheet => return Position::Worksheet,
            Stage::Checks => return Position::Checks,
            Stage::Stopped { .. } => return Position::Stopped,
            Stage::Finished | Stage::Abandoned { .. } => return Position::Ended,
            Stage::Walking => {}
        }
        if self.pick_up.is_some() {
            return Position::PickUp;
        }
        if self.problem.is_some() {
            return Position::Problem;
        }
        let Some(target) = self.target() else {
            return match self.down.keys().next() {
                _ if self.first_lost().is_some() => {
                    Position::Lost { obligation: self.first_lost().unwrap_or_default() }
                }
                Some(node) => Position::Waiting { step: None, node: node.clone() },
                None => Position::SignOff,
            };
        };
        self.before(target).unwrap_or_else(|| Position::Step { step: target.id.clone(), gate: self.gate(target) })
    }

    /// What comes before the next step, if something does.
    fn before(&self, target: &Planned) -> Option<Position> {
        let step = target.id.clone();
        if self.is_restart_due(&step) {
            let facts = self.missing_for(target);
            if !facts.is_empty() {
                return Some(Position::Ask { step, facts });
            }
            let gate = self.gate(target);
            return Some(if gate == Gate::Shut { Position::Step { step, gate } } else { Position::Restart { step } });
        }
        if self.recovery.is_none()
            && let Some(obligation) = self.first_lost()
            && !self.settles(target, &obligation)
        {
            return Some(Position::Lost { obligation });
        }
        let facts = self.missing_for(target);
        if !facts.is_empty() {
            return Some(Position::Ask { step, facts });
        }
        let checks = self.blocking(target);
        if !checks.is_empty() {
            return Some(Position::Guarded { step, checks });
        }
        if self.console.as_deref() != Some(&target.node) {
            return Some(Position::HandOff { step, node: target.node.clone() });
        }
        if self.down.contains_key(&target.node) {
            return Some(Position::Waiting { step: Some(step), node: target.node.clone() });
        }
        None
    }

    /// Whether a step's work is done and its restart is not.
    pub(super) fn is_restart_due(&self, step: &str) -> bool {
        self.progress.get(step).is_some_and(|progress| progress.status == super::Status::RestartDue)
    }

    /// What a step requires as things stand: of one whose restart is due, what the restart requires.
    #[must_use]
    pub fn required<'a>(&'a self, planned: &'a Planned) -> Option<&'a Condition> {
        let step = planned.step(&self.procedure);
        match &step.restart {
            Some(restart) if self.is_restart_due(&planned.id) => restart.requires.as_ref(),
            _ => step.requires.as_ref(),
        }
    }

    /// The gate of a step as things stand.
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

    /// Why a step's gate stands as it does.
    #[must_use]
    pub fn gate_explained(&self, planned: &Planned) -> Option<Explanation> {
        let step = planned.step(&self.procedure);
        let condition = match self.gate(planned) {
            Gate::Already => step.already.as_ref(),
            Gate::Open | Gate::Shut => self.required(planned),
        };
        condition.map(|condition| self.world().explain(condition, &planned.scope))
    }

    /// The states of the world that a step's gate asks about, by full id: what can be looked at to open it. Of a condition
    /// over a list, those of each member.
    #[must_use]
    pub fn gate_states(&self, planned: &Planned) -> Vec<String> {
        let step = planned.step(&self.procedure);
        let mut states: Vec<String> = Vec::new();
        let already = step.already.iter().filter(|_| !self.is_restart_due(&planned.id));
        let gate = self.required(planned).into_iter().chain(already);
        let mut pending: Vec<(&Condition, Scope)> = gate.map(|condition| (condition, planned.scope.clone())).collect();
        while let Some((condition, scope)) = pending.pop() {
            self.states_in(condition, &scope, &mut states, &mut pending);
        }
        states
    }

    /// Adds the states of the world that a condition asks about; the named conditions that it rests on are still to be read.
    fn states_in<'a>(
        &'a self,
        condition: &'a Condition,
        scope: &Scope,
        states: &mut Vec<String>,
        pending: &mut Vec<(&'a Condition, Scope)>,
    ) {
        match &condition.form {
            Form::All(parts) | Form::Any(parts) => {
                for part in parts {
                    self.states_in(part, scope, states, pending);
                }
            }
            Form::Not(part) => self.states_in(part, scope, states, pending),
            Form::Each(each) => {
                for key in self.world().members(&each.list).unwrap_or_default() {
                    let scope = scope.with(&each.as_, Bound::Member { list: each.list.clone(), key });
                    self.states_in(&each.holds, &scope, states, pending);
                }
            }
            Form::Holds(id) => {
                let named = self.procedure.named(id);
                debug_assert!(named.is_some(), "the loader verified the name");
                pending.extend(named.map(|named| (named, Scope::default())));
            }
            Form::Atom(Atom { subject: Subject::State(name), .. }) => {
                let id = self.procedure.state_id(name, scope);
                let of_world = self.procedure.state(&id).is_some_and(|state| state.start.is_none());
                if of_world && !states.contains(&id) {
                    states.push(id);
                }
            }
            Form::Atom(_) => {}
        }
    }

    /// The facts that must be known before a step can be shown: those that decide whether it is walked, those in its gate,
    /// and those in its texts. Readings are asked by their own steps.
    fn missing_for(&self, planned: &Planned) -> Vec<String> {
        let step = planned.step(&self.procedure);
        let world = self.world();
        let mut missing: Vec<String> = Vec::new();
        if planned.included == Truth::Undecided {
            let because = self.plan.because(planned, &self.procedure, &self.facts);
            missing.extend(because.clauses.into_iter().flat_map(|clause| clause.about));
        } else {
            let mut names: Vec<&str> = Vec::new();
            for name in step.texts().flat_map(Text::names) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            missing.extend(names.into_iter().filter_map(|name| world.unknown(name, &planned.scope)));
            missing.extend(step.writes.iter().flat_map(|writes| self.file_needs(planned, writes).0));
            for condition in step.requires.iter().chain(&step.already) {
                if condition.truth(&world, &planned.scope) == Truth::Undecided {
                    let explained = world.explain(condition, &planned.scope);
                    missing.extend(explained.clauses.into_iter().flat_map(|clause| clause.about));
                }
            }
        }
        let mut facts: Vec<String> = Vec::new();
        for id in missing {
            let declared = crate::engine::facts::Address::find(&self.procedure, &id).map(|address| address.fact());
            let asked = declared.is_some_and(|fact| !fact.reading);
            if asked && !self.is_known(&id) && !facts.contains(&id) {
                facts.push(id);
            }
        }
        facts
    }

    /// The checks that guard a step and block it now.
    fn blocking(&self, planned: &Planned) -> Vec<String> {
        let world = self.world();
        let blocks = |check: &&crate::model::Check| {
            crate::engine::checks::blocks(check, &world, self.waivers.contains_key(&check.id))
        };
        self.checks_before(planned).into_iter().filter(blocks).map(|check| check.id.clone()).collect()
    }

    /// The verdicts of the checks that guard a step. A check without a guard of its own guards the first one, and, once a
    /// fact was corrected so that it fails, every step of the main line.
    pub(super) fn guarding(&self, planned: &Planned) -> Vec<crate::engine::checks::Verdict<'_>> {
        let world = self.world();
        let reach = |check| crate::engine::checks::reach(check, &world, self.waivers.get(&check.id));
        self.checks_before(planned).into_iter().map(reach).collect()
    }

    /// The checks that guard a step.
    fn checks_before(&self, planned: &Planned) -> Vec<&crate::model::Check> {
        let first = self.plan.included().next().is_some_and(|first| first.id == planned.id);
        let phase = planned.phase(&self.procedure).map(|phase| phase.id.as_str());
        let world = self.world();
        let corrected = self.corrected && self.recovery.is_none();
        let fails = |check: &crate::model::Check| {
            check.severity == Severity::Error && check.pass.truth(&world, Scope::empty()) == Truth::False
        };
        let guards = |check: &&crate::model::Check| match check.guards.as_slice() {
            [] => first || (corrected && fails(check)),
            guarded => guarded
                .iter()
                .any(|id| phase == Some(id) || planned.stem() == id || planned.step(&self.procedure).id == *id),
        };
        self.procedure.checks.iter().filter(guards).collect()
    }

    /// Whether any check blocks the start of the walk: every check without a guard of its own.
    pub(super) fn blocking_start(&self) -> Vec<String> {
        let verdicts = self.verdicts();
        let blocked = verdicts.iter().filter(|verdict| {
            verdict.blocks() && (verdict.check.guards.is_empty() || verdict.outcome == Outcome::Fail)
        });
        blocked.map(|verdict| verdict.check.id.clone()).collect()
    }

    /// The first lost obligation.
    pub(super) fn first_lost(&self) -> Option<String> {
        self.obligations.lost().next().map(str::to_owned)
    }

    /// Whether a step closes or opens again what was lost.
    fn settles(&self, planned: &Planned, obligation: &str) -> bool {
        let step = planned.step(&self.procedure);
        let world = self.world();
        step.closes.iter().chain(&step.opens).any(|change| {
            let id = world.obligation_id(&change.obligation, &planned.scope);
            obligation == id || obligation.strip_prefix(&id).is_some_and(|rest| rest.starts_with('['))
        })
    }

    /// Where a lost obligation leads.
    #[must_use]
    pub fn if_lost(&self, obligation: &str) -> Option<&Jump> {
        self.procedure.obligation(obligation)?.if_lost.as_ref()
    }
}
