//! The state graph: the states that the search has reached, and the transitions between them.

use std::collections::{BTreeSet, HashSet, VecDeque};

use super::fingerprint::fingerprint;

/// A state in the graph.
pub(super) struct Vertex {
    /// The vertex before it on the best path, and the number of the alternative that leads from there.
    pub(super) parent: u32,
    pub(super) by: u16,
    /// The cost of the best path.
    pub(super) cost: Cost,
    pub(super) class: StateClass,
    /// A fingerprint of the screen.
    pub(super) screen: u64,
    /// Whether the graph contains the transitions from here.
    pub(super) expanded: bool,
}

/// The classes of states that matter when looking for an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StateClass {
    /// Every step is settled.
    SignOff,
    /// The walk is over, stopped, or blocked by a fact.
    End,
    /// The gate of the next step is shut.
    Shut,
    /// None of these: the walk goes on.
    Going,
}

/// A transition between two states.
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    /// The number of the alternative in `from`.
    pub(super) by: u16,
    /// A fingerprint of the alternative's words.
    pub(super) words: u64,
    /// Whether the procedure can't rely on it: an unplanned restart, or a choice of other initial answers.
    pub(super) apart: bool,
    pub(super) cost: Cost,
    pub(super) effects: Option<Effects>,
}

/// The effects of a transition on deferred obligations: the full ID of each, and whether the transition leaves it open.
pub(super) type Effects = Box<[(String, bool)]>;

/// The number of deviations on a path, and its length. The path with the lowest cost is the best example.
pub(super) type Cost = (usize, usize);

/// The state graph. The initial state is vertex 0.
#[derive(Default)]
pub(in crate::lint) struct Graph {
    pub(super) vertices: Vec<Vertex>,
    pub(super) edges: Vec<Edge>,
}

impl Graph {
    /// The numbers of the alternatives on the best path to a vertex.
    pub(super) fn path_to(&self, vertex: u32) -> Vec<u16> {
        let mut numbers = Vec::new();
        let mut at = vertex;
        while at != 0 {
            let own = &self.vertices[at as usize];
            numbers.push(own.by);
            at = own.parent;
        }
        numbers.reverse();
        numbers
    }

    /// For each vertex, the indices of the edges that leave it.
    pub(super) fn outgoing(&self) -> Vec<Vec<usize>> {
        let mut outgoing = vec![Vec::new(); self.vertices.len()];
        for (index, edge) in self.edges.iter().enumerate() {
            outgoing[edge.from as usize].push(index);
        }
        outgoing
    }

    /// A fingerprint of everything that an operator can see and do on any path. Computed by partition refinement: each
    /// round combines the fingerprint of a state with those of its successors, until the number of classes stops
    /// growing. The result contains the fingerprints of all states, because that of the initial state covers only as
    /// many transitions as there were rounds.
    pub(in crate::lint) fn shape(&self) -> u64 {
        let outgoing = self.outgoing();
        let mut known: Vec<u64> = self.vertices.iter().map(|vertex| vertex.screen).collect();
        let mut told_apart = 0;
        loop {
            let refined = self.vertices.iter().zip(&outgoing).map(|(vertex, outgoing)| {
                let edges = outgoing.iter().map(|index| &self.edges[*index]);
                let next: BTreeSet<(u64, u64)> = edges.map(|edge| (edge.words, known[edge.to as usize])).collect();
                fingerprint(&(vertex.screen, next))
            });
            known = refined.collect();
            let now = known.iter().collect::<HashSet<_>>().len();
            if now <= told_apart {
                return fingerprint(&(known.first(), known.iter().collect::<BTreeSet<_>>()));
            }
            told_apart = now;
        }
    }

    /// Finds the vertices from which no end can be reached without an unplanned restart. Returns one or more for each
    /// region of such vertices.
    pub(super) fn stuck(&self) -> Vec<u32> {
        let mut back: Vec<Vec<usize>> = vec![Vec::new(); self.vertices.len()];
        let mut on = back.clone();
        for edge in self.edges.iter().filter(|edge| !edge.apart) {
            back[edge.to as usize].push(edge.from as usize);
            on[edge.from as usize].push(edge.to as usize);
        }
        let mut free = vec![false; self.vertices.len()];
        let ends = self.vertices.iter().enumerate();
        let ends = ends.filter(|(_, vertex)| matches!(vertex.class, StateClass::End | StateClass::SignOff));
        let mut pending: Vec<usize> = ends.map(|(index, _)| index).collect();
        while let Some(index) = pending.pop() {
            if !std::mem::replace(&mut free[index], true) {
                pending.extend(&back[index]);
            }
        }
        let mut reported = vec![false; self.vertices.len()];
        let mut found = Vec::new();
        for index in 0..self.vertices.len() {
            let parent = self.vertices[index].parent as usize;
            if !free[index] && !reported[index] && (index == 0 || free[parent]) {
                found.extend(self.stuck_region(index, &on, &free, &mut reported));
            }
        }
        found
    }

    /// Marks the vertices that can be reached from a stuck vertex as reported. Returns the dead ends among them. If
    /// there are none, returns a vertex whose gate is shut, or the stuck vertex itself. Returns an empty list if a
    /// vertex was reported before.
    fn stuck_region(&self, start: usize, on: &[Vec<usize>], free: &[bool], reported: &mut [bool]) -> Vec<u32> {
        let mut pending = VecDeque::from([start]);
        let (mut dead_ends, mut shut, mut known) = (Vec::new(), None, false);
        let mut region = BTreeSet::new();
        while let Some(index) = pending.pop_front() {
            known |= reported[index];
            if free[index] || reported[index] || !region.insert(index) {
                continue;
            }
            if on[index].iter().all(|to| *to == index) {
                dead_ends.push(index);
            }
            if self.vertices[index].class == StateClass::Shut {
                shut.get_or_insert(index);
            }
            pending.extend(&on[index]);
        }
        for index in region {
            reported[index] = true;
        }
        if dead_ends.is_empty() {
            dead_ends.push(shut.unwrap_or(start));
        }
        let found = dead_ends.into_iter().filter(|_| !known);
        found.filter_map(|index| u32::try_from(index).ok()).collect()
    }
}
