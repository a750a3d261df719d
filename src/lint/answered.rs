//! Answered: which facts a walk under exploration has been asked for, and which of them are not as in the first answers.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::graph::hash;
use crate::facts::Facts;
use crate::procedure::Procedure;

/// What was answered so far.
pub(super) struct Answered {
    /// Of two with the same number everything is the same, all facts but the readings too.
    pub(super) number: usize,
    /// The facts that are decided: asked for, or answered by the scenario with which the walk began. The others may still be
    /// anything.
    pub(super) bound: BTreeSet<String>,
    /// Those of them that were answered otherwise than in the first answers.
    pub(super) departs: BTreeSet<String>,
    /// A hash of all facts but the readings.
    facts: u64,
}

/// All that was answered on any walk, each once.
#[derive(Default)]
pub(super) struct AllAnswered {
    known: HashMap<u64, Rc<Answered>>,
    /// What each comes to with one more fact decided as it is.
    decided: HashMap<(usize, String), Rc<Answered>>,
}

impl AllAnswered {
    /// These facts, with what is decided.
    pub(super) fn of(
        &mut self,
        procedure: &Procedure,
        facts: &Facts,
        bound: BTreeSet<String>,
        departs: BTreeSet<String>,
    ) -> Rc<Answered> {
        let is_reading = |id: &str| procedure.fact(id).is_some_and(|fact| fact.reading);
        let given = facts.iter().filter(|(id, _)| !is_reading(id));
        let given: Vec<(&str, String)> = given.map(|(id, held)| (id, format!("{:?}", held.value))).collect();
        self.get(hash(&given), bound, departs)
    }

    /// The same facts with one more decided as it is.
    pub(super) fn decide(&mut self, answered: &Answered, name: &str) -> Rc<Answered> {
        let key = (answered.number, name.to_owned());
        if let Some(known) = self.decided.get(&key) {
            return Rc::clone(known);
        }
        let mut bound = answered.bound.clone();
        bound.insert(name.to_owned());
        let found = self.get(answered.facts, bound, answered.departs.clone());
        self.decided.insert(key, Rc::clone(&found));
        found
    }

    /// The one with this hash of its facts.
    fn get(&mut self, facts: u64, bound: BTreeSet<String>, departs: BTreeSet<String>) -> Rc<Answered> {
        let number = self.known.len();
        let found = self.known.entry(hash(&(facts, &bound, &departs)));
        Rc::clone(found.or_insert_with(|| Rc::new(Answered { number, bound, departs, facts })))
    }
}
