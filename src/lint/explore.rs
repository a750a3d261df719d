//! The explorer: every walk of a procedure, breadth first, with the walk's own decider.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

use super::Bounds;
use super::answered::{AllAnswered, Answered};
use super::asks;
use super::branch::{self, Branch, Brancher};
use super::graph::{Cost, Edge, Graph, Node, Standing, hash};
use super::hike::{Hike, Rank, Turn};
use super::judge::{self, Charge, Judge};
use super::keys;
use super::ledger::Ledger;
use super::live::{Live, Position};
use super::moves::{self, Sort};
use super::pairs::Pairs;
use super::path;
use super::values::Asked;
use crate::action::Action;
use crate::condition::Scope;
use crate::facts::{Address, Facts};
use crate::procedure::{Fact, Procedure};
use crate::walk::{Gate, Matters, Moment, Walk};
use crate::world::World;

/// How many things depart from the ordinary at a time: answers from the first ones, and the restart that nobody asked for.
const DEPARTURES: usize = 2;

/// How much was explored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Explored {
    /// Different walks.
    pub states: u64,
    /// Moves between them.
    pub moves: u64,
    /// Where not everything was explored: every path was that has fewer oddities than this or none but mishaps; with 0, not
    /// even these.
    pub oddities: Option<usize>,
}

/// What of the answers matters where a walk stands.
struct Matter {
    /// A hash of all that a condition can still tell.
    hash: u64,
    /// The facts, without keys, in which a condition can still tell the answers from the first ones.
    departs: Vec<String>,
}

/// One exploration.
pub(super) struct Explorer<'p, 'j> {
    procedure: &'p Arc<Procedure>,
    live: Live<'p>,
    pairs: Pairs,
    brancher: Brancher<'p>,
    asked: Asked<'p>,
    facts: &'p Facts,
    /// The answers of the scenarios, with the words for them: other beginnings.
    seeds: Vec<(String, Facts)>,
    all_answered: AllAnswered,
    /// What of the answers matters, by the numbers of a position and of what was answered.
    matters: HashMap<(usize, usize), Rc<Matter>>,
    bounds: Bounds,
    judge: &'j mut Judge<'p>,
    graph: Graph,
    ledger: Ledger<'p>,
    /// The full ids of the readings.
    readings: Vec<String>,
    /// Whether facts alone decide about the checks that may block a walk anywhere once a fact was given.
    rests_on_facts: bool,
    /// The node of each walk, whether the one restart had been by then, and the lowest rank of a way there.
    seen: HashMap<u64, (u32, bool, Rank)>,
    /// The walks still to be looked at, by their ranks.
    queue: BTreeMap<Rank, VecDeque<(u32, Hike)>>,
}

impl<'p, 'j> Explorer<'p, 'j> {
    /// An exploration that begins with these facts; the rich ones have every member that a list is tried with.
    pub(super) fn new(
        procedure: &'p Arc<Procedure>,
        brancher: Brancher<'p>,
        facts: &'p Facts,
        seeds: Vec<(String, Facts)>,
        rich: &'p Facts,
        bounds: Bounds,
        judge: &'j mut Judge<'p>,
    ) -> Self {
        let world = World::of_facts(procedure, rich);
        let planned = asks::planned(&world);
        let asked = Asked::of(&world, &asks::all(procedure, &planned));
        let (live, pairs) = (Live::of(&world, &planned), Pairs::of(&world, &planned));
        let ledger = Ledger::of(procedure);
        let readings = procedure.facts.iter().filter(|fact| fact.reading).flat_map(Fact::full_ids).collect();
        let (graph, seen, queue) = (Graph::default(), HashMap::new(), BTreeMap::new());
        let called = |(id, own): (String, Facts)| {
            let (own, called) = keys::called_as_in(rich, procedure, &own);
            (format!("the answers of the scenario `{id}`{called}"), own)
        };
        let seeds = seeds.into_iter().map(called).collect();
        Self {
            procedure,
            live,
            pairs,
            brancher,
            asked,
            facts,
            seeds,
            all_answered: AllAnswered::default(),
            matters: HashMap::new(),
            bounds,
            judge,
            graph,
            ledger,
            readings,
            rests_on_facts: rests_on_facts(&world),
            seen,
            queue,
        }
    }

