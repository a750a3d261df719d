//! Transitions: the inputs of an operator at each position of a walk.

use super::atoms::Atoms;
use super::looks;
use super::looks::see;
use super::readings::readings;
use super::transition::{Deviation, Transition, words_of};
use super::value_classes::fresh;
use crate::engine::action::Action;
use crate::engine::event::Event;
use crate::engine::facts::Address;
use crate::engine::plan::Planned;
use crate::engine::walk::{Ask, Gate, Position, Walk};
use crate::model::{Jump, Problem};

/// The transitions at a position. `restarts` says whether to include unplanned restarts. The atoms define the value
/// classes of readings.
pub(in crate::lint) fn at(walk: &Walk, position: &Position, atoms: &Atoms<'_>, restarts: bool) -> Vec<Transition> {
    let mut transitions = match position {
        Position::Step { step, gate } => at_step(walk, step, *gate, atoms),
        Position::Waiting { node, step } => {
            let mut transitions = vec![Transition::done()];
            if walk.down().get(node).is_some_and(|down| down.planned) {
                let not_restarted = Transition::new(Action::NotRestarted, "not-restarted");
                transitions.push(Transition { deviation: Deviation::Mishap, ..not_restarted });
            }
            transitions.extend(step.iter().flat_map(|step| problems(walk, step)));
            transitions
        }
        Position::Restart { step } => std::iter::once(Transition::done()).chain(problems(walk, step)).collect(),
        Position::Ask { facts, .. } => answers(walk, facts).into_iter().collect(),
        Position::Checks | Position::Problem | Position::Lost { .. } | Position::HandOff { .. } | Position::SignOff => {
            vec![Transition::done()]
        }
        Position::Guarded { checks, .. } => looks::for_checks(walk, checks),
        Position::Worksheet | Position::PickUp | Position::Stopped | Position::Ended => Vec::new(),
    };
    if restarts && matches!(position, Position::Step { .. } | Position::Waiting { .. } | Position::Restart { .. }) {
        let nodes = walk.world().nodes();
        for (node, _) in nodes.into_iter().filter(|(id, node)| !node.visited && !walk.down().contains_key(id)) {
            let restarted = Transition::new(Action::Restarted(node.clone()), format!("restarted {node}"));
            let down = Transition::new(Action::Down(node.clone()), format!("down {node}"));
            let restarts = [restarted, down].map(|own| Transition { deviation: Deviation::Restart, ..own });
            transitions.extend(restarts);
        }
    }
    transitions
}

/// The transitions at a step.
fn at_step(walk: &Walk, step: &str, gate: Gate, atoms: &Atoms<'_>) -> Vec<Transition> {
    let Some(planned) = walk.planned(step) else { return Vec::new() };
    let declared = planned.step(walk.procedure());
    let mut transitions = match gate {
        Gate::Shut => looks::at_gate(walk, planned),
        Gate::Already => vec![Transition::done()],
        Gate::Open => readings(walk, planned, atoms).into_iter().map(Transition::confirm).collect(),
    };
    if gate == Gate::Open && declared.succeeds.is_some() {
        // Only the first combination of readings may succeed.
        transitions.iter_mut().skip(1).for_each(|own| own.deviation = Deviation::Mishap);
    }
    if gate != Gate::Shut {
        let first = transitions.first().map(|first| first.actions.clone()).unwrap_or_default();
        transitions.extend(surprises(walk, planned, gate, first));
    }
    transitions.extend(problems(walk, step));
    if declared.skippable {
        transitions.push(Transition::new(Action::Skip("not needed".to_owned()), "skip"));
    }
    transitions
}

/// Unexpected observations: for each question about a state, every unexpected value, with the questions before it
/// answered as expected. If several values open the same problem, only the first is included.
fn surprises(walk: &Walk, planned: &Planned, gate: Gate, first: Vec<Action>) -> Vec<Transition> {
    let mut transitions = Vec::new();
    let mut before: Vec<Action> = first.into_iter().filter(|action| words_of(action).is_some()).collect();
    for ask in walk.asks(planned, gate == Gate::Already) {
        let Ask::State { state, expect } = ask else { continue };
        let declared = walk.procedure().state(&state);
        let mut known: Vec<Option<String>> = Vec::new();
        for value in declared.into_iter().flat_map(|declared| &declared.values).filter(|value| value.id != expect) {
            let see = see(&state, &value.id);
            let problem = walk.decide(&see).unwrap_or_default().into_iter().find_map(|event| match event {
                Event::Problem { problem, .. } => Some(problem),
                _ => None,
            });
            if problem.as_ref().is_some_and(|problem| known.contains(problem)) {
                continue;
            }
            known.extend(problem);
            let actions = before.iter().cloned().chain([see]).collect();
            transitions.push(Transition::mishap(actions, format!("see {state} {}", value.id)));
        }
        before.push(see(&state, &expect));
    }
    transitions
}

/// The problems of a step. If several have the same jump and the same effects, only the first is included. A problem
/// that only repeats its step is left out.
fn problems(walk: &Walk, step: &str) -> Vec<Transition> {
    let reads = walk.planned(step).is_some_and(|planned| !planned.step(walk.procedure()).asks.is_empty());
    let mut known: Vec<&Problem> = Vec::new();
    let mut transitions = Vec::new();
    for (index, problem) in walk.listed(step).into_iter().enumerate() {
        let same =
            |own: &&Problem| own.then == problem.then && own.sets == problem.sets && own.closes == problem.closes;
        let idle = problem.then == Jump::Repeat && problem.sets.is_empty() && problem.closes.is_empty();
        if (idle && !reads) || known.iter().any(same) {
            continue;
        }
        known.push(problem);
        let actions = vec![Action::Problem((index + 1).to_string())];
        transitions.push(Transition::mishap(actions, format!("problem {}", problem.id)));
    }
    transitions
}

/// An answer to each question. `None` if a question asks for a whole list.
fn answers(walk: &Walk, facts: &[String]) -> Option<Transition> {
    let set = |full: &String| {
        let value = fresh(Address::find(walk.procedure(), full)?.kind(), full)?.to_string();
        Some(Action::Set { fact: full.clone(), value })
    };
    let actions: Vec<Action> = facts.iter().map(set).collect::<Option<_>>()?;
    let words: Vec<String> = actions.iter().filter_map(words_of).collect();
    Some(Transition { actions, words: words.join(", "), deviation: Deviation::None })
}
