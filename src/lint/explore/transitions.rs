//! Moves: what an operator can do at one position of a walk, as the explorer plays it.

use std::collections::BTreeSet;

use super::value_classes::Asked;
use crate::engine::action::Action;
use crate::engine::event::{Event, Provenance};
use crate::engine::plan::Planned;
use crate::engine::walk::{Ask, Gate, Position, Walk};
use crate::engine::world::World;
use crate::model::condition::{Condition, Form, Scope};
use crate::model::value::{Kind, Value};
use crate::model::{Jump, Problem, Procedure};

/// How many combinations of readings a step is tried with; with more, they are varied one at a time.
const COMBINATIONS: usize = 16;

/// One thing that an operator does, in the words of the plain front.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Move {
    /// The actions, one after another.
    pub(in crate::lint) actions: Vec<Action>,
    /// What is typed.
    pub(in crate::lint) words: String,
    /// How it goes.
    pub(in crate::lint) sort: Sort,
}

/// How a move goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Sort {
    /// As it should.
    Smooth,
    /// Something goes wrong: a problem, a surprise, a restart that did not happen.
    Mishap,
    /// A restart that nobody asked for. Once a path.
    Restart,
}

impl Move {
    /// The main action.
    fn done() -> Self {
        Self { actions: vec![Action::Done], words: "done".to_owned(), sort: Sort::Smooth }
    }

    /// What becomes of a walk by this; nothing where it is refused.
    pub(in crate::lint) fn play(&self, mut walk: Walk) -> Option<(Walk, Position)> {
        let mut position = None;
        for action in &self.actions {
            position = Some(walk.take(action).ok()?);
        }
        let position = hurry(&mut walk, position?);
        Some((walk, position))
    }

    /// One action with its words.
    fn new(action: Action, words: impl Into<String>) -> Self {
        Self { actions: vec![action], words: words.into(), sort: Sort::Smooth }
    }
}

/// Everything that can be done now. `asked` knows the classes of the readings.
pub(in crate::lint) fn at(walk: &Walk, position: &Position, asked: &Asked<'_>, restarts: bool) -> Vec<Move> {
    let mut moves = match position {
        Position::Step { step, gate } => of_step(walk, step, *gate, asked),
        Position::Waiting { node, step } => {
            let mut moves = vec![Move::done()];
            if walk.down().get(node).is_some_and(|down| down.planned) {
                moves.push(Move { sort: Sort::Mishap, ..Move::new(Action::NotRestarted, "not-restarted") });
            }
            moves.extend(step.iter().flat_map(|step| problems(walk, step)));
            moves
        }
        Position::Restart { step } => std::iter::once(Move::done()).chain(problems(walk, step)).collect(),
        Position::Ask { facts, .. } => answers(walk, facts),
        Position::Checks | Position::Problem | Position::Lost { .. } | Position::HandOff { .. } | Position::SignOff => {
            vec![Move::done()]
        }
        Position::Guarded { checks, .. } => looks_for_checks(walk, checks),
        Position::Worksheet | Position::PickUp | Position::Stopped | Position::Ended => Vec::new(),
    };
    let upset = matches!(position, Position::Step { .. } | Position::Waiting { .. } | Position::Restart { .. });
    if restarts && upset {
        let nodes = walk.world().nodes();
        for (node, _) in nodes.into_iter().filter(|(id, node)| !node.visited && !walk.down().contains_key(id)) {
            for (action, word) in [(Action::Restarted(node.clone()), "restarted"), (Action::Down(node.clone()), "down")]
            {
                moves.push(Move { sort: Sort::Restart, ..Move::new(action, format!("{word} {node}")) });
            }
        }
    }
    moves
}

