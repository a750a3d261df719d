//! Gates in words: what must be so before a step, told to someone who reads it on paper.

use crate::engine::world::World;
use crate::model::condition::{Condition, Form, Operand, Quantifier, Scope, Subject, Test};

/// What a condition asks for, one line a part.
pub(super) fn lines(world: &World<'_>, condition: &Condition, scope: &Scope) -> Vec<String> {
    match &condition.form {
        Form::All(parts) => parts.iter().flat_map(|part| lines(world, part, scope)).collect(),
        Form::Holds(id) => match world.procedure.named(id) {
            Some(named) => lines(world, named, Scope::empty()),
            None => vec![id.clone()],
        },
        _ => vec![words(world, condition, scope, false)],
    }
}

/// What a condition asks for, on one line; turned round behind a `not`.
fn words(world: &World<'_>, condition: &Condition, scope: &Scope, negated: bool) -> String {
    let joined = |parts: &[Condition], all: bool| {
        let parts: Vec<String> = parts.iter().map(|part| words(world, part, scope, negated)).collect();
        parts.join(if all == negated { ", or " } else { ", and " })
    };
    match &condition.form {
        Form::All(parts) => joined(parts, true),
        Form::Any(parts) => joined(parts, false),
        Form::Not(part) => words(world, part, scope, !negated),
        Form::Holds(id) => match world.procedure.named(id) {
            Some(named) => words(world, named, Scope::empty(), negated),
            None => id.clone(),
        },
        Form::Each(each) => {
            let how = match (each.quantifier, negated) {
                (Quantifier::Every, false) => "for every member of",
                (Quantifier::Some, false) => "for at least one member of",
                (Quantifier::None, false) | (Quantifier::Some, true) => "for no member of",
                (Quantifier::Every, true) => "not for every member of",
                (Quantifier::None, true) => "for some member of",
            };
            let list = world.label_of(&each.list, scope);
            format!("{how} {list}: {}", words(world, &each.holds, scope, false))
        }
        Form::Atom(atom) => {
            let subject = subject(world, &atom.subject, scope);
            let not = if negated { "not " } else { "" };
            let asked = asked(world, &atom.subject, &atom.test, scope);
            match &atom.subject {
                Subject::Obligation(_) => format!("{not}{asked}: {subject}"),
                _ => format!("{subject} is {not}{asked}"),
            }
        }
    }
}

/// What a subject is called.
fn subject(world: &World<'_>, subject: &Subject, scope: &Scope) -> String {
    match subject {
        Subject::Fact(name) => world.label_of(name, scope),
        Subject::State(name) => {
            let full = scope.resolve(name);
            let title = world.procedure.state(&full).map(|state| world.render(&state.title, &world.title_scope(&full)));
            title.unwrap_or_else(|| full.into_owned())
        }
        Subject::Obligation(name) => super::step::obligation_title(world, &world.obligation_id(name, scope)),
    }
}

/// What is asked of it.
fn asked(world: &World<'_>, subject: &Subject, test: &Test, scope: &Scope) -> String {
    let operand = |operand: &Operand| match (operand, subject) {
        (Operand::Literal(value), Subject::State(name)) => {
            let value = value.to_string();
            world.procedure.state(&scope.resolve(name)).map_or(value.clone(), |state| state.label(&value))
        }
        (Operand::Literal(value), _) => value.to_string(),
        (Operand::Text(words), _) => world.render(words, scope),
        (Operand::Fact(name), _) => match world.facts.lookup(name, scope) {
            Some(value) => value.to_string(),
            None => world.label_of(name, scope),
        },
    };
    let operands = test.operands().iter().map(operand).collect::<Vec<_>>().join(" or ");
    match test {
        Test::Is(Operand::Fact(_)) => format!("the same as {operands}"),
        Test::Is(_) | Test::OneOf(_) => operands,
        Test::IsNot(_) => format!("anything but {operands}"),
        Test::Known(true) => "known".to_owned(),
        Test::Known(false) => "unknown".to_owned(),
        Test::IsAbsent(true) => "absent".to_owned(),
        Test::IsAbsent(false) => "a file that is there".to_owned(),
        Test::NewerThan(_) => format!("newer than {operands}"),
        Test::OlderThan(_) => format!("older than {operands}"),
        Test::AtLeast(_) => format!("at least {operands}"),
        Test::AtMost(_) => format!("at most {operands}"),
        Test::SamePath(_) => format!("the same path as {operands}"),
        Test::OnDrive(_) => format!("on drive {operands}"),
    }
}
