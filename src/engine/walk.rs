//! The walk: the plan plus what has happened.
//!
//! [`Walk::decide`] turns an action into events or a refusal with its reason; [`Walk::evolve`] applies one event.
//! Replaying a journal therefore gives the same walk. Neither reads a clock, a file or the environment, and `decide`
//! renders no text but that of its refusals, so that a lint can run it millions of times.

mod abstraction;
mod answer;
mod apply;
mod attempt;
mod confirm;
mod decide;
mod entry_events;
mod files;
mod jumps;
mod pick_up;
mod position;
mod progress;
mod refusal;
mod restart;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

pub use abstraction::Matters;
pub use attempt::{Ask, Inputs, Status, StepProgress};
pub use files::File;
pub use position::{Gate, Position};
pub use refusal::Refusal;

use super::checks;
use super::checks::{Verdict, Waiver};
use super::facts::Facts;
use super::plan::{Plan, Planned};
use super::world::{Obligations, States, World};
use crate::model::Procedure;
use crate::model::condition::Truth;
use progress::Progress;

/// How far the walk as a whole has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Facts are being asked.
    Worksheet,
    /// The checks are shown before the first step.
    Checks,
    /// Steps are walked.
    Walking,
    /// The procedure stopped it; it goes on when a fact is corrected.
    Stopped {
        /// Why, and what to do.
        because: String,
    },
    /// It came to its end.
    Finished,
    /// The operator gave it up.
    Abandoned {
        /// Why.
        reason: String,
    },
}

impl Stage {
    /// The state of a session in one word, as JSON writes it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Stage::Worksheet | Stage::Checks | Stage::Walking => "running",
            Stage::Stopped { .. } => "stopped",
            Stage::Finished => "finished",
            Stage::Abandoned { .. } => "abandoned",
        }
    }
}

/// A node that is down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Down {
    /// Whether a step asked for it.
    pub planned: bool,
    /// The step that asked for it.
    pub step: Option<String>,
    /// Since when.
    pub since: DateTime<FixedOffset>,
    /// Every step whose restart this is: each that was due at this node.
    due: Vec<String>,
    /// The world before and after it went down, for when it turns out that it never did.
    fall: [(States, Obligations); 2],
}

/// The recovery being walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The recovery's id.
    pub id: String,
    /// Its steps.
    pub plan: Plan,
    /// Why it began.
    pub because: String,
}

/// The problem whose screen is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenProblem {
    /// The step.
    pub step: String,
    /// The listed problem, if it is one.
    pub problem: Option<String>,
    /// What was said or found.
    pub text: String,
    /// The world before and after what the listed problem itself changed, for when it is left again.
    change: [(States, Obligations); 2],
}

/// A way that an event opened and that is still to be taken: recorded before the next screen is shown, so that a crash
/// between the two loses nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Owed {
    jump: crate::model::Jump,
    step: String,
    because: String,
}

/// When a changed fact makes the plan anew: at once, or, while a journal is replayed, before the next event that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replan {
    AtOnce,
    Later { due: bool },
}

/// What is asked after the session was opened again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PickUp {
    /// The states and obligations answered so far.
    pub seen: BTreeSet<String>,
    /// The step that was shown and whose end was not recorded, and when it was shown.
    pub unrecorded: Option<(String, DateTime<FixedOffset>)>,
}

