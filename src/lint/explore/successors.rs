//! Scouts: what can happen next to one walk, and what of it matters.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

use super::analysis::Terrain;
use super::answered::{Answered, Given};
use super::branch::{Branch, Reads};
use super::graph::{Standing, hash};
use super::liveness::{LiveAt, LiveCache};
use super::obligations::Effects;
use super::properties;
use super::properties::Charge;
use super::search_state::{Hike, Turn};
use super::transitions;
use super::transitions::Sort;
use super::visited::Met;
use crate::engine::action::Action;
use crate::engine::facts::Facts;
use crate::engine::walk::{Gate, Matters, Position, Walk};
use crate::engine::world::{Seen, World};
use crate::lint::uses;

/// How many things depart from the ordinary at a time: answers from the first ones, and the restart that nobody asked for.
const DEPARTURES: usize = 2;

/// What of the answers matters where a walk stands.
struct Matter {
    /// A hash of all that a condition can still tell.
    hash: u64,
    /// The facts, without keys, in which a condition can still tell the answers from the first ones.
    departs: Vec<String>,
}

/// A walk that was come by, with what tells it from others.
pub(in crate::lint) struct Found {
    /// Nothing where it is known and not come by any better.
    pub(in crate::lint) hike: Option<Hike>,
    /// A hash of all that can influence what becomes of it. Among a hundred thousand walks two that differ have the same one
    /// with odds of one to some thousand million.
    pub(in crate::lint) key: u64,
    pub(in crate::lint) standing: Standing,
}

/// One way on from a walk.
pub(in crate::lint) struct Ahead {
    /// Its number among all turns there, and a hash of the words for it.
    pub(in crate::lint) by: u16,
    pub(in crate::lint) words: u64,
    /// Whether it is no way on: the restart that nobody asked for, or another beginning.
    pub(in crate::lint) apart: bool,
    /// How many oddities it adds.
    pub(in crate::lint) oddities: usize,
    pub(in crate::lint) effects: Effects,
    /// What is said of the gates that it passes.
    pub(in crate::lint) passed: Vec<Charge>,
    pub(in crate::lint) found: Found,
}

/// One who looks at walks, one at a time; what it found out before it knows.
pub(in crate::lint) struct Scout<'t, 'p> {
    terrain: &'t Terrain<'p>,
    positions: LiveCache,
    /// What of the answers matters, by the numbers of a position and of what was answered.
    matters: HashMap<(usize, usize), Rc<Matter>>,
    reads: Reads,
}

impl<'t, 'p> Scout<'t, 'p> {
    /// A scout that knows no more than the terrain.
    pub(in crate::lint) fn new(terrain: &'t Terrain<'p>) -> Self {
        Self { terrain, positions: LiveCache::default(), matters: HashMap::new(), reads: Reads::new(terrain.procedure) }
    }

    /// Every way on from a walk.
    pub(in crate::lint) fn look_ahead(&mut self, hike: &Hike, met: &Met) -> Vec<Ahead> {
        let at = self.position(hike);
        let turns = self.turns(hike).into_iter().zip(0..=u16::MAX);
        turns.filter_map(|(turn, by)| self.follow(hike, &at, &turn, by, met)).collect()
    }

    /// The way on by one turn; nothing where it is refused.
    fn follow(&mut self, hike: &Hike, at: &LiveAt, turn: &Turn, by: u16, met: &Met) -> Option<Ahead> {
        let after = self.play(hike, turn)?;
        let oddities = after.oddities - hike.oddities;
        let jumps = oddities > 0 || !matches!(hike.position, Position::Step { .. } | Position::Waiting { .. });
        let passed = if jumps { properties::passed(&hike.walk, &after.walk) } else { Vec::new() };
        let apart = (after.disturbed && !hike.disturbed) || matches!(turn, Turn::Seed(_));
        let effects = match turn {
            Turn::Fact { .. } | Turn::Seed(_) => None,
            Turn::Made(made) => {
                let is_live = |id: &str| self.terrain.live.is_live(at, id);
                self.terrain.ledger.effects(&hike.walk, &after.walk, made, is_live)
            }
        };
        let found = self.found(after, met);
        Some(Ahead { by, words: hash(&turn.words()), apart, oddities, effects, passed, found })
    }

