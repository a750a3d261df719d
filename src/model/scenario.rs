//! Scenarios: walks that an author tells beforehand, and where each of them must lead. Lint walks them.

use super::condition::Condition;
use super::{Given, Span};

/// A walk told beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The id, kebab-case.
    pub id: String,
    /// What it shows, in a sentence.
    pub title: String,
    /// The facts that matter to it; the others may be anything with which the walk can begin.
    pub given: Vec<Given>,
    /// Where the walk departs from what is expected, in this order.
    pub at: Vec<Departure>,
    /// The steps that must be shown, in this order.
    pub through: Vec<Reference>,
    /// The steps that must not be shown.
    pub avoids: Vec<Reference>,
    /// Where it must lead.
    pub goal: Goal,
    /// What must hold there.
    pub with: Option<Condition>,
    /// Where it is written.
    pub span: Span,
}

/// One departure from what is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The step.
    pub step: String,
    /// On which of its screens.
    pub on: StepScreen,
    /// What the operator says, in the words of the plain front.
    pub do_: Vec<(String, Span)>,
    /// Where it is written.
    pub span: Span,
}

/// A screen of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepScreen {
    /// The step itself, its gate shut or not.
    Step,
    /// Its restart, once its work is done.
    Restart,
    /// The wait for its node.
    Wait,
}

/// A step named in a scenario; without a key, any repetition of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The full id.
    pub step: String,
    /// Where it is written.
    pub span: Span,
}

impl Reference {
    /// Whether the step with this full id is meant.
    #[must_use]
    pub fn means(&self, full: &str) -> bool {
        means(&self.step, full)
    }
}

/// Whether a reference stands for the step with this full id; without a key, for any repetition of it.
pub(crate) fn means(written: &str, full: &str) -> bool {
    written == full || (!written.contains('[') && full.split('[').next() == Some(written))
}

/// Where a scenario must lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The walk comes to its end and is signed off, with nothing left open.
    Finished,
    /// The procedure stops it.
    Stopped,
    /// It comes to a step, whose gate is open.
    Reaches(Reference),
    /// It comes to a step, whose gate stays shut whatever can be seen there.
    ShutAt(Reference),
}
