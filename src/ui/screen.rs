//! Screens: plain data that says what to show and what the operator can do.
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

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields without a comment are what they are called")]
pub struct Screen {
    pub kind: ScreenKind,
    /// The title of the procedure, or the name of the program if no session is open.
    pub title: String,
    /// Whether the session is a rehearsal. Every screen of one says so.
    pub rehearsal: bool,
    /// The number of the step, and how many steps there are: `step 9 of 47`.
    pub position: Option<(usize, usize)>,
    /// The time at which the last event was saved.
    pub saved: Option<DateTime<FixedOffset>>,
    /// The console to be at. Nothing else on the screen stands out as much.
    pub console: Option<Console>,
    /// The subject of the screen, such as the title of the step.
    pub heading: String,
    /// A short text beside the heading, such as the source of the step.
    pub aside: String,
    /// News to read first: a refusal, a node that came back unplanned, a step that now applies.
    pub notices: Vec<Notice>,
    /// The body, from top to bottom.
    pub blocks: Vec<ScreenBlock>,
    /// The answers that the operator must give.
    pub input: Input,
    /// Everything that is left open, at any console.
    pub open: Vec<LeftOpen>,
    /// All steps for the footer, each in the lane of its node.
    pub lanes: Vec<Lane>,
    /// All steps as a list, for wide terminals and the map.
    pub outline: Vec<OutlineEntry>,
    /// The commands that are possible now, the main one first.
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
    /// The lane of the node, from 0. It decides position and colour.
    pub lane: usize,
    /// The label of the node in the procedure: `Node B`.
    pub label: String,
    /// The computer name, or empty if it isn't known yet.
    pub name: String,
}

/// News that the operator must read first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields without a comment are what they are called")]
pub struct Notice {
    pub mark: Mark,
    /// The event, or the reason for a refusal.
    pub text: String,
    /// What to do about it, or empty.
    pub help: String,
}

impl Notice {
    /// Creates a notice.
    pub fn new(mark: Mark, text: impl Into<String>, help: impl Into<String>) -> Self {
        Self { mark, text: text.into(), help: help.into() }
    }
}

/// A command that is possible now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields without a comment are what they are called")]
pub struct Offer {
    pub command: Command,
    /// The meaning of the command on this screen: `done`, `go to NODEB`.
    pub label: String,
}

impl Offer {
    /// Creates an offer.
    pub fn new(command: Command, label: impl Into<String>) -> Self {
        Self { command, label: label.into() }
    }
}
