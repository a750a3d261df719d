//! Successors: computes the states that follow a state, and the key of each.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::analysis::Analysis;
use super::assignment::{Answers, Assignment};
use super::cache::Cache;
use super::fingerprint::fingerprint;
use super::graph::{Effects, StateClass};
use super::liveness::LiveSet;
use super::properties;
use super::properties::Violation;
use super::search_state::{Alternative, SearchState};
use super::step_facts::StepFacts;
use super::transitions;
use super::transitions::Deviation;
use super::visited::Visited;
use crate::engine::action::Action;
use crate::engine::facts::Facts;
use crate::engine::walk::{Abstraction, Gate, Position, Walk};
use crate::engine::world::{Seen, World};
use crate::lint::uses;

/// The maximum number of live varied facts, where the unplanned restart counts as one.
const MAX_VARIED: usize = 2;

/// The part of the answers that is live at a position.
struct LiveAnswers {
    /// A fingerprint of the results of all live tests.
    fingerprint: u64,
    /// The varied facts for which the result of a live test differs. Names don't contain the keys of members.
    varied: Vec<String>,
}

/// A reached state with its key.
pub(super) struct Reached {
    /// `None` if an equally good path is known.
    pub(super) state: Option<SearchState>,
    /// A fingerprint of everything that can influence the future of the state.
    pub(super) key: u64,
    pub(super) class: StateClass,
}

/// A successor of a state.
pub(super) struct Successor {
    /// The number of the alternative, and a fingerprint of its words.
    pub(super) by: u16,
    pub(super) words: u64,
    /// Whether the procedure can't rely on it: an unplanned restart, or a choice of other initial answers.
    pub(super) apart: bool,
    /// The number of deviations that it adds.
    pub(super) deviations: usize,
    pub(super) effects: Option<Effects>,
    /// The violation that the transition passes over a gate.
    pub(super) passed: Option<Violation>,
    pub(super) reached: Reached,
}

/// Computes successors. Caches the results that several states share.
pub(super) struct Successors<'t, 'p> {
    analysis: &'t Analysis<'p>,
    step_facts: StepFacts,
    /// The live sets by the fingerprint of the position.
    live_sets: Cache<u64, Arc<LiveSet<'t, 'p>>>,
    /// The live answers by the fingerprint of the position and the number of the assignment.
    live_answers: Cache<(u64, usize), Arc<LiveAnswers>>,
    /// The classes of state values by the fingerprints of the position and the value.
    state_classes: Cache<(u64, u64), Option<u64>>,
}

impl<'t, 'p> Successors<'t, 'p> {
    pub(super) fn new(analysis: &'t Analysis<'p>) -> Self {
        let (live_sets, live_answers, state_classes) = (Cache::new(), Cache::new(), Cache::new());
        Self { analysis, step_facts: StepFacts::new(analysis.procedure), live_sets, live_answers, state_classes }
    }

    /// The successors of a state.
    pub(super) fn of(&self, state: &SearchState, visited: &Visited) -> Vec<Successor> {
        let alternatives = self.alternatives(state).into_iter().zip(0..=u16::MAX);
        alternatives.filter_map(|(alternative, by)| self.successor(state, &alternative, by, visited)).collect()
    }

    /// The successor by one alternative. `None` if the walk refuses it.
    fn successor(
        &self,
        state: &SearchState,
        alternative: &Alternative,
        by: u16,
        visited: &Visited,
    ) -> Option<Successor> {
        let after = self.follow(state, alternative)?;
        let deviations = after.deviations - state.deviations;
        let jumps = deviations > 0 || !matches!(state.position, Position::Step { .. } | Position::Waiting { .. });
        let passed = if jumps { properties::passed_gate(&state.walk, &after.walk) } else { None };
        let apart = (after.restarted && !state.restarted) || matches!(alternative, Alternative::Scenario(_));
        let effects = match alternative {
            Alternative::Fact { .. } | Alternative::Scenario(_) => None,
            Alternative::Operator(transition) => {
                let live = self.live_set(state);
                let is_live = |id: &str| live.contains(id);
                self.analysis.deferred.effects(&state.walk, &after.walk, transition, is_live)
            }
        };
        let (words, reached) = (fingerprint(&alternative.words()), self.reached(after, visited));
        Some(Successor { by, words, apart, deviations, effects, passed, reached })
    }

