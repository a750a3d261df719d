//! The advisor: which procedure applies, and why the others do not.
//!
//! It asks only what it needs: the next question is a fact that still leaves the rule of some procedure undecided, and
//! once one applies there is none.

use std::sync::Arc;

use super::event::Provenance;
use super::facts;
use super::facts::{Address, Facts};
use super::wording::Explanation;
use super::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::value::{Kind, ValueError};
use crate::model::{Fact, Procedure};

/// The advisor with what was answered so far.
#[derive(Clone, Debug)]
pub struct Advisor {
    procedures: Vec<Arc<Procedure>>,
    facts: Facts,
    answered: Vec<String>,
}

/// What the advisor says of one procedure.
#[derive(Clone, Debug)]
pub struct Advice<'a> {
    /// The procedure.
    pub procedure: &'a Arc<Procedure>,
    /// Whether it applies, with the clauses that decided it.
    pub applies: Explanation,
}

impl Advisor {
    /// An advisor over some procedures, in the order in which they are preferred.
    #[must_use]
    pub fn new(procedures: Vec<Arc<Procedure>>) -> Self {
        Self { procedures, facts: Facts::default(), answered: Vec::new() }
    }

    /// What it says of every procedure with the answers so far.
    #[must_use]
    pub fn advice(&self) -> Vec<Advice<'_>> {
        let advise = |procedure| Advice { procedure, applies: self.applies(procedure) };
        self.procedures.iter().map(advise).collect()
    }

    /// Whether a procedure applies; one without a rule always does.
    fn applies(&self, procedure: &Procedure) -> Explanation {
        match &procedure.applies {
            Some(applies) => World::of_facts(procedure, &self.facts).explain(&applies.when, Scope::empty()),
            None => Explanation { truth: Truth::True, clauses: Vec::new() },
        }
    }

    /// The procedure that applies, once one does.
    #[must_use]
    pub fn recommended(&self) -> Option<&Arc<Procedure>> {
        self.procedures.iter().find(|procedure| self.applies(procedure).truth.holds())
    }

    /// The fact to ask next, with its full id; none once a procedure applies, or when none can any more.
    #[must_use]
    pub fn question(&self) -> Option<(&Fact, String)> {
        if self.recommended().is_some() {
            return None;
        }
        let undecided = self.procedures.iter().map(|procedure| (procedure, self.applies(procedure)));
        let asked =
            undecided.filter(|(_, applies)| applies.truth == Truth::Undecided).flat_map(|(procedure, applies)| {
                let ids = applies.clauses.into_iter().flat_map(|clause| clause.about);
                let open = ids.filter(|id| self.facts.get(id).is_none());
                open.filter_map(|id| self.declared(&id).map(|(place, fact)| (place, fact, id)))
                    .map(move |found| (found, procedure))
            });
        // The order of the declarations, not of the rules: the questions come as on the worksheet.
        let first = asked.min_by_key(|((place, _, id), _)| (*place, id.clone()));
        first.map(|((_, fact, id), _)| (fact, id))
    }

    /// A fact's declaration and its place among all declarations.
    fn declared(&self, full: &str) -> Option<(usize, &Fact)> {
        self.procedures.iter().find_map(|procedure| {
            let place = procedure.facts.iter().position(|fact| fact.full_ids().any(|id| id == full))?;
            let askable = !matches!(procedure.facts[place].kind, Kind::Records(_));
            askable.then(|| (place, &procedure.facts[place]))
        })
    }

    /// The answers so far, in the order in which they were given: declaration, full id, value.
    pub fn answers(&self) -> impl Iterator<Item = (&Fact, &str, String)> {
        self.answered.iter().filter_map(|id| {
            let (_, fact) = self.declared(id)?;
            Some((fact, id.as_str(), self.facts.get(id)?.to_string()))
        })
    }

    /// Takes an answer, or takes it back when it is empty.
    ///
    /// # Errors
    ///
    /// Returns why the answer will not do, and what to type instead.
    pub fn answer(&mut self, full: &str, text: &str) -> Result<(), ValueError> {
        if text.trim().is_empty() {
            self.facts.forget(full);
            self.answered.retain(|id| id != full);
            return Ok(());
        }
        let known = |procedure: &&Arc<Procedure>| Address::find(procedure, full).is_some();
        let Some(procedure) = self.procedures.iter().find(known).or(self.procedures.first()) else { return Ok(()) };
        let value = facts::read(procedure, full, text)?;
        self.facts.set(full, value, Provenance::Typed);
        if !self.answered.iter().any(|id| id == full) {
            self.answered.push(full.to_owned());
        }
        Ok(())
    }
}
