//! The explorer: every walk of a procedure, breadth first, with the walk's own decider.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::Bounds;
use super::asks;
use super::branch::{self, Branch, Brancher};
use super::finding::Finding;
use super::judge::{self, Charge, Judge};
use super::ledger::{Cost, Edge, Ledger};
use super::live::Live;
use super::moves::{self, Move, Sort};
use super::pairs::Pairs;
use super::path;
use super::values::Asked;
use crate::action::Action;
use crate::condition::Place;
use crate::facts::Facts;
use crate::plan::Part;
use crate::procedure::{Fact, Procedure};
use crate::walk::{Gate, Matters, Moment, Walk};
use crate::world::World;

/// In how many facts a walk departs from the first answers at a time.
const DEPARTURES: usize = 2;

/// A walk that the explorer has come by: how it got there, and how it stands.
struct Node {
    parent: u32,
    /// The move from the parent, by its number among those possible there.
    by: u16,
    /// The oddities and moves on the way there.
    cost: Cost,
    standing: Standing,
    /// Whether the moves from here are known.
    explored: bool,
}

/// How a walk stands, as far as the way on matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Every step is settled.
    SignOff,
    /// It is over, stopped, or blocked by a fact.
    End,
    /// The gate of the next step is shut.
    Shut,
    /// Anything else.
    Going,
}

/// How much was explored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Explored {
    /// Different walks.
    pub states: u64,
    /// Moves between them.
    pub moves: u64,
    /// Where not everything was explored: every path with fewer oddities than this was.
    pub oddities: Option<usize>,
}

/// One exploration.
pub(super) struct Explorer<'p, 'j> {
    procedure: &'p Arc<Procedure>,
    live: Live<'p>,
    pairs: Pairs,
    brancher: Brancher<'p>,
    asked: Asked<'p>,
    facts: &'p Facts,
    bounds: Bounds,
    judge: &'j mut Judge<'p>,
    nodes: Vec<Node>,
    /// The moves between them.
    edges: Vec<Edge>,
    ledger: Ledger<'p>,
    /// The full ids of the readings.
    readings: Vec<String>,
    /// The node of each walk, whether the one restart had been by then, and the fewest oddities on a way there.
    seen: HashMap<u64, (u32, bool, usize)>,
    /// The walks still to be looked at, by the oddities on the way.
    queue: BTreeMap<usize, VecDeque<(u32, Hike)>>,
}

/// A walk under exploration.
#[derive(Clone)]
struct Hike {
    walk: Walk,
    /// Where it stands.
    moment: Moment,
    /// The facts that were asked for: the others may still be anything.
    bound: BTreeSet<String>,
    /// Those of them in which the walk departs from the first answers.
    departs: BTreeSet<String>,
    /// Whether the one restart out of order has been.
    disturbed: bool,
    /// How many things were out of the ordinary: facts, problems, surprises, the restart.
    oddities: usize,
}

/// A move of the explorer: of the operator, or a fact that turns out to be so.
enum Turn {
    Made(Move),
    Fact { name: String, facts: Facts, words: String },
}

impl<'p, 'j> Explorer<'p, 'j> {
    /// An exploration that begins with these facts; the rich ones have every member that a list is tried with.
    pub(super) fn new(
        procedure: &'p Arc<Procedure>,
        brancher: Brancher<'p>,
        facts: &'p Facts,
        rich: &'p Facts,
        bounds: Bounds,
        judge: &'j mut Judge<'p>,
    ) -> Self {
        let world = World::of_facts(procedure, rich);
        let planned = asks::planned(&world);
        let conditions: Vec<_> = planned.iter().flat_map(|planned| asks::conditions(procedure, planned)).collect();
        let asked = Asked::of(&world, &conditions);
        let (live, pairs) = (Live::of(procedure, rich), Pairs::of(procedure, rich));
        let ledger = Ledger::of(procedure);
        let readings = procedure.facts.iter().filter(|fact| fact.reading).flat_map(Fact::full_ids).collect();
        let (nodes, edges, seen, queue) = (Vec::new(), Vec::new(), HashMap::new(), BTreeMap::new());
        Self {
            procedure,
            live,
            pairs,
            brancher,
            asked,
            facts,
            bounds,
            judge,
            nodes,
            edges,
            ledger,
            readings,
            seen,
            queue,
        }
    }