    /// Decides the facts of a reached state that can't have other values, and computes its key.
    pub(super) fn reached(&self, mut state: SearchState, visited: &Visited) -> Reached {
        self.decide_forced(&mut state);
        let key = self.key(&state);
        if visited.find(key, &state).is_some_and(|known| known.covers(&state)) {
            return Reached { state: None, key, class: StateClass::Going };
        }
        let decided = state.decided || !state.asks();
        let is_blocked = || transitions::at(&state.walk, &state.position, &self.analysis.atoms, false).is_empty();
        let class = match &state.position {
            Position::SignOff => StateClass::SignOff,
            Position::Ended | Position::Stopped => StateClass::End,
            Position::Guarded { .. } | Position::Ask { .. } if decided && is_blocked() => StateClass::End,
            Position::Step { gate: Gate::Shut, .. } if decided => StateClass::Shut,
            _ => StateClass::Going,
        };
        Reached { state: Some(state), key, class }
    }

    /// The state at the first step of a walk with some answers. `None` if a check blocks the walk. Every fact for which
    /// the result of a test differs from the initial answers is decided and varied.
    pub(super) fn begin(&self, facts: &Facts) -> Option<SearchState> {
        let mut walk = Walk::with_facts(Arc::clone(self.analysis.procedure), facts.clone());
        let position = walk.take(&Action::Done).ok()?;
        let position = transitions::skip_ahead(&mut walk, position);
        let mut varied = facts.names();
        varied.extend(self.analysis.initial.names());
        varied.retain(|name| self.differs(&walk, name, |_| true));
        let answers = Answers::of(self.analysis.procedure, facts);
        let assignment = self.analysis.assignments().of(answers, varied.clone(), varied);
        Some(SearchState {
            walk,
            position,
            assignment,
            restarted: false,
            is_initial: true,
            decided: false,
            deviations: 0,
        })
    }

    /// Whether the result of some test differs from that with the initial answers. `counts` selects the tests.
    fn differs(&self, walk: &Walk, name: &str, counts: impl Fn(&str) -> bool) -> bool {
        let Analysis { procedure, initial, atoms, .. } = self.analysis;
        let words = |facts: &Facts| facts.find(procedure, name).map(ToString::to_string);
        if words(walk.facts()) == words(initial) {
            return false;
        }
        if walk.facts().members(name).or(initial.members(name)).is_some() {
            return true;
        }
        let truths = |world: &World<'_>| atoms.truths(world, name, &counts);
        let (own, first) = (truths(&walk.world()), truths(&World::of_facts(procedure, initial)));
        own.is_none() || own != first
    }

    /// The alternatives in a state. If the walk asks about an undecided fact, these are the branches of the fact.
    /// Otherwise they are the operator's inputs. In the initial state, the scenarios are added.
    pub(super) fn alternatives(&self, state: &SearchState) -> Vec<Alternative> {
        let mut alternatives: Vec<Alternative> = if let Some(name) = self.undecided(state) {
            let branches = self.analysis.branches(&state.walk, &name, &state.assignment);
            let branches = branches.iter().cloned();
            branches.map(|(facts, words)| Alternative::Fact { name: name.clone(), facts, words }).collect()
        } else {
            let restarts = !state.restarted && self.live_answers(state).varied.len() < MAX_VARIED;
            let transitions = transitions::at(&state.walk, &state.position, &self.analysis.atoms, restarts);
            transitions.into_iter().map(Alternative::Operator).collect()
        };
        if state.is_initial {
            alternatives.extend((0..self.analysis.scenarios.len()).map(Alternative::Scenario));
        }
        alternatives
    }

    /// Decides the facts asked at the position that can't have other values.
    pub(super) fn decide_forced(&self, state: &mut SearchState) {
        while let Some(name) = self.undecided(state) {
            let is_open =
                self.may_vary(state, &name) && self.analysis.branches(&state.walk, &name, &state.assignment).len() > 1;
            if is_open {
                return;
            }
            state.assignment = self.analysis.assignments().keep(&state.assignment, &name);
        }
        state.decided = state.asks();
    }

    /// The first undecided fact that the walk asks about at the position.
    fn undecided(&self, state: &SearchState) -> Option<String> {
        if state.decided || !state.asks() {
            return None;
        }
        let live = self.live_set(state);
        self.step_facts.undecided(&state.walk, &state.assignment, |name| live.contains(name))
    }

    /// Whether one more fact may be varied: only if every live varied fact depends on it, and if there are few of
    /// these.
    fn may_vary(&self, state: &SearchState, name: &str) -> bool {
        let stem = uses::stem(self.analysis.procedure, name);
        let varied = &self.live_answers(state).varied;
        varied.len() + usize::from(state.restarted) < MAX_VARIED
            && varied.iter().all(|own| self.analysis.dependence.joins(own, &stem))
    }

    /// The live variables and tests at the position.
    fn live_set(&self, state: &SearchState) -> Arc<LiveSet<'t, 'p>> {
        let liveness = &self.analysis.liveness;
        let position = liveness.position(&state.walk, state.decided);
        self.live_sets.get(fingerprint(&position), || Arc::new(liveness.at(&position)))
    }

