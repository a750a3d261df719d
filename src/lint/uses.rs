//! Uses: the facts, states and obligations that a condition asks about.

use std::collections::BTreeSet;

use crate::engine::facts::Address;
use crate::engine::world::World;
use crate::model::condition::{Atom, Condition, Form, Operand, Scope, Subject, Test};
use crate::model::{FileLine, Procedure};

/// The full IDs of everything that a condition asks about: facts, readings, states, obligations, and the lists whose
/// members it counts. If the `when` of such a fact asks about others, these are included.
pub(super) fn variables(world: &World<'_>, condition: &Condition, scope: &Scope) -> BTreeSet<String> {
    let mut found = asked(world, condition, scope);
    let mut pending: Vec<String> = found.iter().cloned().collect();
    while let Some(name) = pending.pop() {
        let question = question(world.procedure, &name);
        let more = question.map(|question| asked(world, question, Scope::empty())).unwrap_or_default();
        pending.extend(more.into_iter().filter(|name| found.insert(name.clone())));
    }
    found
}

/// The full ids of everything in a condition itself, and in the conditions that it names.
fn asked(world: &World<'_>, condition: &Condition, scope: &Scope) -> BTreeSet<String> {
    let list = |part: &Condition| match &part.form {
        Form::Each(each) => Some(each.list.clone()),
        _ => None,
    };
    let parts = condition.parts_following(|id| world.procedure.named(id));
    let mut found: BTreeSet<String> = parts.filter_map(list).collect();
    world.visit_atoms(condition, scope, &mut |atom, scope| {
        found.insert(world.full_id(&atom.subject, scope));
        found.extend(operands(atom).map(|name| world.full_name(name, scope)));
    });
    found
}

/// The condition under which a fact is asked.
fn question<'p>(procedure: &'p Procedure, full: &str) -> Option<&'p Condition> {
    Address::find(procedure, full)?.fact().when.as_ref()
}

/// The names of the facts that an atom compares its subject with, as written.
pub(super) fn operands(atom: &Atom) -> impl Iterator<Item = &str> {
    atom.test.operands().iter().flat_map(Operand::names)
}

/// The tests that a condition makes of facts and states, as [`test()`] writes them. The tests in the `when` of these
/// facts are included.
pub(super) fn tests(world: &World<'_>, condition: &Condition, scope: &Scope) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut add = |condition, scope: &Scope| {
        world.visit_atoms(condition, scope, &mut |atom, scope| {
            if !matches!(atom.subject, Subject::Obligation(_)) {
                found.insert(test(world, atom, scope));
            }
        });
    };
    add(condition, scope);
    for name in variables(world, condition, scope) {
        if let Some(question) = question(world.procedure, &name) {
            add(question, Scope::empty());
        }
    }
    found
}

/// An atom as text, which is the same for all atoms that ask the same. The names of facts don't contain the keys of
/// members. For a state, the text begins with its full ID and a line break.
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
        Subject::State(_) => format!("{}\n{}", world.full_id(&atom.subject, scope), atom.observed),
        _ => name(atom.subject.name()),
    };
    let known = matches!(atom.test, Test::Known(true) | Test::IsAbsent(true));
    format!("{subject} {:?} {known} {operands:?}", std::mem::discriminant(&atom.test))
}

/// A full id without the key of a member: `sites.kind` for `sites.Main.kind`, `power` for `power[N2]`.
pub(super) fn stem(procedure: &Procedure, full: &str) -> String {
    if let Some((stem, _)) = full.split_once('[') {
        return stem.to_owned();
    }
    match Address::find(procedure, full) {
        Some(Address::Field { id, field, .. }) => format!("{id}.{}", field.id),
        _ => full.to_owned(),
    }
}

/// Whether a condition asks for something that only the walk finds out: a reading, a state or an obligation.
pub(super) fn is_of_walk(procedure: &Procedure, condition: &Condition) -> bool {
    let reading = |name: &str| procedure.fact(name).is_some_and(|fact| fact.reading);
    condition.parts_following(|id| procedure.named(id)).any(|part| match &part.form {
        Form::Atom(atom) => match &atom.subject {
            Subject::Fact(name) => reading(name) || operands(atom).any(reading),
            Subject::State(_) | Subject::Obligation(_) => true,
        },
        Form::Each(each) => reading(&each.list),
        _ => false,
    })
}

/// Whether a line of a file may make the walk ask for a fact that not every worksheet has.
pub(super) fn may_ask(procedure: &Procedure, line: &FileLine) -> bool {
    let asks = |name: &str| {
        let address = Address::find(procedure, name);
        address.is_some_and(|address| address.fact().reading || address.is_optional() || address.fact().when.is_some())
    };
    line.each.is_none() && line.text.names().any(asks)
}
