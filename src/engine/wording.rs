//! Wording: conditions in the operator's words, as the verdict on what is known and as what is asked for.

mod clause;
mod explain;
mod phrases;
mod requirement;

use crate::model::condition::Truth;

/// One clause of a verdict, in the operator's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What was found and what was asked: "Node A service pack is `SP3`, not `SP4`".
    pub words: String,
    /// Whether this clause holds.
    pub truth: Truth,
    /// The full ids of the fact, state or obligation it is about, and of the facts it was compared with.
    pub about: Vec<String>,
}

/// A verdict with the clauses that decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict.
    pub truth: Truth,
    /// The deciding clauses: those that agree with the verdict and could not be left out.
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
