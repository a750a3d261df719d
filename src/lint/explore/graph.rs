//! The graph of walks: how each was come by, and the moves between them.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::obligations::Effects;

/// A walk that the explorer has come by: how it got there, and how it stands.
pub(in crate::lint) struct Node {
    pub(in crate::lint) parent: u32,
    /// The move from the parent, by its number among those possible there.
    pub(in crate::lint) by: u16,
    /// The oddities and moves on the way there.
    pub(in crate::lint) cost: Cost,
    pub(in crate::lint) standing: Standing,
    /// A hash of what is shown there.
    pub(in crate::lint) screen: u64,
    /// Whether the moves from here are known.
    pub(in crate::lint) explored: bool,
}

/// How a walk stands, as far as the way on matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Standing {
    /// Every step is settled.
    SignOff,
    /// It is over, stopped, or blocked by a fact.
    End,
    /// The gate of the next step is shut.
    Shut,
    /// Anything else.
    Going,
}

/// A move from one walk to another.
pub(in crate::lint) struct Edge {
    pub(in crate::lint) from: u32,
    pub(in crate::lint) to: u32,
    /// The move, by its number among those possible.
    pub(in crate::lint) by: u16,
    /// A hash of the words for it.
    pub(in crate::lint) words: u64,
    /// Whether it is no way on: the restart that nobody asked for, or another beginning.
    pub(in crate::lint) apart: bool,
    /// How far it is: an oddity, or a plain move.
    pub(in crate::lint) cost: Cost,
    pub(in crate::lint) effects: Effects,
}

/// The oddities of a way, and its moves. Of two ways the one with fewer oddities is the better example.
pub(in crate::lint) type Cost = (usize, usize);

/// Every walk that was told apart, and every move between two of them.
#[derive(Default)]
pub(in crate::lint) struct Graph {
    pub(in crate::lint) nodes: Vec<Node>,
    pub(in crate::lint) edges: Vec<Edge>,
}

impl Graph {
    /// The node with a number.
    pub(in crate::lint) fn node(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }

    /// The turns by which a node was come by, by their numbers.
    pub(in crate::lint) fn turns_to(&self, node: u32) -> Vec<u16> {
        let mut numbers = Vec::new();
        let mut at = node;
        while let Some(own) = self.node(at).filter(|_| at != 0) {
            numbers.push(own.by);
            at = own.parent;
        }
        numbers.reverse();
        numbers
    }

    /// A hash of all that is shown and can be done on any way from the first walk. What is known of a walk is refined by what
    /// is known of those that it leads to, until nothing more is told apart; what is known of all of them counts, for the
    /// first walk alone knows no more than as many moves ahead as there were rounds.
    pub(in crate::lint) fn shape(&self) -> u64 {
        let mut on: Vec<Vec<(u64, usize)>> = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            on[edge.from as usize].push((edge.words, edge.to as usize));
        }
        let mut known: Vec<u64> = self.nodes.iter().map(|node| node.screen).collect();
        let mut told_apart = 0;
        loop {
            let refined = self.nodes.iter().zip(&on).map(|(node, on)| {
                let ways: BTreeSet<(u64, u64)> = on.iter().map(|(words, to)| (*words, known[*to])).collect();
                hash(&(node.screen, ways))
            });
            known = refined.collect();
            let now = known.iter().collect::<HashSet<_>>().len();
            if now <= told_apart {
                return hash(&(known.first(), known.iter().collect::<BTreeSet<_>>()));
            }
            told_apart = now;
        }
    }

    /// The walks from which no end can be reached but by a restart that nobody asked for: where each gets stuck.
    pub(in crate::lint) fn stuck(&self) -> Vec<u32> {
        let mut back: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        let mut on: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        for edge in self.edges.iter().filter(|edge| !edge.apart) {
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
        let mut found = Vec::new();
        for index in 0..self.nodes.len() {
            let parent = self.nodes[index].parent as usize;
            // Only where a walk gets stuck, not where it has been stuck for a while.
            if !free[index] && !told[index] && (index == 0 || free[parent]) {
                found.extend(region(index, &on, &free, &mut told, &self.nodes));
            }
        }
        found
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

/// A hash that depends on nothing but the value.
pub(in crate::lint) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