/// What can be done at a step.
fn of_step(walk: &Walk, step: &str, gate: Gate, asked: &Asked<'_>) -> Vec<Move> {
    let Some(planned) = walk.planned(step) else { return Vec::new() };
    let mut moves = match gate {
        Gate::Shut => looks_at_gate(walk, planned),
        Gate::Already => vec![Move::done()],
        Gate::Open => {
            let judged = planned.step(walk.procedure()).succeeds.is_some();
            let combinations = readings(walk, planned, asked).into_iter().enumerate();
            let sort = |number| if judged && number > 0 { Sort::Mishap } else { Sort::Smooth };
            combinations.map(|(number, typed)| Move { sort: sort(number), ..confirmed(typed) }).collect()
        }
    };
    if gate != Gate::Shut {
        let first = moves.first().map(|first| first.actions.clone()).unwrap_or_default();
        moves.extend(surprises(walk, planned, gate, &first));
    }
    moves.extend(problems(walk, step));
    if planned.step(walk.procedure()).skippable {
        moves.push(Move::new(Action::Skip("not needed".to_owned()), "skip"));
    }
    moves
}

/// The readings typed, then the main action.
fn confirmed(readings: Vec<Action>) -> Move {
    let typed: Vec<String> = readings.iter().filter_map(words_of).collect();
    let words = if typed.is_empty() { "done".to_owned() } else { format!("{}, done", typed.join(", ")) };
    Move { actions: readings.into_iter().chain([Action::Done]).collect(), words, sort: Sort::Smooth }
}

/// The words of an action that gives a value.
fn words_of(action: &Action) -> Option<String> {
    match action {
        Action::Set { fact, value } => Some(format!("set {fact} {value}")),
        Action::Add { list, key } => Some(format!("add {list} {key}")),
        _ => None,
    }
}

/// Each question about the world answered with something else than expected, those before it as expected.
fn surprises(walk: &Walk, planned: &Planned, gate: Gate, first: &[Action]) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut before: Vec<Action> = first.iter().filter(|action| words_of(action).is_some()).cloned().collect();
    for ask in walk.asks(planned, gate == Gate::Already) {
        let Ask::State { state, expect } = ask else { continue };
        let declared = walk.procedure().state(&state);
        let mut met: Vec<Option<String>> = Vec::new();
        for value in declared.into_iter().flat_map(|declared| &declared.values).filter(|value| value.id != expect) {
            let see = Action::See { state: Some(state.clone()), value: value.id.clone() };
            // Of the values that open the same problem, one stands for all.
            let problem = walk.decide(&see).unwrap_or_default().into_iter().find_map(|event| match event {
                Event::Problem { problem, .. } => Some(problem),
                _ => None,
            });
            if problem.as_ref().is_some_and(|problem| met.contains(problem)) {
                continue;
            }
            met.extend(problem);
            // What differs opens a problem, and the problem is followed.
            let actions = before.iter().cloned().chain([see, Action::Done]).collect();
            moves.push(Move { actions, words: format!("see {state} {}", value.id), sort: Sort::Mishap });
        }
        before.push(Action::See { state: Some(state), value: expect });
    }
    moves
}

/// Each state in a shut gate seen to be what the gate asks for. Of those that it asks for in any case one comes after the
/// other, in the gate's order: no other order opens it any sooner.
fn looks_at_gate(walk: &Walk, planned: &Planned) -> Vec<Move> {
    let mut moves = looks(walk, walk.gate_states(planned));
    let before = walk.world();
    moves.retain(|made| {
        let [Action::See { state: Some(state), value }] = made.actions.as_slice() else { return false };
        let mut states = walk.states().clone();
        states.set(state, value, true);
        let after = World { states: &states, ..before };
        walk.required(planned).into_iter().chain(&planned.step(walk.procedure()).already).any(|gate| {
            let gap = |world: &World<'_>| super::initial_answers::distance(world, gate, &planned.scope, true);
            gap(&after) < gap(&before)
        })
    });
    let asked = asked_anyway(walk, planned);
    let mut turns = asked.iter().filter(|state| moves.iter().any(|made| looks_at(made, state)));
    let first = turns.next().cloned();
    moves.retain(|made| {
        first.iter().any(|state| looks_at(made, state)) || !asked.iter().any(|state| looks_at(made, state))
    });
    moves
}

