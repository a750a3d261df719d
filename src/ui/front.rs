//! What both fronts drive: the one loop, seen from outside.

use super::screen::Screen;
use crate::engine::action::Action;

/// The one loop that joins clock, journal and effects to the walk.
pub trait Wizard {
    /// What to show now.
    fn screen(&mut self) -> Screen;

    /// Does what the operator said. A refusal is a notice on the next screen.
    fn act(&mut self, action: Action) -> Turn;
}

/// What follows an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The front shows the next screen.
    Stay,
    /// The front ends. The text says what is saved and where; it is printed after the terminal is restored.
    Leave(String),
}
