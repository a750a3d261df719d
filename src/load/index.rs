//! The index of the built-in procedures: what home and `procedures` say of each, without decoding any.
//!
//! `assets/index.toml` is made from the procedures themselves and committed; the test `index` compares the two.

use serde::{Deserialize, Serialize};

/// The committed index.
const TEXT: &str = include_str!("../../assets/index.toml");

/// What a list says of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The procedure's id: `q191138`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it achieves, in a sentence or two.
    pub summary: String,
    /// How many steps it has.
    pub steps: Range,
    /// How long its steps usually take together, in minutes; steps without a usual time count as nothing.
    pub minutes: Range,
    /// The documents that it follows.
    pub sources: Vec<Source>,
    /// The questions by which the advisor finds out whether it applies.
    pub questions: Vec<String>,
}

/// The least and the most that the answers can lead to, with one member in each list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Range {
    pub least: usize,
    pub most: usize,
}

/// A document: its short id and its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Source {
    pub id: String,
    pub title: String,
}

/// The whole index, as the file holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The procedures, in the order of the catalogue.
    pub procedure: Vec<Entry>,
}

/// What the index says of each built-in procedure, in the order of the catalogue.
#[must_use]
pub fn entries() -> Vec<Entry> {
    // The test `index` reads the same text; a file that it accepts cannot fail here.
    toml::from_str(TEXT).map(|index: Index| index.procedure).unwrap_or_default()
}
