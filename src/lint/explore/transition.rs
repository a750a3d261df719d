//! A transition: an input of the operator.

use crate::engine::action::Action;
use crate::engine::walk::{Position, Walk};

/// An input of the operator.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Transition {
    /// The actions, one after another.
    pub(in crate::lint) actions: Vec<Action>,
    /// The words that the operator types in the plain front.
    pub(in crate::lint) words: String,
    pub(in crate::lint) deviation: Deviation,
}

/// Whether a transition is a deviation from the expected course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Deviation {
    /// It is expected.
    None,
    /// Something goes wrong: a problem, a surprise, or a restart that didn't happen.
    Mishap,
    /// An unplanned restart. A path has at most one.
    Restart,
}

impl Transition {
    /// A single expected action.
    pub(super) fn new(action: Action, words: impl Into<String>) -> Self {
        Self { actions: vec![action], words: words.into(), deviation: Deviation::None }
    }

    pub(super) fn done() -> Self {
        Self::new(Action::Done, "done")
    }

    /// The readings, then the main action.
    pub(super) fn confirm(readings: Vec<Action>) -> Self {
        let typed: Vec<String> = readings.iter().filter_map(words_of).chain(["done".to_owned()]).collect();
        let actions = readings.into_iter().chain([Action::Done]).collect();
        Self { actions, words: typed.join(", "), deviation: Deviation::None }
    }

    /// A mishap, followed by the main action.
    pub(super) fn mishap(mut actions: Vec<Action>, words: String) -> Self {
        actions.push(Action::Done);
        Self { actions, words, deviation: Deviation::Mishap }
    }

    /// Applies the transition. Returns the walk after it and its position, or `None` if the walk refuses an action.
    pub(super) fn apply(&self, mut walk: Walk) -> Option<(Walk, Position)> {
        let mut position = None;
        for action in &self.actions {
            position = Some(walk.take(action).ok()?);
        }
        let position = skip_ahead(&mut walk, position?);
        Some((walk, position))
    }
}

/// Skips positions with a single way on: a hand-off and an open problem. Returns the position after them.
pub(super) fn skip_ahead(walk: &mut Walk, mut position: Position) -> Position {
    while matches!(position, Position::HandOff { .. } | Position::Problem)
        && let Ok(further) = walk.take(&Action::Done)
    {
        position = further;
    }
    position
}

/// The words of an action that gives a value. `None` for other actions.
pub(super) fn words_of(action: &Action) -> Option<String> {
    match action {
        Action::Set { fact, value } => Some(format!("set {fact} {value}")),
        Action::Add { list, key } => Some(format!("add {list} {key}")),
        _ => None,
    }
}
