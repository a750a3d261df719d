//! The index of the built-in procedures: what the first screen and `procedures` say about each, without decoding any.
//!
//! `assets/index.toml` is generated from the procedures and committed. The test `index` compares the two.

use serde::{Deserialize, Serialize};

/// The committed index.
const TEXT: &str = include_str!("../../assets/index.toml");

/// What a list says about a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The procedure's ID, `q191138`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it achieves, in a sentence or two.
    pub summary: String,
    /// How many steps it has.
    pub steps: Range,
    /// How long its steps usually take together, in minutes. Steps without a usual time don't count.
    pub minutes: Range,
    /// The documents that it follows.
    pub sources: Vec<Document>,
    /// The questions that the advisor asks to find out whether it applies.
    pub questions: Vec<String>,
}

/// The smallest and the largest number that answers can lead to, with one member in each list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Range {
    pub least: usize,
    pub most: usize,
}

/// A document, with its short ID and its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Document {
    pub id: String,
    pub title: String,
}

/// The whole index, as in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The procedures, in the order in which they are listed.
    pub procedure: Vec<Entry>,
}

/// What the index says about each built-in procedure, in the order in which they are listed.
#[must_use]
pub fn entries() -> Vec<Entry> {
    // The test `index` reads the same text, so this can't fail.
    toml::from_str(TEXT).map(|index: Index| index.procedure).unwrap_or_default()
}
