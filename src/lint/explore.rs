//! The exploration: every path through a procedure, walked with the walk's own decider.

mod analysis;
mod answered;
mod branch;
mod control_flow;
pub(super) mod counterexample;
mod dependence;
mod graph;
pub(super) mod initial_answers;
mod liveness;
mod obligations;
pub(super) mod properties;
mod search;
mod search_state;
mod state_tests;
mod successors;
mod symmetry;
pub(super) mod transitions;
pub(super) mod value_classes;
mod visited;
mod workers;

use std::sync::Arc;

pub use search::Explored;

use super::{Lint, finding::Finding, scenarios, scenarios::Given, sort};
use crate::engine::facts::Facts;
use crate::engine::plan::Part;
use crate::model::{Procedure, Rule};
use analysis::Terrain;
use branch::Brancher;
use graph::Graph;
use properties::Judge;
use search::Explorer;
use visited::Met;

/// How far the paths of a procedure are explored.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The most walks that are told apart.
    pub walks: usize,
    /// The most things out of the ordinary on a path with other answers than the first: facts unlike those, problems,
    /// surprises, restarts.
    pub oddities: usize,
    /// Whether to stop at the first error.
    pub first_error: bool,
}

/// As many walks as are told apart unless more are asked for: a few seconds' worth.
pub const WALKS: usize = 60_000;

impl Default for Bounds {
    fn default() -> Self {
        Self { walks: WALKS, oddities: usize::MAX, first_error: false }
    }
}

/// Where, with other answers than the first, the paths with fewer oddities than this are not all explored, the lint says so.
const ODDITIES: usize = 2;

/// Walks the paths of a procedure, also with what is given in its scenarios. Gives the graph of the walks too.
pub(super) fn walked(procedure: &Arc<Procedure>, bounds: Bounds, given: &Given<'_>) -> (Lint, Graph) {
    let mut graph = Graph::default();
    let mut findings = Vec::new();
    let brancher = Brancher::new(procedure);
    let answers = brancher.first().map(|facts| {
        let seeds = scenarios::seeds(given);
        let rich = brancher.rich(&facts, &seeds);
        let seeds: Vec<(String, Facts)> = seeds
            .into_iter()
            .map(|(id, own)| {
                let (own, called) = symmetry::called_as_in(&rich, procedure, &own);
                (format!("the answers of the scenario `{id}`{called}"), own)
            })
            .collect();
        (facts, rich, seeds)
    });
    let mut judge = Judge::new(procedure);
    let mut explored = Explored::default();
    match &answers {
        None => findings.extend(no_answers(procedure)),
        Some((facts, rich, seeds)) => {
            let whole;
            let terrain = Terrain::of(procedure, brancher, facts, seeds, rich);
            (explored, whole, graph) = Explorer::new(&terrain, &Met::default(), bounds, &mut judge).run();
            findings.extend(judge.findings());
            // A recovery inside a recovery takes more oddities than are explored where the walks are too many.
            if whole || explored.oddities.is_some_and(|oddities| oddities >= ODDITIES) {
                findings.extend(unreached(procedure, &judge, whole));
            }
            if explored.oddities.is_some_and(|oddities| oddities < ODDITIES.min(bounds.oddities)) {
                let message = format!("the walks are too many: more than {} had to be told apart", bounds.walks);
                findings.push(Finding::new("unfinished", procedure.summary.span, message, "close ways round"));
            }
        }
    }
    sort(&mut findings);
    let rules = procedure.rules.iter().map(|rule| rule.id.clone()).zip(judge.tried.iter().copied()).collect();
    (Lint { findings, explored, rules }, graph)
}

/// The finding that no walk begins.
fn no_answers(procedure: &Procedure) -> Option<Finding> {
    let place = procedure.checks.first().map(|check| check.pass.span)?;
    let message = "no answers were found that pass every blocking check";
    Some(Finding::new("no-answers", place, message, "see that the checks do not contradict each other or `applies`"))
}

/// The steps that no walk reaches or gets through, and the rules that were never tried; those of recoveries only where all was
/// explored.
fn unreached(procedure: &Procedure, judge: &Judge<'_>, whole: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let phases = procedure
        .phases
        .iter()
        .enumerate()
        .flat_map(|(part, phase)| (0..phase.steps.len()).map(move |index| (Part::Phase(part), index)));
    let recoveries = procedure
        .recoveries
        .iter()
        .enumerate()
        .flat_map(|(part, recovery)| (0..recovery.steps.len()).map(move |index| (Part::Recovery(part), index)));
    for step in phases.chain(recoveries.filter(|_| whole)) {
        let Some((id, place)) = judge.place_of(step) else { continue };
        let main = matches!(step.0, Part::Phase(_));
        if main && !judge.planned.contains(&step) {
            let message = format!("no answers were found with which `{id}` is walked");
            findings.push(Finding::new(
                "excluded",
                place,
                message,
                "see that its `when` can hold once the checks pass",
            ));
        } else if !judge.reached.contains(&step) {
            let message = format!("no path reaches `{id}`");
            findings.push(Finding::new("unreachable", place, message, "lead a path there, or take the step away"));
        } else if !judge.opened.contains(&step) {
            let message =
                format!("`{id}` can be done on no path that reaches it: its gate is shut, or it is so already");
            findings.push(Finding::new("never-open", place, message, "see what its `requires` and `already` ask for"));
        }
    }
    let on_main = |id: &String| {
        let part = id.split('/').next().unwrap_or(id);
        procedure.phases.iter().any(|phase| phase.id == part || phase.steps.iter().any(|step| step.id == *id))
    };
    let counts = |rule: &Rule| whole || rule.during.is_empty() || rule.during.iter().any(on_main);
    let idle = procedure.rules.iter().zip(&judge.tried).filter(|(rule, tried)| **tried == 0 && counts(rule));
    findings.extend(idle.map(|(rule, _)| {
        let message = format!("the rule `{}` counts at no step that is ever shown", rule.id);
        Finding::new("idle-rule", rule.holds.span, message, "name in `during` where it counts")
    }));
    findings
}
