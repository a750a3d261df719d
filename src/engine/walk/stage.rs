//! The stage: how far the walk as a whole has come.

use super::Walk;

/// How far the walk as a whole has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The wizard asks for facts.
    Worksheet,
    /// The checks are shown before the first step.
    Checks,
    /// Steps are walked.
    Walking,
    /// The procedure stopped the walk. It continues after a fact is corrected.
    Stopped {
        /// Why, and what to do.
        because: String,
    },
    /// The walk came to its end.
    Finished,
    /// The operator gave the walk up.
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

impl Walk {
    /// How far the walk has come.
    #[must_use]
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Whether the walk has ended for good.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Finished | Stage::Abandoned { .. })
    }
}
