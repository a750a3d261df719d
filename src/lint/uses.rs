//! What is asked: the variables in a condition, and every condition that counts at a step.

use std::collections::BTreeSet;

use super::condition_visit;
use crate::engine::facts::Address;
use crate::engine::plan::{Plan, Planned};
use crate::engine::world::World;
use crate::model::condition::{Atom, Condition, Form, Operand, Scope, Subject, Test};
use crate::model::{Check, FileLine, For, Procedure};

/// Every condition of a planned step itself: whether it is walked, its gate, its effects. With the scope in which each is
/// asked.
pub(super) fn own<'p>(procedure: &'p Procedure, planned: &Planned) -> Vec<(&'p Condition, Scope)> {
    let all = when(procedure, planned).into_iter().chain(condition_visit::of_step(procedure, planned.step(procedure)));
    all.map(|condition| (condition, planned.scope.clone())).collect()
}

/// Every condition that counts at some planned steps, and those under which facts are asked.
pub(super) fn all<'p>(procedure: &'p Procedure, planned: &[Planned]) -> Vec<(&'p Condition, Scope)> {
    let questions = procedure.facts.iter().filter_map(|fact| fact.when.as_ref());
    let questions = questions.map(|question| (question, Scope::default()));
    planned.iter().flat_map(|planned| conditions(procedure, planned)).chain(questions).collect()
}

/// Every condition that counts at a planned step: its own, the rules, and the checks that stand before it.
pub(super) fn conditions<'p>(procedure: &'p Procedure, planned: &Planned) -> Vec<(&'p Condition, Scope)> {
    let effects = condition_visit::of_effects(procedure, planned.step(procedure));
    let effects = effects.map(|condition| (condition, planned.scope.clone()));
    before(procedure, planned).into_iter().chain(effects).collect()
}

/// Of those, the ones that are asked before the step is walked.
pub(super) fn before<'p>(procedure: &'p Procedure, planned: &Planned) -> Vec<(&'p Condition, Scope)> {
    let step = planned.step(procedure);
    let part = planned.stem().split('/').next().unwrap_or_default();
    let counts = |ids: &[String]| ids.iter().any(|id| id == part || id == planned.stem() || *id == step.id);
    let rules = procedure.rules.iter().filter(|rule| rule.during.is_empty() || counts(&rule.during));
    let anywhere = |check: &Check| check.guards.is_empty() && asks_of_walk(procedure, check);
    let checks = procedure.checks.iter().filter(|check| counts(&check.guards) || anywhere(check));
    let rules = rules.map(|rule| (&rule.holds, planned.scope.clone()));
    let checks = checks.flat_map(|check| check.when.iter().chain([&check.pass]));
    let checks = checks.map(|condition| (condition, Scope::default()));
    let telling = step.writes.iter().flat_map(|writes| &writes.lines).filter(|line| may_ask(procedure, line));
    let telling = telling.filter_map(|line| line.when.as_ref());
    let own = when(procedure, planned).into_iter().chain(condition_visit::of_gate(step)).chain(telling);
    own.map(|condition| (condition, planned.scope.clone())).chain(rules).chain(checks).collect()
}

/// Whether a check asks for what only the walk finds out: then one without a guard may fail later than at the first step.
pub(super) fn asks_of_walk(procedure: &Procedure, check: &Check) -> bool {
    check.when.iter().chain([&check.pass]).any(|condition| is_of_walk(procedure, condition))
}

/// Whether a condition asks for what only the walk finds out: a reading, a state or an obligation.
pub(super) fn is_of_walk(procedure: &Procedure, condition: &Condition) -> bool {
    let reading = |name: &str| procedure.fact(name).is_some_and(|fact| fact.reading);
    let mut found = false;
    condition_visit::parts(condition, &mut |part| {
        found |= match &part.form {
            Form::Atom(Atom { subject: Subject::Fact(name), test, .. }) => {
                reading(name) || test.operands().iter().flat_map(Operand::names).any(reading)
            }
            Form::Atom(_) => true,
            Form::Each(each) => reading(&each.list),
            Form::Holds(id) => procedure.named(id).is_some_and(|named| is_of_walk(procedure, named)),
            Form::All(_) | Form::Any(_) | Form::Not(_) => false,
        };
    });
    found
}

/// Whether a line of a file asks for a fact, if it stands in the file: one that not every worksheet has.
fn may_ask(procedure: &Procedure, line: &FileLine) -> bool {
    let asks = |name: &str| {
        let address = Address::find(procedure, name);
        address.is_some_and(|address| address.fact().reading || address.is_optional() || address.fact().when.is_some())
    };
    line.each.is_none() && line.text.names().any(asks)
}

/// What decides whether a planned step is walked.
pub(super) fn when<'p>(procedure: &'p Procedure, planned: &Planned) -> Vec<&'p Condition> {
    let phase = planned.phase(procedure).and_then(|phase| phase.when.as_ref());
    phase.into_iter().chain(&planned.step(procedure).when).collect()
}

