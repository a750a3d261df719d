//! Lint: proof that a procedure cannot lead its operator wrong.
//!
//! After the loader has had its say, lint looks at what is declared and never used, and then walks every path: with the
//! walk's own [`crate::walk::Walk::take`], on ordinary facts, so that there is one interpreter and not two.
//!
//! # What is assumed
//!
//! - Facts once given do not change, and a member keeps its key. Each fact is decided when the walk first asks for it, once
//!   for each class of values that a condition can tell apart (`values`, `branch`). What no condition on a way from there can
//!   tell any more is forgotten (`flow`, `live`), of facts and of states (`states`). What stands in a written file makes no
//!   difference to a walk, as long as it asks for nothing that a worksheet may leave out. At most two things depart from the ordinary at a time: two answers that interact (`pairs`), or one
//!   and the restart that nobody asked for. Answers that pass the blocking checks are found by search.
//! - A restart that nobody asked for happens at most once a path: at any step, wait or restart, of any node.
//! - States of the world are looked at where a step asks, in the order asked; at a shut gate what is seen is what the gate
//!   asks for, one thing after the other. Of the values that open the same problem one stands for all, and a problem that is met is followed. It may
//!   be met at any step that lists it, whatever was seen before. Unlisted problems only repeat their step and are left out,
//!   as are `again`, `back`, corrections of facts, and breaks of the session.
//! - First comes all that can happen with the first answers; then, with other answers, what is least out of the ordinary:
//!   facts unlike the first, problems, surprises, and the restart are counted. Where there are too many walks, those with
//!   the most such oddities are left out, and the statistics say from how many on.
//! - Other walks begin with the answers of each scenario, so that no branch is out of reach: they depart in as many facts as
//!   it does, and in one more, or by the restart, only where fewer than two of those still count. What the members of its
//!   lists are called makes no difference (`keys`). Rules are no reason to vary two facts together; conditions of steps are.
//!   And each scenario holds the rules on its own way, however far out of the ordinary it is.
//! - Readings take a value of every class; a list that is read has no member or one, and two where anything tells them apart.
//! - An obligation from where nothing asks about it any more is not told apart, but followed to the end (`ledger`).
//! - Two walks that agree in all that a condition can ask, and in where they stand, have the same future. What is asked for
//!   only because a screen shows it is asked on the way of the first of them.

mod answered;
mod answers;
mod asks;
mod atoms;
mod branch;
mod codes;
mod crew;
mod early;
mod explore;
mod finding;
mod flow;
mod graph;
mod guards;
mod hike;
mod implied;
mod implies;
mod judge;
mod keys;
mod ledger;
mod live;
mod looks;
mod met;
mod moves;
mod pairs;
mod path;
mod scenario;
mod scout;
mod states;
mod statics;
mod terrain;
mod values;

use std::sync::Arc;

pub use crate::procedure::Code;
pub use codes::{codes, explain};
pub use explore::Explored;
pub use finding::Finding;

use crate::facts::Facts;
use crate::plan::Part;
use crate::procedure::{Procedure, Rule};
use branch::Brancher;
use explore::Explorer;
use graph::Graph;
use judge::Judge;
use met::Met;
use scenario::Given;
use terrain::Terrain;

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

/// What the lint found, and how far it looked.
#[derive(Clone, Debug)]
pub struct Lint {
    /// The findings, in the order of their places.
    pub findings: Vec<Finding>,
    /// What was explored of them all.
    pub explored: Explored,
    /// For each rule, its id and at how many shown steps it was tried.
    pub rules: Vec<(String, u64)>,
}

/// Looks at a procedure that the loader has no objection to.
#[must_use]
pub fn lint(procedure: &Arc<Procedure>) -> Lint {
    lint_within(procedure, Bounds::default())
}

/// Looks at a procedure, as far as some bounds.
#[must_use]
pub fn lint_within(procedure: &Arc<Procedure>, bounds: Bounds) -> Lint {
    let given = scenario::given(procedure);
    // The scenarios and the paths have nothing to do with each other.
    let (mut found, mut told) = std::thread::scope(|scope| {
        let told = scope.spawn(|| scenario::findings_with(procedure, &given));
        let found = walked(procedure, bounds, &given).0;
        (found, told.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    found.findings.extend(words(procedure));
    // What is wrong on a path is not told a second time of a scenario.
    told.retain(|own| !found.findings.iter().any(|known| (known.code, known.place) == (own.code, own.place)));
    found.findings.extend(told);
    sort(&mut found.findings);
    found
}

/// Walks the paths of a procedure, as far as some bounds, without what can be said at a glance.
#[must_use]
pub fn paths_within(procedure: &Arc<Procedure>, bounds: Bounds) -> Lint {
    walked(procedure, bounds, &scenario::given(procedure)).0
}

/// Walks the paths of a procedure, also with what is given in its scenarios. Gives the graph of the walks too.
fn walked(procedure: &Arc<Procedure>, bounds: Bounds, given: &Given<'_>) -> (Lint, Graph) {
    let mut graph = Graph::default();
    let mut findings = Vec::new();
    let brancher = Brancher::new(procedure);
    let answers = brancher.first().map(|facts| {
        let seeds = scenario::seeds(given);
        let rich = brancher.rich(&facts, &seeds);
        let seeds: Vec<(String, Facts)> = seeds
            .into_iter()
            .map(|(id, own)| {
                let (own, called) = keys::called_as_in(&rich, procedure, &own);
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
                findings.push(Finding::new("unfinished", procedure.summary.place, message, "close ways round"));
            }
        }
    }
    sort(&mut findings);
    let rules = procedure.rules.iter().map(|rule| rule.id.clone()).zip(judge.tried.iter().copied()).collect();
    (Lint { findings, explored, rules }, graph)
}

/// The same, with a hash of all that is shown and can be done on those paths: two procedures with the same one cannot be
/// told apart by whoever walks them.
#[must_use]
pub fn paths_and_shape(procedure: &Arc<Procedure>, bounds: Bounds) -> (Lint, u64) {
    let (found, graph) = walked(procedure, bounds, &scenario::given(procedure));
    (found, graph.shape())
}

/// What can be said of a procedure without walking every path: what is declared and never used, and its scenarios.
#[must_use]
pub fn glance(procedure: &Arc<Procedure>) -> Vec<Finding> {
    let mut findings = words(procedure);
    findings.extend(scenarios(procedure));
    sort(&mut findings);
    findings
}

/// What can be said of a procedure without walking at all.
#[must_use]
pub fn words(procedure: &Procedure) -> Vec<Finding> {
    statics::findings(procedure)
}

/// What is wrong with the scenarios of a procedure, each walked when it is asked for.
pub fn scenarios(procedure: &Arc<Procedure>) -> impl Iterator<Item = Finding> {
    scenario::findings(procedure)
}

/// Puts findings into the order of their places, each once.
fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.place, a.code, &a.message).cmp(&(b.place, b.code, &b.message)));
    findings.dedup();
}

/// The finding that no walk begins.
fn no_answers(procedure: &Procedure) -> Option<Finding> {
    let place = procedure.checks.first().map(|check| check.pass.place)?;
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
        Finding::new("idle-rule", rule.holds.place, message, "name in `during` where it counts")
    }));
    findings
}
