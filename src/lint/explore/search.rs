//! The search: visits every state that a walk can reach, breadth first, and checks the properties there.

use std::collections::{BTreeMap, VecDeque};

use super::analysis::Analysis;
use super::counterexample;
use super::counterexample::TraceStep;
use super::coverage::Coverage;
use super::examples::Examples;
use super::graph::{Edge, Graph, StateClass, Vertex};
use super::properties;
use super::properties::Violation;
use super::search_state::{Alternative, Priority, SearchState};
use super::successors::{Reached, Successor, Successors};
use super::visited::{Visited, VisitedState};
use crate::engine::walk::Walk;
use crate::engine::world::Standing;
use crate::lint::parallel;

/// The number of states that are expanded in parallel. The result doesn't depend on it.
const BATCH: usize = 256;

/// The default limit on the number of states. It is reached within seconds.
pub const MAX_STATES: usize = 60_000;

/// The limits of an exploration.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The maximum number of states.
    pub states: usize,
    /// The maximum number of deviations on a path that doesn't have the initial answers. Deviations are varied facts,
    /// problems, surprises, and restarts.
    pub deviations: usize,
    /// Whether to stop at the first error.
    pub first_error: bool,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { states: MAX_STATES, deviations: usize::MAX, first_error: false }
    }
}

/// The extent of an exploration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Explored {
    /// The number of states.
    pub states: u64,
    /// The number of transitions.
    pub transitions: u64,
    /// `None` if every path was explored. Otherwise, every path with the initial answers was explored, and every other
    /// path with fewer deviations than this. If 0, not even every path with the initial answers was explored.
    pub deviations: Option<usize>,
}

/// A search, and what it has found.
pub(super) struct Search<'t, 'p> {
    analysis: &'t Analysis<'p>,
    bounds: Bounds,
    successors: Successors<'t, 'p>,
    visited: Visited,
    /// The states still to expand, by their priority.
    queue: BTreeMap<Priority, VecDeque<(u32, SearchState)>>,
    pub(super) graph: Graph,
    pub(super) coverage: Coverage<'p>,
    pub(super) examples: Examples,
}

impl<'t, 'p> Search<'t, 'p> {
    pub(super) fn new(analysis: &'t Analysis<'p>, bounds: Bounds) -> Self {
        Self {
            analysis,
            bounds,
            successors: Successors::new(analysis),
            visited: Visited::default(),
            queue: BTreeMap::new(),
            graph: Graph::default(),
            coverage: Coverage::new(analysis.procedure),
            examples: Examples::default(),
        }
    }

    /// Explores, and then checks the properties of whole paths.
    pub(super) fn run(&mut self) -> Explored {
        let explored = self.explore();
        // A state that wasn't expanded may lead to an end.
        for vertex in self.graph.vertices.iter_mut().filter(|vertex| !vertex.expanded) {
            vertex.class = StateClass::End;
        }
        self.find_stuck();
        self.find_left_open();
        explored
    }

