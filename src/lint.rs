//! Lint: proof that a procedure cannot lead its operator wrong.
//!
//! After the loader has had its say, lint looks at what is declared and never used, and then walks every path: with the
//! walk's own [`crate::engine::walk::Walk::take`], on ordinary facts, so that there is one interpreter and not two.
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
//!   facts unlike the first, problems, surprises, and the restart are count. Where there are too many walks, those with
//!   the most such oddities are left out, and the statistics say from how many on.
//! - Other walks begin with the answers of each scenario, so that no branch is out of reach: they depart in as many facts as
//!   it does, and in one more, or by the restart, only where fewer than two of those still count. What the members of its
//!   lists are called makes no difference (`keys`). Rules are no reason to vary two facts together; conditions of steps are.
//!   And each scenario holds the rules on its own way, however far out of the ordinary it is.
//! - Readings take a value of every class; a list that is read has no member or one, and two where anything tells them apart.
//! - An obligation from where nothing asks about it any more is not told apart, but followed to the end (`ledger`).
//! - Two walks that agree in all that a condition can ask, and in where they stand, have the same future. What is asked for
//!   only because a screen shows it is asked on the way of the first of them.

mod codes;
mod condition_visit;
mod explore;
mod finding;
mod scenarios;
mod static_checks;
mod uses;

use std::sync::Arc;

pub use crate::load::Code;
pub use codes::{codes, explain};
pub use explore::{Bounds, Explored, WALKS};
pub use finding::Finding;

use crate::model::Procedure;

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
    let given = scenarios::given(procedure);
    // The scenarios and the paths have nothing to do with each other.
    let (mut found, mut told) = std::thread::scope(|scope| {
        let told = scope.spawn(|| scenarios::findings_with(procedure, &given));
        let found = explore::walked(procedure, bounds, &given).0;
        (found, told.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    found.findings.extend(words(procedure));
    // What is wrong on a path is not told a second time of a scenario.
    told.retain(|own| !found.findings.iter().any(|known| (known.code, known.span) == (own.code, own.span)));
    found.findings.extend(told);
    sort(&mut found.findings);
    found
}

/// Walks the paths of a procedure, as far as some bounds, without what can be said at a glance.
#[must_use]
pub fn paths_within(procedure: &Arc<Procedure>, bounds: Bounds) -> Lint {
    explore::walked(procedure, bounds, &scenarios::given(procedure)).0
}

/// The same, with a hash of all that is shown and can be done on those paths: two procedures with the same one cannot be
/// told apart by whoever walks them.
#[must_use]
pub fn paths_and_shape(procedure: &Arc<Procedure>, bounds: Bounds) -> (Lint, u64) {
    let (found, graph) = explore::walked(procedure, bounds, &scenarios::given(procedure));
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
    static_checks::findings(procedure)
}

/// What is wrong with the scenarios of a procedure, each walked when it is asked for.
pub fn scenarios(procedure: &Arc<Procedure>) -> impl Iterator<Item = Finding> {
    scenarios::findings(procedure)
}

/// Puts findings into the order of their places, each once.
fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    findings.dedup();
}
