//! Step facts: the facts that a walk asks about at its next step.

use std::sync::Arc;

use super::assignment::Assignment;
use super::cache::Cache;
use crate::engine::facts::Address;
use crate::engine::plan::{Plan, Planned};
use crate::engine::walk::Walk;
use crate::engine::world::World;
use crate::lint::{conditions, declarations, uses};
use crate::model::condition::Truth;
use crate::model::value::Kind;
use crate::model::{Jump, Procedure};

/// Everything that the facts of a step depend on: the step, the number of excluded steps right before it, the members
/// of all lists, and the number of members of each list that is a reading.
type Key = (String, usize, u64, Vec<Option<usize>>);

/// The facts of every step, found once.
pub(super) struct StepFacts {
    /// The full IDs of the readings that are lists.
    lists: Vec<String>,
    known: Cache<Key, Arc<[String]>>,
}

impl StepFacts {
    pub(super) fn new(procedure: &Procedure) -> Self {
        let readings = declarations::readings(procedure);
        let lists = readings.filter(|(fact, _)| matches!(fact.kind, Kind::Records(_)));
        Self { lists: lists.map(|(_, id)| id).collect(), known: Cache::new() }
    }

    /// The first fact that a walk asks about at its next step, and that is live and undecided.
    pub(super) fn undecided(
        &self,
        walk: &Walk,
        assignment: &Assignment,
        is_live: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let target = walk.target()?;
        let plan = walk.recovery().map_or(walk.plan(), |recovery| &recovery.plan);
        let place = plan.steps.iter().position(|planned| std::ptr::eq(planned, target))?;
        let skipped = plan.steps[..place].iter().rev().take_while(|own| own.included == Truth::False).count();
        let members = self.lists.iter().map(|list| walk.facts().members(list).map(<[_]>::len)).collect();
        let key = (target.id.clone(), skipped, assignment.lists(), members);
        let facts = self.known.get(key, || of_step(&walk.world(), plan, place, skipped).into());
        facts.iter().find(|name| !assignment.decided.contains(*name) && is_live(name)).cloned()
    }
}

/// The worksheet facts that a step asks about, and those that decide whether it and the steps around it are included:
/// the excluded steps right before it, and the steps that a jump from it passes over.
fn of_step(world: &World<'_>, plan: &Plan, place: usize, skipped: usize) -> Vec<String> {
    let procedure = world.procedure;
    let target = &plan.steps[place];
    let deciding = |planned: &Planned| {
        let repeated = conditions::repeated(procedure, planned).map(str::to_owned);
        let conditions = conditions::deciding(procedure, planned);
        let variables = conditions.flat_map(|condition| uses::variables(world, condition, &planned.scope));
        repeated.into_iter().chain(variables).collect::<Vec<String>>()
    };
    let mut names: Vec<String> = plan.steps[place - skipped..=place].iter().flat_map(deciding).collect();
    // The steps that a jump passes over are decided before the jump.
    let passed = plan.steps.iter().take(furthest(procedure, plan, target)).skip(place + 1);
    names.extend(passed.flat_map(deciding));
    for (condition, scope) in conditions::at(procedure, target) {
        names.extend(uses::variables(world, condition, &scope));
    }
    // If every later step may be excluded, confirming this one may be the end.
    let after = &plan.steps[place + 1..];
    let may_be_passed = |planned: &Planned| {
        conditions::deciding(procedure, planned).next().is_some() || conditions::repeated(procedure, planned).is_some()
    };
    if after.iter().all(may_be_passed) {
        names.extend(after.iter().flat_map(deciding));
    }
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let address = Address::find(procedure, &name);
        let counts = address.is_some_and(|address| !address.fact().reading && !address.is_key());
        if counts && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// The furthest place in a plan that a problem of a step, or a restart at it, can lead to.
fn furthest(procedure: &Procedure, plan: &Plan, target: &Planned) -> usize {
    let problems = procedure.problems(target.step(procedure)).map(|problem| &problem.then);
    let restarts = target.phase(procedure).into_iter().flat_map(|phase| &phase.on_restart).map(|own| &own.jump);
    let places = problems.chain(restarts).filter_map(|jump| match jump {
        Jump::GoTo(reference) => {
            let found = plan.find(reference, Some(target))?;
            plan.steps.iter().position(|planned| planned.id == found.id)
        }
        _ => None,
    });
    places.max().unwrap_or_default()
}
