//! The analysis of a procedure: facts about it that are computed before the search.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::assignment::{Assignment, Assignments};
use super::atoms::Atoms;
use super::branching::{Branch, Branching};
use super::cache::Cache;
use super::dependence::Dependence;
use super::liveness::Liveness;
use super::obligations::DeferredObligations;
use crate::engine::facts::Facts;
use crate::engine::walk::Walk;
use crate::engine::world::World;
use crate::lint::{conditions, declarations};
use crate::model::Procedure;

/// The results of the analysis.
pub(super) struct Analysis<'p> {
    pub(super) procedure: &'p Arc<Procedure>,
    /// The initial answers.
    pub(super) initial: &'p Facts,
    /// The initial answers of the scenarios, with a description of each.
    pub(super) scenarios: &'p [(String, Facts)],
    pub(super) liveness: Liveness<'p>,
    pub(super) dependence: Dependence,
    pub(super) atoms: Atoms<'p>,
    pub(super) deferred: DeferredObligations<'p>,
    /// The full IDs of the readings.
    pub(super) readings: Vec<String>,
    /// Whether the checks without a guard ask only about facts.
    pub(super) rests_on_facts: bool,
    branching: Branching<'p>,
    /// The branches of facts, by the fact and the number of the assignment.
    branches: Cache<(String, usize), Arc<[Branch]>>,
    assignments: Mutex<Assignments>,
}

impl<'p> Analysis<'p> {
    /// Analyzes a procedure. `all_members` are the initial answers with every member that a list is tried with.
    pub(super) fn of(
        procedure: &'p Arc<Procedure>,
        branching: Branching<'p>,
        initial: &'p Facts,
        scenarios: &'p [(String, Facts)],
        all_members: &'p Facts,
    ) -> Self {
        let world = World::of_facts(procedure, all_members);
        let planned = declarations::planned(&world);
        let mut unguarded = procedure.checks.iter().filter(|check| check.guards.is_empty());
        Self {
            procedure,
            initial,
            scenarios,
            liveness: Liveness::of(&world, &planned),
            dependence: Dependence::of(&world, &planned),
            atoms: Atoms::of(&world, &conditions::at_all(procedure, &planned)),
            deferred: DeferredObligations::of(procedure),
            readings: declarations::readings(procedure).map(|(_, id)| id).collect(),
            rests_on_facts: unguarded.all(|check| !conditions::asks_of_walk(procedure, check)),
            branching,
            branches: Cache::new(),
            assignments: Mutex::default(),
        }
    }

    /// The branches of a fact. The first is its present value.
    pub(super) fn branches(&self, walk: &Walk, name: &str, assignment: &Assignment) -> Arc<[Branch]> {
        let find = || self.branching.branches(walk.facts(), &self.atoms, name, &assignment.decided).into();
        self.branches.get((name.to_owned(), assignment.number), find)
    }

    /// The assignments of all paths.
    pub(super) fn assignments(&self) -> MutexGuard<'_, Assignments> {
        // A panic elsewhere leaves no entry half changed.
        self.assignments.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
