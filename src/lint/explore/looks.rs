//! Looks: the observations that help an operator to go on.

use std::collections::BTreeSet;

use super::initial_answers;
use super::transition::Transition;
use crate::engine::action::Action;
use crate::engine::plan::Planned;
use crate::engine::walk::Walk;
use crate::engine::world::World;
use crate::model::condition::{Condition, Form, Scope};

/// The action of seeing a value of a state.
pub(super) fn see(state: &str, value: &str) -> Action {
    Action::See { state: Some(state.to_owned()), value: value.to_owned() }
}

/// The observations that help to open a shut gate. Of the states that the gate requires in any case, only the first is
/// included. No other order opens the gate sooner.
pub(super) fn at_gate(walk: &Walk, planned: &Planned) -> Vec<Transition> {
    let before = walk.world();
    let gate = || walk.required(planned).into_iter().chain(&planned.step(walk.procedure()).already);
    let mut looks = looks(walk, &walk.gate_states(planned));
    looks.retain(|look| {
        let mut states = walk.states().clone();
        states.set(&look.state, &look.value, true);
        let after = World { states: &states, ..before };
        let gap = |world: &World<'_>, gate| initial_answers::distance(world, gate, &planned.scope, true);
        gate().any(|gate| gap(&after, gate) < gap(&before, gate))
    });
    let in_turn = asked_in_any_case(walk, planned);
    let first = in_turn.iter().find(|state| looks.iter().any(|look| look.state == **state));
    looks.retain(|look| Some(&look.state) == first || !in_turn.contains(&look.state));
    looks.into_iter().map(Look::transition).collect()
}

/// The states that a gate requires in any case, rather than as one of several ways to open it.
fn asked_in_any_case(walk: &Walk, planned: &Planned) -> Vec<String> {
    let world = walk.world();
    let (mut in_any_case, mut otherwise) = (Vec::new(), BTreeSet::new());
    let mut pending: Vec<&Condition> = walk.required(planned).into_iter().collect();
    let mut ways: Vec<&Condition> = planned.step(walk.procedure()).already.iter().collect();
    while let Some(condition) = pending.pop() {
        match &condition.form {
            Form::All(parts) => pending.extend(parts.iter().rev()),
            Form::Holds(id) => pending.extend(walk.procedure().named(id)),
            Form::Atom(atom) => in_any_case.push(world.full_id(&atom.subject, &planned.scope)),
            _ => ways.push(condition),
        }
    }
    for way in ways {
        world.visit_atoms(way, &planned.scope, &mut |atom, scope| {
            otherwise.insert(world.full_id(&atom.subject, scope));
        });
    }
    in_any_case.retain(|state| !otherwise.contains(state));
    in_any_case
}

/// An observation of a state.
struct Look {
    state: String,
    value: String,
}

impl Look {
    fn transition(self) -> Transition {
        let Self { state, value } = self;
        Transition::new(see(&state, &value), format!("see {state} {value}"))
    }
}

/// The observations of states that would be news: every value except the one already observed.
fn looks(walk: &Walk, states: &[String]) -> Vec<Look> {
    let of_state = |state: &String| {
        let known = walk.states().get(state).filter(|seen| seen.observed).map(|seen| seen.value.clone());
        let values = walk.procedure().state(state).map(|state| state.values.as_slice()).unwrap_or_default();
        let other = values.iter().filter(move |value| known.as_ref() != Some(&value.id));
        other.map(|value| Look { state: state.clone(), value: value.id.clone() }).collect::<Vec<_>>()
    };
    states.iter().flat_map(of_state).collect()
}

/// The observations of the states that blocking checks ask about.
pub(super) fn for_checks(walk: &Walk, checks: &[String]) -> Vec<Transition> {
    let world = walk.world();
    let mut states: Vec<String> = Vec::new();
    for check in checks.iter().filter_map(|id| walk.procedure().check(id)) {
        world.visit_atoms(&check.pass, Scope::empty(), &mut |atom, scope| {
            let id = world.full_id(&atom.subject, scope);
            if walk.procedure().state(&id).is_some_and(|state| state.start.is_none()) && !states.contains(&id) {
                states.push(id);
            }
        });
    }
    looks(walk, &states).into_iter().map(Look::transition).collect()
}