    /// Explores until nothing new comes, and judges the ways. Gives how much that was, whether it was all, and the graph.
    pub(super) fn run(mut self) -> (Explored, bool, Graph) {
        let (explored, whole) = self.explore();
        // What was not looked at any more may lead to an end.
        for node in self.graph.nodes.iter_mut().filter(|node| !node.explored) {
            node.standing = Standing::End;
        }
        self.find_stuck();
        self.find_left_open();
        (explored, whole, self.graph)
    }

    /// Explores until nothing new comes. Gives how much that was, and whether it was all.
    fn explore(&mut self) -> (Explored, bool) {
        let mut explored = Explored::default();
        let Some(first) = self.begin(self.facts) else { return (explored, true) };
        self.meet(first, 0, 0);
        let mut whole = true;
        while let Some((from, hike)) = self.next() {
            let bounds = self.bounds;
            let enough = bounds.first_error && self.judge.has_error();
            let (other, oddities) = hike.rank();
            if self.graph.nodes.len() > bounds.walks || (other && oddities > bounds.oddities) || enough {
                whole = false;
                explored.oddities = Some(if other { oddities } else { 0 });
                break;
            }
            if std::mem::replace(&mut self.graph.nodes[from as usize].explored, true) {
                continue;
            }
            let at = self.position(&hike);
            for (number, turn) in self.turns(&hike).into_iter().enumerate() {
                let Some(after) = self.play(&hike, &turn) else { continue };
                explored.moves += 1;
                let odd = after.oddities - hike.oddities;
                let disturbs = after.disturbed && !hike.disturbed;
                let leads = odd > 0 || !matches!(hike.moment, Moment::Step { .. } | Moment::Waiting { .. });
                let passed = if leads { self.judge.look_at_passed(&hike.walk, &after.walk) } else { Vec::new() };
                let is_live = |id: &str| self.live.is_live(&at, id);
                let effects = match &turn {
                    Turn::Fact { .. } | Turn::Seed(_) => None,
                    Turn::Made(made) => self
                        .ledger
                        .effects(&hike.walk, &after.walk, is_live, |walk| made.play(walk).map(|(walk, _)| walk)),
                };
                let by = u16::try_from(number).unwrap_or(u16::MAX);
                let to = self.meet(after, from, by);
                self.charge(passed, to);
                let apart = disturbs || matches!(turn, Turn::Seed(_));
                let words = hash(&turn.words());
                self.graph.edges.push(Edge { from, to, by, words, apart, cost: (odd, 1), effects });
            }
        }
        explored.states = self.graph.nodes.len() as u64;
        (explored, whole)
    }

    /// The next walk to look at: one of the lowest rank.
    fn next(&mut self) -> Option<(u32, Hike)> {
        loop {
            let mut least = self.queue.first_entry()?;
            if let Some(found) = least.get_mut().pop_front() {
                return Some(found);
            }
            least.remove();
        }
    }

    /// The walk at its first step; nothing where a check stands against it. What a condition can tell from the first answers
    /// is decided, and departs.
    fn begin(&mut self, facts: &Facts) -> Option<Hike> {
        let mut walk = Walk::with_facts(Arc::clone(self.procedure), facts.clone());
        walk.take(&Action::Done).ok()?;
        let moment = moves::hurry(&mut walk);
        let mut departs = facts.names();
        departs.append(&mut self.facts.names());
        departs.retain(|name| self.differs(&walk, name, |_| true));
        let answered = self.all_answered.of(self.procedure, facts, departs.clone(), departs);
        Some(Hike { walk, moment, answered, disturbed: false, first: true, settled: false, oddities: 0 })
    }

    /// Whether some tests of a fact can tell what was answered from the first answer.
    fn differs(&self, walk: &Walk, name: &str, counts: impl Fn(&str) -> bool) -> bool {
        let value = |facts: &Facts| branch::value_of(self.procedure, facts, name);
        let (own, first) = (walk.world(), World::of_facts(self.procedure, self.facts));
        if value(walk.facts()) == value(self.facts) {
            return false;
        }
        if walk.facts().members(name).or(self.facts.members(name)).is_some() {
            return true;
        }
        let truths = |world| self.asked.truths(world, name, &counts);
        truths(&own).is_none_or(|truths_here| truths(&first).is_none_or(|truths| truths != truths_here))
    }

