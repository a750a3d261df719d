//! Screens: plain data that says what to show and which actions are possible now.
//!
//! A front renders a [`Screen`] and returns an [`crate::engine::action::Action`]; it decides nothing. Each kind of screen is
//! built in its own file from the walk alone, so that every screen of every path can be tested without a terminal.

mod advisor;
mod checks;
mod files;
mod frame;
mod hand_off;
mod home;
mod lost;
mod pick_up;
mod problem;
mod question;
mod sign_off;
mod step;
mod stopped;
mod verb;
mod views;
mod waiting;
mod worksheet;

use chrono::{DateTime, FixedOffset};

pub use advisor::advisor;
pub use checks::view as checks;
pub use home::{ProcedureLine, SessionLine, home};
pub use question::sure;
pub use step::look;
pub use verb::Verb;
pub use views::{help, map, notice, open, verbatim};
pub use worksheet::facts;

use crate::engine::walk::Walk;

/// The screen that is due at this position of a walk.
#[must_use]
pub fn due(walk: &Walk) -> Screen {
    frame::due(walk)
}

/// One screen, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Which kind it is.
    pub kind: Kind,
    /// The procedure's title, or the program's name before there is one.
    pub title: String,
    /// Marked on every screen of a rehearsal.
    pub rehearsal: bool,
    /// The step's number and how many there are: `step 9 of 47`.
    pub position: Option<(usize, usize)>,
    /// When the last event was saved.
    pub saved: Option<DateTime<FixedOffset>>,
    /// The console to be at; the strongest thing on the screen.
    pub console: Option<Console>,
    /// What this screen is about: the step's title.
    pub heading: String,
    /// Beside the heading: the source of the step.
    pub aside: String,
    /// What just happened and must be read first: a refusal, a node that came back unplanned, a step that now applies.
    pub notices: Vec<Notice>,
    /// The body, from top to bottom.
    pub blocks: Vec<Block>,
    /// What the operator is asked for here.
    pub input: Input,
    /// What is left open, anywhere.
    pub open: Vec<LeftOpen>,
    /// The footer: every step in the lane of its node.
    pub lanes: Vec<Lane>,
    /// The list of steps, for wide terminals and the map.
    pub outline: Vec<Entry>,
    /// The actions possible now; the first is the main one.
    pub offers: Vec<Offer>,
}

/// Which kind of screen it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Resume, start, finished.
    Home,
    /// Which procedure applies, and why the others do not.
    Advisor,
    /// The facts before the walk, or as looked at during it.
    Worksheet,
    /// The prerequisite checks.
    Checks,
    /// Facts that the next step needs.
    Ask,
    /// The next step belongs to another console.
    HandOff,
    /// A step.
    Step,
    /// A restart to carry out.
    Restart,
    /// A node that is awaited.
    Waiting,
    /// A problem: what it is, what to do, where it leads.
    Problem,
    /// An obligation that a restart destroyed.
    Lost,
    /// Where things stand, after the session was opened again.
    PickUp,
    /// The walk was stopped by the procedure.
    Stopped,
    /// The end, to be signed.
    SignOff,
    /// The report.
    Report,
    /// All steps in lanes.
    Map,
    /// What is left open.
    Open,
    /// What is possible now.
    Help,
    /// An earlier step, only to look at.
    Look,
    /// Whether a node went down indeed.
    Sure,
}

impl Kind {
    /// The stable name, as JSON and `status` print it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Home => "home",
            Kind::Advisor => "advisor",
            Kind::Worksheet => "worksheet",
            Kind::Checks => "checks",
            Kind::Ask => "ask",
            Kind::HandOff => "hand-off",
            Kind::Step => "step",
            Kind::Restart => "restart",
            Kind::Waiting => "waiting",
            Kind::Problem => "problem",
            Kind::Lost => "lost",
            Kind::PickUp => "pick-up",
            Kind::Stopped => "stopped",
            Kind::SignOff => "sign-off",
            Kind::Report => "report",
            Kind::Map => "map",
            Kind::Open => "open",
            Kind::Help => "help",
            Kind::Look => "look",
            Kind::Sure => "sure",
        }
    }
}

/// The console to be at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Console {
    /// The node's lane, from 0: decides position and colour.
    pub lane: usize,
    /// What the procedure calls it: `Node B`.
    pub label: String,
    /// The computer name; empty while it is not known.
    pub name: String,
}

/// Something to be read first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is marked.
    pub mark: Mark,
    /// What happened, or why an action was refused.
    pub text: String,
    /// What to do about it; may be empty.
    pub help: String,
}

/// A mark beside a line: always a sign and a word, never colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Passed, or holds.
    Pass,
    /// A warning.
    Warn,
    /// Failed, or does not hold.
    Fail,
    /// Could not be tested yet, or not known.
    Untested,
    /// Does not apply.
    NotApplicable,
    /// Waived.
    Waived,
    /// Left open.
    Open,
    /// Lost.
    Lost,
    /// Good to know.
    Info,
    /// Done.
    Done,
    /// Here.
    Here,
    /// Still to do.
    Todo,
    /// Skipped, passed over or excluded.
    Skipped,
}