    /// Explores until nothing new comes. Gives how much that was, and whether it was all.
    pub(super) fn run(mut self) -> (Explored, bool) {
        let mut explored = Explored::default();
        let Some(first) = self.begin() else { return (explored, true) };
        self.meet(first, 0, 0);
        let mut whole = true;
        while let Some((from, hike)) = self.next() {
            let bounds = self.bounds;
            let enough = bounds.first_error && self.judge.has_error();
            if self.nodes.len() > bounds.walks || hike.oddities > bounds.oddities || enough {
                whole = false;
                explored.oddities = Some(hike.oddities);
                break;
            }
            if std::mem::replace(&mut self.nodes[from as usize].explored, true) {
                continue;
            }
            for (number, turn) in self.turns(&hike).into_iter().enumerate() {
                let Some(after) = Self::play(&hike, &turn) else { continue };
                explored.moves += 1;
                let odd = after.oddities - hike.oddities;
                let disturbs = after.disturbed && !hike.disturbed;
                let leads = disturbs || !matches!(hike.moment, Moment::Step { .. } | Moment::Waiting { .. });
                let passed = if leads { self.judge.look_at_passed(&hike.walk, &after.walk) } else { Vec::new() };
                let is_live = |id: &str| self.is_live(&hike.walk, id);
                let effects = match &turn {
                    Turn::Fact { .. } => None,
                    Turn::Made(made) => self
                        .ledger
                        .effects(&hike.walk, &after.walk, is_live, |walk| made.play(walk).map(|(walk, _)| walk)),
                };
                let by = u16::try_from(number).unwrap_or(u16::MAX);
                let to = self.meet(after, from, by);
                self.charge(passed, to);
                self.edges.push(Edge { from, to, by, disturbs, cost: (odd, 1), effects });
            }
        }
        explored.states = self.nodes.len() as u64;
        // What was not looked at any more may lead to an end.
        for node in self.nodes.iter_mut().filter(|node| !node.explored) {
            node.standing = Standing::End;
        }
        self.find_stuck();
        self.find_left_open();
        (explored, whole)
    }

    /// The next walk to look at: one with the fewest oddities.
    fn next(&mut self) -> Option<(u32, Hike)> {
        loop {
            let mut least = self.queue.first_entry()?;
            if let Some(found) = least.get_mut().pop_front() {
                return Some(found);
            }
            least.remove();
        }
    }

    /// The walk at its first step; nothing where a check stands against it.
    fn begin(&self) -> Option<Hike> {
        let mut walk = Walk::with_facts(Arc::clone(self.procedure), self.facts.clone());
        walk.take(&Action::Done).ok()?;
        let moment = moves::hurry(&mut walk);
        Some(Hike { walk, moment, bound: BTreeSet::new(), departs: BTreeSet::new(), disturbed: false, oddities: 0 })
    }

    /// What can happen next: while a fact that is asked here is not decided, its branches; else what the operator can do.
    fn turns(&mut self, hike: &Hike) -> Vec<Turn> {
        let Some(name) = self.undecided(hike) else {
            let made = moves::at(&hike.walk, &hike.moment, &self.asked, !hike.disturbed);
            return made.into_iter().map(Turn::Made).collect();
        };
        let branches = self.brancher.branches(&hike.walk, &self.asked, &name, &hike.bound);
        let turn =
            |(facts, words): &Branch| Turn::Fact { name: name.clone(), facts: facts.clone(), words: words.clone() };
        branches.iter().map(turn).collect()
    }

