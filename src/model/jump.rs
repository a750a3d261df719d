//! Jumps: where the walk goes on after a problem, a restart, or the end of a recovery.

use super::Text;

/// Where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Jump {
    /// The same step, as another attempt.
    Repeat,
    /// The step with this full ID. If the ID has no key, the scope gives one.
    GoTo(String),
    /// The recovery with this ID.
    Run(String),
    /// The end of the walk, which stops for this reason.
    Stop(Text),
    /// The next step after a restart, or the step from which a recovery was called.
    Return,
}

/// Where to go on after an unplanned restart of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRestart {
    /// The node's name in the scope of the phase.
    pub node: String,
    /// Where to go on.
    pub jump: Jump,
}
