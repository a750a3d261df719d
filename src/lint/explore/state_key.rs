//! State keys: fingerprints of everything that can influence the future of a state. States with the same key are merged.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::analysis::Analysis;
use super::assignment::Assignment;
use super::cache::Cache;
use super::fingerprint::fingerprint;
use super::liveness::LiveSet;
use super::search_state::SearchState;
use crate::engine::facts::Facts;
use crate::engine::walk::{Abstraction, Position, Walk};
use crate::engine::world::{Seen, World};
use crate::lint::uses;

/// The part of the answers that is live at a position.
pub(super) struct LiveAnswers {
    /// A fingerprint of the results of all live tests.
    fingerprint: u64,
    /// The varied facts for which the result of a live test differs. Names don't contain the keys of members.
    pub(super) varied: Vec<String>,
}

/// Computes state keys. Caches the results that several states share.
pub(super) struct StateKeys<'t, 'p> {
    analysis: &'t Analysis<'p>,
    /// The live sets by the fingerprint of the position.
    live_sets: Cache<u64, Arc<LiveSet<'t, 'p>>>,
    /// The live answers by the fingerprint of the position and the number of the assignment.
    live_answers: Cache<(u64, usize), Arc<LiveAnswers>>,
    /// The classes of state values by the fingerprints of the position and the value.
    state_classes: Cache<(u64, u64), Option<u64>>,
}

impl<'t, 'p> StateKeys<'t, 'p> {
    pub(super) fn new(analysis: &'t Analysis<'p>) -> Self {
        Self { analysis, live_sets: Cache::new(), live_answers: Cache::new(), state_classes: Cache::new() }
    }

    /// The key of a state: a fingerprint of everything that can influence its future.
    pub(super) fn key(&self, state: &SearchState) -> u64 {
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

    /// The live variables and tests at the position.
    pub(super) fn live_set(&self, state: &SearchState) -> Arc<LiveSet<'t, 'p>> {
        let liveness = &self.analysis.liveness;
        let position = liveness.position(&state.walk, state.decided);
        self.live_sets.get(fingerprint(&position), || Arc::new(liveness.at(&position)))
    }

    /// The live part of the answers at the position.
    pub(super) fn live_answers(&self, state: &SearchState) -> Arc<LiveAnswers> {
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

    /// Whether the result of some test differs from that with the initial answers. `counts` selects the tests.
    pub(super) fn differs(&self, walk: &Walk, name: &str, counts: impl Fn(&str) -> bool) -> bool {
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
}