    /// A walk that was come by, once all is decided there that can only be as it is.
    pub(in crate::lint) fn found(&mut self, mut hike: Hike, met: &Met) -> Found {
        self.bind(&mut hike);
        let key = self.key(&hike);
        if met.find(key, &hike).is_some_and(|known| known.covers(&hike)) {
            return Found { hike: None, key, standing: Standing::Going };
        }
        let settled = hike.settled || !hike.asks();
        let standing = match &hike.position {
            Position::SignOff => Standing::SignOff,
            Position::Ended | Position::Stopped => Standing::End,
            Position::Guarded { .. } | Position::Ask { .. }
                if settled && transitions::at(&hike.walk, &hike.position, &self.terrain.asked, false).is_empty() =>
            {
                Standing::End
            }
            Position::Step { gate: Gate::Shut, .. } if settled => Standing::Shut,
            _ => Standing::Going,
        };
        Found { hike: Some(hike), key, standing }
    }

    /// The walk at its first step; nothing where a check stands against it. What a condition can tell from the first answers
    /// is decided, and departs.
    pub(in crate::lint) fn begin(&mut self, facts: &Facts) -> Option<Hike> {
        let mut walk = Walk::with_facts(Arc::clone(self.terrain.procedure), facts.clone());
        let position = walk.take(&Action::Done).ok()?;
        let position = transitions::hurry(&mut walk, position);
        let mut departs = facts.names();
        departs.append(&mut self.terrain.facts.names());
        departs.retain(|name| self.differs(&walk, name, |_| true));
        let given = Given::of(self.terrain.procedure, facts);
        let answered = self.terrain.answered().of(given, departs.clone(), departs);
        Some(Hike { walk, position, answered, disturbed: false, first: true, settled: false, oddities: 0 })
    }

    /// Whether some tests of a fact can tell what was answered from the first answer.
    fn differs(&self, walk: &Walk, name: &str, counts: impl Fn(&str) -> bool) -> bool {
        let value = |facts: &Facts| facts.find(self.terrain.procedure, name).map(ToString::to_string);
        let (own, first) = (walk.world(), World::of_facts(self.terrain.procedure, self.terrain.facts));
        if value(walk.facts()) == value(self.terrain.facts) {
            return false;
        }
        if walk.facts().members(name).or(self.terrain.facts.members(name)).is_some() {
            return true;
        }
        let truths = |world| self.terrain.asked.truths(world, name, &counts);
        truths(&own).is_none_or(|truths_here| truths(&first).is_none_or(|truths| truths != truths_here))
    }

    /// What can happen next: while a fact that is asked here is not decided, its branches; else what the operator can do.
    pub(in crate::lint) fn turns(&mut self, hike: &Hike) -> Vec<Turn> {
        let mut turns = self.turns_on(hike);
        if hike.first {
            turns.extend((0..self.terrain.seeds.len()).map(Turn::Seed));
        }
        turns
    }

    /// What can happen next, but for other beginnings.
    fn turns_on(&mut self, hike: &Hike) -> Vec<Turn> {
        let Some(name) = self.undecided(hike) else {
            let at = self.position(hike);
            let may = !hike.disturbed && self.matter(hike, &at).departs.len() < DEPARTURES;
            let made = transitions::at(&hike.walk, &hike.position, &self.terrain.asked, may);
            return made.into_iter().map(Turn::Made).collect();
        };
        let branches = self.terrain.branches(&hike.walk, &name, &hike.answered);
        let turn =
            |(facts, words): &Branch| Turn::Fact { name: name.clone(), facts: facts.clone(), words: words.clone() };
        branches.iter().map(turn).collect()
    }

    /// Decides the facts asked where a walk stands that can only be as they are.
    pub(in crate::lint) fn bind(&mut self, hike: &mut Hike) {
        while let Some(name) = self.undecided(hike) {
            let departs =
                self.may_depart(hike, &name) && self.terrain.branches(&hike.walk, &name, &hike.answered).len() > 1;
            if departs {
                return;
            }
            hike.answered = self.terrain.answered().decide(&hike.answered, &name);
        }
        hike.settled = hike.asks();
    }

    /// The first fact to be decided where a walk stands.
    fn undecided(&mut self, hike: &Hike) -> Option<String> {
        if hike.settled || !hike.asks() {
            return None;
        }
        let at = self.position(hike);
        let is_live = |name: &str| self.terrain.live.is_live(&at, name);
        self.reads.undecided(&hike.walk, &hike.answered, is_live)
    }

    /// Whether a walk may depart from the first answers in one more fact: not while it departs in one that has nothing to do
    /// with it and that a condition may still tell, or in enough others.
    fn may_depart(&mut self, hike: &Hike, name: &str) -> bool {
        let stem = uses::stem(self.terrain.procedure, name);
        let at = self.position(hike);
        let departs = &self.matter(hike, &at).departs;
        departs.len() + usize::from(hike.disturbed) < DEPARTURES
            && departs.iter().all(|own| self.terrain.pairs.together(own, &stem))
    }

