//! The interface between the app and the fronts.

use super::screen::Screen;
use crate::engine::action::Action;

/// The app as a front sees it: it shows screens and takes actions.
pub trait Application {
    /// The screen to show now.
    fn screen(&mut self) -> Screen;

    /// Does what the operator said. A refusal is a notice on the next screen.
    fn act(&mut self, action: Action) -> Next;
}

/// What a front does after an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// It shows the next screen.
    Stay,
    /// It ends, restores the terminal, and prints this text: what is saved, and where.
    Leave(String),
}