/// Whether a move is a look at a state.
fn looks_at(made: &Move, state: &str) -> bool {
    matches!(made.actions.as_slice(), [Action::See { state: Some(own), .. }] if own == state)
}

/// The states that a gate asks for in any case: by themselves, not as one of several ways to open it.
fn asked_anyway(walk: &Walk, planned: &Planned) -> Vec<String> {
    let world = walk.world();
    let (mut anyway, mut otherwise) = (Vec::new(), BTreeSet::new());
    let mut pending: Vec<&Condition> = walk.required(planned).into_iter().collect();
    let mut ways: Vec<&Condition> = planned.step(walk.procedure()).already.iter().collect();
    while let Some(condition) = pending.pop() {
        match &condition.form {
            Form::All(parts) => pending.extend(parts.iter().rev()),
            Form::Holds(id) => pending.extend(walk.procedure().named(id)),
            Form::Atom(atom) => anyway.push(crate::lint::condition_visit::subject(&world, atom, &planned.scope)),
            _ => ways.push(condition),
        }
    }
    for way in ways {
        crate::lint::condition_visit::visit(&world, way, &planned.scope, &mut |atom, scope| {
            otherwise.insert(crate::lint::condition_visit::subject(&world, atom, scope));
        });
    }
    anyway.retain(|state| !otherwise.contains(state));
    anyway
}

/// Each of some states seen to be anything that it is not known to be.
fn looks(walk: &Walk, states: Vec<String>) -> Vec<Move> {
    let mut moves = Vec::new();
    for state in states {
        let known = walk.states().get(&state).filter(|seen| seen.observed).map(|seen| seen.value.as_str());
        let values = walk.procedure().state(&state).map(|state| state.values.as_slice()).unwrap_or_default();
        for value in values.iter().filter(|value| known != Some(value.id.as_str())) {
            let see = Action::See { state: Some(state.clone()), value: value.id.clone() };
            moves.push(Move::new(see, format!("see {state} {}", value.id)));
        }
    }
    moves
}

/// The states of the world that blocking checks ask about, looked at.
fn looks_for_checks(walk: &Walk, checks: &[String]) -> Vec<Move> {
    let world = walk.world();
    let mut states: Vec<String> = Vec::new();
    for check in checks.iter().filter_map(|id| walk.procedure().check(id)) {
        crate::lint::condition_visit::visit(&world, &check.pass, Scope::empty(), &mut |atom, scope| {
            let id = crate::lint::condition_visit::subject(&world, atom, scope);
            if walk.procedure().state(&id).is_some_and(|state| state.start.is_none()) && !states.contains(&id) {
                states.push(id);
            }
        });
    }
    looks(walk, states)
}

/// Each problem of a step, met and followed. Of several that lead to the same with the same effects one stands for all,
/// and one that only repeats its step changes nothing.
fn problems(walk: &Walk, step: &str) -> Vec<Move> {
    let mut told: Vec<&Problem> = Vec::new();
    let mut moves = Vec::new();
    for (index, problem) in walk.listed(step).into_iter().enumerate() {
        let same =
            |own: &&Problem| own.then == problem.then && own.sets == problem.sets && own.closes == problem.closes;
        let idle = problem.then == Jump::Repeat && problem.sets.is_empty() && problem.closes.is_empty();
        let asked = walk.planned(step).is_some_and(|planned| !planned.step(walk.procedure()).asks.is_empty());
        if (idle && !asked) || told.iter().any(same) {
            continue;
        }
        told.push(problem);
        let actions = vec![Action::Problem((index + 1).to_string()), Action::Done];
        moves.push(Move { actions, words: format!("problem {}", problem.id), sort: Sort::Mishap });
    }
    moves
}

/// What the walk asks for, given; nothing where that is a whole list.
fn answers(walk: &Walk, facts: &[String]) -> Vec<Move> {
    let set = |full: &String| {
        let kind = crate::engine::facts::Address::find(walk.procedure(), full)?.kind().clone();
        let value = super::value_classes::fresh(&kind, full)?.to_string();
        Some(Action::Set { fact: full.clone(), value })
    };
    let actions: Vec<Action> = facts.iter().filter_map(set).collect();
    if actions.len() < facts.len() {
        return Vec::new();
    }
    let words: Vec<String> = actions.iter().filter_map(words_of).collect();
    vec![Move { actions, words: words.join(", "), sort: Sort::Smooth }]
}

