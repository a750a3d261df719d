//! The explorer: every walk of a procedure, breadth first, with the walk's own decider.

use std::collections::{BTreeMap, VecDeque};

use super::Bounds;
use super::analysis::Terrain;
use super::graph::{Cost, Edge, Graph, Node, Standing, hash};
use super::obligations::Ledger;
use super::properties::{Charge, Judge};
use super::search_state::{Hike, Rank, Turn};
use super::successors::{Ahead, Found, Scout};
use super::visited::{Known, Met};
use super::workers::Crew;
use super::{counterexample, properties};
use crate::engine::walk::Walk;

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

/// One exploration.
pub(in crate::lint) struct Explorer<'t, 'p, 'j> {
    terrain: &'t Terrain<'p>,
    scout: Scout<'t, 'p>,
    bounds: Bounds,
    judge: &'j mut Judge<'p>,
    graph: Graph,
    met: &'t Met,
    /// The walks still to be looked at, by their ranks.
    queue: BTreeMap<Rank, VecDeque<(u32, Hike)>>,
}

impl<'t, 'p, 'j> Explorer<'t, 'p, 'j> {
    /// An exploration of a terrain.
    pub(in crate::lint) fn new(
        terrain: &'t Terrain<'p>,
        met: &'t Met,
        bounds: Bounds,
        judge: &'j mut Judge<'p>,
    ) -> Self {
        let (graph, queue) = (Graph::default(), BTreeMap::new());
        Self { terrain, scout: Scout::new(terrain), bounds, judge, graph, met, queue }
    }

    /// Explores until nothing new comes, and judges the ways. Gives how much that was, whether it was all, and the graph.
    pub(in crate::lint) fn run(mut self) -> (Explored, bool, Graph) {
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
        let Some(first) = self.scout.begin(self.terrain.facts) else { return (explored, true) };
        let first = self.scout.found(first, self.met);
        self.meet(first, 0, 0);
        let (terrain, met) = (self.terrain, self.met);
        let whole = std::thread::scope(|scope| {
            let mut crew = Crew::of(scope, terrain, met);
            // The rank of the walks that are out: as long as others of it wait, what these lead to comes after them.
            let mut out = Rank::default();
            loop {
                while !crew.is_busy()
                    && let Some(rank) = self.least().filter(|rank| crew.is_idle() || *rank == out)
                {
                    out = rank;
                    crew.send(std::iter::from_fn(|| self.next(rank)));
                }
                let Some(looked_at) = crew.receive() else { return true };
                for (from, ways) in looked_at {
                    let enough = self.bounds.first_error && self.judge.has_error();
                    let (other, oddities) = out;
                    let far = other && oddities > self.bounds.oddities;
                    if self.graph.nodes.len() > self.bounds.walks || far || enough {
                        explored.oddities = Some(if other { oddities } else { 0 });
                        return false;
                    }
                    if !std::mem::replace(&mut self.graph.nodes[from as usize].explored, true) {
                        explored.moves += ways.len() as u64;
                        for ahead in ways {
                            self.go(from, ahead);
                        }
                    }
                }
            }
        });
        explored.states = self.graph.nodes.len() as u64;
        (explored, whole)
    }

    /// The lowest rank of the walks to look at.
    fn least(&mut self) -> Option<Rank> {
        loop {
            let least = self.queue.first_entry()?;
            if !least.get().is_empty() {
                return Some(*least.key());
            }
            least.remove();
        }
    }

    /// The next walk of a rank to look at.
    fn next(&mut self, rank: Rank) -> Option<(u32, Hike)> {
        let waiting = self.queue.get_mut(&rank)?;
        std::iter::from_fn(|| waiting.pop_front()).find(|(node, _)| !self.graph.nodes[*node as usize].explored)
    }

