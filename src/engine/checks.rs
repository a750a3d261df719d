//! Verdicts: whether the procedure's checks pass, and why.

use std::collections::BTreeMap;

use super::wording::Explanation;
use super::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::{Check, Severity};
use crate::text::count;

/// The outcome of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It holds.
    Pass,
    /// It fails, and only warns.
    Warning,
    /// It fails, and blocks.
    Fail,
    /// It neither passes nor fails, because evidence is missing.
    CouldNotTest,
    /// It does not apply here.
    NotApplicable,
    /// It warns or could not be tested, and the operator waived it.
    Waived,
}

impl Outcome {
    /// The word for it, as JSON and the journal write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Warning => "warning",
            Outcome::Fail => "fail",
            Outcome::CouldNotTest => "could-not-test",
            Outcome::NotApplicable => "not-applicable",
            Outcome::Waived => "waived",
        }
    }
}

/// Who waived a check, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Who, as `user@host`.
    pub by: String,
    /// When.
    pub time: chrono::DateTime<chrono::FixedOffset>,
    /// Why.
    pub reason: String,
}

/// A check with its outcome.
#[derive(Clone, Debug)]
pub struct Verdict<'p> {
    /// The check.
    pub check: &'p Check,
    /// Its outcome.
    pub outcome: Outcome,
    /// The clauses that decided the outcome, with their values.
    pub because: Explanation,
    /// The waiver, if it was waived.
    pub waiver: Option<Waiver>,
}

impl Verdict<'_> {
    /// Whether the check blocks what it guards.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.check.severity == Severity::Error && matches!(self.outcome, Outcome::Fail | Outcome::CouldNotTest)
    }
}

/// The verdict of one check.
#[must_use]
pub fn reach<'p>(check: &'p Check, world: &World<'_>, waiver: Option<&Waiver>) -> Verdict<'p> {
    let scope = Scope::empty();
    let verdict = |outcome, because| Verdict { check, outcome, because, waiver: None };
    if let Some(when) = &check.when {
        let applies = world.explain(when, scope);
        match applies.truth {
            Truth::True => {}
            Truth::False => return verdict(Outcome::NotApplicable, applies),
            Truth::Undecided => return verdict(Outcome::CouldNotTest, applies),
        }
    }
    let because = world.explain(&check.pass, scope);
    let outcome = match (because.truth, check.severity) {
        (Truth::True, _) => Outcome::Pass,
        (Truth::Undecided, _) => Outcome::CouldNotTest,
        (Truth::False, Severity::Warning) => Outcome::Warning,
        (Truth::False, Severity::Error) => Outcome::Fail,
    };
    match waiver {
        Some(waiver) if matches!(outcome, Outcome::Warning | Outcome::CouldNotTest) => {
            Verdict { check, outcome: Outcome::Waived, because, waiver: Some(waiver.clone()) }
        }
        _ => verdict(outcome, because),
    }
}

/// Whether a check blocks what it guards. The same as [`Verdict::blocks`], without an explanation.
#[must_use]
pub fn blocks(check: &Check, world: &World<'_>) -> bool {
    let scope = Scope::empty();
    let passes = || check.pass.truth(world, scope) == Truth::True;
    let blocks = || match check.when.as_ref().map_or(Truth::True, |when| when.truth(world, scope)) {
        Truth::True => !passes(),
        Truth::Undecided => true,
        Truth::False => false,
    };
    check.severity == Severity::Error && blocks()
}

/// The verdicts of all checks of the procedure, in order.
#[must_use]
pub fn reach_all<'p>(world: &World<'p>, waivers: &BTreeMap<String, Waiver>) -> Vec<Verdict<'p>> {
    let checks = world.procedure.checks.iter();
    checks.map(|check| reach(check, world, waivers.get(&check.id))).collect()
}

/// All verdicts in one line. It says that every check passed only if nothing is untested or waived.
#[must_use]
pub fn overall(verdicts: &[Verdict<'_>]) -> String {
    let of = |wanted: Outcome| verdicts.iter().filter(|verdict| verdict.outcome == wanted).count();
    let blocking = verdicts.iter().filter(|verdict| verdict.blocks()).count();
    let parts: Vec<String> = [
        (of(Outcome::Fail), "failed", "failed"),
        (of(Outcome::Warning), "warning", "warnings"),
        (of(Outcome::Waived), "waived", "waived"),
        (of(Outcome::CouldNotTest), "not tested", "not tested"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    match (blocking, parts.as_slice()) {
        (0, []) => "ready: every check passed".to_owned(),
        (0, _) => format!("ready, with {}", parts.join(" and ")),
        _ => format!("not ready: {}", parts.join(" and ")),
    }
}
