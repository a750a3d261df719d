//! Requirements: conditions in words for someone who reads them on paper, before the values are known.

use super::phrases;
use crate::engine::world::{BLANK, World};
use crate::model::condition::{Atom, Bound, Condition, Each, Form, Operand, Quantifier, Scope, Subject, Test};

impl World<'_> {
    /// The requirements of a condition, one line for each part.
    #[must_use]
    pub fn requirements(&self, condition: &Condition, scope: &Scope) -> Vec<String> {
        match &condition.form {
            Form::All(parts) => parts.iter().flat_map(|part| self.requirements(part, scope)).collect(),
            Form::Holds(id) => match self.procedure.named(id) {
                Some(named) => self.requirements(named, Scope::empty()),
                None => vec![id.clone()],
            },
            _ => vec![line(self, condition, &Place { scope: scope.clone(), each: Vec::new() }, false)],
        }
    }
}

/// The position of a condition inside another.
struct Place<'a> {
    scope: Scope,
    /// The conditions about members of lists around it, outermost first.
    each: Vec<&'a Each>,
}

/// The requirement of a condition on one line. `negated` if it is inside a `not`.
fn line(world: &World<'_>, condition: &Condition, place: &Place<'_>, negated: bool) -> String {
    let joined = |parts: &[Condition], all: bool| {
        let parts: Vec<String> = parts.iter().map(|part| line(world, part, place, negated)).collect();
        parts.join(if all == negated { ", or " } else { ", and " })
    };
    match &condition.form {
        Form::All(parts) => joined(parts, true),
        Form::Any(parts) => joined(parts, false),
        Form::Not(part) => line(world, part, place, !negated),
        Form::Holds(id) => match world.procedure.named(id) {
            Some(named) => line(world, named, &Place { scope: Scope::default(), each: Vec::new() }, negated),
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
            let any = Bound::Member { list: each.list.clone(), key: BLANK.to_owned() };
            let inside = Place {
                scope: place.scope.with(&each.as_, any),
                each: place.each.iter().copied().chain([each]).collect(),
            };
            let list = world.label_of(&each.list, &place.scope);
            format!("{how} {list}: {}", line(world, &each.holds, &inside, false))
        }
        Form::Atom(atom) => {
            let subject = subject(world, &atom.subject, place);
            let not = if negated { "not " } else { "" };
            let asked = asked(world, atom, place);
            match &atom.subject {
                Subject::Obligation(_) => format!("{not}{asked}: {subject}"),
                _ => format!("{subject} is {not}{asked}"),
            }
        }
    }
}

/// The required value, or the label of a fact that is not known yet.
fn asked(world: &World<'_>, atom: &Atom, place: &Place<'_>) -> String {
    let operands = atom.test.operands().iter().map(|operand| {
        let label = || operand.names().map(|name| fact(world, name, place)).collect();
        phrases::operand(world, &atom.subject, operand, &place.scope).unwrap_or_else(label)
    });
    let operands = operands.collect::<Vec<_>>().join(" or ");
    match &atom.test {
        Test::Is(Operand::Fact(_)) => format!("the same as {operands}"),
        Test::IsNot(_) => format!("anything but {operands}"),
        test => phrases::asked(test, &operands),
    }
}

/// The name of a subject.
fn subject(world: &World<'_>, subject: &Subject, place: &Place<'_>) -> String {
    match subject {
        Subject::Fact(name) => fact(world, name, place),
        Subject::State(_) | Subject::Obligation(_) => phrases::subject(world, subject, &place.scope),
    }
}

/// The label of a fact. A field also says whose it is: `its drive` for a member of the innermost list.
fn fact(world: &World<'_>, name: &str, place: &Place<'_>) -> String {
    let alias = name.split_once('.').map(|(alias, _)| alias);
    let Some(index) = place.each.iter().rposition(|each| Some(each.as_.as_str()) == alias) else {
        return phrases::subject(world, &Subject::Fact(name.to_owned()), &place.scope);
    };
    let label = world.label_of(name, &place.scope);
    if index + 1 == place.each.len() {
        format!("its {label}")
    } else {
        format!("{label} of that member of {}", world.label_of(&place.each[index].list, &place.scope))
    }
}
