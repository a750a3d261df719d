//! Assignments: the facts that are decided on a path, and those that differ from the initial answers.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::fingerprint::fingerprint;
use crate::engine::facts::Facts;
use crate::model::Procedure;

/// The fingerprints of all answers.
#[derive(Clone, Copy)]
pub(super) struct Answers {
    /// Every fact that isn't a reading.
    facts: u64,
    /// The members of each list.
    lists: u64,
}

impl Answers {
    /// Computes the fingerprints of facts.
    pub(super) fn of(procedure: &Procedure, facts: &Facts) -> Self {
        let is_reading = |id: &str| procedure.fact(id).is_some_and(|fact| fact.reading);
        let given = facts.iter().filter(|(id, _)| !is_reading(id));
        let given: Vec<(&str, String)> = given.map(|(id, held)| (id, format!("{:?}", held.value))).collect();
        let keys = |id| facts.members(id).map(|own| own.iter().map(|member| member.key.as_str()).collect::<Vec<_>>());
        let lists: Vec<_> = given.iter().filter_map(|(id, _)| Some((*id, keys(id)?))).collect();
        Self { facts: fingerprint(&given), lists: fingerprint(&lists) }
    }
}

/// The facts that are decided on a path. The other facts can still turn out to have any value.
pub(super) struct Assignment {
    /// Different for every assignment.
    pub(super) number: usize,
    /// The facts that a step has asked about, and those in which the initial answers of the path's scenario differ.
    pub(super) decided: BTreeSet<String>,
    /// Those of them that differ from the initial answers of the search.
    pub(super) varied: BTreeSet<String>,
    answers: Answers,
}

impl Assignment {
    /// A fingerprint of the members of each list.
    pub(super) fn lists(&self) -> u64 {
        self.answers.lists
    }
}

/// The assignments of all paths.
#[derive(Default)]
pub(super) struct Assignments {
    known: HashMap<u64, Arc<Assignment>>,
    /// For an assignment and a fact, the result of [`Assignments::keep`].
    kept: HashMap<(usize, String), Arc<Assignment>>,
}

impl Assignments {
    /// Decides one more fact, which keeps its value.
    pub(super) fn keep(&mut self, assignment: &Assignment, name: &str) -> Arc<Assignment> {
        let key = (assignment.number, name.to_owned());
        if let Some(known) = self.kept.get(&key) {
            return Arc::clone(known);
        }
        let mut decided = assignment.decided.clone();
        decided.insert(name.to_owned());
        let found = self.of(assignment.answers, decided, assignment.varied.clone());
        self.kept.insert(key, Arc::clone(&found));
        found
    }

    /// Returns the assignment with these answers, and decided and varied facts.
    pub(super) fn of(
        &mut self,
        answers: Answers,
        decided: BTreeSet<String>,
        varied: BTreeSet<String>,
    ) -> Arc<Assignment> {
        let number = self.known.len();
        let found = self.known.entry(fingerprint(&(answers.facts, &decided, &varied)));
        Arc::clone(found.or_insert_with(|| Arc::new(Assignment { number, decided, varied, answers })))
    }
}
