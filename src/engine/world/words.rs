//! Words: what was found for an atom, and what was asked of it.

use super::{Standing, World};
use crate::model::Obligation;
use crate::model::condition::{Atom, Bound, Clause, Operand, Scope, Subject, Test, Truth, Valuation};

/// Puts an atom into the operator's words, with its values.
pub(super) fn clause(world: &World<'_>, atom: &Atom, scope: &Scope) -> Clause {
    let truth = world.atom(atom, scope);
    let subject = subject_words(world, &atom.subject, scope);
    let mut about = vec![full_id(world, &atom.subject, scope)];
    about.extend(atom.test.operands().iter().filter_map(|operand| match operand {
        Operand::Fact(name) => Some(world.full_name(name, scope)),
        Operand::Literal(_) | Operand::Text(_) => None,
    }));
    let found = found(world, atom, scope);
    let asked = asked(world, atom, scope);
    let words = match (&found, truth) {
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
    Clause { words, truth, about }
}

/// What was found of a subject.
enum Found {
    Value(String),
    Claimed(String),
    Unread(String),
    Unknown,
    Obligation,
}

/// Finds the subject's value in the operator's words.
fn found(world: &World<'_>, atom: &Atom, scope: &Scope) -> Found {
    if matches!(atom.subject, Subject::Obligation(_)) {
        return Found::Obligation;
    }
    match world.subject(&atom.subject, scope) {
        None => Found::Unknown,
        Some((value, _)) if !value.is_read() => Found::Unread(value.to_string()),
        Some((value, observed)) => {
            let value = value_words(world, &atom.subject, &value.to_string(), scope);
            if atom.observed && !observed { Found::Claimed(value) } else { Found::Value(value) }
        }
    }
}

/// A value of a subject in the operator's words: a state's label, else as it is.
fn value_words(world: &World<'_>, subject: &Subject, value: &str, scope: &Scope) -> String {
    match subject {
        Subject::State(name) => world
            .procedure
            .state(&world.procedure.state_id(name, scope))
            .map_or_else(|| value.to_owned(), |state| state.label(value)),
        Subject::Fact(_) | Subject::Obligation(_) => value.to_owned(),
    }
}

/// What the test asks for.
fn asked(world: &World<'_>, atom: &Atom, scope: &Scope) -> String {
    let operands: Vec<String> = atom
        .test
        .operands()
        .iter()
        .map(|operand| match operand {
            Operand::Literal(value) => format!("`{}`", value_words(world, &atom.subject, &value.to_string(), scope)),
            Operand::Text(text) => format!("`{}`", world.render(text, scope)),
            Operand::Fact(name) => {
                let words = subject_words(world, &Subject::Fact(name.clone()), scope);
                match world.facts.lookup(name, scope) {
                    Some(value) => format!("`{value}` ({words})"),
                    None => format!("{words}, which is not known yet"),
                }
            }
        })
        .collect();
    let operands = operands.join(" or ");
    match &atom.test {
        Test::Is(_) | Test::OneOf(_) => match atom.subject {
            Subject::Obligation(_) => operands.replace('`', ""),
            _ => operands,
        },
        Test::IsNot(_) => operands,
        Test::Known(_) => "known".to_owned(),
        Test::IsAbsent(true) => "`absent`".to_owned(),
        Test::IsAbsent(false) => "a file that is there".to_owned(),
        Test::NewerThan(_) => format!("newer than {operands}"),
        Test::OlderThan(_) => format!("older than {operands}"),
        Test::AtLeast(_) => format!("at least {operands}"),
        Test::AtMost(_) => format!("at most {operands}"),
        Test::SamePath(_) => format!("the same path as {operands}"),
        Test::OnDrive(_) => format!("on drive {operands}"),
    }
}

/// What a subject is called.
fn subject_words(world: &World<'_>, subject: &Subject, scope: &Scope) -> String {
    match subject {
        Subject::Fact(name) => {
            let label = world.label_of(name, scope);
            match name.split_once('.').and_then(|(alias, _)| scope.get(alias)) {
                Some(Bound::Member { key, .. }) => format!("{label} of {key}"),
                _ => label,
            }
        }
        Subject::State(name) => {
            let full = world.procedure.state_id(name, scope);
            match world.procedure.state(&full) {
                Some(state) => world.render(&state.title, &world.title_scope(&full)),
                None => full,
            }
        }
        Subject::Obligation(name) => {
            let full = world.obligation_id(name, scope);
            match world.procedure.obligation(&full) {
                Some(obligation) => match obligation.each.as_ref().filter(|_| !full.contains('[')) {
                    Some(list) => of_each(world, obligation, list, &full),
                    None => world.render(&obligation.title, &world.title_scope(&full)),
                },
                None => full,
            }
        }
    }
}

/// What an obligation for each member of a list is called as a whole: by what is open of it, else by the list.
fn of_each(world: &World<'_>, obligation: &Obligation, list: &str, full: &str) -> String {
    let own = |id: &str| id.strip_prefix(full).is_some_and(|rest| rest.starts_with('['));
    let open = world.obligations.iter().filter(|(id, standing)| own(id) && *standing != Standing::Closed);
    let titles: Vec<String> = open.map(|(id, _)| world.render(&obligation.title, &world.title_scope(id))).collect();
    if titles.is_empty() { world.label_of(list, Scope::empty()) } else { titles.join("; ") }
}

/// The full id of a subject.
fn full_id(world: &World<'_>, subject: &Subject, scope: &Scope) -> String {
    match subject {
        Subject::Fact(name) => world.full_name(name, scope),
        Subject::State(name) => world.procedure.state_id(name, scope),
        Subject::Obligation(name) => world.obligation_id(name, scope),
    }
}
