//! The decoder: what the files declare, for everything that names it.

use std::collections::{HashMap, HashSet};

use super::codes;
use super::diagnostic::Diagnostics;
use super::item::Item;
use super::sources::Parsed;
use super::target::Targets;
use crate::model::{Fact, Node, Obligation, State};
use crate::text::quoted;

/// Reads a document whose shapes were checked. It always gives a procedure; that counts only while nothing was reported.
pub(super) struct Decoder<'a> {
    pub(super) diagnostics: &'a Diagnostics<'a>,
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) nodes: Vec<Node>,
    pub(super) facts: Vec<Fact>,
    /// The ids of the facts whose type is wrong; nothing more is said about their kind.
    pub(super) untyped: HashSet<String>,
    pub(super) states: Vec<State>,
    pub(super) obligations: Vec<Obligation>,
    pub(super) condition_ids: Vec<&'a str>,
    /// The named conditions that are about states or obligations.
    pub(super) stateful: HashSet<String>,
    pub(super) table_ids: Vec<&'a str>,
    pub(super) file_rules_ids: Vec<&'a str>,
    pub(super) targets: Targets<'a>,
    /// What has a name or is the scope of one.
    pub(super) names: HashSet<&'a str>,
}

impl<'a> Decoder<'a> {
    /// Whether something has this name, or is the scope of one.
    pub(super) fn taken(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Reports ids that stand twice among items of one sort.
    pub(super) fn unique(&self, items: &[Item<'a>]) {
        let mut seen: HashMap<&str, Item<'a>> = HashMap::new();
        for item in items.iter().filter(|item| item.has("id")) {
            match seen.get(item.words("id")) {
                Some(first) => self.parsed.twice(*item, *first),
                None => drop(seen.insert(item.words("id"), *item)),
            }
        }
    }

    /// Reports words that stand twice in a list.
    pub(super) fn unique_words(&self, items: &[Item<'a>]) {
        let mut seen = HashSet::new();
        for (item, word) in items.iter().filter_map(|item| Some((item, item.string()?))) {
            if !seen.insert(word) {
                self.diagnostics.add(
                    item.span(),
                    codes::DUPLICATE_ID,
                    format!("{} stands here twice", quoted(word)),
                    "name it once",
                );
            }
        }
    }
}
