//! Answered: which facts a walk under exploration has been asked for, and which of them are not as in the first answers.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::graph::hash;
use crate::engine::facts::Facts;
use crate::model::Procedure;

/// What was given, in hashes.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Given {
    /// All facts but the readings.
    facts: u64,
    /// The members of each list.
    lists: u64,
}

impl Given {
    /// These facts.
    pub(in crate::lint) fn of(procedure: &Procedure, facts: &Facts) -> Self {
        let is_reading = |id: &str| procedure.fact(id).is_some_and(|fact| fact.reading);
        let given = facts.iter().filter(|(id, _)| !is_reading(id));
        let given: Vec<(&str, String)> = given.map(|(id, held)| (id, format!("{:?}", held.value))).collect();
        let keys = |id| facts.members(id).map(|own| own.iter().map(|member| member.key.as_str()).collect::<Vec<_>>());
        let lists: Vec<_> = given.iter().filter_map(|(id, _)| Some((*id, keys(id)?))).collect();
        Self { facts: hash(&given), lists: hash(&lists) }
    }
}

/// What was answered so far.
pub(in crate::lint) struct Answered {
    /// Of two with the same number everything is the same, all facts but the readings too.
    pub(in crate::lint) number: usize,
    /// The facts that are decided: asked for, or answered by the scenario with which the walk began. The others may still be
    /// anything.
    pub(in crate::lint) bound: BTreeSet<String>,
    /// Those of them that were answered otherwise than in the first answers.
    pub(in crate::lint) departs: BTreeSet<String>,
    given: Given,
}

impl Answered {
    /// A hash of the members of each list.
    pub(in crate::lint) fn lists(&self) -> u64 {
        self.given.lists
    }
}

/// All that was answered on any walk, each once.
#[derive(Default)]
pub(in crate::lint) struct AllAnswered {
    known: HashMap<u64, Arc<Answered>>,
    /// What each comes to with one more fact decided as it is.
    decided: HashMap<(usize, String), Arc<Answered>>,
}

impl AllAnswered {
    /// The same facts with one more decided as it is.
    pub(in crate::lint) fn decide(&mut self, answered: &Answered, name: &str) -> Arc<Answered> {
        let key = (answered.number, name.to_owned());
        if let Some(known) = self.decided.get(&key) {
            return Arc::clone(known);
        }
        let mut bound = answered.bound.clone();
        bound.insert(name.to_owned());
        let found = self.of(answered.given, bound, answered.departs.clone());
        self.decided.insert(key, Arc::clone(&found));
        found
    }

    /// The one with all this.
    pub(in crate::lint) fn of(
        &mut self,
        given: Given,
        bound: BTreeSet<String>,
        departs: BTreeSet<String>,
    ) -> Arc<Answered> {
        let number = self.known.len();
        let found = self.known.entry(hash(&(given.facts, &bound, &departs)));
        Arc::clone(found.or_insert_with(|| Arc::new(Answered { number, bound, departs, given })))
    }
}
