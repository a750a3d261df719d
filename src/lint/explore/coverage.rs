//! Coverage: the steps and rules that the search has reached.

use std::collections::HashSet;
use std::sync::Arc;

use super::properties;
use crate::engine::plan::{Part, Plan, Planned};
use crate::engine::walk::{Gate, Position, Walk};
use crate::lint::declarations;
use crate::lint::declarations::StepId;
use crate::lint::finding::Finding;
use crate::model::{Procedure, Rule};

/// The steps and rules reached so far.
pub(super) struct Coverage<'p> {
    procedure: &'p Procedure,
    /// The steps that are included in some plan, those that a walk reaches, and those that it reaches with their gate
    /// open.
    planned: HashSet<StepId>,
    reached: HashSet<StepId>,
    opened: HashSet<StepId>,
    /// For each rule, the number of shown steps at which it was evaluated.
    tried: Vec<u64>,
    last_plan: Option<Arc<Vec<Planned>>>,
}

impl<'p> Coverage<'p> {
    pub(super) fn new(procedure: &'p Procedure) -> Self {
        let (planned, reached, opened) = (HashSet::new(), HashSet::new(), HashSet::new());
        Self { procedure, planned, reached, opened, tried: vec![0; procedure.rules.len()], last_plan: None }
    }

    /// Adds the steps of a plan. Does nothing if the plan is the same as last time.
    pub(super) fn add_plan(&mut self, plan: &Plan) {
        if !self.last_plan.as_ref().is_some_and(|last| Arc::ptr_eq(last, &plan.steps)) {
            self.last_plan = Some(Arc::clone(&plan.steps));
            self.planned.extend(plan.included().map(|planned| (planned.part, planned.index)));
        }
    }

    /// Adds the step that a walk shows.
    pub(super) fn add(&mut self, walk: &Walk, position: &Position) {
        if let Position::Step { step, gate } = position
            && let Some(planned) = walk.planned(step)
        {
            self.reached.insert((planned.part, planned.index));
            if *gate == Gate::Open {
                self.opened.insert((planned.part, planned.index));
            }
        }
        for (rule, ..) in properties::rules(walk, position) {
            self.tried[rule] += 1;
        }
    }

    /// For each rule, its ID and the number of shown steps at which it was evaluated.
    pub(super) fn rules(&self) -> Vec<(String, u64)> {
        self.procedure.rules.iter().map(|rule| rule.id.clone()).zip(self.tried.iter().copied()).collect()
    }

    /// The findings about steps and rules that no path reached. Leaves out recoveries unless every path was explored.
    pub(super) fn findings(&self, every_path: bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        for declared in declarations::steps(self.procedure) {
            let on_main = matches!(declared.id.0, Part::Phase(_));
            if !on_main && !every_path {
                continue;
            }
            let (id, name) = (declared.id, declared.name());
            let (code, message, help) = if on_main && !self.planned.contains(&id) {
                let message = format!("lint found no answers with which `{name}` is walked");
                ("excluded", message, "make sure that its `when` can hold when the checks pass")
            } else if !self.reached.contains(&id) {
                ("unreachable", format!("no path reaches `{name}`"), "lead a path there, or remove the step")
            } else if !self.opened.contains(&id) {
                let message = format!(
                    "`{name}` can't be done on any path that reaches it: its gate is shut, or it is already done"
                );
                ("never-open", message, "check what its `requires` and `already` ask for")
            } else {
                continue;
            };
            findings.push(Finding::new(code, declared.step.title.span, message, help));
        }
        let part = |id: &String| self.procedure.phase(id.split('/').next().unwrap_or(id)).is_some();
        let counts = |rule: &Rule| every_path || rule.during.is_empty() || rule.during.iter().any(part);
        let untried = self.procedure.rules.iter().zip(&self.tried).filter(|(rule, tried)| **tried == 0 && counts(rule));
        findings.extend(untried.map(|(rule, _)| {
            let message = format!("the rule `{}` doesn't count at any step that is shown", rule.id);
            Finding::new("idle-rule", rule.holds.span, message, "name in `during` where it counts")
        }));
        findings
    }
}
