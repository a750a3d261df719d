//! A walk under exploration, and what can happen to it.

use std::hash::Hash;
use std::sync::Arc;

use super::answered::Answered;
use super::transitions::Move;
use crate::engine::facts::Facts;
use crate::engine::walk::{Position, Walk};
use crate::engine::world::Standing;

/// A walk under exploration.
#[derive(Clone)]
pub(in crate::lint) struct Hike {
    pub(in crate::lint) walk: Walk,
    /// Where it stands.
    pub(in crate::lint) position: Position,
    /// What was answered so far.
    pub(in crate::lint) answered: Arc<Answered>,
    /// Whether the one restart out of order has been.
    pub(in crate::lint) disturbed: bool,
    /// Whether nothing has happened yet.
    pub(in crate::lint) first: bool,
    /// Whether all is decided that is asked where it stands.
    pub(in crate::lint) settled: bool,
    /// How many things were out of the ordinary: facts, problems, surprises, the restart.
    pub(in crate::lint) oddities: usize,
}

/// When a walk is looked at: whether it has other answers than the first, and its oddities. So all that can happen with the
/// first answers comes first; then, with others, what is least out of the ordinary.
pub(in crate::lint) type Rank = (bool, usize);

impl Hike {
    /// When it is looked at.
    pub(in crate::lint) fn rank(&self) -> Rank {
        (!self.answered.departs.is_empty(), self.oddities)
    }

    /// Whether anything is asked where it stands.
    pub(in crate::lint) fn asks(&self) -> bool {
        matches!(
            self.position,
            Position::Step { .. }
                | Position::Guarded { .. }
                | Position::Ask { .. }
                | Position::Waiting { .. }
                | Position::SignOff
        )
    }

    /// What is shown where a walk stands: which screen of which step, whether its gate is open, and what was left open.
    pub(in crate::lint) fn screen(&self) -> impl Hash {
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

/// A move of the explorer: of the operator, a fact that turns out to be so, or another beginning.
pub(in crate::lint) enum Turn {
    Made(Move),
    Fact {
        name: String,
        facts: Facts,
        words: String,
    },
    /// The walk begins with the answers of a scenario instead, by its number.
    Seed(usize),
}

impl Turn {
    /// The words that tell it from the others.
    pub(in crate::lint) fn words(&self) -> (&str, usize) {
        match self {
            Self::Made(made) => (&made.words, 0),
            Self::Fact { words, .. } => (words, 1),
            Self::Seed(number) => ("", *number),
        }
    }
}
