//! Checks reached: a verdict with its values.

use std::collections::BTreeMap;

use super::wording::Explanation;
use super::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::{Check, Severity};

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It holds.
    Pass,
    /// It does not hold, and only warns.
    Warning,
    /// It does not hold, and blocks.
    Fail,
    /// Evidence is missing: neither fail nor pass.
    CouldNotTest,
    /// Its condition does not hold here.
    NotApplicable,
    /// It does not hold or could not be tested, and someone took that upon themselves.
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

/// Who waived a check, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Who, as `user@host`.
    pub by: String,
    /// When.
    pub time: chrono::DateTime<chrono::FixedOffset>,
    /// Why.
    pub reason: String,
}

/// A check with what it came to.
#[derive(Clone, Debug)]
pub struct Verdict<'p> {
    /// The check.
    pub check: &'p Check,
    /// What it came to.
    pub outcome: Outcome,
    /// The clauses that decided it, with their values.
    pub because: Explanation,
    /// The waiver, if it was waived.
    pub waiver: Option<Waiver>,
}

impl Verdict<'_> {
    /// Whether nothing that the check guards may be reached.
    #[must_use]
    pub fn blocks(&self) -> bool {
        let stands = matches!(self.outcome, Outcome::Fail | Outcome::CouldNotTest);
        stands && self.check.severity == Severity::Error
    }
}

/// Reaches one check.
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

/// Whether a check stands before what it guards: what [`Verdict::blocks`] says, without the words for it.
#[must_use]
pub fn blocks(check: &Check, world: &World<'_>, waived: bool) -> bool {
    let scope = Scope::empty();
    let applies = check.when.as_ref().map_or(Truth::True, |when| when.truth(world, scope));
    if check.severity != Severity::Error || applies == Truth::False {
        return false;
    }
    let passes = if applies == Truth::True { check.pass.truth(world, scope) } else { Truth::Undecided };
    match passes {
        Truth::True => false,
        Truth::False => true,
        Truth::Undecided => !waived || applies == Truth::Undecided,
    }
}

/// Reaches every check of the procedure, in order.
#[must_use]
pub fn reach_all<'p>(world: &World<'p>, waivers: &BTreeMap<String, Waiver>) -> Vec<Verdict<'p>> {
    let checks = world.procedure.checks.iter();
    checks.map(|check| reach(check, world, waivers.get(&check.id))).collect()
}

/// All verdicts in one line. Never "passed" while anything is untested or waived.
#[must_use]
pub fn overall(verdicts: &[Verdict<'_>]) -> String {
    let count = |wanted: Outcome| verdicts.iter().filter(|verdict| verdict.outcome == wanted).count();
    let blocking = verdicts.iter().filter(|verdict| verdict.blocks()).count();
    let parts: Vec<String> = [
        (count(Outcome::Fail), "failed"),
        (count(Outcome::Warning), if count(Outcome::Warning) == 1 { "warning" } else { "warnings" }),
        (count(Outcome::Waived), "waived"),
        (count(Outcome::CouldNotTest), "not tested"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| format!("{number} {word}"))
    .collect();
    match (blocking, parts.as_slice()) {
        (0, []) => "ready: every check passed".to_owned(),
        (0, _) => format!("ready, with {}", parts.join(" and ")),
        _ => format!("not ready: {}", parts.join(" and ")),
    }
}
