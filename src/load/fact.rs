//! Reads facts and readings.

use std::collections::HashSet;

use super::alias::Aliases;
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use crate::model::Fact;
use crate::model::value::Kind;

impl<'a> Decoder<'a> {
    /// Reads the declarations of all facts and readings, without the parts that name other facts. Also gives the IDs of those
    /// whose type is wrong.
    pub(super) fn declare_facts(&self, facts: &[Item<'a>], readings: &[Item<'a>]) -> (Vec<Fact>, HashSet<String>) {
        let mut untyped = HashSet::new();
        let items = facts.iter().map(|item| (*item, false)).chain(readings.iter().map(|item| (*item, true)));
        let declare = |(item, reading): (Item<'a>, bool)| {
            let id = item.words("id").to_owned();
            self.secret_declared(item, reading);
            let kind = self.kind(item).unwrap_or_else(|| {
                untyped.insert(id.clone());
                Kind::Text
            });
            Fact {
                id,
                per: self.per(item),
                kind,
                label: item.words("label").to_owned(),
                ask: item.words("ask").to_owned(),
                help: None,
                example: item.maybe("example"),
                section: item.maybe("section").unwrap_or_else(|| "Facts".to_owned()),
                optional: item.flag("optional"),
                when: None,
                reading,
                member: item.maybe("member"),
                source: item.maybe("source"),
                span: item.value_span("id"),
            }
        };
        (items.map(declare).collect(), untyped)
    }

    /// Reports the keys that a secret can't have. The wizard asks for a secret only when it writes a file.
    fn secret_declared(&self, item: Item<'a>, reading: bool) {
        if item.words("type") != "secret" {
            return;
        }
        if reading {
            let span = item.value_span("type");
            self.diagnostics.add(
                span,
                codes::MISPLACED_SECRET,
                "a reading cannot be a secret",
                "declare it as `[[fact]]`",
            );
        }
        for key in ["optional", "when", "member", "section", "example"].into_iter().filter(|key| item.has(key)) {
            let message = format!("a secret cannot have `{key}`: the wizard asks for a secret when it writes a file");
            self.diagnostics.add(item.key_span(key), codes::MISPLACED_KEY, message, "remove it");
        }
    }

    /// Adds the parts of a fact that name other facts: its help and its condition. Checks the lists of its members.
    pub(super) fn complete_fact(&self, fact: &Fact, item: Item<'a>) -> Fact {
        let aliases = Aliases::here(&fact.per);
        for holder in [item].into_iter().chain(item.list("fields")) {
            if let Some(list) = holder.get("member") {
                self.list_named(list.string().unwrap_or_default(), list.span());
            }
        }
        Fact {
            help: self.maybe_text(item, "help", &aliases),
            when: self.maybe_condition(item, "when", &aliases, Allowed::Facts),
            ..fact.clone()
        }
    }

    /// Reads the nodes in `per`.
    pub(super) fn per(&self, item: Item<'a>) -> Vec<String> {
        let Some(per) = item.get("per") else { return Vec::new() };
        if per.string().is_some() {
            return self
                .nodes
                .iter()
                .filter(|node| !node.visited && node.each.is_none())
                .map(|node| node.id.clone())
                .collect();
        }
        for node in per.members() {
            self.node_named(node.string().unwrap_or_default(), &Aliases::default(), node.span());
        }
        self.unique_words(&per.members());
        per.members().into_iter().filter_map(Item::string).map(str::to_owned).collect()
    }
}
