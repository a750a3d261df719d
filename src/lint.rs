//! Lint: checks that a procedure cannot lead its operator wrong.
//!
//! Lint runs after the loader. It reports declarations that are never used, walks every scenario of the procedure, and
//! then explores every path. To walk, it calls [`crate::engine::walk::Walk::take`], so lint and the wizard share one
//! interpreter.
//!
//! # How the exploration works
//!
//! The exploration is a breadth-first search over a state graph, as in an explicit-state model checker. A state is a
//! walk. A transition is an input of the operator, or a fact that turns out to have some value. The number of states
//! stays small for these reasons:
//!
//! - A fact is decided only when a step first asks about it, and then once for each class of values that conditions can
//!   tell apart (`value_classes`, `branching`).
//! - States that differ only in facts, states of the world or obligations that no later condition asks about are merged
//!   (`liveness`, `state_classes`, `obligations`).
//! - Facts are varied together only if they influence each other (`dependence`).
//! - Members of lists are interchangeable (`symmetry`).
//!
//! # Assumptions
//!
//! The exploration covers every path under these assumptions:
//!
//! - **Facts don't change.** The operator doesn't correct a fact during the walk, and members keep their keys.
//! - **Answers pass the blocking checks.** Lint finds such answers by changing one fact at a time. It can miss some.
//! - **At most two variations at a time.** A path differs from the initial answers in at most two facts that later
//!   conditions still ask about, or in one such fact and the unplanned restart. Only conditions of steps make two facts
//!   depend on each other. Rules don't.
//! - **Scenarios are other beginnings.** A path can also begin with the answers of a scenario. The facts in which these
//!   differ from the initial answers count as variations, however many there are. Each scenario is also walked as
//!   written, and checked against the rules.
//! - **At most one unplanned restart on a path.** It can happen at any step, wait or planned restart, on any node.
//! - **Observations are made when the walk asks for them**, in the order in which it asks. At a shut gate, the operator
//!   sees the values that the gate requires, one after another. If several values open the same problem, lint tries one
//!   of them.
//! - **Problems are followed.** Any problem that a step lists can happen there, whatever the operator observed before.
//!   Problems that aren't listed only repeat their step, so they are left out. So are `again`, `back`, corrections, and
//!   pauses.
//! - **Readings take one value of each class.** A list that is read has one member or none, and also two if anything
//!   tells members apart.
//! - **Files don't matter.** The contents of a written file don't influence the walk, except that writing it can make
//!   the walk ask for facts.
//! - **Texts don't matter.** If two states differ only in facts that screens show, only one of them is followed.
//!
//! The search first explores all paths with the initial answers. Then it explores paths with other answers, in the
//! order of their deviations: varied facts, problems, surprises, and the restart. If there are more states than it may
//! visit, it leaves out the paths with the most deviations. The statistics say how far it got.

mod codes;
mod conditions;
mod declarations;
mod explore;
mod finding;
mod parallel;
mod scenarios;
mod static_checks;
mod uses;

use std::sync::Arc;

pub use crate::load::Code;
pub use codes::{codes, explain};
pub use explore::{Bounds, Explored, MAX_STATES};
pub use finding::Finding;

use crate::model::Procedure;
use explore::{Exploration, Graph};

/// What lint found, and how far it looked.
#[derive(Clone, Debug)]
pub struct Lint {
    /// The findings, in the order of their places.
    pub findings: Vec<Finding>,
    /// How much was explored.
    pub explored: Explored,
    /// For each rule, its id and at how many shown steps it was tried.
    pub rules: Vec<(String, u64)>,
}

/// Checks a procedure that the loader has admitted.
#[must_use]
pub fn lint(procedure: &Arc<Procedure>) -> Lint {
    lint_within(procedure, Bounds::default())
}

/// Checks a procedure, and explores its paths as far as some bounds.
#[must_use]
pub fn lint_within(procedure: &Arc<Procedure>, bounds: Bounds) -> Lint {
    let given = scenarios::given(procedure);
    let (exploration, mut of_scenarios) = std::thread::scope(|scope| {
        let of_scenarios = scope.spawn(|| scenarios::findings_with(procedure, &given));
        let exploration = explore::explore(procedure, bounds, scenarios::answers(&given));
        (exploration, of_scenarios.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let Exploration { mut findings, explored, rules, .. } = exploration;
    findings.extend(static_findings(procedure));
    // What is wrong on a path is not reported again for a scenario.
    of_scenarios.retain(|own| !findings.iter().any(|known| (known.code, known.span) == (own.code, own.span)));
    findings.extend(of_scenarios);
    Lint { findings: sorted(findings), explored, rules }
}

/// Explores the paths of a procedure, as far as some bounds, and checks nothing else.
#[must_use]
pub fn explore_within(procedure: &Arc<Procedure>, bounds: Bounds) -> Lint {
    explored(procedure, bounds).0
}

/// Explores like [`explore_within`], and gives a fingerprint of everything that can be seen and done on the paths:
/// whoever walks two procedures with the same fingerprint cannot tell them apart.
#[must_use]
pub fn explore_with_shape(procedure: &Arc<Procedure>, bounds: Bounds) -> (Lint, u64) {
    let (lint, graph) = explored(procedure, bounds);
    (lint, graph.shape())
}

fn explored(procedure: &Arc<Procedure>, bounds: Bounds) -> (Lint, Graph) {
    let scenarios = scenarios::answers(&scenarios::given(procedure));
    let Exploration { findings, explored, rules, graph } = explore::explore(procedure, bounds, scenarios);
    (Lint { findings: sorted(findings), explored, rules }, graph)
}

/// Checks a procedure without exploring its paths: static checks and scenarios.
#[must_use]
pub fn lint_quickly(procedure: &Arc<Procedure>) -> Vec<Finding> {
    sorted(static_findings(procedure).into_iter().chain(scenario_findings(procedure)).collect())
}

/// Checks a procedure without walking it.
#[must_use]
pub fn static_findings(procedure: &Procedure) -> Vec<Finding> {
    static_checks::findings(procedure)
}

/// Walks the scenarios of a procedure, each when its finding is asked for.
pub fn scenario_findings(procedure: &Arc<Procedure>) -> impl Iterator<Item = Finding> {
    scenarios::findings(procedure)
}

/// Findings in the order of their places, each once.
fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    findings.dedup();
    findings
}
