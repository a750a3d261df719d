//! Looks at the world that nobody can answer for: a problem that rests on what its step does not look at, and a look
//! without a problem for what it may show.

use std::collections::BTreeSet;

use crate::lint::condition_visit;
use crate::lint::finding::Finding;
use crate::model::Span;
use crate::model::condition::{Condition, Form, Subject};
use crate::model::{Problem, Procedure, StateOnRestart, Step};

/// What is wrong with the looks of a procedure.
pub(in crate::lint) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (part, step) in condition_visit::placed(procedure) {
        findings.extend(blind(procedure, part, step));
        findings.extend(unanswered(procedure, part, step));
    }
    findings
}

/// Problems of a step that depend on a state which a restart makes unknown and which the step does not look at.
fn blind(procedure: &Procedure, part: &str, step: &Step) -> Vec<Finding> {
    let looked: BTreeSet<&str> = step.observes.iter().map(|own| own.state.as_str()).collect();
    let set: BTreeSet<&str> = step.sets.iter().map(|own| own.state.as_str()).collect();
    let mut findings = Vec::new();
    for problem in &step.problem {
        for (name, place) in states(procedure, problem) {
            if forgotten(procedure, &name) && !looked.contains(name.as_str()) && !set.contains(name.as_str()) {
                let message = format!(
                    "the problem `{}` of `{part}/{}` depends on `{name}`, which the step does not look at",
                    problem.id, step.id
                );
                findings.push(Finding::new("blind-problem", place, message, "add it to the step's `observes`"));
            }
        }
    }
    findings
}

/// Looks of a step for which no problem says what to do when something else is seen.
fn unanswered(procedure: &Procedure, part: &str, step: &Step) -> Vec<Finding> {
    let answered: BTreeSet<String> =
        procedure.problems(step).flat_map(|problem| states(procedure, problem)).map(|(name, _)| name).collect();
    let open = step.observes.iter().filter(|own| !answered.contains(&own.state));
    let findings = open.map(|own| {
        let message = format!(
            "`{part}/{}` looks for `{}` to be {}, and no problem says what to do when it is not",
            step.id, own.state, own.expect
        );
        Finding::new("unanswered-look", step.title.span, message, "add a problem with a `when` that names the state")
    });
    findings.collect()
}

/// The states that a problem's `when` names, as written.
fn states(procedure: &Procedure, problem: &Problem) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    problem.when.iter().for_each(|when| named(procedure, when, &mut found));
    found
}

/// The states that a condition and those that it rests on name, as written.
fn named(procedure: &Procedure, condition: &Condition, found: &mut Vec<(String, Span)>) {
    condition_visit::parts(condition, &mut |part| match &part.form {
        Form::Holds(id) => {
            if let Some(own) = procedure.named(id) {
                named(procedure, own, found);
            }
        }
        Form::Atom(atom) => {
            if let Subject::State(name) = &atom.subject {
                found.push((name.clone(), part.span));
            }
        }
        _ => {}
    });
}

/// Whether a restart makes a state unknown.
fn forgotten(procedure: &Procedure, name: &str) -> bool {
    let stem = name.rsplit('.').next().unwrap_or(name);
    procedure.states.iter().any(|own| own.id == stem && own.on_restart == StateOnRestart::Unknown)
}
