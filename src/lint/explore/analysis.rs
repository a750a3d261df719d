//! Terrain: what is known of a procedure before any walk, for all who walk in it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::answered::{AllAnswered, Answered};
use super::branch::{Branch, Brancher};
use super::dependence::Pairs;
use super::liveness::Live;
use super::obligations::Ledger;
use super::state_tests::StateTests;
use super::value_classes::Asked;
use crate::engine::facts::Facts;
use crate::engine::walk::Walk;
use crate::engine::world::World;
use crate::lint::uses;
use crate::model::{Fact, Procedure};

/// Branches that were found.
type AllBranches = HashMap<(String, usize), Arc<[Branch]>>;

/// What is known of a procedure before any walk.
pub(in crate::lint) struct Terrain<'p> {
    pub(in crate::lint) procedure: &'p Arc<Procedure>,
    /// The first answers.
    pub(in crate::lint) facts: &'p Facts,
    /// The answers of the scenarios, with the words for them: other beginnings.
    pub(in crate::lint) seeds: &'p [(String, Facts)],
    pub(in crate::lint) live: Live<'p>,
    pub(in crate::lint) pairs: Pairs,
    pub(in crate::lint) asked: Asked<'p>,
    pub(in crate::lint) tests: StateTests<'p>,
    pub(in crate::lint) ledger: Ledger<'p>,
    /// The full ids of the readings.
    pub(in crate::lint) readings: Vec<String>,
    /// Whether facts alone decide about the checks that may block a walk anywhere once a fact was given.
    pub(in crate::lint) rests_on_facts: bool,
    brancher: Brancher<'p>,
    /// The branches of a fact, by it and the number of what was answered already.
    branches: Mutex<AllBranches>,
    answered: Mutex<AllAnswered>,
}

impl<'p> Terrain<'p> {
    /// The terrain in which walks begin with these facts; the rich ones have every member that a list is tried with.
    pub(in crate::lint) fn of(
        procedure: &'p Arc<Procedure>,
        brancher: Brancher<'p>,
        facts: &'p Facts,
        seeds: &'p [(String, Facts)],
        rich: &'p Facts,
    ) -> Self {
        let world = World::of_facts(procedure, rich);
        let planned = uses::planned(&world);
        let conditions = uses::all(procedure, &planned);
        let mut unguarded = procedure.checks.iter().filter(|check| check.guards.is_empty());
        Self {
            procedure,
            facts,
            seeds,
            live: Live::of(&world, &planned),
            pairs: Pairs::of(&world, &planned),
            asked: Asked::of(&world, &conditions),
            tests: StateTests::of(&world, &conditions),
            ledger: Ledger::of(procedure),
            readings: procedure.facts.iter().filter(|fact| fact.reading).flat_map(Fact::full_ids).collect(),
            rests_on_facts: unguarded.all(|check| !uses::asks_of_walk(procedure, check)),
            brancher,
            branches: Mutex::default(),
            answered: Mutex::default(),
        }
    }

    /// The branches of a fact, its present value first.
    pub(in crate::lint) fn branches(&self, walk: &Walk, name: &str, answered: &Answered) -> Arc<[Branch]> {
        let key = (name.to_owned(), answered.number);
        let known = lock(&self.branches).get(&key).cloned();
        known.unwrap_or_else(|| {
            let found: Arc<[Branch]> = self.brancher.branches(walk.facts(), &self.asked, name, &answered.bound).into();
            lock(&self.branches).insert(key, Arc::clone(&found));
            found
        })
    }

    /// All that was answered on any walk.
    pub(in crate::lint) fn answered(&self) -> MutexGuard<'_, AllAnswered> {
        lock(&self.answered)
    }
}

/// What a mutex guards: a cache, which no panic leaves half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