/// The combinations of readings that a step is tried with; one without any where it asks for none. The first succeeds
/// where one does.
fn readings(walk: &Walk, planned: &Planned, asked: &Asked<'_>) -> Vec<Vec<Action>> {
    let procedure = walk.procedure();
    let step = planned.step(procedure);
    let mut combinations: Vec<Vec<Action>> = vec![Vec::new()];
    for name in &step.asks {
        let id = planned.scope.resolve(name);
        let options = options(walk, &id, asked);
        let product = combinations.len() * options.len();
        combinations = if product <= COMBINATIONS {
            let each = combinations.iter().flat_map(|known| options.iter().map(|more| [known.clone(), more.clone()]));
            each.map(|parts| parts.concat()).collect()
        } else {
            let first = options.first().cloned().unwrap_or_default();
            let with_first = combinations.iter().map(|known| [known.clone(), first.clone()].concat());
            let others = options.iter().skip(1).filter_map(|more| Some([combinations.first()?.clone(), more.clone()]));
            with_first.chain(others.map(|parts| parts.concat())).collect()
        };
    }
    if let Some(succeeds) = &step.succeeds {
        let good = combinations.iter().position(|readings| {
            let facts = read(procedure, walk, readings);
            succeeds.truth(&World { facts: &facts, ..walk.world() }, &planned.scope).holds()
        });
        combinations.swap(0, good.unwrap_or_default());
    }
    combinations
}

/// The facts once some readings are taken.
fn read(procedure: &Procedure, walk: &Walk, readings: &[Action]) -> crate::engine::facts::Facts {
    let mut facts = walk.facts().clone();
    for action in readings {
        if let Action::Set { fact, value } = action {
            facts.write(procedure, fact, value, Provenance::Typed);
        }
    }
    facts
}

/// What a reading may say: a value of every class; a list with no member, one and two, as far as it may have them.
fn options(walk: &Walk, id: &str, asked: &Asked<'_>) -> Vec<Vec<Action>> {
    let world = walk.world();
    let Some(fact) = world.procedure.fact(id) else { return vec![Vec::new()] };
    let Kind::Records(records) = &fact.kind else {
        let values = asked.values(&world, id);
        let set = |value: &Value| vec![Action::Set { fact: id.to_owned(), value: value.to_string() }];
        return values.iter().flatten().map(set).collect();
    };
    let list = |members: usize| {
        let mut facts = crate::engine::facts::Facts::default();
        super::initial_answers::set_members(fact, id, members, &mut facts);
        let mut actions = Vec::new();
        for member in facts.members(id).unwrap_or_default() {
            actions.push(Action::Add { list: id.to_owned(), key: member.key.clone() });
            for (field, value) in member.fields.iter().filter(|(field, _)| **field != records.key) {
                let fact = format!("{id}.{}.{field}", member.key);
                actions.push(Action::Set { fact, value: value.to_string() });
            }
        }
        if actions.is_empty() {
            actions.push(Action::Set { fact: id.to_owned(), value: "none".to_owned() });
        }
        actions
    };
    let told_apart = if crate::lint::uses::counts(world.procedure, id) { [1, 0, 2].as_slice() } else { &[1, 0] };
    told_apart.iter().copied().filter(|count| (records.min..=records.max).contains(count)).map(list).collect()
}

/// Goes from where a walk stands to the console of the next step, and follows a problem: what is explored happens at steps.
/// Gives where the walk then stands.
pub(in crate::lint) fn hurry(walk: &mut Walk, from: Position) -> Position {
    let mut position = from;
    while matches!(position, Position::HandOff { .. } | Position::Problem)
        && let Ok(further) = walk.take(&Action::Done)
    {
        position = further;
    }
    position
}
