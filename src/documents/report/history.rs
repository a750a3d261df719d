//! History: the journal folded into attempts, problems, recoveries, restarts and obligations, each with its times.

mod attempt;
mod restart;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

pub use attempt::{Attempt, End, ReportedProblem, Said};
pub use restart::{OpenPeriod, Restart};

use crate::engine::event::{Event, Record};
use crate::engine::walk::{Stage, Walk};
use crate::model::Procedure;

/// When, and who said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub time: DateTime<FixedOffset>,
    /// Who, as `user@host`.
    pub by: String,
}

/// Someone who took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who, as `user@host`.
    pub by: String,
    /// Their first event.
    pub first: DateTime<FixedOffset>,
    /// Their last.
    pub last: DateTime<FixedOffset>,
    /// How many they recorded.
    pub events: usize,
}

/// One run of a recovery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The recovery's id.
    pub id: String,
    /// Why it began.
    pub because: String,
    /// When it began.
    pub began: Stamp,
    /// When it came to its end, if it did.
    pub ended: Option<Stamp>,
}

/// A fact that was changed after the walk had begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// When, and by whom.
    pub at: Stamp,
    /// The full id.
    pub fact: String,
    /// The value before, if it had one.
    pub was: Option<String>,
    /// The value after, unless it was taken back.
    pub now: Option<String>,
}

/// Something the operator noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// When, and by whom.
    pub at: Stamp,
    /// The step at which it was noted.
    pub step: Option<String>,
    /// The note.
    pub text: String,
}

/// What a check came to when it was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// When, and by whom.
    pub at: Stamp,
    /// The check's id.
    pub check: String,
    /// The verdict's word.
    pub verdict: String,
    /// The clauses that decided it.
    pub because: String,
}

/// Everything that happened, sorted by what it happened to. Each list is in the order of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Who took part, in the order they came.
    pub people: Vec<Person>,
    /// The first event.
    pub started: Option<Stamp>,
    /// When the first step came within reach.
    pub began: Option<Stamp>,
    /// When the walk was finished or given up.
    pub ended: Option<Stamp>,
    /// The last event.
    pub last: Option<Stamp>,
    /// Who signed.
    pub signed: Vec<(Stamp, String)>,
    /// The attempts at steps.
    pub attempts: Vec<Attempt>,
    /// The problems met.
    pub problems: Vec<ReportedProblem>,
    /// The recoveries run.
    pub runs: Vec<Run>,
    /// The restarts.
    pub restarts: Vec<Restart>,
    /// What was left open.
    pub obligations: Vec<OpenPeriod>,
    /// The checks reached.
    pub checks: Vec<Reached>,
    /// The facts changed on the way.
    pub corrections: Vec<Correction>,
    /// The notes.
    pub notes: Vec<Note>,
}

impl History {
    /// Folds a journal, replaying the walk beside it.
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

    /// The attempts at a step, on the main line or in a run of a recovery.
    pub fn attempts_at<'a>(&'a self, step: &'a str) -> impl Iterator<Item = &'a Attempt> {
        self.attempts.iter().filter(move |attempt| attempt.step == step)
    }

    /// What a check came to when it was reached last.
    #[must_use]
    pub fn last_reached(&self, check: &str) -> Option<&Reached> {
        self.checks.iter().rev().find(|reached| reached.check == check)
    }

    /// Takes one record in.
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

    /// Counts who recorded an event.
    fn count_person(&mut self, record: &Record) {
        if let Some(person) = self.people.iter_mut().find(|person| person.by == record.by) {
            person.last = record.time;
            person.events += 1;
        } else {
            let person = Person { by: record.by.clone(), first: record.time, last: record.time, events: 1 };
            self.people.push(person);
        }
    }

    /// Notices a fact that changes after the walk has begun.
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