    fn explore(&mut self) -> Explored {
        let mut explored = Explored::default();
        if let Some(initial) = self.successors.begin(self.analysis.initial) {
            let initial = self.successors.reached(initial, &self.visited);
            self.add(initial, 0, 0);
        }
        'search: while let Some((priority, batch)) = self.next_batch() {
            let expand = |(_, state): &(u32, SearchState)| self.successors.of(state, &self.visited);
            let expanded = parallel::map(&batch, expand);
            let (varied, deviations) = priority;
            for ((vertex, _), successors) in batch.into_iter().zip(expanded) {
                let enough = self.bounds.first_error && self.examples.has_error();
                let far = varied && deviations > self.bounds.deviations;
                if self.graph.vertices.len() > self.bounds.states || far || enough {
                    explored.deviations = Some(if varied { deviations } else { 0 });
                    break 'search;
                }
                if !std::mem::replace(&mut self.graph.vertices[vertex as usize].expanded, true) {
                    explored.transitions += successors.len() as u64;
                    for successor in successors {
                        self.add_successor(vertex, successor);
                    }
                }
            }
        }
        explored.states = self.graph.vertices.len() as u64;
        explored
    }

    /// Takes the next states to expand, all of the same priority. Their successors never have a better one.
    fn next_batch(&mut self) -> Option<(Priority, Vec<(u32, SearchState)>)> {
        loop {
            let mut best = self.queue.first_entry()?;
            let (priority, states) = (*best.key(), best.get_mut());
            let batch: Vec<_> = states.drain(..states.len().min(BATCH)).collect();
            if batch.is_empty() {
                best.remove();
                continue;
            }
            let batch = batch.into_iter().filter(|(vertex, _)| !self.graph.vertices[*vertex as usize].expanded);
            return Some((priority, batch.collect()));
        }
    }

    /// Adds a successor of a vertex to the graph.
    fn add_successor(&mut self, from: u32, successor: Successor) {
        let Successor { by, words, apart, deviations, effects, passed, reached } = successor;
        let to = self.add(reached, from, by);
        self.report(passed, to);
        self.graph.edges.push(Edge { from, to, by, words, apart, cost: (deviations, 1), effects });
    }

    /// Adds a reached state to the graph. Checks and queues it if it is new. Returns its vertex.
    fn add(&mut self, reached: Reached, parent: u32, by: u16) -> u32 {
        let Reached { state, key, class, screen, violations } = reached;
        let Some(state) = state else { return self.visited.get(key).map(|known| known.vertex).unwrap_or_default() };
        let transitions = self.graph.vertices.get(parent as usize).map_or(0, |parent| parent.cost.1 + 1);
        let (cost, priority) = ((state.deviations, transitions), state.priority());
        if let Some(known) = self.visited.find(key, &state) {
            if !known.covers(&state) {
                self.visited.insert(key, VisitedState { priority, ..known });
                let vertex = &mut self.graph.vertices[known.vertex as usize];
                if !vertex.expanded {
                    (vertex.parent, vertex.by, vertex.cost) = (parent, by, cost);
                }
                self.queue.entry(priority).or_default().push_back((known.vertex, state));
            }
            return known.vertex;
        }
        let vertex = u32::try_from(self.graph.vertices.len()).unwrap_or(u32::MAX);
        self.visited.insert(key, VisitedState { vertex, restarted: state.restarted, priority });
        let expanded = matches!(class, StateClass::End | StateClass::SignOff);
        self.graph.vertices.push(Vertex { parent, by, cost, class, screen, expanded });
        self.coverage.add_plan(state.walk.plan());
        if state.is_decided() {
            self.coverage.add(&state.walk, &state.position);
        }
        self.report(violations, vertex);
        if !expanded {
            self.queue.entry(priority).or_default().push_back((vertex, state));
        }
        vertex
    }

    /// Keeps violations at a vertex, with the path to it.
    fn report(&mut self, violations: impl IntoIterator<Item = Violation>, vertex: u32) {
        let cost = self.graph.vertices.get(vertex as usize).map_or((0, 0), |vertex| vertex.cost);
        for violation in violations {
            let path = || trace(self.analysis, &self.successors, &self.graph.path_to(vertex)).0;
            self.examples.add(violation, cost, path);
        }
    }

    /// Reports the states from which no end can be reached.
    fn find_stuck(&mut self) {
        for vertex in self.graph.stuck() {
            let walk = trace(self.analysis, &self.successors, &self.graph.path_to(vertex)).1;
            let shut = self.graph.vertices[vertex as usize].class == StateClass::Shut;
            self.report(walk.map(|walk| properties::stuck(&walk, shut)), vertex);
        }
    }

    /// Reports the deferred obligations that some path leaves open.
    fn find_left_open(&mut self) {
        for (obligation, from, after) in self.graph.left_open() {
            let violation = properties::left_open(self.analysis.procedure, &obligation, Standing::Open);
            let (deviations, transitions) = self.graph.vertices[from as usize].cost;
            let cost = (deviations, transitions + after.len());
            let path = [self.graph.path_to(from), after].concat();
            self.examples.add(violation, cost, || trace(self.analysis, &self.successors, &path).0);
        }
    }
}

/// Follows a path, given by the numbers of its alternatives. Returns the path in the operator's words, and the walk at
/// its end.
fn trace(analysis: &Analysis<'_>, successors: &Successors<'_, '_>, path: &[u16]) -> (Vec<String>, Option<Walk>) {
    let Some(mut state) = successors.begin(analysis.initial) else { return (Vec::new(), None) };
    let (mut steps, mut answers) = (Vec::new(), Vec::new());
    for number in path {
        successors.decide_forced(&mut state);
        let Some(alternative) = successors.alternatives(&state).into_iter().nth(usize::from(*number)) else { break };
        let Some(after) = successors.follow(&state, &alternative) else { break };
        match alternative {
            Alternative::Operator(transition) => {
                steps.push(TraceStep { at: counterexample::place(&state.position), words: transition.words });
            }
            Alternative::Fact { words, .. } => answers.extend(Some(words).filter(|words| !words.is_empty())),
            Alternative::Scenario(index) => {
                answers.extend(analysis.scenarios.get(index).map(|(words, _)| words.clone()));
            }
        }
        state = after;
    }
    (counterexample::lines(&answers.join(", "), &steps, &state.walk), Some(state.walk))
}
