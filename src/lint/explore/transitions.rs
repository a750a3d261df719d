//! Transitions: the inputs of an operator at each position of a walk.

use std::collections::BTreeSet;

use super::atoms::Atoms;
use super::initial_answers;
use super::value_classes::fresh;
use crate::engine::action::Action;
use crate::engine::event::{Event, Provenance};
use crate::engine::facts::{Address, Facts};
use crate::engine::plan::Planned;
use crate::engine::walk::{Ask, Gate, Position, Walk};
use crate::engine::world::World;
use crate::lint::conditions;
use crate::model::condition::{Condition, Form, Scope};
use crate::model::value::{Kind, Value};
use crate::model::{Jump, Problem};

/// The maximum number of combinations of readings at a step. If there are more, readings are varied one at a time.
const MAX_COMBINATIONS: usize = 16;

/// An input of the operator.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Transition {
    /// The actions, one after another.
    pub(in crate::lint) actions: Vec<Action>,
    /// The words that the operator types in the plain front.
    pub(in crate::lint) words: String,
    pub(in crate::lint) deviation: Deviation,
}

/// Whether a transition is a deviation from the expected course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Deviation {
    /// It is expected.
    None,
    /// Something goes wrong: a problem, a surprise, or a restart that didn't happen.
    Mishap,
    /// An unplanned restart. A path has at most one.
    Restart,
}

impl Transition {
    /// A single expected action.
    fn new(action: Action, words: impl Into<String>) -> Self {
        Self { actions: vec![action], words: words.into(), deviation: Deviation::None }
    }

    fn done() -> Self {
        Self::new(Action::Done, "done")
    }

    /// The readings, then the main action.
    fn confirm(readings: Vec<Action>) -> Self {
        let typed: Vec<String> = readings.iter().filter_map(words_of).chain(["done".to_owned()]).collect();
        let actions = readings.into_iter().chain([Action::Done]).collect();
        Self { actions, words: typed.join(", "), deviation: Deviation::None }
    }

    /// A mishap, followed by the main action.
    fn mishap(mut actions: Vec<Action>, words: String) -> Self {
        actions.push(Action::Done);
        Self { actions, words, deviation: Deviation::Mishap }
    }

    /// Applies the transition. Returns the walk after it and its position, or `None` if the walk refuses an action.
    pub(super) fn apply(&self, mut walk: Walk) -> Option<(Walk, Position)> {
        let mut position = None;
        for action in &self.actions {
            position = Some(walk.take(action).ok()?);
        }
        let position = skip_ahead(&mut walk, position?);
        Some((walk, position))
    }
}

/// Skips positions with a single way on: a hand-off and an open problem. Returns the position after them.
pub(super) fn skip_ahead(walk: &mut Walk, mut position: Position) -> Position {
    while matches!(position, Position::HandOff { .. } | Position::Problem)
        && let Ok(further) = walk.take(&Action::Done)
    {
        position = further;
    }
    position
}

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
        Position::Guarded { checks, .. } => looks_for_checks(walk, checks),
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
        Gate::Shut => looks_at_gate(walk, planned),
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

/// The words of an action that gives a value. `None` for other actions.
fn words_of(action: &Action) -> Option<String> {
    match action {
        Action::Set { fact, value } => Some(format!("set {fact} {value}")),
        Action::Add { list, key } => Some(format!("add {list} {key}")),
        _ => None,
    }
}

/// The action of seeing a value of a state.
fn see(state: &str, value: &str) -> Action {
    Action::See { state: Some(state.to_owned()), value: value.to_owned() }
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

/// The observations that help to open a shut gate. Of the states that the gate requires in any case, only the first is
/// included. No other order opens the gate sooner.
fn looks_at_gate(walk: &Walk, planned: &Planned) -> Vec<Transition> {
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
fn looks_for_checks(walk: &Walk, checks: &[String]) -> Vec<Transition> {
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

/// The combinations of readings to try at a step. If one of them makes the step succeed, it comes first. A step without
/// readings has one empty combination.
fn readings(walk: &Walk, planned: &Planned, atoms: &Atoms<'_>) -> Vec<Vec<Action>> {
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
