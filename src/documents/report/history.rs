//! The history of a walk: its attempts, problems, recoveries, restarts and obligations, with times.

#![expect(missing_docs, reason = "the names say it; those that need it have a comment")]

mod attempt;
mod restart;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

pub use attempt::{Attempt, End, ReportedProblem, Said};
pub use restart::{OpenPeriod, Restart};

use crate::engine::event::{Event, Record};
use crate::engine::walk::{Stage, Walk};
use crate::model::Procedure;

/// A time and the person who recorded an event then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub time: DateTime<FixedOffset>,
    /// As `user@host`.
    pub by: String,
}

/// Someone who recorded events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As `user@host`.
    pub by: String,
    /// When they recorded their first event.
    pub first: DateTime<FixedOffset>,
    /// When they recorded their last event.
    pub last: DateTime<FixedOffset>,
    /// How many events they recorded.
    pub events: usize,
}

/// A run of a recovery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: String,
    pub because: String,
    pub began: Stamp,
    /// `None` if it did not reach its end.
    pub ended: Option<Stamp>,
}

/// A fact that was changed during the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub at: Stamp,
    /// The full id of the fact.
    pub fact: String,
    /// The value before, or `None` if it was not known.
    pub was: Option<String>,
    /// The value after, or `None` if it was taken back.
    pub now: Option<String>,
}

/// A note of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub at: Stamp,
    /// The full id of the step at which it was noted.
    pub step: Option<String>,
    pub text: String,
}

/// A verdict that the walk recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    pub at: Stamp,
    pub check: String,
    /// The outcome's word: `pass`, `warning`.
    pub verdict: String,
    /// The deciding clauses, in words.
    pub because: String,
}

/// All that happened in a walk. Each list is in the order of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    pub people: Vec<Person>,
    /// The time of the first event.
    pub started: Option<Stamp>,
    /// When the first step was shown.
    pub began: Option<Stamp>,
    /// When the walk was finished or abandoned.
    pub ended: Option<Stamp>,
    /// The time of the last event.
    pub last: Option<Stamp>,
    /// The names that were signed.
    pub signed: Vec<(Stamp, String)>,
    pub attempts: Vec<Attempt>,
    pub problems: Vec<ReportedProblem>,
    pub runs: Vec<Run>,
    pub restarts: Vec<Restart>,
    pub obligations: Vec<OpenPeriod>,
    pub checks: Vec<Reached>,
    pub corrections: Vec<Correction>,
    pub notes: Vec<Note>,
}

impl History {
    /// The history of the walk that these records replay.
    #[must_use]
    pub fn of(procedure: &Arc<Procedure>, rehearsal: bool, records: &[Record]) -> Self {
        let mut walk = Walk::new(Arc::clone(procedure), rehearsal);
        let mut history = Self::default();
        for record in records {
            let before = walk.clone();
            walk.evolve(record);
            history.take(&before, &walk, record);
        }
        history
    }

    /// The attempts at the step with this full id.
    pub fn attempts_at<'a>(&'a self, step: &'a str) -> impl Iterator<Item = &'a Attempt> {
        self.attempts.iter().filter(move |attempt| attempt.step == step)
    }

    /// The verdict on a check that was recorded last.
    #[must_use]
    pub fn last_reached(&self, check: &str) -> Option<&Reached> {
        self.checks.iter().rev().find(|reached| reached.check == check)
    }

    /// Adds a record.
    fn take(&mut self, before: &Walk, after: &Walk, record: &Record) {
        let at = Stamp { time: record.time, by: record.by.clone() };
        self.count_person(record);
        self.started.get_or_insert_with(|| at.clone());
        self.last = Some(at.clone());
        self.take_attempt(before, after, &at, &record.event);
        self.take_jump(&record.event);
        self.take_restart(&at, &record.event);
        self.take_obligations(before, after, &at, &record.event);
        self.take_correction(before, after, &at, &record.event);
        match &record.event {
            Event::Began => self.began = Some(at),
            Event::Finished | Event::Abandoned { .. } => self.ended = Some(at),
            Event::Signed { name } => self.signed.push((at, name.clone())),
            Event::Noted { step, text } => self.notes.push(Note { at, step: step.clone(), text: text.clone() }),
            Event::Checked { check, verdict, because } => self.checks.push(Reached {
                at,
                check: check.clone(),
                verdict: verdict.clone(),
                because: because.clone(),
            }),
            Event::RecoveryBegan { recovery, because } => {
                self.runs.push(Run { id: recovery.clone(), because: because.clone(), began: at, ended: None });
            }
            Event::RecoveryEnded { recovery } => {
                if let Some(run) = self.runs.iter_mut().rev().find(|run| run.id == *recovery) {
                    run.ended = Some(at);
                }
            }
            _ => {}
        }
    }

    /// Counts an event for the person who recorded it.
    fn count_person(&mut self, record: &Record) {
        if let Some(person) = self.people.iter_mut().find(|person| person.by == record.by) {
            person.last = record.time;
            person.events += 1;
        } else {
            let person = Person { by: record.by.clone(), first: record.time, last: record.time, events: 1 };
            self.people.push(person);
        }
    }

    /// Adds the change of a fact, if the walk has begun.
    fn take_correction(&mut self, before: &Walk, after: &Walk, at: &Stamp, event: &Event) {
        let changed = match event {
            Event::Fact { fact, .. } | Event::FactForgotten { fact } => fact,
            Event::ListKnown { step: None, list, .. }
            | Event::MemberAdded { step: None, list, .. }
            | Event::MemberRemoved { step: None, list, .. } => list,
            _ => return,
        };
        if matches!(before.stage(), Stage::Worksheet | Stage::Checks) {
            return;
        }
        let value = |walk: &Walk| walk.facts().find(walk.procedure(), changed).map(ToString::to_string);
        let (was, now) = (value(before), value(after));
        if was != now {
            self.corrections.push(Correction { at: at.clone(), fact: changed.clone(), was, now });
        }
    }
}
