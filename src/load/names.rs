//! Names: finds what a name means where it is used, and reports unknown ones.

use super::alias::{AliasKind, Aliases, join, split};
use super::codes;
use super::decoder::Decoder;
use crate::model::value::{Kind, RecordKind};
use crate::model::{Obligation, Span, State};
use crate::text::near::hint;
use crate::text::quoted;

/// The kind of a line's number.
static NUMBER: Kind = Kind::Number { min: 0, max: u64::MAX };

/// A value that has a name.
#[derive(Clone, Copy)]
pub(super) struct NamedValue<'d> {
    /// Its kind. `None` if its declaration is wrong.
    pub(super) kind: Option<&'d Kind>,
    /// Whether it is a reading.
    pub(super) reading: bool,
}

impl Decoder<'_> {
    /// The fact, reading, or field of a member with this name. Reports an unknown one.
    pub(super) fn fact_named(&self, name: &str, aliases: &Aliases, span: Span) -> Option<NamedValue<'_>> {
        let named = self.value_named(name, aliases, span, Vec::new);
        if named.is_some_and(|named| named.kind == Some(&Kind::Secret)) {
            self.secret_out_of_place(name, span);
            return None;
        }
        named
    }

    /// Reports a secret in a place where it would be shown or kept.
    pub(super) fn secret_out_of_place(&self, name: &str, span: Span) {
        let message = format!("{} is a secret and cannot be used here", quoted(name));
        self.diagnostics.add(span, codes::SECRET_OUT_OF_PLACE, message, "use it only in a line with `secret = true`");
    }

    /// The same for a name in a text. A text can also use the label of a node, so labels are suggested too.
    pub(super) fn text_value(&self, name: &str, aliases: &Aliases, span: Span) -> Option<NamedValue<'_>> {
        let labels = || self.nodes.iter().map(|node| join(&node.id, Some("label"))).collect();
        self.value_named(name, aliases, span, labels)
    }

    /// The value with this name. Reports an unknown one, and suggests `others` too.
    fn value_named(
        &self,
        name: &str,
        aliases: &Aliases,
        span: Span,
        others: impl Fn() -> Vec<String>,
    ) -> Option<NamedValue<'_>> {
        let (first, rest) = split(name);
        if rest.is_none() && aliases.get(first) == Some(&AliasKind::Number) {
            return Some(NamedValue { kind: Some(&NUMBER), reading: false });
        }
        if let Some(AliasKind::Member(list)) = aliases.get(first) {
            let records = self.records(list)?;
            let field = rest.and_then(|rest| records.field(rest));
            if field.is_none() {
                let ids: Vec<String> = records.fields.iter().map(|field| join(first, Some(&field.id))).collect();
                let message = format!("{} is not a field of {}", quoted(name), quoted(list));
                self.diagnostics.add(span, codes::UNKNOWN_NAME, message, hint(name, ids.iter().map(String::as_str)));
            }
            return field.map(|field| NamedValue { kind: Some(&field.kind), reading: false });
        }
        let ids = || self.facts.iter().flat_map(|fact| fact.full_ids().collect::<Vec<_>>()).chain(others()).collect();
        self.find(name, aliases, span, "a fact or reading", ids, |full| {
            let fact = self.facts.iter().find(|fact| fact.full_ids().any(|id| id == full))?;
            let kind = (!self.untyped.contains(&fact.id)).then_some(&fact.kind);
            Some(NamedValue { kind, reading: fact.reading })
        })
    }

    /// The state with this name. Reports an unknown one.
    pub(super) fn state_named(&self, name: &str, aliases: &Aliases, span: Span) -> Option<&State> {
        let ids = || self.states.iter().flat_map(|state| state.full_ids().collect::<Vec<_>>()).collect();
        let found = self.find(name, aliases, span, "a state", ids, |full| {
            self.states.iter().find(|state| state.full_ids().any(|id| id == full))
        });
        if let Some(list) = found.and_then(|state| state.each.as_ref())
            && !aliases.are_about(list)
        {
            let message = format!(
                "each member of {1} has {0}, and nothing here says which member is meant",
                quoted(name),
                quoted(list)
            );
            let help = format!("use it in a phase or condition that goes through the members of `{list}`");
            self.diagnostics.add(span, codes::WHOSE_STATE, message, help);
        }
        found
    }

    /// The obligation with this name. Reports an unknown one.
    pub(super) fn obligation_named(&self, name: &str, aliases: &Aliases, span: Span) -> Option<&Obligation> {
        let ids = || self.obligations.iter().flat_map(|known| known.full_ids().collect::<Vec<_>>()).collect();
        self.find(name, aliases, span, "an obligation", ids, |full| {
            self.obligations.iter().find(|known| known.full_ids().any(|id| id == full))
        })
    }

    /// Checks the name of a node: its ID, or a loop name that means a node.
    pub(super) fn node_named(&self, name: &str, aliases: &Aliases, span: Span) {
        if let Some(AliasKind::Member(list)) = aliases.get(name)
            && self.nodes.iter().any(|node| node.each.as_ref() == Some(list))
        {
            return;
        }
        let ids = || self.nodes.iter().map(|node| node.id.clone()).collect();
        self.find(name, aliases, span, "a node", ids, |id| self.nodes.iter().find(|node| node.id == id));
    }

    /// Whether this is the name of a node's label: `a.label`, `here.label`.
    pub(super) fn is_label(&self, name: &str, aliases: &Aliases) -> bool {
        aliases.expand(name).iter().all(|full| {
            let (node, rest) = split(full);
            rest == Some("label") && self.nodes.iter().any(|known| known.id == node)
        })
    }

    /// Whether a name can mean a node that is only visited.
    pub(super) fn is_visited(&self, name: &str, aliases: &Aliases) -> bool {
        let nodes = aliases.expand(name);
        self.nodes.iter().any(|node| node.visited && nodes.contains(&node.id))
    }

    /// The fields of a list fact.
    pub(super) fn records(&self, list: &str) -> Option<&RecordKind> {
        self.facts.iter().find(|fact| fact.full_ids().any(|id| id == list)).and_then(|fact| match &fact.kind {
            Kind::Records(records) => Some(records),
            _ => None,
        })
    }

    /// The fields of the list fact with this name. Reports an unknown one, and a fact that isn't a list.
    pub(super) fn list_named(&self, name: &str, span: Span) -> Option<&RecordKind> {
        let kind = self.fact_named(name, &Aliases::default(), span)?.kind?;
        let records = self.records(name);
        if records.is_none() {
            let message = format!("{} is of type `{}`, not a list", quoted(name), kind.name());
            self.diagnostics.add(span, codes::NOT_A_LIST, message, "use a fact of type `records`");
        }
        records
    }

    /// Adds a loop name. Reports one that is taken.
    pub(super) fn bind(&self, aliases: &Aliases, alias: &str, bound: AliasKind, span: Span) -> Aliases {
        if self.taken(alias) || aliases.get(alias).is_some() {
            let message = format!("the name {} is taken", quoted(alias));
            self.diagnostics.add(span, codes::NAME_TAKEN, message, "use another loop name");
        }
        aliases.with(alias, bound)
    }

    /// Finds what a name means, for every node that a row's name can mean.
    fn find<T>(
        &self,
        name: &str,
        aliases: &Aliases,
        span: Span,
        what: &str,
        ids: impl Fn() -> Vec<String>,
        get: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let mut found = None;
        for full in aliases.expand(name) {
            let Some(one) = get(&full) else {
                let at = if full == name { String::new() } else { format!(": there is no {}", quoted(&full)) };
                let known = aliases.spellings(&ids());
                let message = format!("{} is not {what}{at}", quoted(name));
                self.diagnostics.add(span, codes::UNKNOWN_NAME, message, hint(name, known.iter().map(String::as_str)));
                return None;
            };
            found.get_or_insert(one);
        }
        found
    }
}
