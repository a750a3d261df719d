//! Entry events: what is recorded before a screen is shown, without the operator's doing.

use super::{Gate, Position, Status, Walk};
use crate::engine::event::Event;

impl Walk {
    /// The events to record before the current screen is shown, to be asked for again until there are none: the way that a
    /// restart or the end of a recovery leads; the verdicts of the checks that guard the step where they changed, that the
    /// step was shown, and that a restart is expected where the step is nothing else.
    #[must_use]
    pub fn entry_events(&self) -> Vec<Event> {
        self.entry_events_at(&self.position())
    }

    /// The same, where the walk is known to stand there.
    pub(super) fn entry_events_at(&self, position: &Position) -> Vec<Event> {
        if self.stage != super::Stage::Walking {
            return Vec::new();
        }
        if let Some(owed) = &self.owed {
            return self.follow(&owed.jump, &owed.step, owed.because.clone());
        }
        if let Some(recovery) = &self.recovery
            && self.target().is_none()
        {
            return vec![Event::RecoveryEnded { recovery: recovery.id.clone() }];
        }
        let Position::Step { step, gate } = position else { return Vec::new() };
        if *gate == Gate::Shut || self.progress.get(step).is_some_and(|progress| progress.status == Status::Shown) {
            return Vec::new();
        }
        let Some(planned) = self.planned(step) else { return Vec::new() };
        let attempt = self.progress.get(step).map_or(0, |progress| progress.attempts) + 1;
        let mut events: Vec<Event> = self.checked_events(self.guarding(planned));
        events.push(Event::Shown { step: step.clone(), attempt });
        if *gate == Gate::Open
            && let Some(restart) = planned.step(&self.procedure).pure_restart()
        {
            let node = self.procedure.node_id(&restart.node, &planned.scope);
            events.push(Event::RestartExpected { node, step: step.clone() });
        }
        events
    }

    /// The verdicts that differ from those recorded last, as events.
    pub(super) fn checked_events(&self, verdicts: Vec<crate::engine::checks::Verdict<'_>>) -> Vec<Event> {
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
