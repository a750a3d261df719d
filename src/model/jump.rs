//! Leads: where a problem, a restart or the end of a recovery takes the walk.

use super::Text;

/// Where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Jump {
    /// The same step, as a new attempt.
    Repeat,
    /// The step with this full id (its key taken from the scope where it has one).
    GoTo(String),
    /// The recovery with this id.
    Run(String),
    /// The end of the walk, as stopped, with the reason.
    Stop(Text),
    /// Back to where a recovery was called from.
    Return,
}

/// Where an unplanned restart of a node leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRestart {
    /// The node.
    pub node: String,
    /// Where its restart leads.
    pub jump: Jump,
}
