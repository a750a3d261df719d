//! Plans: which steps of a procedure are walked with the current facts.

use std::sync::Arc;

use super::facts::Facts;
use super::wording::{Clause, Explanation};
use super::world::{BLANK, World};
use crate::model::condition::{Bound, Condition, Scope, Truth};
use crate::model::{For, Phase, Procedure, Step};

/// The part of the procedure that a planned step belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A phase of the main line, by its index.
    Phase(usize),
    /// A recovery, by its index.
    Recovery(usize),
}

/// A step in its place. A step of a repeated phase is planned once for each repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The full id: `phase/step` or `phase/step[key]`.
    pub id: String,
    /// The phase or recovery that it belongs to.
    pub part: Part,
    /// Its index in that phase or recovery.
    pub index: usize,
    /// The meaning of the names of its repetition.
    pub scope: Scope,
    /// The id of the node where it is done.
    pub node: String,
    /// Whether it is walked. Undecided while a fact is missing.
    pub included: Truth,
}

/// The steps of the main line, in order, each included, excluded or undecided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps. Shared between copies of a walk.
    pub steps: Arc<Vec<Planned>>,
}

impl Planned {
    /// The declaration of the step.
    #[must_use]
    pub fn step<'p>(&self, procedure: &'p Procedure) -> &'p Step {
        match self.part {
            Part::Phase(part) => &procedure.phases[part].steps[self.index],
            Part::Recovery(part) => &procedure.recoveries[part].steps[self.index],
        }
    }

    /// The phase that it belongs to, or `None` in a recovery.
    #[must_use]
    pub fn phase<'p>(&self, procedure: &'p Procedure) -> Option<&'p Phase> {
        match self.part {
            Part::Phase(part) => procedure.phases.get(part),
            Part::Recovery(_) => None,
        }
    }

    /// The title of the step, with the names filled in.
    #[must_use]
    pub fn title(&self, world: &World<'_>) -> String {
        world.render(&self.step(world.procedure).title, &self.scope)
    }

    /// The title of its phase or recovery, with the member or nodes of its repetition.
    #[must_use]
    pub fn part_title(&self, world: &World<'_>) -> String {
        let title = match self.part {
            Part::Phase(index) => &world.procedure.phases[index].title,
            Part::Recovery(index) => &world.procedure.recoveries[index].title,
        };
        world.render(title, &self.scope)
    }

    /// The id without its key: `phase/step`.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.id.split('[').next().unwrap_or(&self.id)
    }

    /// The key of its repetition, or `None` if its phase is not repeated.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        Some(self.id.split_once('[')?.1.trim_end_matches(']'))
    }

    /// Whether one of these ids names the step: `phase`, `phase/step`, or `step`. A recovery counts as a phase.
    #[must_use]
    pub fn is_named_by(&self, ids: &[String]) -> bool {
        let stem = self.stem();
        ids.iter().any(|id| stem == id || stem.split_once('/').is_some_and(|(phase, step)| phase == id || step == id))
    }
}

impl Plan {
    /// The plan of the main line.
    #[must_use]
    pub fn of(procedure: &Procedure, facts: &Facts) -> Self {
        let world = World::of_facts(procedure, facts);
        let phases = procedure.phases.iter().enumerate();
        let steps = phases.flat_map(|(index, phase)| {
            repetitions(phase, facts).into_iter().flat_map(move |repetition| {
                let included = truth(phase.when.as_ref(), &world, &repetition.scope).and(repetition.included);
                let steps = phase.steps.iter().enumerate();
                steps.map(move |(place, step)| Planned {
                    id: match &repetition.key {
                        Some(key) => format!("{}/{}[{key}]", phase.id, step.id),
                        None => format!("{}/{}", phase.id, step.id),
                    },
                    part: Part::Phase(index),
                    index: place,
                    scope: repetition.scope.clone(),
                    node: procedure.node_id(&step.at, &repetition.scope),
                    included: included.and(truth(step.when.as_ref(), &world, &repetition.scope)),
                })
            })
        });
        Self { steps: Arc::new(steps.collect()) }
    }

    /// The plan of a recovery.
    #[must_use]
    pub fn of_recovery(procedure: &Procedure, facts: &Facts, id: &str) -> Self {
        let world = World::of_facts(procedure, facts);
        let found = procedure.recoveries.iter().position(|recovery| recovery.id == id);
        let steps = found.into_iter().flat_map(|index| {
            let recovery = &procedure.recoveries[index];
            recovery.steps.iter().enumerate().map(move |(place, step)| Planned {
                id: format!("{}/{}", recovery.id, step.id),
                part: Part::Recovery(index),
                index: place,
                scope: Scope::default(),
                node: step.at.clone(),
                included: truth(step.when.as_ref(), &world, Scope::empty()),
            })
        });
        Self { steps: Arc::new(steps.collect()) }
    }

