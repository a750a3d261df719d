//! Views: screens that the operator opened over the one that is due.

use crate::engine::action::Action;
use crate::engine::walk::Walk;
use crate::ui::help::help;
use crate::ui::screen;
use crate::ui::screen::Screen;

/// A screen that the operator opened over the one that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// All steps.
    Map,
    /// Everything that is left open.
    Open,
    Facts,
    Checks,
    Help,
    /// An earlier step, by its full ID.
    Look(String),
    /// The question whether a node really went down, as this action says.
    Question(Action),
}

impl View {
    /// The view that an action opens.
    pub(super) fn of(action: &Action) -> Option<Self> {
        match action {
            Action::Map => Some(View::Map),
            Action::Open => Some(View::Open),
            Action::Facts => Some(View::Facts),
            Action::Checks => Some(View::Checks),
            Action::Help => Some(View::Help),
            _ => None,
        }
    }

    /// The screen of the view.
    pub(super) fn screen(&self, walk: &Walk) -> Screen {
        match self {
            View::Map => screen::map(walk),
            View::Open => screen::open(walk),
            View::Facts => screen::facts(walk),
            View::Checks => screen::checks(walk),
            View::Help => help(&screen::due(walk)),
            View::Look(id) => screen::look(walk, id),
            View::Question(asked) => match walk.would_lose(asked) {
                Some((node, lost)) => screen::question(walk, &node, &lost),
                None => screen::due(walk),
            },
        }
    }
}