    /// What can happen next: while a fact that is asked here is not decided, its branches; else what the operator can do.
    fn turns(&mut self, hike: &Hike) -> Vec<Turn> {
        let mut turns = self.turns_on(hike);
        if hike.first {
            turns.extend((0..self.seeds.len()).map(Turn::Seed));
        }
        turns
    }

    /// What can happen next, but for other beginnings.
    fn turns_on(&mut self, hike: &Hike) -> Vec<Turn> {
        let Some(name) = self.undecided(hike) else {
            let may = !hike.disturbed && self.matter(hike, &self.position(hike)).departs.len() < DEPARTURES;
            let made = moves::at(&hike.walk, &hike.moment, &self.asked, may);
            return made.into_iter().map(Turn::Made).collect();
        };
        let branches = self.brancher.branches(&hike.walk, &self.asked, &name, &hike.answered.bound);
        let turn =
            |(facts, words): &Branch| Turn::Fact { name: name.clone(), facts: facts.clone(), words: words.clone() };
        branches.iter().map(turn).collect()
    }

    /// Decides the facts asked where a walk stands that can only be as they are.
    fn bind(&mut self, hike: &mut Hike) {
        while let Some(name) = self.undecided(hike) {
            let departs = self.may_depart(hike, &name)
                && self.brancher.branches(&hike.walk, &self.asked, &name, &hike.answered.bound).len() > 1;
            if departs {
                return;
            }
            hike.answered = self.all_answered.decide(&hike.answered, &name);
        }
        hike.settled = hike.asks();
    }

    /// The first fact to be decided where a walk stands.
    fn undecided(&mut self, hike: &Hike) -> Option<String> {
        if hike.settled || !hike.asks() {
            return None;
        }
        let at = self.position(hike);
        let is_live = |name: &str| self.live.is_live(&at, name);
        self.brancher.undecided(&hike.walk, &hike.answered.bound, is_live)
    }

    /// Whether a walk may depart from the first answers in one more fact: not while it departs in one that has nothing to do
    /// with it and that a condition may still tell, or in enough others.
    fn may_depart(&mut self, hike: &Hike, name: &str) -> bool {
        let stem = asks::stem(self.procedure, name);
        let departs = &self.matter(hike, &self.position(hike)).departs;
        departs.len() + usize::from(hike.disturbed) < DEPARTURES
            && departs.iter().all(|own| self.pairs.together(own, &stem))
    }

    /// Where a walk stands.
    fn position(&self, hike: &Hike) -> Rc<Position> {
        self.live.position(&hike.walk, hike.settled)
    }

    /// What of the answers matters at the position where a walk stands.
    fn matter(&mut self, hike: &Hike, at: &Position) -> Rc<Matter> {
        let key = (at.number, hike.answered.number);
        if let Some(known) = self.matters.get(&key) {
            return Rc::clone(known);
        }
        let Answered { bound, departs, .. } = &*hike.answered;
        let (walk, facts) = (&hike.walk, hike.walk.facts());
        let alive = |name: &&String| self.live.is_live(at, name);
        let counts = |test: &str| self.live.is_test_live(at, test);
        let mut hasher = DefaultHasher::new();
        for name in bound.iter().filter(alive) {
            let truths = self.asked.truths(&walk.world(), name, counts).filter(|_| facts.members(name).is_none());
            let value = truths.is_none().then(|| branch::value_of(self.procedure, facts, name));
            (name, truths, value).hash(&mut hasher);
        }
        let departs = departs.iter().filter(alive).filter(|name| self.differs(walk, name, counts));
        let departs = departs.map(|name| asks::stem(self.procedure, name)).collect();
        let matter = Rc::new(Matter { hash: hasher.finish(), departs });
        self.matters.insert(key, Rc::clone(&matter));
        matter
    }

