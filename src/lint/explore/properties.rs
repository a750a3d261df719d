//! The judge: what is looked for in every walk that the explorer comes by.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::counterexample;
use super::graph::Cost;
use crate::engine::facts::Address;
use crate::engine::plan::{Part, Plan, Planned};
use crate::engine::walk::{Gate, Position, Status, Walk};
use crate::engine::world::Standing;
use crate::lint::finding::Finding;
use crate::model::Severity;
use crate::model::Span;
use crate::model::condition::Truth;
use crate::model::{Jump, Procedure, RuleKind};

/// A step of the procedure: its phase or recovery, and its index there.
pub(in crate::lint) type StepId = (Part, usize);

/// What was seen so far, over all plans.
pub(in crate::lint) struct Judge<'p> {
    procedure: &'p Procedure,
    /// The steps that stood in some plan, that were next in some walk, and were still to be done there with their gate open.
    pub(in crate::lint) planned: HashSet<StepId>,
    pub(in crate::lint) reached: HashSet<StepId>,
    pub(in crate::lint) opened: HashSet<StepId>,
    last_plan: Option<Arc<Vec<Planned>>>,
    /// For each rule, at how many shown steps it was tried.
    pub(in crate::lint) tried: Vec<u64>,
    /// The example of each finding with the fewest oddities, then moves, by code and subject.
    found: BTreeMap<(&'static str, String), (Cost, Finding)>,
}

/// A finding before anybody knows how the walk came there.
pub(in crate::lint) struct Charge {
    pub(in crate::lint) subject: String,
    pub(in crate::lint) finding: Finding,
}

impl<'p> Judge<'p> {
    /// A judge who has seen nothing.
    pub(in crate::lint) fn new(procedure: &'p Procedure) -> Self {
        Self {
            procedure,
            planned: HashSet::new(),
            reached: HashSet::new(),
            opened: HashSet::new(),
            last_plan: None,
            tried: vec![0; procedure.rules.len()],
            found: BTreeMap::new(),
        }
    }

    /// Notes the steps of a plan; once while walks have the same one.
    pub(in crate::lint) fn plan(&mut self, plan: &Plan) {
        if self.last_plan.as_ref().is_some_and(|last| Arc::ptr_eq(last, &plan.steps)) {
            return;
        }
        self.last_plan = Some(Arc::clone(&plan.steps));
        self.planned.extend(plan.included().map(|planned| (planned.part, planned.index)));
    }

    /// Looks at a walk where it stands.
    pub(in crate::lint) fn look(&mut self, walk: &Walk, position: &Position) -> Vec<Charge> {
        let mut charges = Vec::new();
        match position {
            Position::Step { step, gate } => {
                if let Some(planned) = walk.planned(step) {
                    self.reached.insert((planned.part, planned.index));
                    if *gate == Gate::Open {
                        self.opened.insert((planned.part, planned.index));
                    }
                    if *gate == Gate::Open {
                        self.hold_rules(walk, planned, &mut charges);
                    }
                }
            }
            Position::Restart { step } => {
                if let Some(planned) = walk.planned(step) {
                    self.hold_rules(walk, planned, &mut charges);
                }
            }
            Position::Ask { step, facts } => charges.extend(self.asked_in_vain(walk, step, facts)),
            Position::SignOff => charges.extend(all_left_open(walk)),
            _ => {}
        }
        charges
    }

    /// Looks at the questions before a step: each has to be one that the worksheet would ask.
    fn asked_in_vain(&self, walk: &Walk, step: &str, facts: &[String]) -> Vec<Charge> {
        let Some(planned) = walk.planned(step) else { return Vec::new() };
        let fact = |full: &String| Some(Address::find(self.procedure, full)?.fact());
        let silent = facts.iter().filter(|full| fact(full).is_some_and(|own| walk.is_asked(own) == Truth::False));
        let charge = |full: &String| {
            let message = format!("`{full}` is asked for before `{}`, though its own `when` does not hold", planned.id);
            let help = "let the condition that asks for it first ask for what its `when` says";
            let place = planned.step(self.procedure).title.span;
            let finding = Finding::new("question-in-vain", place, message, help);
            Charge { subject: format!("{full} at {}", planned.stem()), finding }
        };
        silent.map(charge).collect()
    }

    /// Tries the rules that count at a step which is shown.
    fn hold_rules(&mut self, walk: &Walk, planned: &Planned, charges: &mut Vec<Charge>) {
        let step = planned.step(self.procedure);
        let part = planned.stem().split('/').next().unwrap_or_default();
        for (rule, tried) in self.procedure.rules.iter().zip(&mut self.tried) {
            let counts = |id: &String| id == part || id == planned.stem() || *id == step.id || *id == planned.id;
            if !rule.during.is_empty() && !rule.during.iter().any(counts) {
                continue;
            }
            *tried += 1;
            let truth = rule.holds.truth(&walk.world(), &planned.scope);
            let (wanted, word) = match rule.kind {
                RuleKind::Never => (Truth::False, "never"),
                RuleKind::Always => (Truth::True, "always"),
            };
            if truth != wanted {
                let explained = walk.world().explain(&rule.holds, &planned.scope).words();
                let message = format!("the rule `{}` ({word}) is broken at `{}`: {explained}", rule.id, planned.id);
                let help = "let the step's `requires` ask for it, or lead this path elsewhere";
                let finding = Finding::new("broken-rule", rule.holds.span, message, help);
                charges.push(Charge { subject: format!("{} at {}", rule.id, planned.stem()), finding });
            }
        }
    }

