//! Nodes: the consoles of a walk.

/// A console that the operator visits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Node {
    pub id: String,
    pub label: String,
    pub visited: bool,
    /// The list whose members are each a node with a lane of its own: `n[N2]`.
    pub each: Option<String>,
}
