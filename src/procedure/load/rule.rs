//! Checks, rules, and what a procedure applies to.

use super::Decoder;
use super::codes;
use super::condition::Realm;
use super::item::Item;
use super::names::Aliases;
use crate::procedure::{Applies, Check, Rule, RuleKind, Severity};

impl<'a> Decoder<'a> {
    /// When the procedure applies.
    pub(super) fn applies(&self, item: Item<'a>) -> Applies {
        let none = Aliases::default();
        Applies { when: self.condition(item, "when", &none, Realm::Facts), because: self.text(item, "because", &none) }
    }

    /// One check.
    pub(super) fn check(&self, item: Item<'a>) -> Check {
        let none = Aliases::default();
        if item.words("id") == "applies" {
            let place = item.get("id").map_or(item.place(), Item::place);
            let message = "`applies` is the id of the check that every procedure begins with";
            self.report.add(place, codes::NAME_TAKEN, message, "give the check another id");
        }
        Check {
            id: item.words("id").to_owned(),
            title: self.text(item, "title", &none),
            severity: if item.words("severity") == "warn" { Severity::Warn } else { Severity::Block },
            guards: self.parts_named(item, "guards"),
            when: self.maybe_condition(item, "when", &none, Realm::All),
            pass: self.condition(item, "pass", &none, Realm::All),
            why: self.text(item, "why", &none),
            fix: self.text(item, "fix", &none),
            source: item.words("source").to_owned(),
        }
    }

    /// One rule.
    pub(super) fn rule(&self, item: Item<'a>, kind: RuleKind) -> Rule {
        Rule {
            id: item.words("id").to_owned(),
            kind,
            during: self.parts_named(item, "during"),
            holds: self.condition(item, "holds", &Aliases::default(), Realm::All),
            source: item.words("source").to_owned(),
        }
    }
}