impl Mark {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Mark::Pass => "pass",
            Mark::Warn => "warning",
            Mark::Fail => "FAIL",
            Mark::Untested => "could not test",
            Mark::NotApplicable => "not applicable",
            Mark::Waived => "waived",
            Mark::Open => "open",
            Mark::Lost => "LOST",
            Mark::Info => "note",
            Mark::Done => "done",
            Mark::Here => "here",
            Mark::Todo => "to do",
            Mark::Skipped => "skipped",
        }
    }
}

/// A part of the body. Texts are paragraphs separated by blank lines; a line that starts with `- ` or `1. ` is an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Plain paragraphs.
    Text(String),
    /// A heading inside the body.
    Heading(String),
    /// What to type, exactly: unframed, whole, never re-wrapped without a mark. One command a line.
    Command(String),
    /// A short label and its text: `You should see`, `Usually`, `Worry`.
    Labelled {
        /// The label.
        label: String,
        /// The text.
        text: String,
    },
    /// A warning.
    Warning(String),
    /// Something good to know.
    Note(String),
    /// Why this step is ours and not the document's.
    Added(String),
    /// What the document prints, what this walk uses, why.
    Erratum(String),
    /// A marked line with details under it: a check, a gate's clause, an obligation.
    Item {
        /// Its mark.
        mark: Mark,
        /// The line.
        text: String,
        /// What stands under it.
        details: Vec<String>,
    },
    /// A numbered list of what may go wrong here; the numbers are those of the `problem` word.
    Problems(Vec<String>),
    /// Two columns.
    Rows(Vec<(String, String)>),
    /// Text that was laid out already and is shown as it is: the report.
    Verbatim(String),
}

/// What the operator is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Nothing but the main action.
    Confirm,
    /// One of several, by number.
    Menu(Vec<MenuItem>),
    /// Answers in fields; the main action takes them.
    Form(Vec<Field>),
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What it does.
    pub text: String,
    /// More about it.
    pub detail: String,
    /// The heading above it, where a new group starts.
    pub section: Option<String>,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What answering it does.
    pub target: Target,
    /// The heading above it, where a new group starts.
    pub section: Option<String>,
    /// A short label.
    pub label: String,
    /// The question.
    pub ask: String,
    /// Where to look, or what it is for; may be empty.
    pub help: String,
    /// An example; may be empty.
    pub example: String,
    /// The answer so far, and where it came from.
    pub value: Option<(String, String)>,
    /// The answers to choose from; empty for a typed one.
    pub choices: Vec<crate::model::value::Choice>,
    /// Whether the main action needs it.
    pub required: bool,
    /// Why the answer will not do: a check that it fails.
    pub fault: Option<String>,
}

/// What answering a field does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `set`: a fact, a reading, or a member's field, by full id.
    Fact(String),
    /// `set` of a secret fact, by full id: typed unseen, written into a file and kept nowhere.
    Secret(String),
    /// `see`: a state, by full id.
    State(String),
    /// `name`: the computer name that the console shows.
    ComputerName,
    /// `add`: a member of this list, by its key; an empty answer says that there are no more.
    Member(String),
    /// `folder`: where the step's files with secrets go.
    Folder,
    /// `sign`: the name of who signs.
    Signature,
}

/// Something left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOpen {
    /// The console where it stands open; empty for none in particular.
    pub console: String,
    /// What is owed.
    pub text: String,
    /// Whether it was lost.
    pub lost: bool,
}

/// A node's line in the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The node's place in the order of lanes.
    pub lane: usize,
    /// A short label: `A`.
    pub short: String,
    /// The computer name, or the label while it is not known.
    pub name: String,
    /// Whether something is open at it, or it is the current console.
    pub matters: bool,
    /// One cell a step of the whole walk.
    pub cells: Vec<Cell>,
}

/// One step in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The step belongs to another node.
    Elsewhere,
    /// To do.
    Todo,
    /// Done.
    Done,
    /// You are here.
    Here,
    /// Done, with a restart.
    Restart,
    /// Done, and left something open that is open still.
    Open,
    /// Skipped, passed or excluded.
    Skipped,
}

/// One step in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The step's full id.
    pub id: String,
    /// The phase's title, where a new phase starts.
    pub phase: Option<String>,
    /// The node's lane.
    pub lane: usize,
    /// The step's number among those included.
    pub number: Option<usize>,
    /// The title.
    pub title: String,
    /// Its mark.
    pub mark: Mark,
    /// Why it is not walked, when it was answered it was done, or another word on it; may be empty.
    pub word: String,
}

/// An action that is possible now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is done.
    pub verb: Verb,
    /// What it means here: `done`, `go to NODEB`.
    pub label: String,
}
