//! Explanations: the clauses that decided a verdict, with their values.

use super::{Atom, Bound, Condition, Form, Quantifier, Scope, Truth, Valuation};

/// One clause of a verdict, in the operator's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What was found and what was asked: "Node A service pack is `SP3`; must be at least `SP4`".
    pub words: String,
    /// Whether this clause holds.
    pub truth: Truth,
    /// The full ids of the fact, state or obligation it is about, and of the facts it was compared with.
    pub about: Vec<String>,
}

/// A verdict with the clauses that decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict.
    pub truth: Truth,
    /// The deciding clauses; those that agree with the verdict and could not be left out.
    pub clauses: Vec<Clause>,
}

/// A valuation that can also put an atom into words.
pub trait Explain: Valuation {
    /// Says what was found for an atom and what was asked of it.
    fn clause(&self, atom: &Atom, scope: &Scope) -> Clause;
}

impl Explanation {
    /// The clauses as one line.
    #[must_use]
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.clauses.iter().map(|clause| clause.words.as_str()).collect();
        words.join("; ")
    }
}

impl Condition {
    /// Evaluates and keeps what decided: in `all`, the parts as low as the verdict; in `any`, those as high.
    pub fn explain(&self, valuation: &(impl Explain + ?Sized), scope: &Scope) -> Explanation {
        match &self.form {
            Form::All(parts) => join(parts.iter().map(|part| part.explain(valuation, scope)), Truth::True, Truth::and),
            Form::Any(parts) => join(parts.iter().map(|part| part.explain(valuation, scope)), Truth::False, Truth::or),
            Form::Not(part) => {
                let inner = part.explain(valuation, scope);
                Explanation { truth: !inner.truth, clauses: inner.clauses }
            }
            Form::Holds(id) => match valuation.named(id) {
                Some(named) => named.explain(valuation, Scope::empty()),
                None => Explanation { truth: Truth::Undecided, clauses: Vec::new() },
            },
            Form::Each(each) => {
                let Some(keys) = valuation.members(&each.list) else {
                    let words = format!("`{}` is not known yet", each.list);
                    let clause = Clause { words, truth: Truth::Undecided, about: vec![each.list.clone()] };
                    return Explanation { truth: Truth::Undecided, clauses: vec![clause] };
                };
                let members = keys.into_iter().map(|key| {
                    let bound = Bound::Member { list: each.list.clone(), key };
                    each.holds.explain(valuation, &scope.with(&each.as_, bound))
                });
                match each.quantifier {
                    Quantifier::Every => join(members, Truth::True, Truth::and),
                    Quantifier::Some => join(members, Truth::False, Truth::or),
                    Quantifier::None => {
                        let inner = join(members, Truth::False, Truth::or);
                        Explanation { truth: !inner.truth, clauses: inner.clauses }
                    }
                }
            }
            Form::Atom(atom) => {
                let clause = valuation.clause(atom, scope);
                Explanation { truth: clause.truth, clauses: vec![clause] }
            }
        }
    }
}

/// Joins explanations and keeps the clauses of those parts whose truth is the verdict.
fn join(parts: impl Iterator<Item = Explanation>, start: Truth, rule: impl Fn(Truth, Truth) -> Truth) -> Explanation {
    let parts: Vec<Explanation> = parts.collect();
    let truth = parts.iter().fold(start, |so_far, part| rule(so_far, part.truth));
    let mut clauses: Vec<Clause> = Vec::new();
    for clause in parts.into_iter().filter(|part| part.truth == truth).flat_map(|part| part.clauses) {
        // One that says less about the same value than one already there says nothing new.
        let said = |own: &Clause| own.words.starts_with(&clause.words) && own.about.first() == clause.about.first();
        if !clauses.iter().any(said) {
            clauses.retain(|own| !(clause.words.starts_with(&own.words) && own.about.first() == clause.about.first()));
            clauses.push(clause);
        }
    }
    Explanation { truth, clauses }
}