    /// Whether a charge is new, or comes about with fewer oddities or moves than the same one did before.
    pub(in crate::lint) fn wants(&self, charge: &Charge, cost: Cost) -> bool {
        let known = self.found.get(&(charge.finding.code, charge.subject.clone()));
        known.is_none_or(|(least, _)| cost < *least)
    }

    /// Keeps a finding with its path.
    pub(in crate::lint) fn keep(&mut self, charge: Charge, cost: Cost, path: Vec<String>) {
        let finding = Finding { path, ..charge.finding };
        self.found.insert((finding.code, charge.subject), (cost, finding));
    }

    /// Whether an error was found.
    pub(in crate::lint) fn has_error(&self) -> bool {
        self.found.values().any(|(_, finding)| finding.severity == Severity::Error)
    }

    /// All findings.
    pub(in crate::lint) fn findings(&self) -> Vec<Finding> {
        self.found.values().map(|(_, finding)| finding.clone()).collect()
    }

    /// Where a step is written.
    pub(in crate::lint) fn place_of(&self, (part, index): StepId) -> Option<(String, Span)> {
        let (id, steps) = match part {
            Part::Phase(part) => {
                let phase = self.procedure.phases.get(part)?;
                (&phase.id, &phase.steps)
            }
            Part::Recovery(part) => {
                let recovery = self.procedure.recoveries.get(part)?;
                (&recovery.id, &recovery.steps)
            }
        };
        let step = steps.get(index)?;
        Some((format!("{id}/{}", step.id), step.title.span))
    }
}

/// Looks at the gates that a walk passed by a way forward.
pub(in crate::lint) fn passed(before: &Walk, after: &Walk) -> Vec<Charge> {
    let passed = |walk: &Walk, id: &str| walk.progress(id).is_some_and(|own| own.status == Status::Passed);
    if after.target().is_some_and(|target| before.target().is_some_and(|from| from.id == target.id)) {
        return Vec::new();
    }
    let new = after.plan().steps.iter().filter(|own| passed(after, &own.id) && !passed(before, &own.id));
    let gated = new.filter(|own| own.step(after.procedure()).irreversible && after.gate(own) != Gate::Already);
    let gated = gated.filter(|own| !decides_about(after, &own.id));
    let first = gated.into_iter().next().map(|own| {
        let step = own.step(after.procedure());
        let to = after.target().map_or("the end", |target| target.id.as_str());
        let message = format!("a way forward to `{to}` passes `{}`, which cannot be undone and is not done", own.id);
        let help = "lead to that step or an earlier one, or say in its `already` when it may be passed";
        let place = step.requires.as_ref().map_or(step.span, |requires| requires.span);
        Charge { subject: own.stem().to_owned(), finding: Finding::new("passed-gate", place, message, help) }
    });
    first.into_iter().collect()
}

/// Whether the step at which a walk stands finds out if another was done, and leads back there if it was not.
fn decides_about(walk: &Walk, passed: &str) -> bool {
    let Some(target) = walk.target() else { return false };
    let place = |id: &str| walk.plan().steps.iter().position(|own| own.id == id);
    let procedure = walk.procedure();
    let jumps = procedure.problems(target.step(procedure)).filter_map(|problem| match &problem.then {
        Jump::GoTo(reference) => place(&walk.plan().find(reference, Some(target))?.id),
        _ => None,
    });
    jumps.min().is_some_and(|back| Some(back) <= place(passed))
}

/// What is open or lost at the end.
fn all_left_open(walk: &Walk) -> Vec<Charge> {
    let open = walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
    open.map(|(id, standing)| left_open(walk.procedure(), id, standing)).collect()
}

/// That an obligation is open or lost at the end.
pub(in crate::lint) fn left_open(procedure: &Procedure, id: &str, standing: Standing) -> Charge {
    let place = procedure.obligation(id).map(|obligation| obligation.title.span).unwrap_or_default();
    let message = format!("the walk can end with `{id}` {}", standing.word());
    let help = "close it on every path before the last step, or where it is lost";
    let stem = id.split('[').next().unwrap_or(id);
    Charge { subject: stem.to_owned(), finding: Finding::new("left-open", place, message, help) }
}

/// What is said of a walk that cannot come to an end.
pub(in crate::lint) fn stuck(walk: &Walk, shut: bool) -> Charge {
    let place_of = |planned: &Planned| -> Span {
        let step = planned.step(walk.procedure());
        if shut { step.requires.as_ref().map_or(step.span, |requires| requires.span) } else { step.title.span }
    };
    let target = walk.target();
    let (place, id) = target.map_or_else(Default::default, |target| (place_of(target), target.id.clone()));
    let subject = target.map(|target| target.stem().to_owned()).unwrap_or_default();
    let finding = if shut {
        let because = target.and_then(|target| walk.gate_explained(target)).map(|because| because.words());
        let message = format!(
            "the walk gets stuck at `{id}`: its gate does not hold and nothing that can be seen there opens it: {}",
            because.unwrap_or_default()
        );
        Finding::new("stuck", place, message, "lead this path to a step that brings it about, or say it in `already`")
    } else {
        let at = counterexample::place(&walk.position());
        let message = format!("nothing leads on from {at}: the walk goes round in circles or stands still");
        Finding::new("endless", place, message, "give one of the ways a lead out: `go_to`, `run` or `stop`")
    };
    Charge { subject, finding }
}
