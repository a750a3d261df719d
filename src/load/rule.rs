//! Reads checks, rules, and when a procedure applies.

use std::collections::HashMap;

use super::alias::Aliases;
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use crate::model::{Applies, Check, Rule, RuleKind, Severity};

impl<'a> Decoder<'a> {
    /// Reads when the procedure applies.
    pub(super) fn applies(&self, item: Item<'a>) -> Applies {
        let none = Aliases::default();
        Applies {
            when: self.condition(item, "when", &none, Allowed::Facts),
            because: self.text(item, "because", &none),
        }
    }

    /// Reads one check.
    pub(super) fn check(&self, item: Item<'a>) -> Check {
        let none = Aliases::default();
        if item.words("id") == "applies" {
            let span = item.value_span("id");
            let message = "`applies` is the ID of the check that `[applies]` makes";
            self.diagnostics.add(span, codes::NAME_TAKEN, message, "give the check another ID");
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

    /// Reads one rule. If all its phases are repeated alike, it can use their loop names, unless a condition on a list in it uses
    /// the same name.
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

/// Collects the names that conditions on lists use for their members.
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
