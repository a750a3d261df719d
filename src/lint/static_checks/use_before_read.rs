//! Readings named before any step can have asked them.

use std::collections::BTreeSet;

use crate::lint::condition_visit;
use crate::lint::finding::Finding;
use crate::model::Span;
use crate::model::condition::{Condition, Form, Operand, Subject, Test};
use crate::model::{Procedure, Step};

/// Where the main line names a reading that no step before asks. One that a recovery asks may be known anywhere.
pub(in crate::lint) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let readings: BTreeSet<&str> =
        procedure.facts.iter().filter(|fact| fact.reading).map(|fact| fact.id.as_str()).collect();
    let named = |name: &str| readings.iter().copied().find(|id| name == *id || ends(name, id));
    let aside = procedure.recoveries.iter().flat_map(|recovery| &recovery.steps);
    let mut known: BTreeSet<&str> = aside.flat_map(|step| &step.asks).filter_map(|name| named(name)).collect();
    let mut findings = Vec::new();
    for (phase, step) in procedure.phases.iter().flat_map(|phase| phase.steps.iter().map(move |step| (phase, step))) {
        for (name, place) in mentions(procedure, step) {
            let Some(id) = named(&name).filter(|id| !known.contains(id)) else { continue };
            let message = format!("`{}/{}` names the reading `{id}`, which no step before it asks", phase.id, step.id);
            let own = step.asks.iter().any(|asked| asked == id || ends(asked, id));
            let help = if own {
                "it is asked here, when the step is confirmed: ask it at an earlier step, or name it in `succeeds`"
            } else {
                "ask it at an earlier step"
            };
            findings.push(Finding::new("early-reading", place, message, help));
        }
        known.extend(step.asks.iter().filter_map(|name| named(name)));
    }
    findings
}

/// Whether a full name is of this id: `a.status` is of `status`.
fn ends(name: &str, id: &str) -> bool {
    name.strip_suffix(id).is_some_and(|scope| scope.ends_with('.'))
}

/// What a step names before it is confirmed: its texts, whether it is walked, its gate.
fn mentions(procedure: &Procedure, step: &Step) -> Vec<(String, Span)> {
    let names = step.texts().flat_map(|text| text.names().map(|name| (name.to_owned(), text.span)));
    let mut found: Vec<(String, Span)> = names.collect();
    for condition in step.when.iter().chain(&step.requires).chain(&step.already) {
        asked(procedure, condition, &mut found);
    }
    found
}

/// What a condition and those that it rests on ask of facts; whether one is known can always be asked.
fn asked(procedure: &Procedure, condition: &Condition, found: &mut Vec<(String, Span)>) {
    condition_visit::parts(condition, &mut |part| match &part.form {
        Form::Holds(id) => {
            if let Some(named) = procedure.named(id) {
                let mut inner = Vec::new();
                asked(procedure, named, &mut inner);
                found.extend(inner.into_iter().map(|(name, _)| (name, part.span)));
            }
        }
        Form::Atom(atom) if !matches!(atom.test, Test::Known(_)) => {
            if let Subject::Fact(name) = &atom.subject {
                found.push((name.clone(), part.span));
            }
            let operands = atom.test.operands().iter().flat_map(Operand::names);
            found.extend(operands.map(|name| (name.to_owned(), part.span)));
        }
        _ => {}
    });
}
