//! The decoder: what the files declare, for looking up names.

use std::collections::{HashMap, HashSet};

use super::codes;
use super::diagnostic::Diagnostics;
use super::item::Item;
use super::parsed::Parsed;
use super::target::Targets;
use crate::model::{Fact, Node, Obligation, State};
use crate::text::quoted;

/// Reads elements whose shapes were checked. It always makes a procedure, which counts only if nothing was reported.
pub(super) struct Decoder<'a> {
    pub(super) diagnostics: &'a Diagnostics<'a>,
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) nodes: Vec<Node>,
    pub(super) facts: Vec<Fact>,
    /// The IDs of the facts whose type is wrong. Nothing else is reported about their kind.
    pub(super) untyped: HashSet<String>,
    pub(super) states: Vec<State>,
    pub(super) obligations: Vec<Obligation>,
    pub(super) condition_ids: Vec<&'a str>,
    /// The IDs of the named conditions that test states or obligations.
    pub(super) stateful: HashSet<String>,
    pub(super) table_ids: Vec<&'a str>,
    pub(super) file_rules_ids: Vec<&'a str>,
    pub(super) targets: Targets<'a>,
    /// All names and scopes.
    pub(super) names: HashSet<&'a str>,
}

impl<'a> Decoder<'a> {
    /// Whether this is the name of something, or a scope.
    pub(super) fn taken(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Reports the IDs that several of these items have.
    pub(super) fn unique(&self, items: &[Item<'a>]) {
        let mut seen: HashMap<&str, Item<'a>> = HashMap::new();
        for item in items.iter().filter(|item| item.has("id")) {
            match seen.get(item.words("id")) {
                Some(first) => self.parsed.twice(*item, *first),
                None => drop(seen.insert(item.words("id"), *item)),
            }
        }
    }

    /// Reports the words that a list has twice.
    pub(super) fn unique_words(&self, items: &[Item<'a>]) {
        let mut seen = HashSet::new();
        for (item, word) in items.iter().filter_map(|item| Some((item, item.string()?))) {
            if !seen.insert(word) {
                self.diagnostics.add(
                    item.span(),
                    codes::DUPLICATE_ID,
                    format!("{} is in the list twice", quoted(word)),
                    "list it once",
                );
            }
        }
    }
}
