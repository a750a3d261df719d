//! Nodes: the consoles of a walk.

/// A console that the operator visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The id, `snake_case`: `a`.
    pub id: String,
    /// What it is called before its computer name is known: `Node A`.
    pub label: String,
    /// Whether it is only visited (a domain controller): no restarts, no facts per node.
    pub visited: bool,
    /// The list whose members are each a node of their own: `n[N2]`. A lane a member.
    pub each: Option<String>,
}