    /// The steps that are walked or may be walked.
    pub fn included(&self) -> impl Iterator<Item = &Planned> {
        self.steps.iter().filter(|planned| planned.included != Truth::False)
    }

    /// The step with this full id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Planned> {
        self.steps.iter().find(|planned| planned.id == id)
    }

    /// The number of a step among those that are walked or may be, from 1.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<usize> {
        self.included().position(|planned| planned.id == id).map(|index| index + 1)
    }

    /// The step that a reference names: by its full id, or by `phase/step` or `step` if that is unique. If the reference has no
    /// key, prefers the step with the same key as `from`.
    #[must_use]
    pub fn find(&self, reference: &str, from: Option<&Planned>) -> Option<&Planned> {
        if let Some(exact) = self.get(reference) {
            return Some(exact);
        }
        let (stem, key) = match reference.split_once('[') {
            Some((stem, key)) => (stem, Some(key.trim_end_matches(']'))),
            None => (reference, None),
        };
        let means = |planned: &&Planned| {
            planned.stem() == stem || planned.stem().split_once('/').is_some_and(|(_, step)| step == stem)
        };
        let fits = |planned: &&Planned| match key {
            Some(key) => planned.key().is_some_and(|own| own.eq_ignore_ascii_case(key)),
            None => true,
        };
        let same =
            |planned: &&Planned| from.is_some_and(|from| planned.part == from.part && planned.key() == from.key());
        let mut candidates = self.steps.iter().filter(means).filter(fits);
        candidates.clone().find(same).or_else(|| {
            let first = candidates.next()?;
            candidates.all(|other| other.stem() == first.stem()).then_some(first)
        })
    }

    /// Why a step is walked, is not walked, or is undecided.
    #[must_use]
    pub fn because(&self, planned: &Planned, procedure: &Procedure, facts: &Facts) -> Explanation {
        let world = World::of_facts(procedure, facts);
        let phase = planned.phase(procedure);
        let conditions = [phase.and_then(|phase| phase.when.as_ref()), planned.step(procedure).when.as_ref()];
        let parts = conditions.into_iter().flatten().map(|when| world.explain(when, &planned.scope));
        let mut clauses: Vec<_> =
            parts.filter(|part| part.truth == planned.included).flat_map(|part| part.clauses).collect();
        if planned.key() == Some(BLANK)
            && let Some(For::Each { list, .. }) = phase.and_then(|phase| phase.for_.as_ref())
        {
            let label = world.label_of(list, Scope::empty());
            let words = if facts.members(list).is_some() {
                format!("{label}: none")
            } else {
                format!("{label} is not known yet")
            };
            clauses.push(Clause { words, truth: planned.included, about: vec![list.clone()] });
        }
        Explanation { truth: planned.included, clauses }
    }
}

impl World<'_> {
    /// The title of the phase or recovery with this id. If the phase is repeated, the titles of all repetitions. If there is no
    /// such phase or recovery, the id.
    #[must_use]
    pub fn part_title(&self, id: &str) -> String {
        if let Some(recovery) = self.procedure.recovery(id) {
            return self.render(&recovery.title, Scope::empty());
        }
        let Some(phase) = self.procedure.phase(id) else { return id.to_owned() };
        let mut titles: Vec<String> = Vec::new();
        for repetition in repetitions(phase, self.facts) {
            let title = self.render(&phase.title, &repetition.scope);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        titles.join(", ")
    }
}

/// A repetition of a phase.
struct Repetition {
    key: Option<String>,
    scope: Scope,
    included: Truth,
}

/// The repetitions of a phase: one, one for each row, or one for each member of a list.
fn repetitions(phase: &Phase, facts: &Facts) -> Vec<Repetition> {
    let once = |key, scope, included| Repetition { key, scope, included };
    match &phase.for_ {
        None => vec![once(None, Scope::default(), Truth::True)],
        Some(For::Rows(rows)) => {
            let scopes = rows.iter().map(|row| {
                let key = row.first().map(|(_, node)| node.clone());
                let bind =
                    |scope: Scope, (alias, node): &(String, String)| scope.with(alias, Bound::Node(node.clone()));
                once(key, row.iter().fold(Scope::default(), bind), Truth::True)
            });
            scopes.collect()
        }
        Some(For::Each { list, as_: alias }) => {
            let member = |key: &str, included| {
                let bound = Bound::Member { list: list.clone(), key: key.to_owned() };
                once(Some(key.to_owned()), Scope::default().with(alias, bound), included)
            };
            match facts.members(list) {
                None => vec![member(BLANK, Truth::Undecided)],
                Some([]) => vec![member(BLANK, Truth::False)],
                Some(members) => members.iter().map(|own| member(&own.key, Truth::True)).collect(),
            }
        }
    }
}

/// The truth of a condition. A missing condition holds.
fn truth(when: Option<&Condition>, world: &World<'_>, scope: &Scope) -> Truth {
    when.map_or(Truth::True, |when| when.truth(world, scope))
}
