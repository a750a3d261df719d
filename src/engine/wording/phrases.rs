//! Parts of a sentence about a condition that screens and paper share.

use crate::engine::world::{BLANK, World};
use crate::model::condition::{Bound, Operand, Scope, Subject, Test};

/// The name of a subject.
pub(super) fn subject(world: &World<'_>, subject: &Subject, scope: &Scope) -> String {
    match subject {
        Subject::Fact(name) => {
            let label = world.label_of(name, scope);
            match name.split_once('.').and_then(|(alias, _)| scope.get(alias)) {
                Some(Bound::Member { key, .. }) if key != BLANK => format!("{label} of {key}"),
                _ => label,
            }
        }
        Subject::State(name) => world.title_of(&world.procedure.state_id(name, scope)),
        Subject::Obligation(name) => world.title_of(&world.obligation_id(name, scope)),
    }
}

/// A value of a subject: a state's label, or else the value as the operator types it.
pub(super) fn value(world: &World<'_>, subject: &Subject, value: String, scope: &Scope) -> String {
    let Subject::State(name) = subject else { return value };
    let declared = world.procedure.state(&world.procedure.state_id(name, scope));
    declared.map_or(value.clone(), |state| state.label(&value))
}

/// The value that a subject is compared with, or `None` if it is a fact that is not known yet.
pub(super) fn operand(world: &World<'_>, subject: &Subject, operand: &Operand, scope: &Scope) -> Option<String> {
    match operand {
        Operand::Literal(literal) => Some(value(world, subject, literal.to_string(), scope)),
        Operand::Text(text) => Some(world.render(text, scope)),
        Operand::Fact(name) => world.facts.lookup(name, scope).map(ToString::to_string),
    }
}

/// The requirement of a test whose operands are in words already.
pub(super) fn asked(test: &Test, operands: &str) -> String {
    match test {
        Test::Is(_) | Test::IsNot(_) | Test::OneOf(_) => operands.to_owned(),
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
