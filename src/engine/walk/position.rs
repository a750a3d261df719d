//! The position of the walk, which follows from what has happened and nothing else.

use super::{Gate, Stage, Status, Walk};
use crate::engine::facts::Address;
use crate::engine::plan::Planned;
use crate::model::Text;
use crate::model::condition::Truth;

/// The position of the walk, which decides the screen that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are full ids, and their names say of what")]
pub enum Position {
    /// The wizard asks for facts before the walk.
    Worksheet,
    /// The checks are shown before the first step.
    Checks,
    /// The session was opened again, and the operator must look at what may have changed.
    PickUp,
    /// A problem is open.
    Problem,
    /// The procedure stopped the walk.
    Stopped,
    /// The next step needs facts that are not known.
    Ask { step: String, facts: Vec<String> },
    /// Checks that guard the next step block it.
    Guarded { step: String, checks: Vec<String> },
    /// An obligation is lost, and the main line cannot continue.
    Lost { obligation: String },
    /// The next step belongs to another console.
    HandOff { step: String, node: String },
    /// The next step's node is down.
    Waiting {
        /// The step, or `None` at the end.
        step: Option<String>,
        node: String,
    },
    /// The step's work is done, and the operator must restart its node.
    Restart { step: String },
    /// A step is shown.
    Step { step: String, gate: Gate },
    /// Every step is settled.
    SignOff,
    /// The walk is over.
    Ended,
}

impl Walk {
    /// The position of the walk.
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

    /// What comes before the next step, or `None` if the step itself is due.
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

    /// The planned step with this full id, in the active recovery or on the main line.
    #[must_use]
    pub fn planned(&self, id: &str) -> Option<&Planned> {
        let recovery = self.recovery.as_ref().and_then(|recovery| recovery.plan.get(id));
        recovery.or_else(|| self.plan.get(id))
    }

    /// The next step: the first step of the active recovery, or else of the main line, that is walked and not settled.
    #[must_use]
    pub fn target(&self) -> Option<&Planned> {
        let Some(recovery) = &self.recovery else {
            return self.main_target();
        };
        let open = |own: &&Planned| own.included != Truth::False && !self.progress.is_settled(&own.id);
        recovery.plan.steps.iter().find(open)
    }

    /// The step that is shown with its gate open, and so can be done now.
    #[must_use]
    pub fn open_step(&self) -> Option<&Planned> {
        match self.position() {
            Position::Step { step, gate: Gate::Open } => self.planned(&step),
            _ => None,
        }
    }

    /// The next step of the main line, after any recovery.
    #[must_use]
    pub fn main_target(&self) -> Option<&Planned> {
        self.plan.steps.get(self.progress.first_open(&self.plan)?)
    }

    /// Whether a step's work is done but its restart isn't.
    pub(super) fn is_restart_due(&self, step: &str) -> bool {
        self.progress.get(step).is_some_and(|progress| progress.status == Status::RestartDue)
    }

    /// The facts that must be known before a step can be shown: those that decide whether it is walked, and those in its gate
    /// and its texts. Readings are not among them, since their own steps ask for them.
    fn missing_for(&self, planned: &Planned) -> Vec<String> {
        let step = planned.step(&self.procedure);
        let world = self.world();
        let mut missing: Vec<String> = Vec::new();
        if planned.included == Truth::Undecided {
            let because = self.plan.because(planned, &self.procedure, &self.facts);
            missing.extend(because.clauses.into_iter().flat_map(|clause| clause.about));
        } else {
            let mut names: Vec<&str> = Vec::new();
            for name in self.procedure.texts(step).flat_map(Text::names) {
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
            let declared = Address::find(&self.procedure, &id).map(|address| address.fact());
            let asked = declared.is_some_and(|fact| !fact.reading);
            if asked && !self.is_known(&id) && !facts.contains(&id) {
                facts.push(id);
            }
        }
        facts
    }

    /// Whether a step closes a lost obligation or opens it again.
    fn settles(&self, planned: &Planned, obligation: &str) -> bool {
        let step = planned.step(&self.procedure);
        let world = self.world();
        step.closes.iter().chain(&step.opens).any(|change| {
            let id = world.obligation_id(&change.obligation, &planned.scope);
            obligation == id || obligation.strip_prefix(&id).is_some_and(|rest| rest.starts_with('['))
        })
    }
}