    /// Decides the facts asked where a walk stands that can only be as they are.
    fn bind(&mut self, hike: &mut Hike) {
        while let Some(name) = self.undecided(hike) {
            let departs = self.may_depart(hike, &name)
                && self.brancher.branches(&hike.walk, &self.asked, &name, &hike.bound).len() > 1;
            if departs {
                return;
            }
            hike.bound.insert(name);
        }
    }

    /// The first fact to be decided where a walk stands.
    fn undecided(&mut self, hike: &Hike) -> Option<String> {
        let asks = matches!(
            hike.moment,
            Moment::Step { .. }
                | Moment::Guarded { .. }
                | Moment::Ask { .. }
                | Moment::Waiting { .. }
                | Moment::SignOff
        );
        let target = hike.walk.target().filter(|_| asks)?;
        let at = (target.part, target.index);
        let is_live = |name: &str| self.live.is_live(at, name);
        self.brancher.undecided(&hike.walk, &hike.bound, is_live)
    }

    /// Whether a walk may depart from the first answers in one more fact: not while it departs in one that has nothing to do
    /// with it and that a condition may still ask for, or in enough others.
    fn may_depart(&self, hike: &Hike, name: &str) -> bool {
        let Some(target) = hike.walk.target() else { return true };
        let at = (target.part, target.index);
        let stem = asks::stem(self.procedure, name);
        let alive = hike.departs.iter().filter(|own| self.live.is_live(at, own));
        let alive: Vec<String> = alive.map(|own| asks::stem(self.procedure, own)).collect();
        alive.len() < DEPARTURES && alive.iter().all(|own| self.pairs.together(own, &stem))
    }

    /// What becomes of a walk by a turn; nothing where it is refused.
    fn play(hike: &Hike, turn: &Turn) -> Option<Hike> {
        let mut after = hike.clone();
        match turn {
            Turn::Made(made) => {
                (after.walk, after.moment) = made.play(after.walk)?;
                after.disturbed |= made.sort == Sort::Restart;
                after.oddities += usize::from(made.sort != Sort::Smooth);
            }
            Turn::Fact { name, facts, words } => {
                after.bound.insert(name.clone());
                if !words.is_empty() {
                    after.walk.suppose(facts);
                    after.departs.insert(name.clone());
                    after.oddities += 1;
                    after.moment = moves::hurry(&mut after.walk);
                }
            }
        }
        Some(after)
    }

    /// Comes by a walk: a new one is judged and queued. Gives its node.
    fn meet(&mut self, mut hike: Hike, parent: u32, by: u16) -> u32 {
        self.bind(&mut hike);
        let key = self.key(&hike);
        // A walk that still has its restart before it can do all that one can which had it.
        if let Some((known, disturbed, oddities)) = self.seen.get_mut(&key).filter(|(_, own, _)| hike.disturbed || !own)
        {
            let known = *known;
            if hike.oddities < *oddities && *disturbed == hike.disturbed {
                *oddities = hike.oddities;
                let cost = (hike.oddities, self.nodes[parent as usize].cost.1 + 1);
                if let Some(node) = self.nodes.get_mut(known as usize).filter(|node| !node.explored) {
                    (node.parent, node.by, node.cost) = (parent, by, cost);
                }
                self.queue.entry(hike.oddities).or_default().push_back((known, hike));
            }
            return known;
        }
        let node = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.seen.insert(key, (node, hike.disturbed, hike.oddities));
        let settled = self.undecided(&hike).is_none();
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
        let moves = self.nodes.get(parent as usize).map_or(0, |parent| parent.cost.1 + 1);
        self.nodes.push(Node {
            parent,
            by,
            cost: (hike.oddities, moves),
            standing,
            explored: matches!(standing, Standing::End | Standing::SignOff),
        });
        self.judge.plan(hike.walk.plan());
        if settled {
            let charges = self.judge.look(&hike.walk, &hike.moment);
            self.charge(charges, node);
        }
        if !self.nodes[node as usize].explored {
            self.queue.entry(hike.oddities).or_default().push_back((node, hike));
        }
        node
    }

