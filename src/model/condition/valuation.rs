//! Evaluation: from the truth of atoms to the truth of a condition.

use super::{Atom, Bound, Condition, Form, Quantifier, Scope, Truth};

/// Gives the truth of atoms and the members of lists. The walk takes them from its facts and states, the lint from a branch of
/// its search.
pub trait Valuation {
    /// The truth of one atom in a scope.
    fn atom(&self, atom: &Atom, scope: &Scope) -> Truth;

    /// The keys of a list's members. `None` if the list isn't known.
    fn members(&self, list: &str) -> Option<Vec<String>>;

    /// The named condition with this ID. The loader accepts no unknown ID.
    fn named(&self, id: &str) -> Option<&Condition>;
}

impl Condition {
    /// Evaluates the condition by Kleene's rules: in `all`, false beats undecided; in `any`, true beats undecided.
    pub fn truth(&self, valuation: &(impl Valuation + ?Sized), scope: &Scope) -> Truth {
        match &self.form {
            Form::All(parts) => parts.iter().fold(Truth::True, |so_far, part| match so_far {
                Truth::False => Truth::False,
                _ => so_far.and(part.truth(valuation, scope)),
            }),
            Form::Any(parts) => parts.iter().fold(Truth::False, |so_far, part| match so_far {
                Truth::True => Truth::True,
                _ => so_far.or(part.truth(valuation, scope)),
            }),
            Form::Not(part) => !part.truth(valuation, scope),
            Form::Holds(id) => {
                valuation.named(id).map_or(Truth::Undecided, |named| named.truth(valuation, Scope::empty()))
            }
            Form::Each(each) => {
                let Some(keys) = valuation.members(&each.list) else { return Truth::Undecided };
                let truths = keys.into_iter().map(|key| {
                    let bound = Bound::Member { list: each.list.clone(), key };
                    each.holds.truth(valuation, &scope.with(&each.as_, bound))
                });
                match each.quantifier {
                    Quantifier::Every => truths.fold(Truth::True, Truth::and),
                    Quantifier::Some => truths.fold(Truth::False, Truth::or),
                    Quantifier::None => !truths.fold(Truth::False, Truth::or),
                }
            }
            Form::Atom(atom) => valuation.atom(atom, scope),
        }
    }
}
