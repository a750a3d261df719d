//! Effects: what confirming a step or taking a problem changes.

use super::condition::Condition;

/// A change of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Set {
    /// The state's name in the scope of the step.
    pub state: String,
    pub to: String,
    /// Tested after the attempt's readings and observations are known.
    pub when: Option<Condition>,
}

/// An obligation to open or close.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Change {
    /// The obligation's name in the scope of the step.
    pub obligation: String,
    pub when: Option<Condition>,
}
