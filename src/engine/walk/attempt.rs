//! Attempts: the progress of each step, and the inputs of its running attempt.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use super::Walk;
use super::worksheet;
use crate::engine::facts::Facts;
use crate::engine::plan::Planned;
use crate::engine::world::States;

/// The status of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It was not shown yet, or must be done again.
    #[default]
    Todo,
    /// It was shown, and its end is not recorded.
    Shown,
    /// Its work is done, but its restart isn't.
    RestartDue,
    /// It was confirmed.
    Done,
    /// The operator confirmed that its goal had been reached already.
    Already,
    /// The operator skipped it.
    Skipped,
    /// A jump forward passed it.
    Passed,
}

impl Status {
    /// Its word in JSON.
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

/// The inputs of a running attempt. They take effect when the attempt ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The readings taken.
    pub readings: Facts,
    /// The states observed, with the values seen.
    pub observed: Vec<(String, String)>,
    /// Whether the right computer name was typed.
    pub named: bool,
    /// The files written, by their ids in the step.
    pub written: BTreeSet<String>,
}

/// The progress of one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepProgress {
    /// Its status.
    pub status: Status,
    /// How many attempts there were, including the running one.
    pub attempts: u32,
    /// The inputs of the running attempt.
    pub inputs: Inputs,
    /// When the latest attempt was shown.
    pub shown_at: Option<DateTime<FixedOffset>>,
    /// When it was settled.
    pub done_at: Option<DateTime<FixedOffset>>,
    /// Why it was skipped or passed, or else empty.
    pub reason: String,
}

impl StepProgress {
    /// Whether the walk is past the step.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self.status, Status::Done | Status::Already | Status::Skipped | Status::Passed)
    }
}

/// Something that a step asks for before it can be confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A reading, by full id. A list counts as one reading.
    Reading(String),
    /// An observation of a state.
    State {
        /// The full id of the state.
        state: String,
        /// The value that the operator should see.
        expect: String,
    },
    /// The computer name that the console shows.
    ComputerName,
    /// A written file, by its id in the step.
    File(String),
}

impl Walk {
    /// What a step asks for, in order. If its goal is reached already, only observations.
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

    /// The readings (except lists) and the states that a step asks for and its running attempt hasn't answered. What an earlier
    /// attempt found doesn't count. A step whose work is done has answered everything.
    pub(super) fn unanswered_by(&self, planned: &Planned) -> (Vec<String>, Vec<String>) {
        let (mut readings, mut states) = (Vec::new(), Vec::new());
        if self.progress.get(&planned.id).is_some_and(|progress| progress.status == Status::RestartDue) {
            return (readings, states);
        }
        let list = |id: &str| self.procedure.fact(id).is_some_and(|fact| fact.records().is_some());
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
        inputs.map(|facts| worksheet::missing_fields(&self.procedure, facts, list)).unwrap_or_default()
    }

    /// The readings of the running attempt, for its screen.
    #[must_use]
    pub fn readings_of(&self, step: &str) -> Option<&Facts> {
        self.progress.get(step).map(|progress| &progress.inputs.readings)
    }

    /// The facts and states as the running attempt of a step sees them: with its inputs, and without what it still asks for.
    #[must_use]
    pub fn attempted(&self, planned: &Planned) -> (Facts, States) {
        let mut facts = self.facts.clone();
        let mut states = self.states.clone();
        let (readings, observed) = self.unanswered_by(planned);
        for id in &readings {
            facts.forget(id);
        }
        for id in &observed {
            states.take(id);
        }
        if let Some(progress) = self.progress.get(&planned.id) {
            facts.merge(&progress.inputs.readings);
            for (state, value) in &progress.inputs.observed {
                states.set(state, value, true);
            }
        }
        (facts, states)
    }
}