    /// The live part of the answers at the position.
    fn live_answers(&self, state: &SearchState) -> Arc<LiveAnswers> {
        let live = self.live_set(state);
        let find = || {
            let Assignment { decided, varied, .. } = &*state.assignment;
            let Analysis { procedure, atoms, .. } = self.analysis;
            let (walk, facts) = (&state.walk, state.walk.facts());
            let counts = |test: &str| live.contains(test);
            let mut hasher = DefaultHasher::new();
            for name in decided.iter().filter(|name| live.contains(name)) {
                let truths = atoms.truths(&walk.world(), name, counts).filter(|_| facts.members(name).is_none());
                let value = truths.is_none().then(|| facts.find(procedure, name).map(ToString::to_string));
                (name, truths, value).hash(&mut hasher);
            }
            let varied = varied.iter().filter(|name| live.contains(name) && self.differs(walk, name, counts));
            let varied = varied.map(|name| uses::stem(procedure, name)).collect();
            Arc::new(LiveAnswers { fingerprint: hasher.finish(), varied })
        };
        self.live_answers.get((live.position, state.assignment.number), find)
    }

    /// The class of a state's value. `None` if the state isn't live, or if the value is in the same class as no value.
    fn state_class(&self, live: &LiveSet<'_, '_>, id: &str, seen: &Seen) -> Option<u64> {
        let Analysis { procedure, atoms, .. } = self.analysis;
        let class = || atoms.state_class(procedure, id, seen, |test| live.contains(test));
        let value = fingerprint(&(id, &seen.value, seen.observed));
        self.state_classes.get((live.position, value), || live.contains(id).then(class).flatten())
    }

    /// The state after an alternative. `None` if the walk refuses it.
    pub(super) fn follow(&self, state: &SearchState, alternative: &Alternative) -> Option<SearchState> {
        let procedure = self.analysis.procedure;
        let mut after = SearchState { is_initial: false, decided: false, ..state.clone() };
        match alternative {
            Alternative::Operator(transition) => {
                (after.walk, after.position) = transition.apply(after.walk)?;
                after.restarted |= transition.deviation == Deviation::Restart;
                after.deviations += usize::from(transition.deviation != Deviation::None);
                if matches!(state.position, Position::Ask { .. }) {
                    let Assignment { decided, varied, .. } = &*state.assignment;
                    let answers = Answers::of(procedure, after.walk.facts());
                    after.assignment = self.analysis.assignments().of(answers, decided.clone(), varied.clone());
                    if self.analysis.rests_on_facts {
                        after.walk.suppose_checked();
                    }
                }
            }
            Alternative::Fact { name, facts, words } => {
                after.assignment = self.analysis.assignments().keep(&state.assignment, name);
                if !words.is_empty() {
                    after.walk.suppose(facts);
                    let Assignment { decided, varied, .. } = &*after.assignment;
                    let varied = varied.iter().chain([name]).cloned().collect();
                    let answers = Answers::of(procedure, after.walk.facts());
                    let assignment = self.analysis.assignments().of(answers, decided.clone(), varied);
                    after.assignment = assignment;
                    after.deviations += 1;
                    let position = after.walk.position();
                    after.position = transitions::skip_ahead(&mut after.walk, position);
                }
            }
            Alternative::Scenario(index) => {
                let begun = self.begin(&self.analysis.scenarios.get(*index)?.1)?;
                after = SearchState { is_initial: false, deviations: 1, ..begun };
            }
        }
        Some(after)
    }

    /// The key of a state: a fingerprint of everything that can influence its future.
    fn key(&self, state: &SearchState) -> u64 {
        let mut hasher = DefaultHasher::new();
        if matches!(state.position, Position::Stopped | Position::Ended) {
            return fingerprint(&state.walk.target().map(|target| &target.id));
        }
        let live = self.live_set(state);
        let abstraction = Abstraction {
            main: live.on_main,
            state: &|id: &str, seen: &Seen| self.state_class(&live, id, seen),
            obligation: &|id: &str| !self.analysis.deferred.contains(id) || live.contains(id),
        };
        state.walk.hash_future(&abstraction, &mut hasher);
        for name in self.analysis.readings.iter().filter(|name| live.contains(name)) {
            state.walk.facts().get(name).map(|value| (name, value.to_string())).hash(&mut hasher);
        }
        state.decided.hash(&mut hasher);
        // Facts that only a screen shows are part of the key only while the walk asks for them.
        if let Position::Ask { facts, .. } = &state.position {
            facts.hash(&mut hasher);
        }
        self.live_answers(state).fingerprint.hash(&mut hasher);
        hasher.finish()
    }
}
