//! The walk: the plan plus what has happened.
//!
//! [`Walk::decide`] turns an action into events, or refuses it. [`Walk::evolve`] applies one event, so replaying a journal
//! gives the same walk. Neither reads a clock, a file, or the environment. `decide` renders no text except in a refusal, so
//! that lint can call it millions of times.

mod abstraction;
mod answer;
mod apply;
mod attempt;
mod confirm;
mod decide;
mod driver;
mod effects;
mod entry_events;
mod files;
mod gate;
mod guards;
mod jumps;
mod observe;
mod pick_up;
mod position;
mod problem;
mod progress;
mod recovery;
mod refusal;
mod restart;
mod stage;
mod undo;
mod worksheet;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

pub use abstraction::Abstraction;
pub use attempt::{Ask, Inputs, Status, StepProgress};
pub use files::WrittenFile;
pub use gate::Gate;
pub use pick_up::PickUp;
pub use position::Position;
pub use problem::OpenProblem;
pub use recovery::ActiveRecovery;
pub use refusal::Refusal;
pub use restart::Down;
pub use stage::Stage;

use super::checks;
use super::checks::{Verdict, Waiver};
use super::facts::Facts;
use super::plan::Plan;
use super::world::{Obligations, States, World};
use crate::model::Procedure;
use jumps::PendingJump;
use progress::Progress;

/// The plan plus what has happened. A copy shares most of its data with the original.
#[derive(Clone, Debug)]
pub struct Walk {
    procedure: Arc<Procedure>,
    rehearsal: bool,
    facts: Facts,
    /// The readings that the answers file of a rehearsal gives. Each is taken at the step that asks for it.
    prepared: Facts,
    states: States,
    obligations: Obligations,
    waivers: BTreeMap<String, Waiver>,
    /// The verdict of each check as it was recorded last, with its explanation.
    checked: Arc<BTreeMap<String, String>>,
    plan: Plan,
    stage: Stage,
    progress: Progress,
    /// The steps that the walk is past and that began to apply since, because a fact was corrected.
    missed: BTreeSet<String>,
    files: Arc<Vec<WrittenFile>>,
    unfinished_files: BTreeSet<String>,
    /// The restarts that steps asked for and that haven't happened yet: the node, and the step that asked.
    expected: BTreeMap<String, String>,
    down: BTreeMap<String, Down>,
    console: Option<String>,
    recovery: Option<ActiveRecovery>,
    problem: Option<OpenProblem>,
    pick_up: Option<PickUp>,
    pending_jump: Option<PendingJump>,
    /// Whether a fact was changed since the walk began, or since it stopped.
    corrected: bool,
    replan: Replan,
    events: u64,
    saved: Option<DateTime<FixedOffset>>,
}

/// When a changed fact leads to a new plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replan {
    AtOnce,
    /// Before the next event that changes something else. Saves time when a journal is replayed.
    Later {
        due: bool,
    },
}

impl Walk {
    /// A walk to which nothing has happened yet.
    #[must_use]
    pub fn new(procedure: Arc<Procedure>, rehearsal: bool) -> Self {
        let facts = Facts::default();
        Self {
            plan: Plan::of(&procedure, &facts),
            states: States::at_start(&procedure),
            procedure,
            rehearsal,
            facts,
            prepared: Facts::default(),
            obligations: Obligations::new(),
            waivers: BTreeMap::new(),
            checked: Arc::default(),
            stage: Stage::Worksheet,
            progress: Progress::default(),
            missed: BTreeSet::new(),
            files: Arc::default(),
            unfinished_files: BTreeSet::new(),
            expected: BTreeMap::new(),
            down: BTreeMap::new(),
            console: None,
            recovery: None,
            problem: None,
            pick_up: None,
            pending_jump: None,
            corrected: false,
            replan: Replan::AtOnce,
            events: 0,
            saved: None,
        }
    }

    /// The procedure that is walked.
    #[must_use]
    pub fn procedure(&self) -> &Arc<Procedure> {
        &self.procedure
    }

    /// Whether it is a rehearsal.
    #[must_use]
    pub fn rehearsal(&self) -> bool {
        self.rehearsal
    }

    /// The facts, and the latest readings.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The states of the world and of the walk.
    #[must_use]
    pub fn states(&self) -> &States {
        &self.states
    }

    /// The obligations that were ever open.
    #[must_use]
    pub fn obligations(&self) -> &Obligations {
        &self.obligations
    }

    /// The main line, planned with the current facts.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The node at whose console the operator is, or `None` before the first step.
    #[must_use]
    pub fn console(&self) -> Option<&str> {
        self.console.as_deref()
    }

    /// The nodes that are down, by id.
    #[must_use]
    pub fn down(&self) -> &BTreeMap<String, Down> {
        &self.down
    }

    /// How many events there were.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// When the last event was saved.
    #[must_use]
    pub fn saved(&self) -> Option<DateTime<FixedOffset>> {
        self.saved
    }

    /// The progress of a step, or `None` if the step was never reached.
    #[must_use]
    pub fn progress(&self, step: &str) -> Option<&StepProgress> {
        self.progress.get(step)
    }

    /// Whether a step began to apply when the walk was past it already, because a fact was corrected.
    #[must_use]
    pub fn is_missed(&self, step: &str) -> bool {
        self.missed.contains(step)
    }

    /// The step that was settled last.
    #[must_use]
    pub fn last_settled(&self) -> Option<&str> {
        self.progress.last_settled()
    }

    /// The world as far as it is known.
    #[must_use]
    pub fn world(&self) -> World<'_> {
        World { procedure: &self.procedure, facts: &self.facts, states: &self.states, obligations: &self.obligations }
    }

    /// The waivers, by the ID of the check.
    #[must_use]
    pub fn waivers(&self) -> &BTreeMap<String, Waiver> {
        &self.waivers
    }

    /// The verdicts of all checks on the current facts.
    #[must_use]
    pub fn verdicts(&self) -> Vec<Verdict<'_>> {
        checks::reach_all(&self.world(), &self.waivers)
    }
}
