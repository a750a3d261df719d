//! Checks before the first step that ask for something that only the walk finds out.

use crate::engine::facts::Facts;
use crate::engine::world::World;
use crate::lint::conditions;
use crate::lint::finding::Finding;
use crate::model::Procedure;
use crate::model::condition::{Scope, Subject};

/// Finds the checks that can't be tested before the first step.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let facts = Facts::default();
    let world = World::of_facts(procedure, &facts);
    let mut findings = Vec::new();
    for check in procedure.checks.iter().filter(|check| check.guards.is_empty()) {
        for condition in conditions::of_check(check) {
            let mut unknown: Option<String> = None;
            world.visit_atoms(condition, Scope::empty(), &mut |atom, scope| {
                let id = world.full_id(&atom.subject, scope);
                let late = match &atom.subject {
                    Subject::Fact(_) => procedure.fact(&id).is_some_and(|fact| fact.reading),
                    Subject::State(_) => {
                        procedure.state(&id).is_some_and(|state| state.start.is_none() && state.each.is_none())
                    }
                    Subject::Obligation(_) => false,
                };
                if late {
                    unknown.get_or_insert(id);
                }
            });
            if let Some(unknown) = unknown {
                let message =
                    format!("the check `{}` comes before the first step, when nobody knows `{unknown}` yet", check.id);
                let help = "name in `guards` the step before which it must pass";
                findings.push(Finding::new("untestable-check", condition.span, message, help));
            }
        }
    }
    findings
}
