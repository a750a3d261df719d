//! Readings: the inputs to try at a step that asks for readings.

use super::atoms::Atoms;
use super::initial_answers;
use crate::engine::action::Action;
use crate::engine::event::Provenance;
use crate::engine::facts::Facts;
use crate::engine::plan::Planned;
use crate::engine::walk::Walk;
use crate::engine::world::World;
use crate::lint::conditions;
use crate::model::value::{Kind, Value};

/// The maximum number of combinations of readings at a step. If there are more, readings are varied one at a time.
const MAX_COMBINATIONS: usize = 16;

/// The combinations of readings to try at a step. If one of them makes the step succeed, it comes first. A step without
/// readings has one empty combination.
pub(super) fn readings(walk: &Walk, planned: &Planned, atoms: &Atoms<'_>) -> Vec<Vec<Action>> {
    let step = planned.step(walk.procedure());
    let mut combinations: Vec<Vec<Action>> = vec![Vec::new()];
    for name in &step.asks {
        let options = options(walk, &planned.scope.resolve(name), atoms);
        let with = |known: &Vec<Action>, more: &Vec<Action>| [known.as_slice(), more].concat();
        combinations = if combinations.len() * options.len() <= MAX_COMBINATIONS {
            combinations.iter().flat_map(|known| options.iter().map(|more| with(known, more))).collect()
        } else {
            let first = options.first().cloned().unwrap_or_default();
            let with_first = combinations.iter().map(|known| with(known, &first));
            let others = combinations.first().into_iter();
            let others = others.flat_map(|known| options.iter().skip(1).map(|more| with(known, more)));
            with_first.chain(others).collect()
        };
    }
    if let Some(succeeds) = &step.succeeds {
        let good = combinations.iter().position(|readings| {
            let mut facts = walk.facts().clone();
            for action in readings {
                if let Action::Set { fact, value } = action {
                    facts.write(walk.procedure(), fact, value, Provenance::Typed);
                }
            }
            succeeds.truth(&World { facts: &facts, ..walk.world() }, &planned.scope).holds()
        });
        combinations.swap(0, good.unwrap_or_default());
    }
    combinations
}

/// The inputs to try for a reading: a value of each class. For a list, one member and none, and two if anything tells
/// members apart.
fn options(walk: &Walk, id: &str, atoms: &Atoms<'_>) -> Vec<Vec<Action>> {
    let world = walk.world();
    let Some(fact) = world.procedure.fact(id) else { return vec![Vec::new()] };
    let set = |fact: String, value: &Value| Action::Set { fact, value: value.to_string() };
    let Kind::Records(records) = &fact.kind else {
        let values = atoms.values(&world, id).into_iter().flatten();
        return values.map(|value| vec![set(id.to_owned(), &value)]).collect();
    };
    let list = |members: usize| {
        let mut facts = Facts::default();
        initial_answers::set_members(fact, id, members, &mut facts);
        let mut actions = Vec::new();
        for member in facts.members(id).unwrap_or_default() {
            actions.push(Action::Add { list: id.to_owned(), key: member.key.clone() });
            let fields = member.fields.iter().filter(|(field, _)| **field != records.key);
            actions.extend(fields.map(|(field, value)| set(format!("{id}.{}.{field}", member.key), value)));
        }
        if actions.is_empty() {
            actions.push(Action::Set { fact: id.to_owned(), value: "none".to_owned() });
        }
        actions
    };
    let counts: &[usize] = if conditions::tell_members_apart(world.procedure, id) { &[1, 0, 2] } else { &[1, 0] };
    counts.iter().copied().filter(|count| (records.min..=records.max).contains(count)).map(list).collect()
}
