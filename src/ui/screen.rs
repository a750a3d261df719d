//! Screens: plain data that says what to show and which actions are possible now.
//!
//! A front renders a [`Screen`] and returns an [`crate::engine::action::Action`]; it decides nothing. Each kind of screen
//! is built in its own file from the walk alone, so that every screen of every path can be tested without a terminal.

mod advisor;
mod block;
mod checks;
mod due;
mod fields;
mod files;
mod frame;
mod hand_off;
mod home;
mod input;
mod jump;
mod kind;
mod lanes;
mod left_open;
mod lost;
mod mark;
mod outline;
mod pick_up;
mod problem;
mod question;
mod restart;
mod sign_off;
mod step;
mod stopped;
mod views;
mod waiting;
mod worksheet;

use chrono::{DateTime, FixedOffset};

pub use advisor::advisor;
pub use block::ScreenBlock;
pub use checks::view as checks;
pub use due::due;
pub use home::{ProcedureLine, SessionLine, home, unreadable_home};
pub use input::{FieldTarget, FormField, Input, MenuItem};
pub use kind::ScreenKind;
pub use lanes::{Cell, Lane};
pub use left_open::LeftOpen;
pub use mark::Mark;
pub use outline::OutlineEntry;
pub use question::question;
pub use step::look;
pub use views::{map, open};
pub use worksheet::facts;

use crate::engine::command::Command;

/// One screen, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Which kind it is.
    pub kind: ScreenKind,
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
    pub blocks: Vec<ScreenBlock>,
    /// What the operator is asked for here.
    pub input: Input,
    /// What is left open, anywhere.
    pub open: Vec<LeftOpen>,
    /// The footer: every step in the lane of its node.
    pub lanes: Vec<Lane>,
    /// The list of steps, for wide terminals and the map.
    pub outline: Vec<OutlineEntry>,
    /// The actions possible now; the first is the main one.
    pub offers: Vec<Offer>,
}

impl Screen {
    /// A screen that belongs to no walk.
    fn outside_a_walk(kind: ScreenKind, heading: impl Into<String>) -> Self {
        Self {
            kind,
            title: "nodewalk".to_owned(),
            rehearsal: false,
            position: None,
            saved: None,
            console: None,
            heading: heading.into(),
            aside: String::new(),
            notices: Vec::new(),
            blocks: Vec::new(),
            input: Input::Confirm,
            open: Vec::new(),
            lanes: Vec::new(),
            outline: Vec::new(),
            offers: Vec::new(),
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

impl Notice {
    /// A notice with its mark, what happened, and what to do about it.
    pub fn new(mark: Mark, text: impl Into<String>, help: impl Into<String>) -> Self {
        Self { mark, text: text.into(), help: help.into() }
    }
}

/// An action that is possible now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Something that the operator can do here.
    pub command: Command,
    /// What it means here: `done`, `go to NODEB`.
    pub label: String,
}

impl Offer {
    /// An offer of a command with what it means here.
    pub fn new(command: Command, label: impl Into<String>) -> Self {
        Self { command, label: label.into() }
    }
}