    /// What becomes of a walk by a turn; nothing where it is refused.
    fn play(&mut self, hike: &Hike, turn: &Turn) -> Option<Hike> {
        let mut after = Hike { first: false, settled: false, ..hike.clone() };
        match turn {
            Turn::Made(made) => {
                (after.walk, after.moment) = made.play(after.walk)?;
                after.disturbed |= made.sort == Sort::Restart;
                after.oddities += usize::from(made.sort != Sort::Smooth);
                if matches!(hike.moment, Moment::Ask { .. }) {
                    let Answered { bound, departs, .. } = &*hike.answered;
                    let facts = after.walk.facts();
                    after.answered = self.all_answered.of(self.procedure, facts, bound.clone(), departs.clone());
                    if self.rests_on_facts {
                        after.walk.suppose_checked();
                    }
                }
            }
            Turn::Fact { name, facts, words } => {
                after.answered = self.all_answered.decide(&hike.answered, name);
                if !words.is_empty() {
                    after.walk.suppose(facts);
                    let Answered { bound, departs, .. } = &*after.answered;
                    let departs = departs.iter().chain([name]).cloned().collect();
                    after.answered = self.all_answered.of(self.procedure, after.walk.facts(), bound.clone(), departs);
                    after.oddities += 1;
                    after.moment = moves::hurry(&mut after.walk);
                }
            }
            Turn::Seed(number) => {
                let facts = self.seeds.get(*number)?.1.clone();
                let begun = self.begin(&facts)?;
                after = Hike { first: false, oddities: 1, ..begun };
            }
        }
        Some(after)
    }

    /// Comes by a walk: a new one is judged and queued. Gives its node.
    fn meet(&mut self, mut hike: Hike, parent: u32, by: u16) -> u32 {
        self.bind(&mut hike);
        let key = self.key(&hike);
        // A walk that still has its restart before it can do all that one can which had it.
        if let Some((known, disturbed, rank)) = self.seen.get_mut(&key).filter(|(_, own, _)| hike.disturbed || !own) {
            let known = *known;
            if hike.rank() < *rank && *disturbed == hike.disturbed {
                *rank = hike.rank();
                let cost = (hike.oddities, self.graph.nodes[parent as usize].cost.1 + 1);
                if let Some(node) = self.graph.nodes.get_mut(known as usize).filter(|node| !node.explored) {
                    (node.parent, node.by, node.cost) = (parent, by, cost);
                }
                self.queue.entry(hike.rank()).or_default().push_back((known, hike));
            }
            return known;
        }
        let node = u32::try_from(self.graph.nodes.len()).unwrap_or(u32::MAX);
        self.seen.insert(key, (node, hike.disturbed, hike.rank()));
        let settled = hike.settled || !hike.asks();
        let standing = match &hike.moment {
            Moment::SignOff => Standing::SignOff,
            Moment::Ended | Moment::Stopped => Standing::End,
            Moment::Guarded { .. } | Moment::Ask { .. }
                if settled && moves::at(&hike.walk, &hike.moment, &self.asked, false).is_empty() =>
            {
                Standing::End
            }
            Moment::Step { gate: Gate::Shut, .. } if settled => Standing::Shut,
            _ => Standing::Going,
        };
        let moves = self.graph.nodes.get(parent as usize).map_or(0, |parent| parent.cost.1 + 1);
        self.graph.nodes.push(Node {
            parent,
            by,
            cost: (hike.oddities, moves),
            standing,
            screen: hash(&hike.screen()),
            explored: matches!(standing, Standing::End | Standing::SignOff),
        });
        self.judge.plan(hike.walk.plan());
        if settled {
            let charges = self.judge.look(&hike.walk, &hike.moment);
            self.charge(charges, node);
        }
        if !self.graph.nodes[node as usize].explored {
            self.queue.entry(hike.rank()).or_default().push_back((node, hike));
        }
        node
    }

    /// Brings charges about a node, with the way to it.
    fn charge(&mut self, charges: Vec<Charge>, node: u32) {
        let cost = self.graph.nodes.get(node as usize).map_or((0, 0), |node| node.cost);
        for charge in charges {
            if self.judge.wants(&charge, cost) {
                let path = self.path(self.graph.turns_to(node)).0;
                self.judge.keep(charge, cost, path);
            }
        }
    }