/// The list over whose members the phase of a step is repeated, if it is a fact.
pub(super) fn repeated<'p>(procedure: &'p Procedure, planned: &Planned) -> Option<&'p str> {
    match planned.phase(procedure)?.for_.as_ref()? {
        For::Each { list, .. } => Some(list),
        For::Rows(_) => None,
    }
}

/// Every planned step of the main line and of the recoveries.
pub(super) fn planned(world: &World<'_>) -> Vec<Planned> {
    let main = Plan::of(world.procedure, world.facts);
    let recoveries = world.procedure.recoveries.iter();
    let aside = recoveries.map(|recovery| Plan::of_recovery(world.procedure, world.facts, &recovery.id));
    std::iter::once(main).chain(aside).flat_map(|plan| plan.steps.to_vec()).collect()
}

/// The full ids of all that a condition asks about: facts, readings, states, obligations, and the lists whose members it
/// counts. What decides whether a fact is asked at all is asked with it.
pub(super) fn variables(world: &World<'_>, condition: &Condition, scope: &Scope) -> BTreeSet<String> {
    let mut found = asked_by(world, condition, scope);
    let mut pending: Vec<String> = found.iter().cloned().collect();
    while let Some(name) = pending.pop() {
        let question = Address::find(world.procedure, &name).and_then(|address| address.fact().when.as_ref());
        let more = question.map(|question| asked_by(world, question, Scope::empty())).unwrap_or_default();
        pending.extend(more.into_iter().filter(|name| found.insert(name.clone())));
    }
    found
}

/// The tests that a condition makes of facts and states, in the words of [`test()`], and those that decide whether these
/// are asked.
pub(super) fn tests(world: &World<'_>, condition: &Condition, scope: &Scope) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut add = |condition: &Condition, scope: &Scope| {
        condition_visit::visit(world, condition, scope, &mut |atom, scope| {
            if !matches!(atom.subject, Subject::Obligation(_)) {
                found.insert(test(world, atom, scope));
            }
        });
    };
    add(condition, scope);
    for name in variables(world, condition, scope) {
        if let Some(question) = Address::find(world.procedure, &name).and_then(|address| address.fact().when.as_ref()) {
            add(question, Scope::empty());
        }
    }
    found
}

/// A test in words: the same for all that ask the same. Of a fact without the keys of members; of a state it begins with its
/// full id and a line break.
pub(super) fn test(world: &World<'_>, atom: &Atom, scope: &Scope) -> String {
    let name = |name: &str| stem(world.procedure, &world.full_name(name, scope));
    let operand = |operand: &Operand| match operand {
        Operand::Fact(own) => name(own),
        Operand::Text(text) => {
            let names: Vec<String> = text.names().map(name).collect();
            format!("{text} {names:?}")
        }
        Operand::Literal(value) => format!("{value:?}"),
    };
    let operands: Vec<String> = atom.test.operands().iter().map(operand).collect();
    let subject = match &atom.subject {
        Subject::State(_) => format!("{}\n{}", condition_visit::subject(world, atom, scope), atom.observed),
        _ => name(atom.subject.name()),
    };
    let known = matches!(atom.test, Test::Known(true) | Test::IsAbsent(true));
    format!("{subject} {:?} {known} {operands:?}", std::mem::discriminant(&atom.test))
}

/// The full ids of all that stands in a condition.
fn asked_by(world: &World<'_>, condition: &Condition, scope: &Scope) -> BTreeSet<String> {
    let mut found = lists(world, condition);
    condition_visit::visit(world, condition, scope, &mut |atom, scope| {
        found.insert(condition_visit::subject(world, atom, scope));
        let operands = atom.test.operands().iter().flat_map(Operand::names);
        found.extend(operands.map(|name| world.full_name(name, scope)));
    });
    found
}

/// Whether anything tells the members of a list apart: a condition over them, or steps for each.
pub(super) fn counts(procedure: &Procedure, list: &str) -> bool {
    let mut found =
        procedure.phases.iter().any(|phase| matches!(&phase.for_, Some(For::Each { list: own, .. }) if own == list));
    let named = procedure.conditions.iter().map(|named| &named.holds);
    for condition in condition_visit::everywhere(procedure).into_iter().chain(named) {
        condition_visit::parts(condition, &mut |part| {
            found |= matches!(&part.form, Form::Each(each) if each.list == list)
        });
    }
    found
}

/// The lists whose members a condition counts.
fn lists(world: &World<'_>, condition: &Condition) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    condition_visit::parts(condition, &mut |part| match &part.form {
        Form::Each(each) => drop(found.insert(each.list.clone())),
        Form::Holds(id) => {
            found.extend(world.procedure.named(id).into_iter().flat_map(|named| lists(world, named)));
        }
        _ => {}
    });
    found
}

/// A variable without the key of a member: `sites.Main.kind` is one of `sites.kind`, `power[N2]` one of `power`.
pub(super) fn stem(procedure: &Procedure, full: &str) -> String {
    if let Some((stem, _)) = full.split_once('[') {
        return stem.to_owned();
    }
    match Address::find(procedure, full) {
        Some(Address::Field { id, field, .. }) => format!("{id}.{}", field.id),
        _ => full.to_owned(),
    }
}
