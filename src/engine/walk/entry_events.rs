//! Entry events: recorded before a screen is shown, without an action of the operator.

use super::{Gate, Position, Stage, Status, Walk};
use crate::engine::event::Event;

impl Walk {
    /// The events that must be recorded before the screen is shown: a pending jump, the end of a recovery, or that the step is
    /// shown, together with changed verdicts of the checks that guard it. Call this again until it returns no events.
    #[must_use]
    pub fn entry_events(&self) -> Vec<Event> {
        self.entry_events_at(&self.position())
    }

    /// The same for a walk whose position is known already.
    pub(super) fn entry_events_at(&self, position: &Position) -> Vec<Event> {
        if self.stage != Stage::Walking {
            return Vec::new();
        }
        if let Some(owed) = &self.pending_jump {
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
}
