//! Successors: computes the states that follow a state, and the key of each.

use std::sync::Arc;

use super::analysis::Analysis;
use super::assignment::{Answers, Assignment};
use super::fingerprint::fingerprint;
use super::graph::{Effects, StateClass};
use super::properties;
use super::properties::Violation;
use super::search_state::{Alternative, SearchState};
use super::state_key::StateKeys;
use super::step_facts::StepFacts;
use super::transition::{Deviation, skip_ahead};
use super::transitions;
use super::visited::Visited;
use crate::engine::action::Action;
use crate::engine::facts::Facts;
use crate::engine::walk::{Gate, Position, Walk};
use crate::lint::uses;

/// The maximum number of live varied facts, where the unplanned restart counts as one.
const MAX_VARIED: usize = 2;

/// A reached state with its key.
pub(super) struct Reached {
    /// `None` if an equally good path is known.
    pub(super) state: Option<SearchState>,
    /// A fingerprint of everything that can influence the future of the state.
    pub(super) key: u64,
    pub(super) class: StateClass,
    /// A fingerprint of the screen.
    pub(super) screen: u64,
    pub(super) violations: Vec<Violation>,
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

/// Computes successors.
pub(super) struct Successors<'t, 'p> {
    analysis: &'t Analysis<'p>,
    keys: StateKeys<'t, 'p>,
    step_facts: StepFacts,
}

impl<'t, 'p> Successors<'t, 'p> {
    pub(super) fn new(analysis: &'t Analysis<'p>) -> Self {
        Self { analysis, keys: StateKeys::new(analysis), step_facts: StepFacts::new(analysis.procedure) }
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
                let live = self.keys.live_set(state);
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
        let key = self.keys.key(&state);
        if visited.find(key, &state).is_some_and(|known| known.covers(&state)) {
            return Reached { state: None, key, class: StateClass::Going, screen: 0, violations: Vec::new() };
        }
        let decided = state.is_decided();
        let is_blocked = || transitions::at(&state.walk, &state.position, &self.analysis.atoms, false).is_empty();
        let class = match &state.position {
            Position::SignOff => StateClass::SignOff,
            Position::Ended | Position::Stopped => StateClass::End,
            Position::Guarded { .. } | Position::Ask { .. } if decided && is_blocked() => StateClass::End,
            Position::Step { gate: Gate::Shut, .. } if decided => StateClass::Shut,
            _ => StateClass::Going,
        };
        let violations = if decided { properties::violations(&state.walk, &state.position) } else { Vec::new() };
        let screen = fingerprint(&state.screen());
        Reached { state: Some(state), key, class, screen, violations }
    }

    /// The state at the first step of a walk with some answers. `None` if a check blocks the walk. Every fact for which
    /// the result of a test differs from the initial answers is decided and varied.
    pub(super) fn begin(&self, facts: &Facts) -> Option<SearchState> {
        let mut walk = Walk::with_facts(Arc::clone(self.analysis.procedure), facts.clone());
        let position = walk.take(&Action::Done).ok()?;
        let position = skip_ahead(&mut walk, position);
        let mut varied = facts.names();
        varied.extend(self.analysis.initial.names());
        varied.retain(|name| self.keys.differs(&walk, name, |_| true));
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

    /// The alternatives in a state. If the walk asks about an undecided fact, these are the branches of the fact.
    /// Otherwise they are the operator's inputs. In the initial state, the scenarios are added.
    pub(super) fn alternatives(&self, state: &SearchState) -> Vec<Alternative> {
        let mut alternatives: Vec<Alternative> = if let Some(name) = self.undecided(state) {
            let branches = self.analysis.branches(&state.walk, &name, &state.assignment);
            let branches = branches.iter().cloned();
            branches.map(|(facts, words)| Alternative::Fact { name: name.clone(), facts, words }).collect()
        } else {
            let restarts = !state.restarted && self.keys.live_answers(state).varied.len() < MAX_VARIED;
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
        if state.is_decided() {
            return None;
        }
        let live = self.keys.live_set(state);
        self.step_facts.undecided(&state.walk, &state.assignment, |name| live.contains(name))
    }

    /// Whether one more fact may be varied: only if every live varied fact depends on it, and if there are few of
    /// these.
    fn may_vary(&self, state: &SearchState, name: &str) -> bool {
        let stem = uses::stem(self.analysis.procedure, name);
        let varied = &self.keys.live_answers(state).varied;
        varied.len() + usize::from(state.restarted) < MAX_VARIED
            && varied.iter().all(|own| self.analysis.dependence.joins(own, &stem))
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
                    after.position = skip_ahead(&mut after.walk, position);
                }
            }
            Alternative::Scenario(index) => {
                let begun = self.begin(&self.analysis.scenarios.get(*index)?.1)?;
                after = SearchState { is_initial: false, deviations: 1, ..begun };
            }
        }
        Some(after)
    }
}
