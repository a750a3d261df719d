//! A state of the search, and the alternatives in it.

use std::hash::Hash;
use std::sync::Arc;

use super::assignment::Assignment;
use super::transition::Transition;
use crate::engine::facts::Facts;
use crate::engine::walk::{Position, Walk};
use crate::engine::world::Standing;

/// A state of the search: a walk, and what the search knows about it.
#[derive(Clone)]
pub(super) struct SearchState {
    pub(super) walk: Walk,
    /// The position of the walk.
    pub(super) position: Position,
    pub(super) assignment: Arc<Assignment>,
    /// Whether the one unplanned restart has happened.
    pub(super) restarted: bool,
    /// Whether nothing has happened yet.
    pub(super) is_initial: bool,
    /// Whether every fact is decided that the walk asks about at the position.
    pub(super) decided: bool,
    /// The number of deviations so far: varied facts, problems, surprises, and the restart.
    pub(super) deviations: usize,
}

/// Whether a state has varied facts, and its deviations. The search expands states in ascending order.
pub(super) type Priority = (bool, usize);

impl SearchState {
    pub(super) fn priority(&self) -> Priority {
        (!self.assignment.varied.is_empty(), self.deviations)
    }

    /// Whether no fact is left to decide at the position.
    pub(super) fn is_decided(&self) -> bool {
        self.decided || !self.asks()
    }

    /// Whether conditions are evaluated at the position.
    pub(super) fn asks(&self) -> bool {
        matches!(
            self.position,
            Position::Step { .. }
                | Position::Guarded { .. }
                | Position::Ask { .. }
                | Position::Waiting { .. }
                | Position::SignOff
        )
    }

    /// The contents of the screen, as far as they tell positions apart, and the open obligations.
    pub(super) fn screen(&self) -> impl Hash {
        let (about, gate) = match &self.position {
            Position::Step { step, gate } => (step.as_str(), Some(*gate)),
            Position::Ask { step, .. } | Position::Guarded { step, .. } | Position::Restart { step } => {
                (step.as_str(), None)
            }
            Position::Waiting { node, .. } | Position::HandOff { node, .. } => (node.as_str(), None),
            Position::Lost { obligation } => (obligation.as_str(), None),
            _ => ("", None),
        };
        let open = self.walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
        let open: Vec<_> = open.map(|(id, standing)| (id.to_owned(), standing.word())).collect();
        (std::mem::discriminant(&self.position), about.to_owned(), gate, open)
    }
}

/// One of the things that can happen next.
pub(super) enum Alternative {
    /// The operator makes an input.
    Operator(Transition),
    /// A fact turns out to have a value. `words` describe it, and are empty if the fact keeps its present value.
    Fact { name: String, facts: Facts, words: String },
    /// The walk begins with the answers of a scenario, given by its index.
    Scenario(usize),
}

impl Alternative {
    /// A description that differs from those of the other alternatives.
    pub(super) fn words(&self) -> (&str, usize) {
        match self {
            Self::Operator(transition) => (&transition.words, 0),
            Self::Fact { words, .. } => (words, 1),
            Self::Scenario(index) => ("", *index),
        }
    }
}
