//! Clauses: the value found for one test, and the value that it requires.

use super::{Clause, phrases};
use crate::engine::world::{Standing, World};
use crate::model::condition::{Atom, Operand, Scope, Subject, Test, Truth, Valuation as _};

/// The clause of an atom, with the value found.
pub(super) fn clause(world: &World<'_>, atom: &Atom, scope: &Scope) -> Clause {
    let truth = world.atom(atom, scope);
    let subject = subject(world, atom, scope);
    let asked = asked(world, atom, scope);
    let words = match (found(world, atom, scope), truth) {
        (Found::Value(value), Truth::True) => match &atom.test {
            Test::SamePath(_) | Test::NewerThan(_) | Test::OlderThan(_) | Test::AtLeast(_) | Test::AtMost(_) => {
                format!("{subject} is `{value}`, {asked}")
            }
            Test::Is(Operand::Fact(_)) => format!("{subject} is `{value}`, the same as {asked}"),
            Test::IsNot(Operand::Fact(_)) => format!("{subject} is `{value}`, not {asked}"),
            _ => format!("{subject} is `{value}`"),
        },
        (Found::Value(value), Truth::False) => match &atom.test {
            Test::IsNot(Operand::Literal(_)) | Test::Known(_) => format!("{subject} is `{value}`"),
            Test::IsNot(_) => format!("{subject} is `{value}`, the same as {asked}"),
            _ => format!("{subject} is `{value}`, not {asked}"),
        },
        (Found::Value(value), Truth::Undecided) => format!("{subject} is `{value}`, to be compared with {asked}"),
        (Found::Claimed(value), _) => format!("{subject} is taken to be `{value}`, but nobody has looked"),
        (Found::Unread(value), _) => format!("{subject} was recorded as `{value}`, which can no longer be read"),
        (Found::Unknown, _) => format!("{subject} is not known yet"),
        (Found::Obligation, Truth::True) => format!("{subject}: {asked}"),
        (Found::Obligation, _) => format!("{subject}: not {asked}"),
    };
    Clause { words, truth, about: about(world, atom, scope) }
}

/// The value of a subject, as far as it is known.
enum Found {
    Value(String),
    Claimed(String),
    Unread(String),
    Unknown,
    Obligation,
}

fn found(world: &World<'_>, atom: &Atom, scope: &Scope) -> Found {
    if matches!(atom.subject, Subject::Obligation(_)) {
        return Found::Obligation;
    }
    let Some((value, observed)) = world.value_of(&atom.subject, scope) else { return Found::Unknown };
    if !value.is_read() {
        return Found::Unread(value.to_string());
    }
    let value = phrases::value(world, &atom.subject, value.to_string(), scope);
    if atom.observed && !observed { Found::Claimed(value) } else { Found::Value(value) }
}

/// The required value, in backticks.
fn asked(world: &World<'_>, atom: &Atom, scope: &Scope) -> String {
    let set = |operand: &Operand| {
        let value = phrases::operand(world, &atom.subject, operand, scope);
        match (operand, value) {
            (Operand::Fact(name), value) => {
                let fact = phrases::subject(world, &Subject::Fact(name.clone()), scope);
                match value {
                    Some(value) => format!("`{value}` ({fact})"),
                    None => format!("{fact}, which is not known yet"),
                }
            }
            (_, value) if matches!(atom.subject, Subject::Obligation(_)) => value.unwrap_or_default(),
            (_, value) => format!("`{}`", value.unwrap_or_default()),
        }
    };
    let operands: Vec<String> = atom.test.operands().iter().map(set).collect();
    match atom.test {
        Test::IsAbsent(true) => "`absent`".to_owned(),
        _ => phrases::asked(&atom.test, &operands.join(" or ")),
    }
}

/// The name of the subject. A family of obligations is named by its open members, or else by its list.
fn subject(world: &World<'_>, atom: &Atom, scope: &Scope) -> String {
    if let Subject::Obligation(name) = &atom.subject {
        let full = world.obligation_id(name, scope);
        let list = world.procedure.obligation(&full).and_then(|obligation| obligation.each.as_deref());
        if let Some(list) = list.filter(|_| !full.contains('[')) {
            let open = world.obligations.matching(&full).filter(|(_, standing)| *standing != Standing::Closed);
            let titles: Vec<String> = open.map(|(id, _)| world.title_of(id)).collect();
            return if titles.is_empty() { world.label_of(list, Scope::empty()) } else { titles.join("; ") };
        }
    }
    phrases::subject(world, &atom.subject, scope)
}

/// The full ids of the subject and of the facts that it is compared with.
fn about(world: &World<'_>, atom: &Atom, scope: &Scope) -> Vec<String> {
    let subject = match &atom.subject {
        Subject::Fact(name) => world.full_name(name, scope),
        Subject::State(name) => world.procedure.state_id(name, scope),
        Subject::Obligation(name) => world.obligation_id(name, scope),
    };
    let facts = atom.test.operands().iter().filter_map(|operand| match operand {
        Operand::Fact(name) => Some(world.full_name(name, scope)),
        Operand::Literal(_) | Operand::Text(_) => None,
    });
    std::iter::once(subject).chain(facts).collect()
}
