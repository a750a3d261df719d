//! Branching: a fact is decided when the walk first asks for it, once for each class of its values.
//!
//! Until then the walk carries some value that nobody has looked at. When a value does not go with the blocking checks,
//! facts that nobody has looked at either are changed until it does; where that fails, there is no such cluster.

use std::collections::{BTreeSet, HashMap};

use super::answered::Answered;
use super::initial_answers::{Goals, set_members};
use super::value_classes::{Asked, with};
use crate::engine::facts::Facts;
use crate::engine::plan::{Plan, Planned};
use crate::engine::walk::Walk;
use crate::engine::world::World;
use crate::lint::uses;
use crate::model::condition::Truth;
use crate::model::value::Kind;
use crate::model::{Fact, Jump, Procedure};

/// A branch: the facts of one class, and the words for it.
pub(in crate::lint) type Branch = (Facts, String);

/// Finds what is to be decided, and how.
pub(in crate::lint) struct Brancher<'p> {
    procedure: &'p Procedure,
    goals: Goals<'p>,
}

/// What a step may ask about depends on: the step, how many are passed over before it, the members of all lists, and how many
/// each list has that is read.
type Asking = (String, usize, u64, Vec<Option<usize>>);

/// The facts that steps ask about, found once.
pub(in crate::lint) struct Reads {
    /// The full ids of the lists that are read.
    lists: Vec<String>,
    known: HashMap<Asking, Vec<String>>,
}

impl<'p> Brancher<'p> {
    /// A brancher that has decided nothing.
    pub(in crate::lint) fn new(procedure: &'p Procedure) -> Self {
        Self { procedure, goals: Goals::of(procedure) }
    }

    /// Facts with which a walk begins, if any are found.
    pub(in crate::lint) fn first(&self) -> Option<Facts> {
        let nothing = BTreeSet::new();
        [1, 2].into_iter().find_map(|members| self.goals.reach(self.goals.draft(members), &nothing))
    }

    /// The same facts with all the members that a list is ever tried with: two where it may have them, and as many as some
    /// other answers have.
    pub(in crate::lint) fn rich(&self, facts: &Facts, others: &[(String, Facts)]) -> Facts {
        let mut rich = facts.clone();
        for fact in self.procedure.facts.iter().filter(|fact| !fact.reading) {
            for id in fact.full_ids() {
                let most = others.iter().filter_map(|(_, own)| own.members(&id)).map(<[_]>::len).max();
                set_members(fact, &id, most.unwrap_or_default().max(2), &mut rich);
            }
        }
        rich
    }

    /// The branches of a fact, its present value first, with some others decided. Readings are left aside.
    pub(in crate::lint) fn branches(
        &self,
        facts: &Facts,
        asked: &Asked<'p>,
        name: &str,
        bound: &BTreeSet<String>,
    ) -> Vec<Branch> {
        let mut facts = facts.clone();
        for id in self.procedure.facts.iter().filter(|fact| fact.reading).flat_map(Fact::full_ids) {
            facts.forget(&id);
        }
        let facts = &facts;
        let mut fixed = bound.clone();
        fixed.insert(name.to_owned());
        let mut branches = vec![(facts.clone(), String::new())];
        if let Some(fact) = self.procedure.fact(name)
            && let Kind::Records(records) = &fact.kind
        {
            let own = facts.members(name).map_or(0, <[_]>::len);
            for members in [0, 1, 2].into_iter().filter(|count| *count != own) {
                if (records.min..=records.max).contains(&members) {
                    let mut changed = facts.clone();
                    set_members(fact, name, members, &mut changed);
                    self.goals.point_new_at_members(&mut changed);
                    let changed = self.goals.reach(changed, &fixed);
                    branches.extend(changed.map(|facts| (facts, format!("{members} members in {name}"))));
                }
            }
            return branches;
        }
        let world = World::of_facts(self.procedure, facts);
        for value in asked.classes(&world, name) {
            let changed = self.goals.reach(with(self.procedure, facts, name, value.as_ref()), &fixed);
            let words = match &value {
                Some(value) => format!("{name} = {value}"),
                None => format!("no {name}"),
            };
            branches.extend(changed.map(|facts| (facts, words)));
        }
        branches
    }
}

impl Reads {
    /// Nothing found yet.
    pub(in crate::lint) fn new(procedure: &Procedure) -> Self {
        let lists = procedure.facts.iter().filter(|fact| fact.reading && matches!(fact.kind, Kind::Records(_)));
        Self { lists: lists.flat_map(Fact::full_ids).collect(), known: HashMap::new() }
    }

    /// The first fact that the walk asks about where it stands, and that is not decided.
    pub(in crate::lint) fn undecided(
        &mut self,
        walk: &Walk,
        answered: &Answered,
        is_live: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let target = walk.target()?;
        let plan = walk.recovery().map_or(walk.plan(), |recovery| &recovery.plan);
        let place = plan.steps.iter().position(|planned| std::ptr::eq(planned, target))?;
        let skipped = plan.steps[..place].iter().rev().take_while(|own| own.included == Truth::False).count();
        let members = self.lists.iter().map(|list| walk.facts().members(list).map(<[_]>::len)).collect();
        let key = (target.id.clone(), skipped, answered.lists(), members);
        let world = walk.world();
        let procedure = walk.procedure();
        let reads = self.known.entry(key).or_insert_with(|| reads(procedure, &world, plan, place, skipped));
        reads.iter().find(|name| !answered.bound.contains(*name) && is_live(name)).cloned()
    }
}

/// The facts that decide about a step and those passed over right before it, and those that it asks about itself.
fn reads(procedure: &Procedure, world: &World<'_>, plan: &Plan, place: usize, skipped: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: String| {
        let address = crate::engine::facts::Address::find(procedure, &name);
        if address.is_some_and(|address| !address.fact().reading && !address.is_key()) && !found.contains(&name) {
            found.push(name);
        }
    };
    let decides = |planned: &Planned, add: &mut dyn FnMut(String)| {
        if let Some(list) = uses::repeated(procedure, planned) {
            add(list.to_owned());
        }
        for condition in uses::when(procedure, planned) {
            uses::variables(world, condition, &planned.scope).into_iter().for_each(&mut *add);
        }
    };
    for planned in &plan.steps[place - skipped..place] {
        decides(planned, &mut add);
    }
    let target = &plan.steps[place];
    decides(target, &mut add);
    // What a way forward passes over is decided before it is taken.
    for planned in plan.steps.iter().take(furthest(procedure, plan, target)).skip(place + 1) {
        decides(planned, &mut add);
    }
    for (condition, scope) in uses::conditions(procedure, target) {
        uses::variables(world, condition, &scope).into_iter().for_each(&mut add);
    }
    // Where all that follows may be passed over, confirming this step may be the end.
    let after = &plan.steps[place + 1..];
    let always =
        |planned: &Planned| uses::when(procedure, planned).is_empty() && uses::repeated(procedure, planned).is_none();
    if !after.iter().any(always) {
        for planned in after {
            decides(planned, &mut add);
        }
    }
    found
}

/// The place in a plan to which a problem of a step, or a restart at it, may lead.
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
