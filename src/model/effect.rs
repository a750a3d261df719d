//! Effects: what confirming a step or taking a problem changes.

use super::condition::Condition;

/// A state set by confirming a step or taking a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The state, as a name.
    pub state: String,
    /// Its new value.
    pub to: String,
    /// Only when this holds, after the attempt's readings and observations.
    pub when: Option<Condition>,
}

/// An obligation opened or closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The obligation, as a name.
    pub obligation: String,
    /// Only when this holds.
    pub when: Option<Condition>,
}
