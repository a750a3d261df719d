//! Problems: what can go wrong at a step, and where that leads.

use super::condition::Condition;
use super::value::StatusCode;
use super::{Change, Jump, Set, Text};

/// Something that can go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The id, kebab-case.
    pub id: String,
    /// Literally what the operator may see.
    pub seen: Text,
    /// A status code that is this problem.
    pub code: Option<StatusCode>,
    /// Opens by itself when an attempt's readings or observations meet this.
    pub when: Option<Condition>,
    /// Why it happens.
    pub cause: Text,
    /// What to do about it.
    pub fix: Text,
    /// Where it leads.
    pub then: Jump,
    /// The states it sets.
    pub sets: Vec<Set>,
    /// The obligations it closes.
    pub closes: Vec<Change>,
    /// Where it comes from, or why it is ours.
    pub source: Option<String>,
}

/// A shared list of problems, most of them keyed by a status code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The id, kebab-case.
    pub id: String,
    /// The reading that holds the code.
    pub reading: Option<String>,
    /// The problems, in order; the first that matches is taken.
    pub problem: Vec<Problem>,
    /// What is taken when none matches.
    pub other: Problem,
}
