//! Guards: the checks that must pass before a step.

use super::Walk;
use crate::engine::checks;
use crate::engine::checks::{Outcome, Verdict};
use crate::engine::event::Event;
use crate::engine::plan::Planned;
use crate::model::condition::{Scope, Truth};
use crate::model::{Check, Severity};

impl Walk {
    /// The checks that guard a step. A check without `guards` guards the first step. If a fact was corrected and makes such a
    /// check fail, the check guards every step of the main line.
    fn checks_before(&self, planned: &Planned) -> Vec<&Check> {
        let first = self.plan.included().next().is_some_and(|first| first.id == planned.id);
        let world = self.world();
        let corrected = self.corrected && self.recovery.is_none();
        let fails = |check: &Check| {
            check.severity == Severity::Error && check.pass.truth(&world, Scope::empty()) == Truth::False
        };
        let guards = |check: &&Check| match check.guards.as_slice() {
            [] => first || (corrected && fails(check)),
            guarded => planned.is_named_by(guarded),
        };
        self.procedure.checks.iter().filter(guards).collect()
    }

    /// The ids of the checks that guard a step and block it now.
    pub(super) fn blocking(&self, planned: &Planned) -> Vec<String> {
        let world = self.world();
        let guarding = self.checks_before(planned).into_iter();
        guarding.filter(|check| checks::blocks(check, &world)).map(|check| check.id.clone()).collect()
    }

    /// The verdicts of the checks that guard a step.
    pub(super) fn guarding(&self, planned: &Planned) -> Vec<Verdict<'_>> {
        let world = self.world();
        let reach = |check| checks::reach(check, &world, self.waivers.get(&check.id));
        self.checks_before(planned).into_iter().map(reach).collect()
    }

    /// The ids of the checks that block the start of the walk: those without `guards`, and any that fails.
    pub(super) fn blocking_start(&self) -> Vec<String> {
        let verdicts = self.verdicts();
        let blocked = verdicts.iter().filter(|verdict| {
            verdict.blocks() && (verdict.check.guards.is_empty() || verdict.outcome == Outcome::Fail)
        });
        blocked.map(|verdict| verdict.check.id.clone()).collect()
    }

    /// The events of the verdicts that differ from those recorded last.
    pub(super) fn checked_events(&self, verdicts: Vec<Verdict<'_>>) -> Vec<Event> {
        let fresh = verdicts.into_iter().filter_map(|verdict| {
            let because = verdict.because.words();
            let word = verdict.outcome.word();
            let said = format!("{word} {because}");
            let changed = self.checked.get(&verdict.check.id) != Some(&said);
            changed.then(|| Event::Checked { check: verdict.check.id.clone(), verdict: word.to_owned(), because })
        });
        fresh.collect()
    }
}
