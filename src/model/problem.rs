//! Problems: what can go wrong during a step, and where to go on.

use super::condition::Condition;
use super::value::StatusCode;
use super::{Change, Jump, Set, Text};

/// Something that can go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Problem {
    pub id: String,
    pub seen: Text,
    pub code: Option<StatusCode>,
    pub when: Option<Condition>,
    pub cause: Text,
    pub fix: Text,
    pub then: Jump,
    pub sets: Vec<Set>,
    pub closes: Vec<Change>,
    pub source: Option<String>,
}

/// A list of problems that several steps share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Table {
    pub id: String,
    pub reading: Option<String>,
    pub problem: Vec<Problem>,
    pub other: Problem,
}
