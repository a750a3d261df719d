//! The driver: the one loop that carries a walk on, whoever keeps its events.

use chrono::{DateTime, FixedOffset};

use super::{Position, Refusal, Walk};
use crate::engine::action::Action;
use crate::engine::event::{Event, Record};

/// More rounds of entry events than any walk has. A procedure in which a recovery leads to itself would go on without end.
const ROUNDS: usize = 64;

impl Walk {
    /// Decides an action and advances by its events. Returns the new position.
    ///
    /// # Errors
    ///
    /// Returns why the action is refused, with the walk as it was, or the error of `record`.
    pub fn drive<E: From<Refusal>>(
        &mut self,
        action: &Action,
        record: impl FnMut(&mut Self, Event) -> Result<(), E>,
    ) -> Result<Position, E> {
        let events = self.decide(action)?;
        self.advance(events, record)
    }

    /// Records events, and then what must be recorded before the next screen is shown. Returns the new position.
    ///
    /// `record` gets the events one by one. It keeps each and applies it to the walk.
    ///
    /// # Errors
    ///
    /// Returns the first error of `record`. The events after it are not recorded.
    pub fn advance<E>(
        &mut self,
        mut events: Vec<Event>,
        mut record: impl FnMut(&mut Self, Event) -> Result<(), E>,
    ) -> Result<Position, E> {
        for _ in 0..ROUNDS {
            for event in events {
                record(self, event)?;
            }
            let position = self.position();
            events = self.entry_events_at(&position);
            if events.is_empty() {
                return Ok(position);
            }
        }
        Ok(self.position())
    }

    /// The next record of the walk: what happened, when, and who did it.
    #[must_use]
    pub fn next_record(&self, event: Event, time: DateTime<FixedOffset>, by: &str) -> Record {
        Record { number: self.events() + 1, time, by: by.to_owned(), event }
    }
}