    /// Brings charges about a node, with the way to it.
    fn charge(&mut self, charges: Vec<Charge>, node: u32) {
        let cost = self.nodes.get(node as usize).map_or((0, 0), |node| node.cost);
        for charge in charges {
            if self.judge.wants(&charge, cost) {
                let path = self.path(self.turns_to(node)).0;
                self.judge.keep(charge, cost, path);
            }
        }
    }

    /// Whether something may still be asked on a way from where a walk stands.
    fn is_live(&self, walk: &Walk, id: &str) -> bool {
        let at = walk.target().map(|target| (target.part, target.index));
        at.is_some_and(|at| self.live.is_live(at, id))
    }

    /// A hash of all that can influence what becomes of a walk. Among a hundred thousand walks two that differ have the same
    /// one with odds of one to some thousand million.
    fn key(&self, hike: &Hike) -> u64 {
        let at = hike.walk.target().map(|target| (target.part, target.index));
        let alive = |id: &str| at.is_some_and(|at| self.live.is_live(at, id));
        let main = at.is_none_or(|at| matches!(at.0, Part::Phase(_)) || self.live.main_matters(at));
        let obligation = |id: &str| !self.ledger.keeps(id) || alive(id);
        let mut hasher = DefaultHasher::new();
        hike.walk.hash_future(&Matters { main, state: &alive, obligation: &obligation }, &mut hasher);
        let facts = hike.walk.facts();
        for name in hike.bound.iter().filter(|name| alive(name)) {
            (name, branch::value_of(self.procedure, facts, name)).hash(&mut hasher);
        }
        for name in self.readings.iter().filter(|name| alive(name)) {
            facts.get(name).map(|value| (name, value.to_string())).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The turns by which a node was come by, by their numbers.
    fn turns_to(&self, node: u32) -> Vec<u16> {
        let mut numbers = Vec::new();
        let mut at = node;
        while let Some(own) = self.nodes.get(at as usize).filter(|_| at != 0) {
            numbers.push(own.by);
            at = own.parent;
        }
        numbers.reverse();
        numbers
    }

    /// What these turns make in the operator's words, and the walk there.
    fn path(&mut self, numbers: Vec<u16>) -> (Vec<String>, Option<Walk>) {
        let Some(mut hike) = self.begin() else { return (Vec::new(), None) };
        let (mut hops, mut given) = (Vec::new(), Vec::new());
        for number in numbers {
            self.bind(&mut hike);
            let turn = self.turns(&hike).into_iter().nth(usize::from(number));
            let Some((turn, after)) = turn.and_then(|turn| Self::play(&hike, &turn).map(|after| (turn, after))) else {
                break;
            };
            match turn {
                Turn::Made(made) => hops.push(path::Hop { at: path::place(&hike.moment), words: made.words }),
                Turn::Fact { words, .. } if words.is_empty() => {}
                Turn::Fact { words, .. } => given.push(words),
            }
            hike = after;
        }
        (path::words(&given.join(", "), &hops, &hike.walk), Some(hike.walk))
    }

    /// Finds the walks from which no end can be reached by what the procedure itself offers.
    fn find_stuck(&mut self) {
        let mut back: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        let mut on: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        for edge in self.edges.iter().filter(|edge| !edge.disturbs) {
            back[edge.to as usize].push(edge.from);
            on[edge.from as usize].push(edge.to);
        }
        let mut free = vec![false; self.nodes.len()];
        let ends = self.nodes.iter().enumerate();
        let ends = ends.filter(|(_, node)| matches!(node.standing, Standing::End | Standing::SignOff));
        let mut pending: Vec<usize> = ends.map(|(index, _)| index).collect();
        while let Some(index) = pending.pop() {
            if !std::mem::replace(&mut free[index], true) {
                pending.extend(back[index].iter().map(|from| *from as usize));
            }
        }
        let mut told = vec![false; self.nodes.len()];
        for index in 0..self.nodes.len() {
            let parent = self.nodes[index].parent as usize;
            // Only where a walk gets stuck, not where it has been stuck for a while.
            if free[index] || told[index] || (index != 0 && !free[parent]) {
                continue;
            }
            for node in region(index, &on, &free, &mut told, &self.nodes) {
                let (_, walk) = self.path(self.turns_to(node));
                let shut = self.nodes.get(node as usize).is_some_and(|node| node.standing == Standing::Shut);
                let charges = walk.map(|walk| stuck(&walk, shut)).into_iter().collect();
                self.charge(charges, node);
            }
        }
    }
}

impl Explorer<'_, '_> {
    /// Finds the obligations kept in the ledger with which a walk can come to its end.
    fn find_left_open(&mut self) {
        let ends: Vec<bool> = self.nodes.iter().map(|node| node.standing == Standing::SignOff).collect();
        let costs: Vec<Cost> = self.nodes.iter().map(|node| node.cost).collect();
        for (obligation, from, after) in self.ledger.left_open(&self.edges, &ends, &costs) {
            let charge = judge::left_open(self.procedure, &obligation, crate::world::Standing::Open);
            let (oddities, moves) = costs[from as usize];
            let cost = (oddities, moves + after.len());
            if self.judge.wants(&charge, cost) {
                let path = self.path([self.turns_to(from), after].concat()).0;
                self.judge.keep(charge, cost, path);
            }
        }
    }
}

/// All that can be reached from a stuck walk, marked. Gives the walks in it where nothing is possible any more; if there
/// are none, one whose gate is shut, or the first. Nothing where it runs into what was told before.
fn region(start: usize, on: &[Vec<u32>], free: &[bool], told: &mut [bool], nodes: &[Node]) -> Vec<u32> {
    let mut pending = VecDeque::from([start]);
    let (mut dead, mut shut, mut known) = (Vec::new(), None, false);
    let mut within = BTreeSet::new();
    while let Some(index) = pending.pop_front() {
        known |= told[index];
        if free[index] || told[index] || !within.insert(index) {
            continue;
        }
        if on[index].iter().all(|to| *to as usize == index) {
            dead.push(index);
        }
        if nodes[index].standing == Standing::Shut {
            shut.get_or_insert(index);
        }
        pending.extend(on[index].iter().map(|to| *to as usize));
    }
    for index in within {
        told[index] = true;
    }
    let found = match (known, dead.is_empty()) {
        (true, _) => Vec::new(),
        (false, false) => dead,
        (false, true) => vec![shut.unwrap_or(start)],
    };
    found.into_iter().filter_map(|index| u32::try_from(index).ok()).collect()
}

/// What is said of a walk that cannot come to an end.
fn stuck(walk: &Walk, shut: bool) -> Charge {
    let place_of = |planned: &crate::plan::Planned| -> Place {
        let step = planned.step(walk.procedure());
        if shut { step.requires.as_ref().map_or(step.place, |requires| requires.place) } else { step.title.place }
    };
    let target = walk.target();
    let (place, id) = target.map_or_else(Default::default, |target| (place_of(target), target.id.clone()));
    let subject = target.map(|target| target.stem().to_owned()).unwrap_or_default();
    let finding = if shut {
        let because = target.and_then(|target| walk.gate_explained(target)).map(|because| because.words());
        let message = format!(
            "the walk gets stuck at `{id}`: its gate does not hold and nothing that can be seen there opens it: {}",
            because.unwrap_or_default()
        );
        Finding::new("stuck", place, message, "lead this path to a step that brings it about, or say it in `already`")
    } else {
        let at = path::place(&walk.moment());
        let message = format!("nothing leads on from {at}: the walk goes round in circles or stands still");
        Finding::new("endless", place, message, "give one of the ways a lead out: `go_to`, `run` or `stop`")
    };
    Charge { subject, finding }
}