    /// Where a walk stands.
    fn position(&mut self, hike: &Hike) -> Rc<LiveAt> {
        self.terrain.live.position(&mut self.positions, &hike.walk, hike.settled)
    }

    /// What of the answers matters at the position where a walk stands.
    fn matter(&mut self, hike: &Hike, at: &LiveAt) -> Rc<Matter> {
        let key = (at.number, hike.answered.number);
        if let Some(known) = self.matters.get(&key) {
            return Rc::clone(known);
        }
        let Answered { bound, departs, .. } = &*hike.answered;
        let (walk, facts) = (&hike.walk, hike.walk.facts());
        let alive = |name: &&String| self.terrain.live.is_live(at, name);
        let counts = |test: &str| self.terrain.live.is_live(at, test);
        let mut hasher = DefaultHasher::new();
        for name in bound.iter().filter(alive) {
            let truths =
                self.terrain.asked.truths(&walk.world(), name, counts).filter(|_| facts.members(name).is_none());
            let value = truths.is_none().then(|| facts.find(self.terrain.procedure, name).map(ToString::to_string));
            (name, truths, value).hash(&mut hasher);
        }
        let departs = departs.iter().filter(alive).filter(|name| self.differs(walk, name, counts));
        let departs = departs.map(|name| uses::stem(self.terrain.procedure, name)).collect();
        let matter = Rc::new(Matter { hash: hasher.finish(), departs });
        self.matters.insert(key, Rc::clone(&matter));
        matter
    }

    /// What becomes of a walk by a turn; nothing where it is refused.
    pub(in crate::lint) fn play(&mut self, hike: &Hike, turn: &Turn) -> Option<Hike> {
        let mut after = Hike { first: false, settled: false, ..hike.clone() };
        match turn {
            Turn::Made(made) => {
                (after.walk, after.position) = made.play(after.walk)?;
                after.disturbed |= made.sort == Sort::Restart;
                after.oddities += usize::from(made.sort != Sort::Smooth);
                if matches!(hike.position, Position::Ask { .. }) {
                    let Answered { bound, departs, .. } = &*hike.answered;
                    let given = Given::of(self.terrain.procedure, after.walk.facts());
                    after.answered = self.terrain.answered().of(given, bound.clone(), departs.clone());
                    if self.terrain.rests_on_facts {
                        after.walk.suppose_checked();
                    }
                }
            }
            Turn::Fact { name, facts, words } => {
                after.answered = self.terrain.answered().decide(&hike.answered, name);
                if !words.is_empty() {
                    after.walk.suppose(facts);
                    let Answered { bound, departs, .. } = &*after.answered;
                    let departs = departs.iter().chain([name]).cloned().collect();
                    let given = Given::of(self.terrain.procedure, after.walk.facts());
                    after.answered = self.terrain.answered().of(given, bound.clone(), departs);
                    after.oddities += 1;
                    let position = after.walk.position();
                    after.position = transitions::hurry(&mut after.walk, position);
                }
            }
            Turn::Seed(number) => {
                let facts = self.terrain.seeds.get(*number)?.1.clone();
                let begun = self.begin(&facts)?;
                after = Hike { first: false, oddities: 1, ..begun };
            }
        }
        Some(after)
    }

    /// A hash of all that can influence what becomes of a walk.
    fn key(&mut self, hike: &Hike) -> u64 {
        let at = self.position(hike);
        let alive = |id: &str| self.terrain.live.is_live(&at, id);
        let state = |id: &str, seen: &Seen| {
            at.told(id, seen, || alive(id).then(|| self.terrain.tests.told(id, seen, alive)).flatten())
        };
        let obligation = |id: &str| !self.terrain.ledger.keeps(id) || alive(id);
        let mut hasher = DefaultHasher::new();
        if matches!(hike.position, Position::Stopped | Position::Ended) {
            hike.walk.target().map(|target| &target.id).hash(&mut hasher);
            return hasher.finish();
        }
        hike.walk.hash_future(&Matters { main: at.on_main(), state: &state, obligation: &obligation }, &mut hasher);
        for name in self.terrain.readings.iter().filter(|name| alive(name)) {
            hike.walk.facts().get(name).map(|value| (name, value.to_string())).hash(&mut hasher);
        }
        hike.settled.hash(&mut hasher);
        // What is asked for only because it is shown is told apart no longer than the question stands.
        if let Position::Ask { facts, .. } = &hike.position {
            facts.hash(&mut hasher);
        }
        self.matter(hike, &at).hash.hash(&mut hasher);
        hasher.finish()
    }
}
