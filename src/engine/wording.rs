//! Conditions in the operator's words: what was found and why that decides, or what a condition requires.

mod clause;
mod explain;
mod phrases;
mod requirement;

use crate::model::condition::Truth;

/// One clause of a verdict, in the operator's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The value found and the value required: "Node A service pack is `SP3`, not `SP4`".
    pub words: String,
    /// Whether this clause holds.
    pub truth: Truth,
    /// The full ids of its fact, state or obligation, and of the facts that it was compared with.
    pub about: Vec<String>,
}

/// A verdict with the clauses that decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict.
    pub truth: Truth,
    /// The deciding clauses. Each agrees with the verdict.
    pub clauses: Vec<Clause>,
}

impl Explanation {
    /// The clauses on one line.
    #[must_use]
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.clauses.iter().map(|clause| clause.words.as_str()).collect();
        words.join("; ")
    }
}
