//! Checks, rules, and what a procedure applies to.

use std::collections::HashMap;

use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use super::names::Aliases;
use crate::model::{Applies, Check, Rule, RuleKind, Severity};

impl<'a> Decoder<'a> {
    /// When the procedure applies.
    pub(super) fn applies(&self, item: Item<'a>) -> Applies {
        let none = Aliases::default();
        Applies {
            when: self.condition(item, "when", &none, Allowed::Facts),
            because: self.text(item, "because", &none),
        }
    }

    /// One check.
    pub(super) fn check(&self, item: Item<'a>) -> Check {
        let none = Aliases::default();
        if item.words("id") == "applies" {
            let span = item.value_span("id");
            let message = "`applies` is the id of the check that every procedure begins with";
            self.diagnostics.add(span, codes::NAME_TAKEN, message, "give the check another id");
        }
        Check {
            id: item.words("id").to_owned(),
            title: self.text(item, "title", &none),
            severity: if item.words("severity") == "warn" { Severity::Warning } else { Severity::Error },
            guards: self.parts_named(item, "guards"),
            when: self.maybe_condition(item, "when", &none, Allowed::All),
            pass: self.condition(item, "pass", &none, Allowed::All),
            why: self.text(item, "why", &none),
            fix: self.text(item, "fix", &none),
            source: item.words("source").to_owned(),
        }
    }

    /// One rule. Where all that it is about is repeated alike, it knows the loop names and speaks of the step's own member;
    /// a list condition in it may take such a name for its own.
    pub(super) fn rule(&self, item: Item<'a>, kind: RuleKind, loops: &HashMap<&str, Aliases>) -> Rule {
        let during = self.parts_named(item, "during");
        let mut bound = during.iter().map(|part| loops.get(part.split('/').next().unwrap_or(part)));
        let aliases = match bound.next().flatten() {
            Some(first) if bound.all(|own| own == Some(first)) => {
                let mut taken = Vec::new();
                item.get("holds").into_iter().for_each(|holds| names_bound(holds, &mut taken));
                first.without(&taken)
            }
            _ => Aliases::default(),
        };
        Rule {
            id: item.words("id").to_owned(),
            kind,
            during,
            holds: self.condition(item, "holds", &aliases, Allowed::All),
            source: item.words("source").to_owned(),
        }
    }
}

/// The names that the list conditions in a condition bind.
fn names_bound<'a>(item: Item<'a>, names: &mut Vec<&'a str>) {
    for (key, _, value) in item.entries() {
        if key == "as" {
            names.extend(value.string());
        }
        names_bound(value, names);
    }
    for part in item.members() {
        names_bound(part, names);
    }
}