/// The plan plus what has happened.
#[derive(Clone, Debug)]
pub struct Walk {
    procedure: Arc<Procedure>,
    rehearsal: bool,
    facts: Facts,
    prepared: Facts,
    states: States,
    obligations: Obligations,
    waivers: BTreeMap<String, Waiver>,
    checked: Arc<BTreeMap<String, String>>,
    plan: Plan,
    stage: Stage,
    progress: Progress,
    late: BTreeSet<String>,
    files: Arc<Vec<File>>,
    unfinished: BTreeSet<String>,
    expected: BTreeMap<String, String>,
    down: BTreeMap<String, Down>,
    last_restart: BTreeMap<String, String>,
    console: Option<String>,
    recovery: Option<Running>,
    problem: Option<OpenProblem>,
    pick_up: Option<PickUp>,
    owed: Option<Owed>,
    corrected: bool,
    replan: Replan,
    events: u64,
    saved: Option<DateTime<FixedOffset>>,
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
            late: BTreeSet::new(),
            files: Arc::default(),
            unfinished: BTreeSet::new(),
            expected: BTreeMap::new(),
            down: BTreeMap::new(),
            last_restart: BTreeMap::new(),
            console: None,
            recovery: None,
            problem: None,
            pick_up: None,
            owed: None,
            corrected: false,
            replan: Replan::AtOnce,
            events: 0,
            saved: None,
        }
    }

    /// The walk that a journal tells of.
    pub fn replay<'a>(
        procedure: Arc<Procedure>,
        rehearsal: bool,
        records: impl IntoIterator<Item = &'a super::event::Record>,
    ) -> Self {
        let mut walk = Self::new(procedure, rehearsal);
        walk.replan = Replan::Later { due: false };
        for record in records {
            walk.evolve(record);
        }
        walk.catch_up();
        walk.replan = Replan::AtOnce;
        walk
    }

    /// The procedure walked.
    #[must_use]
    pub fn procedure(&self) -> &Arc<Procedure> {
        &self.procedure
    }

    /// Whether it is a rehearsal.
    #[must_use]
    pub fn rehearsal(&self) -> bool {
        self.rehearsal
    }

    /// The facts, and the readings as they were last taken.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The states.
    #[must_use]
    pub fn states(&self) -> &States {
        &self.states
    }

    /// The obligations.
    #[must_use]
    pub fn obligations(&self) -> &Obligations {
        &self.obligations
    }

    /// The plan with the facts as they are.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// How far the walk has come.
    #[must_use]
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The recovery being walked, if one is.
    #[must_use]
    pub fn recovery(&self) -> Option<&Running> {
        self.recovery.as_ref()
    }

    /// The problem whose screen is open, if one is.
    #[must_use]
    pub fn problem(&self) -> Option<&OpenProblem> {
        self.problem.as_ref()
    }

    /// What is asked after the session was opened again, if it was.
    #[must_use]
    pub fn pick_up(&self) -> Option<&PickUp> {
        self.pick_up.as_ref()
    }

    /// The node at whose console the operator is, once a first step was reached.
    #[must_use]
    pub fn console(&self) -> Option<&str> {
        self.console.as_deref()
    }

    /// The nodes that are down.
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

    /// What became of a step.
    #[must_use]
    pub fn progress(&self, step: &str) -> Option<&StepProgress> {
        self.progress.get(step)
    }

    /// Whether a step began to apply behind the position, because a fact was corrected.
    #[must_use]
    pub fn is_late(&self, step: &str) -> bool {
        self.late.contains(step)
    }

    /// The step settled last, of those that count as done.
    #[must_use]
    pub fn last_settled(&self) -> Option<&str> {
        self.progress.last_settled()
    }

    /// The world as it is known.
    #[must_use]
    pub fn world(&self) -> World<'_> {
        World { procedure: &self.procedure, facts: &self.facts, states: &self.states, obligations: &self.obligations }
    }

    /// Every check with its verdict on the facts as they are.
    #[must_use]
    pub fn verdicts(&self) -> Vec<Verdict<'_>> {
        checks::reach_all(&self.world(), &self.waivers)
    }

    /// Finds a planned step by its full id, on the main line or in the running recovery.
    #[must_use]
    pub fn planned(&self, id: &str) -> Option<&Planned> {
        let recovery = self.recovery.as_ref().and_then(|recovery| recovery.plan.get(id));
        recovery.or_else(|| self.plan.get(id))
    }

    /// The step that is next: the first that is walked and not settled, of the running recovery or else the main line.
    #[must_use]
    pub fn target(&self) -> Option<&Planned> {
        let Some(recovery) = &self.recovery else {
            return self.main_target();
        };
        let open = |own: &&Planned| own.included != Truth::False && !self.progress.is_settled(&own.id);
        recovery.plan.steps.iter().find(open)
    }

    /// The step of the main line that is next, once no recovery is walked any more.
    #[must_use]
    pub fn main_target(&self) -> Option<&Planned> {
        self.plan.steps.get(self.progress.first_open(&self.plan)?)
    }

    /// The world as the running attempt of a step shows it: its inputs as they are, and nothing of what it still asks.
    fn attempted(&self, planned: &Planned) -> (Facts, States) {
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
