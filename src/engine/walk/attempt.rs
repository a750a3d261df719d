//! Attempts: what became of a step, and what its running attempt has taken in so far.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use super::Walk;
use crate::engine::facts::Facts;
use crate::engine::plan::Planned;

/// What became of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Not shown yet, or to do again.
    #[default]
    Todo,
    /// Shown as current; its end is not recorded.
    Shown,
    /// Its work is done, its restart is not.
    RestartDue,
    /// Confirmed.
    Done,
    /// Confirmed as already so.
    Already,
    /// Skipped, with a reason.
    Skipped,
    /// Passed over by a way forward, with the reason.
    Passed,
}

impl Status {
    /// The word for it, as JSON writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Status::Todo => "to-do",
            Status::Shown => "shown",
            Status::RestartDue => "restart-due",
            Status::Done => "done",
            Status::Already => "already",
            Status::Skipped => "skipped",
            Status::Passed => "passed",
        }
    }
}

/// What a running attempt has taken in. It takes effect when the attempt ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The readings.
    pub readings: Facts,
    /// The states observed, with the values seen.
    pub observed: Vec<(String, String)>,
    /// Whether the right computer name was typed.
    pub named: bool,
    /// The files written, by their ids in the step.
    pub written: BTreeSet<String>,
}

/// What became of one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepProgress {
    /// How it stands.
    pub status: Status,
    /// How many attempts there were, the running one included.
    pub attempts: u32,
    /// What the running attempt has taken in.
    pub inputs: Inputs,
    /// When the latest attempt was shown.
    pub shown_at: Option<DateTime<FixedOffset>>,
    /// When it was settled.
    pub done_at: Option<DateTime<FixedOffset>>,
    /// Why it was skipped or passed; empty otherwise.
    pub reason: String,
}

impl StepProgress {
    /// Whether the walk is past it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self.status, Status::Done | Status::Already | Status::Skipped | Status::Passed)
    }
}

/// Something that a step asks for before it can be confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A reading, by full id; a list is asked whole.
    Reading(String),
    /// A state, by full id, with the value that should be seen.
    State {
        /// The state.
        state: String,
        /// What should be seen.
        expect: String,
    },
    /// The computer name that the console shows.
    ComputerName,
    /// A file to be written, by its id in the step.
    File(String),
}

impl Walk {
    /// What a step asks for, in order; when it is already so, only what is seen.
    #[must_use]
    pub fn asks(&self, planned: &Planned, already: bool) -> Vec<Ask> {
        let step = planned.step(&self.procedure);
        let readings = step.asks.iter().map(|name| Ask::Reading(planned.scope.resolve(name).into_owned()));
        let states = step.observes.iter().map(|observe| Ask::State {
            state: self.procedure.state_id(&observe.state, &planned.scope),
            expect: observe.expect.clone(),
        });
        let files = step.writes.iter().map(|writes| Ask::File(writes.id.clone()));
        let name = step.irreversible.then_some(Ask::ComputerName);
        if already { states.collect() } else { name.into_iter().chain(readings).chain(files).chain(states).collect() }
    }

    /// Whether the running attempt has an answer.
    #[must_use]
    pub fn is_answered(&self, step: &str, ask: &Ask) -> bool {
        let Some(progress) = self.progress.get(step) else { return false };
        match ask {
            Ask::Reading(id) => progress.inputs.readings.get(id).is_some() && self.missing_fields(step, id).is_empty(),
            Ask::State { state, .. } => progress.inputs.observed.iter().any(|(seen, _)| seen == state),
            Ask::ComputerName => progress.inputs.named,
            Ask::File(id) => progress.inputs.written.contains(id),
        }
    }

    /// The readings, but no lists, and the states that a step asks and its running attempt has not answered: what an earlier
    /// attempt found says nothing about this one. A step whose work is done has answered all.
    pub(super) fn unanswered_by(&self, planned: &Planned) -> (Vec<String>, Vec<String>) {
        let (mut readings, mut states) = (Vec::new(), Vec::new());
        if self.progress.get(&planned.id).is_some_and(|progress| progress.status == Status::RestartDue) {
            return (readings, states);
        }
        let list = |id: &str| {
            self.procedure.fact(id).is_some_and(|fact| matches!(fact.kind, crate::model::value::Kind::Records(_)))
        };
        for ask in self.asks(planned, false).into_iter().filter(|ask| !self.is_answered(&planned.id, ask)) {
            match ask {
                Ask::Reading(id) if !list(&id) => readings.push(id),
                Ask::State { state, .. } => states.push(state),
                _ => {}
            }
        }
        (readings, states)
    }

    /// The fields still missing in a list that a step reads: `affect_was.MSDTC.was`.
    #[must_use]
    pub fn missing_fields(&self, step: &str, list: &str) -> Vec<String> {
        let inputs = self.progress.get(step).map(|progress| &progress.inputs.readings);
        inputs.map(|facts| super::answer::missing_fields(&self.procedure, facts, list)).unwrap_or_default()
    }

    /// The readings of the running attempt, for its screen.
    #[must_use]
    pub fn readings_of(&self, step: &str) -> Option<&Facts> {
        self.progress.get(step).map(|progress| &progress.inputs.readings)
    }
}