    /// Goes a way on from a node.
    fn go(&mut self, from: u32, ahead: Ahead) {
        let Ahead { by, words, apart, oddities, effects, passed, found } = ahead;
        let to = self.meet(found, from, by);
        self.charge(passed, to);
        self.graph.edges.push(Edge { from, to, by, words, apart, cost: (oddities, 1), effects });
    }

    /// Comes by a walk: a new one is judged and queued. Gives its node.
    fn meet(&mut self, found: Found, parent: u32, by: u16) -> u32 {
        let Found { hike, key, standing } = found;
        let Some(hike) = hike else { return self.met.node(key).unwrap_or_default() };
        if let Some(known) = self.met.find(key, &hike) {
            if !known.covers(&hike) {
                self.met.note(key, Known { rank: hike.rank(), ..known });
                let cost = (hike.oddities, self.graph.nodes[parent as usize].cost.1 + 1);
                if let Some(node) = self.graph.nodes.get_mut(known.node as usize).filter(|node| !node.explored) {
                    (node.parent, node.by, node.cost) = (parent, by, cost);
                }
                self.queue.entry(hike.rank()).or_default().push_back((known.node, hike));
            }
            return known.node;
        }
        let node = u32::try_from(self.graph.nodes.len()).unwrap_or(u32::MAX);
        self.met.note(key, Known { node, disturbed: hike.disturbed, rank: hike.rank() });
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
        if hike.settled || !hike.asks() {
            let charges = self.judge.look(&hike.walk, &hike.position);
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

    /// What these turns make in the operator's words, and the walk there.
    fn path(&mut self, numbers: Vec<u16>) -> (Vec<String>, Option<Walk>) {
        let Some(mut hike) = self.scout.begin(self.terrain.facts) else { return (Vec::new(), None) };
        let (mut hops, mut given) = (Vec::new(), Vec::new());
        for number in numbers {
            self.scout.bind(&mut hike);
            let turn = self.scout.turns(&hike).into_iter().nth(usize::from(number));
            let Some((turn, after)) = turn.and_then(|turn| self.scout.play(&hike, &turn).map(|after| (turn, after)))
            else {
                break;
            };
            match turn {
                Turn::Made(made) => {
                    hops.push(counterexample::Hop { at: counterexample::place(&hike.position), words: made.words })
                }
                Turn::Fact { words, .. } if words.is_empty() => {}
                Turn::Fact { words, .. } => given.push(words),
                Turn::Seed(number) => {
                    given.extend(self.terrain.seeds.get(number).map(|(words, _)| words.clone()));
                }
            }
            hike = after;
        }
        (counterexample::words(&given.join(", "), &hops, &hike.walk), Some(hike.walk))
    }

    /// Finds the walks from which no end can be reached by what the procedure itself offers.
    fn find_stuck(&mut self) {
        for node in self.graph.stuck() {
            let (_, walk) = self.path(self.graph.turns_to(node));
            let shut = self.graph.node(node).is_some_and(|node| node.standing == Standing::Shut);
            let charges = walk.map(|walk| properties::stuck(&walk, shut)).into_iter().collect();
            self.charge(charges, node);
        }
    }

    /// Finds the obligations kept in the ledger with which a walk can come to its end.
    fn find_left_open(&mut self) {
        let ends: Vec<bool> = self.graph.nodes.iter().map(|node| node.standing == Standing::SignOff).collect();
        let costs: Vec<Cost> = self.graph.nodes.iter().map(|node| node.cost).collect();
        for (obligation, from, after) in Ledger::left_open(&self.graph.edges, &ends, &costs) {
            let charge =
                properties::left_open(self.terrain.procedure, &obligation, crate::engine::world::Standing::Open);
            let (oddities, moves) = costs[from as usize];
            let cost = (oddities, moves + after.len());
            if self.judge.wants(&charge, cost) {
                let path = self.path([self.graph.turns_to(from), after].concat()).0;
                self.judge.keep(charge, cost, path);
            }
        }
    }
}
