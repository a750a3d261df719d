//! Exploration: explicit-state model checking of a procedure, with the engine itself as the transition relation.

mod analysis;
mod assignment;
mod atoms;
mod branching;
mod cache;
mod control_flow;
mod counterexample;
mod coverage;
mod dependence;
mod examples;
mod fingerprint;
mod graph;
mod initial_answers;
mod left_open;
mod liveness;
mod looks;
mod obligations;
mod properties;
mod readings;
mod search;
mod search_state;
mod state_classes;
mod state_key;
mod step_facts;
mod successors;
mod symmetry;
mod transition;
mod transitions;
mod value_classes;
mod visited;

use std::sync::Arc;

pub(super) use atoms::Atoms;
pub(super) use counterexample::{TraceStep, lines, place};
pub(super) use graph::Graph;
pub(super) use initial_answers::{StartConditions, fill};
pub(super) use properties::violations;
pub use search::{Bounds, Explored, MAX_STATES};
pub(super) use transition::{Deviation, Transition};
pub(super) use transitions::at as transitions_at;

use super::finding::Finding;
use crate::engine::facts::Facts;
use crate::model::Procedure;
use analysis::Analysis;
use branching::Branching;
use search::Search;

/// Lint warns unless it has explored every path with fewer deviations than this.
const MIN_DEVIATIONS: usize = 2;

/// The result of an exploration.
pub(super) struct Exploration {
    pub(super) findings: Vec<Finding>,
    pub(super) explored: Explored,
    /// For each rule, its id and at how many shown steps it was tried.
    pub(super) rules: Vec<(String, u64)>,
    pub(super) graph: Graph,
}

/// Explores the paths of a procedure, including those that begin with the answers of its scenarios. `scenarios` are
/// these answers with the scenarios' IDs.
pub(super) fn explore(procedure: &Arc<Procedure>, bounds: Bounds, scenarios: Vec<(String, Facts)>) -> Exploration {
    let branching = Branching::new(procedure);
    let Some(initial) = branching.initial() else {
        let rules = procedure.rules.iter().map(|rule| (rule.id.clone(), 0)).collect();
        let findings = no_answers(procedure).into_iter().collect();
        return Exploration { findings, explored: Explored::default(), rules, graph: Graph::default() };
    };
    let all_members = branching.with_all_members(&initial, &scenarios);
    let scenarios = scenarios.into_iter().map(|(id, answers)| {
        let (answers, renamed) = symmetry::renamed_as_in(&all_members, procedure, &answers);
        (format!("the answers of the scenario `{id}`{renamed}"), answers)
    });
    let scenarios: Vec<(String, Facts)> = scenarios.collect();
    let analysis = Analysis::of(procedure, branching, &initial, &scenarios, &all_members);
    let mut search = Search::new(&analysis, bounds);
    let explored = search.run();
    let (rules, every_path) = (search.coverage.rules(), explored.deviations.is_none());
    let mut findings: Vec<Finding> = search.examples.findings().collect();
    // A recovery inside a recovery takes more deviations than are explored where there are too many states.
    if explored.deviations.is_none_or(|deviations| deviations >= MIN_DEVIATIONS) {
        findings.extend(search.coverage.findings(every_path));
    }
    if explored.deviations.is_some_and(|deviations| deviations < MIN_DEVIATIONS.min(bounds.deviations)) {
        let message = format!("there are too many states: lint visits at most {}", bounds.states);
        findings.push(Finding::new("unfinished", procedure.summary.span, message, "close off ways back"));
    }
    Exploration { findings, explored, rules, graph: search.graph }
}

/// The finding that no walk begins.
fn no_answers(procedure: &Procedure) -> Option<Finding> {
    let place = procedure.checks.first().map(|check| check.pass.span)?;
    let message = "lint found no answers that pass every blocking check";
    Some(Finding::new(
        "no-answers",
        place,
        message,
        "make sure that the checks don't contradict each other or `applies`",
    ))
}
