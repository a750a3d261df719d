//! Readings that are used before any step can have asked for them.

use std::collections::BTreeSet;

use crate::lint::finding::Finding;
use crate::lint::uses;
use crate::model::condition::{Condition, Form, Subject, Test};
use crate::model::{Procedure, Span, Step};

/// Finds the places on the main line that use a reading which no earlier step asks for. A recovery can ask for a
/// reading at any time, so such a reading counts as known.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let readings: BTreeSet<&str> =
        procedure.facts.iter().filter(|fact| fact.reading).map(|fact| fact.id.as_str()).collect();
    let named = |name: &str| readings.iter().copied().find(|id| means(name, id));
    let recoveries = procedure.recoveries.iter().flat_map(|recovery| &recovery.steps);
    let mut known: BTreeSet<&str> = recoveries.flat_map(|step| &step.asks).filter_map(|name| named(name)).collect();
    let mut findings = Vec::new();
    for (phase, step) in procedure.phases.iter().flat_map(|phase| phase.steps.iter().map(move |step| (phase, step))) {
        for (name, place) in used(procedure, step) {
            let Some(id) = named(name).filter(|id| !known.contains(id)) else { continue };
            let message =
                format!("`{}/{}` names the reading `{id}`, which no earlier step asks for", phase.id, step.id);
            let help = if step.asks.iter().any(|asked| means(asked, id)) {
                "the step asks for it only when it is confirmed: ask for it at an earlier step, or test it in `succeeds`"
            } else {
                "ask for it at an earlier step"
            };
            findings.push(Finding::new("early-reading", place, message, help));
        }
        known.extend(step.asks.iter().filter_map(|name| named(name)));
    }
    findings
}

/// Whether a name is a reading's id, alone or with its node: `status` or `a.status`.
fn means(name: &str, id: &str) -> bool {
    name.strip_suffix(id).is_some_and(|node| node.is_empty() || node.ends_with('.'))
}

/// The facts that a step uses before it is confirmed, with the place of each: in its texts, in its `when`, and in its
/// gate. For a fact in a named condition, the place is the step's reference to the condition.
fn used<'p>(procedure: &'p Procedure, step: &'p Step) -> Vec<(&'p str, Span)> {
    let texts = step.texts().flat_map(|text| text.names().map(|name| (name, text.span)));
    let mut found: Vec<(&str, Span)> = texts.collect();
    let conditions = step.when.iter().chain(&step.requires).chain(&step.already);
    for part in conditions.flat_map(Condition::parts) {
        let behind = part.parts_following(|id| procedure.named(id));
        match &part.form {
            Form::Holds(_) => found.extend(behind.flat_map(names).map(|name| (name, part.span))),
            _ => found.extend(names(part).map(|name| (name, part.span))),
        }
    }
    found
}

/// The facts that must be known to evaluate an atom. A test whether a fact is known needs none.
fn names(part: &Condition) -> impl Iterator<Item = &str> {
    let atom = match &part.form {
        Form::Atom(atom) if !matches!(atom.test, Test::Known(_)) => Some(atom),
        _ => None,
    };
    atom.into_iter().flat_map(|atom| {
        let subject = match &atom.subject {
            Subject::Fact(name) => Some(name.as_str()),
            _ => None,
        };
        subject.into_iter().chain(uses::operands(atom))
    })
}
