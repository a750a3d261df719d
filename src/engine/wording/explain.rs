//! Explanations: the truth of a condition and the clauses that decided it.

use super::{Clause, Explanation};
use crate::engine::world::World;
use crate::model::condition::{Bound, Condition, Form, Quantifier, Scope, Truth, Valuation as _};

impl World<'_> {
    /// Evaluates a condition and keeps the clauses that decided it: those of the parts with the same truth as the
    /// whole.
    #[must_use]
    pub fn explain(&self, condition: &Condition, scope: &Scope) -> Explanation {
        let parts = |parts: &[Condition]| parts.iter().map(|part| self.explain(part, scope)).collect();
        match &condition.form {
            Form::All(all) => join(parts(all), Truth::True, Truth::and),
            Form::Any(any) => join(parts(any), Truth::False, Truth::or),
            Form::Not(part) => not(self.explain(part, scope)),
            Form::Holds(id) => match self.procedure.named(id) {
                Some(named) => self.explain(named, Scope::empty()),
                None => Explanation { truth: Truth::Undecided, clauses: Vec::new() },
            },
            Form::Each(each) => {
                let Some(keys) = self.members(&each.list) else {
                    let words = format!("`{}` is not known yet", each.list);
                    let clause = Clause { words, truth: Truth::Undecided, about: vec![each.list.clone()] };
                    return Explanation { truth: Truth::Undecided, clauses: vec![clause] };
                };
                let members = keys.into_iter().map(|key| {
                    let bound = Bound::Member { list: each.list.clone(), key };
                    self.explain(&each.holds, &scope.with(&each.as_, bound))
                });
                let members = members.collect();
                match each.quantifier {
                    Quantifier::Every => join(members, Truth::True, Truth::and),
                    Quantifier::Some => join(members, Truth::False, Truth::or),
                    Quantifier::None => not(join(members, Truth::False, Truth::or)),
                }
            }
            Form::Atom(atom) => {
                let clause = super::clause::clause(self, atom, scope);
                Explanation { truth: clause.truth, clauses: vec![clause] }
            }
        }
    }
}

/// The opposite verdict, decided by the same clauses.
fn not(inner: Explanation) -> Explanation {
    Explanation { truth: !inner.truth, clauses: inner.clauses }
}

/// Joins explanations and keeps the clauses of those parts whose truth is the verdict.
fn join(parts: Vec<Explanation>, start: Truth, rule: impl Fn(Truth, Truth) -> Truth) -> Explanation {
    let truth = parts.iter().fold(start, |so_far, part| rule(so_far, part.truth));
    let mut clauses: Vec<Clause> = Vec::new();
    for clause in parts.into_iter().filter(|part| part.truth == truth).flat_map(|part| part.clauses) {
        // A clause that says less about the same value than one already there adds nothing.
        let says_less = |less: &Clause, more: &Clause| {
            more.words.starts_with(&less.words) && more.about.first() == less.about.first()
        };
        if !clauses.iter().any(|own| says_less(&clause, own)) {
            clauses.retain(|own| !says_less(own, &clause));
            clauses.push(clause);
        }
    }
    Explanation { truth, clauses }
}
