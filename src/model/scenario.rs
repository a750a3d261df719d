//! Scenarios: example walks that an author writes in advance, and that lint checks.

use super::condition::Condition;
use super::{Given, Span, id};

/// An example walk, with where it must lead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Scenario {
    pub id: String,
    pub title: String,
    pub given: Vec<Given>,
    pub at: Vec<Departure>,
    pub through: Vec<Reference>,
    pub avoids: Vec<Reference>,
    /// The keys `reaches`, `shut_at`, and `ends`.
    pub goal: Goal,
    pub with: Option<Condition>,
    pub span: Span,
}

/// A place where something else happens than expected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Departure {
    /// The step's full ID.
    pub step: String,
    pub on: StepScreen,
    /// The lines that the operator types, each with its span.
    pub do_: Vec<(String, Span)>,
    pub span: Span,
}

/// A screen of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepScreen {
    /// The step itself, with its gate open or shut.
    Step,
    /// Its restart, after its work is done.
    Restart,
    /// The wait for its node.
    Wait,
}

/// A step that a scenario names. Without a key, the reference means every repetition of the step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The step's full ID.
    pub step: String,
    /// The reference in the file.
    pub span: Span,
}

impl Reference {
    /// Whether it means the step with this full ID.
    #[must_use]
    pub fn means(&self, full: &str) -> bool {
        id::means(&self.step, full)
    }
}

/// Where a scenario must lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The operator signs the walk off with nothing left open.
    Finished,
    /// The procedure stops the walk.
    Stopped,
    /// The walk reaches a step whose gate is open.
    Reaches(Reference),
    /// The walk reaches a step whose gate stays shut whatever the operator sees there.
    ShutAt(Reference),
}
