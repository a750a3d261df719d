//! Observations without consequences: problems that depend on a state which their step doesn't observe, and
//! observations without a problem that says what to do next.

use std::collections::BTreeSet;

use crate::lint::declarations;
use crate::lint::declarations::DeclaredStep;
use crate::lint::finding::Finding;
use crate::model::condition::{Atom, Form, Subject};
use crate::model::{Observe, Problem, Procedure, Span};

/// Checks the observations of every step.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let steps = declarations::steps(procedure);
    steps.flat_map(|declared| [blind(procedure, &declared), unanswered(procedure, &declared)].concat()).collect()
}

/// Problems that depend on a state which a restart makes unknown and which the step neither observes nor sets.
fn blind(procedure: &Procedure, declared: &DeclaredStep<'_>) -> Vec<Finding> {
    let step = declared.step;
    let observed = step.observes.iter().map(|own| own.state.as_str());
    let known: BTreeSet<&str> = observed.chain(step.sets.iter().map(|own| own.state.as_str())).collect();
    let mut findings = Vec::new();
    for problem in &step.problem {
        for (name, place) in states(procedure, problem) {
            if declarations::is_forgotten(procedure, name) && !known.contains(name) {
                let (id, step) = (&problem.id, declared.name());
                let message =
                    format!("the problem `{id}` of `{step}` depends on `{name}`, which the step does not observe");
                findings.push(Finding::new("blind-problem", place, message, "add it to the step's `observes`"));
            }
        }
    }
    findings
}

/// Observations without a problem for what else the operator may see.
fn unanswered(procedure: &Procedure, declared: &DeclaredStep<'_>) -> Vec<Finding> {
    let problems = procedure.problems(declared.step);
    let answered: BTreeSet<&str> =
        problems.flat_map(|problem| states(procedure, problem)).map(|(name, _)| name).collect();
    let open = declared.step.observes.iter().filter(|own| !answered.contains(own.state.as_str()));
    let finding = |own: &Observe| {
        let (step, state, expect) = (declared.name(), &own.state, &own.expect);
        let message = format!("`{step}` expects `{state}` to be {expect}, but no problem says what to do if it isn't");
        let help = "add a problem with a `when` that names the state";
        Finding::new("unanswered-look", declared.step.title.span, message, help)
    };
    open.map(finding).collect()
}

/// The states that a problem's `when` names, as written, with their places.
fn states<'p>(procedure: &'p Procedure, problem: &'p Problem) -> Vec<(&'p str, Span)> {
    let parts = problem.when.iter().flat_map(|when| when.parts_following(|id| procedure.named(id)));
    let states = parts.filter_map(|part| match &part.form {
        Form::Atom(Atom { subject: Subject::State(name), .. }) => Some((name.as_str(), part.span)),
        _ => None,
    });
    states.collect()
}
