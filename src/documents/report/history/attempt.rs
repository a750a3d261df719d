//! Attempts at steps, and problems.

#![expect(missing_docs, reason = "the names say it; those that need it have a comment")]

use super::{History, Stamp};
use crate::engine::event::Event;
use crate::engine::walk::{Status, Walk};

/// An attempt at a step, from its screen to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The full id of the step.
    pub step: String,
    /// The number of the attempt, from 1. 0 if the step was passed or skipped without being shown.
    pub number: u32,
    /// The index of the run of a recovery that it belongs to.
    pub run: Option<usize>,
    /// When the step was shown.
    pub shown: Option<Stamp>,
    /// When the session was opened again before the end was recorded.
    pub interrupted: Vec<Stamp>,
    /// Answers of the operator.
    pub said: Vec<(Stamp, Said)>,
    /// `None` while the end is not recorded.
    pub end: Option<(Stamp, End)>,
}

/// An answer of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Name(String),
    /// A reading, or a field of a member of one, by full id.
    Reading {
        id: String,
        value: String,
    },
    /// The value of a state, by full id.
    Seen {
        id: String,
        value: String,
    },
    /// A member that was added to a list.
    Added {
        id: String,
        key: String,
    },
    /// A member that was removed from a list.
    Removed {
        id: String,
        key: String,
    },
}

/// The end of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Done,
    /// Confirmed as already so.
    Already,
    /// With the problem with this index in [`History::problems`].
    Problem(usize),
    /// Skipped, with the reason.
    Skipped(String),
    /// Passed by a jump forward, with the reason.
    Passed(String),
    /// Left by a jump or a restart, with the reason.
    Left(String),
}

/// A problem that was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedProblem {
    pub at: Stamp,
    /// The full id of the step.
    pub step: String,
    /// The id of the problem. `None` if the procedure does not list it.
    pub problem: Option<String>,
    /// The operator's words, or the clauses that met the problem's condition.
    pub text: String,
    /// The event that it led to. `None` while it is open.
    pub led: Option<Event>,
}

impl History {
    /// Adds an event to the attempts.
    pub(super) fn take_attempt(&mut self, before: &Walk, after: &Walk, at: &Stamp, event: &Event) {
        match event {
            Event::Opened { .. } => {
                if let Some((step, _)) = after.pick_up().and_then(|pick_up| pick_up.unrecorded.clone())
                    && let Some(attempt) = self.running(&step)
                {
                    attempt.interrupted.push(at.clone());
                }
            }
            Event::Shown { step, attempt } => {
                let run = after.recovery().is_some().then(|| self.runs.len().saturating_sub(1));
                self.begin(step, *attempt, run).shown = Some(at.clone());
            }
            Event::Named { step, name } => self.say(step, after, at, Said::Name(name.clone())),
            Event::Read { step, reading, value } => {
                self.say(step, after, at, Said::Reading { id: reading.clone(), value: value.clone() });
            }
            Event::Observed { step: Some(step), state, value } => {
                self.say(step, after, at, Said::Seen { id: state.clone(), value: value.clone() });
            }
            Event::ListKnown { step: Some(step), list, .. } => {
                self.say(step, after, at, Said::Reading { id: list.clone(), value: "none".to_owned() });
            }
            Event::MemberAdded { step: Some(step), list, key, .. } => {
                self.say(step, after, at, Said::Added { id: list.clone(), key: key.clone() });
            }
            Event::MemberRemoved { step: Some(step), list, key } => {
                self.say(step, after, at, Said::Removed { id: list.clone(), key: key.clone() });
            }
            Event::Confirmed { step, already, .. } => {
                self.end(step, before, at, if *already { End::Already } else { End::Done });
            }
            Event::Problem { step, problem, text } => {
                let (step, problem, text) = (step.clone(), problem.clone(), text.clone());
                self.problems.push(ReportedProblem { at: at.clone(), step: step.clone(), problem, text, led: None });
                self.end(&step, before, at, End::Problem(self.problems.len() - 1));
            }
            Event::Skipped { step, reason } => self.end(step, before, at, End::Skipped(reason.clone())),
            Event::WentTo { because, .. } => self.passed(before, after, at, because),
            _ => {}
        }
        self.leave(after, at, event);
    }

    /// Adds the event that the last problem led to.
    pub(super) fn take_jump(&mut self, event: &Event) {
        let leads = matches!(
            event,
            Event::ProblemLeft { .. }
                | Event::Repeated { .. }
                | Event::WentTo { .. }
                | Event::RecoveryBegan { .. }
                | Event::Stopped { .. }
        );
        if leads && let Some(met) = self.problems.last_mut().filter(|met| met.led.is_none()) {
            met.led = Some(event.clone());
        }
    }

    /// The attempt at a step whose end is not recorded.
    fn running(&mut self, step: &str) -> Option<&mut Attempt> {
        self.attempts.iter_mut().rev().find(|attempt| attempt.step == step && attempt.end.is_none())
    }

    /// Begins an attempt.
    fn begin(&mut self, step: &str, number: u32, run: Option<usize>) -> &mut Attempt {
        let attempt = Attempt {
            step: step.to_owned(),
            number,
            run,
            shown: None,
            interrupted: Vec::new(),
            said: Vec::new(),
            end: None,
        };
        self.attempts.push(attempt);
        let last = self.attempts.len() - 1;
        &mut self.attempts[last]
    }

    /// The running attempt, or a new one that was not shown.
    fn running_or_new(&mut self, step: &str, walk: &Walk) -> &mut Attempt {
        let found = self.attempts.iter().rposition(|attempt| attempt.step == step && attempt.end.is_none());
        if let Some(index) = found {
            return &mut self.attempts[index];
        }
        let number = walk.progress(step).map_or(0, |progress| progress.attempts);
        let run = walk.recovery().is_some().then(|| self.runs.len().saturating_sub(1));
        self.begin(step, number, run)
    }

    /// Adds an answer to the running attempt.
    fn say(&mut self, step: &str, walk: &Walk, at: &Stamp, said: Said) {
        self.running_or_new(step, walk).said.push((at.clone(), said));
    }

    /// Ends the running attempt. Takes the walk before the event, because a recovery may end with it.
    fn end(&mut self, step: &str, before: &Walk, at: &Stamp, end: End) {
        self.running_or_new(step, before).end = Some((at.clone(), end));
    }

    /// Ends attempts at the steps that a jump forward passed.
    fn passed(&mut self, before: &Walk, after: &Walk, at: &Stamp, because: &str) {
        let is_passed = |walk: &Walk, step: &str| walk.progress(step).is_some_and(|own| own.status == Status::Passed);
        let steps = after.plan().steps.iter().map(|planned| planned.id.as_str());
        for step in steps.filter(|step| is_passed(after, step) && !is_passed(before, step)) {
            self.running_or_new(step, after).end = Some((at.clone(), End::Passed(because.to_owned())));
        }
    }

    /// Ends the attempts at steps that the walk no longer shows.
    fn leave(&mut self, after: &Walk, at: &Stamp, event: &Event) {
        let because = match event {
            Event::Repeated { because, .. }
            | Event::WentTo { because, .. }
            | Event::RecoveryBegan { because, .. }
            | Event::Stopped { because } => because.as_str(),
            Event::Withdrawn { .. } => "the confirmation before it was withdrawn",
            _ => return,
        };
        for attempt in self.attempts.iter_mut().filter(|attempt| attempt.end.is_none()) {
            if after.progress(&attempt.step).is_none_or(|progress| progress.status != Status::Shown) {
                attempt.end = Some((at.clone(), End::Left(because.to_owned())));
            }
        }
    }
}