    /// A hash of all that can influence what becomes of a walk. Among a hundred thousand walks two that differ have the same
    /// one with odds of one to some thousand million.
    fn key(&mut self, hike: &Hike) -> u64 {
        let at = self.position(hike);
        let alive = |id: &str| self.live.is_live(&at, id);
        let obligation = |id: &str| !self.ledger.keeps(id) || alive(id);
        let mut hasher = DefaultHasher::new();
        if matches!(hike.moment, Moment::Stopped | Moment::Ended) {
            hike.walk.target().map(|target| &target.id).hash(&mut hasher);
            return hasher.finish();
        }
        hike.walk.hash_future(&Matters { main: at.on_main(), state: &alive, obligation: &obligation }, &mut hasher);
        for name in self.readings.iter().filter(|name| alive(name)) {
            hike.walk.facts().get(name).map(|value| (name, value.to_string())).hash(&mut hasher);
        }
        hike.settled.hash(&mut hasher);
        // What is asked for only because it is shown is told apart no longer than the question stands.
        if let Moment::Ask { facts, .. } = &hike.moment {
            facts.hash(&mut hasher);
        }
        self.matter(hike, &at).hash.hash(&mut hasher);
        hasher.finish()
    }

    /// What these turns make in the operator's words, and the walk there.
    fn path(&mut self, numbers: Vec<u16>) -> (Vec<String>, Option<Walk>) {
        let Some(mut hike) = self.begin(self.facts) else { return (Vec::new(), None) };
        let (mut hops, mut given) = (Vec::new(), Vec::new());
        for number in numbers {
            self.bind(&mut hike);
            let turn = self.turns(&hike).into_iter().nth(usize::from(number));
            let Some((turn, after)) = turn.and_then(|turn| self.play(&hike, &turn).map(|after| (turn, after))) else {
                break;
            };
            match turn {
                Turn::Made(made) => hops.push(path::Hop { at: path::place(&hike.moment), words: made.words }),
                Turn::Fact { words, .. } if words.is_empty() => {}
                Turn::Fact { words, .. } => given.push(words),
                Turn::Seed(number) => {
                    given.extend(self.seeds.get(number).map(|(words, _)| words.clone()));
                }
            }
            hike = after;
        }
        (path::words(&given.join(", "), &hops, &hike.walk), Some(hike.walk))
    }

    /// Finds the walks from which no end can be reached by what the procedure itself offers.
    fn find_stuck(&mut self) {
        for node in self.graph.stuck() {
            let (_, walk) = self.path(self.graph.turns_to(node));
            let shut = self.graph.node(node).is_some_and(|node| node.standing == Standing::Shut);
            let charges = walk.map(|walk| judge::stuck(&walk, shut)).into_iter().collect();
            self.charge(charges, node);
        }
    }

    /// Finds the obligations kept in the ledger with which a walk can come to its end.
    fn find_left_open(&mut self) {
        let ends: Vec<bool> = self.graph.nodes.iter().map(|node| node.standing == Standing::SignOff).collect();
        let costs: Vec<Cost> = self.graph.nodes.iter().map(|node| node.cost).collect();
        for (obligation, from, after) in Ledger::left_open(&self.graph.edges, &ends, &costs) {
            let charge = judge::left_open(self.procedure, &obligation, crate::world::Standing::Open);
            let (oddities, moves) = costs[from as usize];
            let cost = (oddities, moves + after.len());
            if self.judge.wants(&charge, cost) {
                let path = self.path([self.graph.turns_to(from), after].concat()).0;
                self.judge.keep(charge, cost, path);
            }
        }
    }
}

/// Whether facts alone decide about the checks without a guard of their own: then one that passes goes on passing.
fn rests_on_facts(world: &World<'_>) -> bool {
    let procedure = world.procedure;
    let checks = procedure.checks.iter().filter(|check| check.guards.is_empty());
    let conditions = checks.flat_map(|check| check.when.iter().chain([&check.pass]));
    let asked = conditions.flat_map(|condition| asks::variables(world, condition, Scope::empty()));
    asked.into_iter().all(|name| {
        let address = Address::find(procedure, &name);
        address.is_some_and(|address| !address.fact().reading)
    })
}
