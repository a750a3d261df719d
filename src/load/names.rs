//! Names: what the files declare, and what a name written somewhere means there.

use super::codes;
use super::decoder::Decoder;
use crate::model::value::{Kind, RecordKind};
use crate::model::{Obligation, Span, State};
use crate::text::near::hint;
use crate::text::quoted;

/// What a loop name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AliasKind {
    /// One of these nodes.
    Nodes(Vec<String>),
    /// A member of this list.
    Member(String),
    /// The number of a line.
    Number,
}

/// What a line's number is.
static NUMBER: Kind = Kind::Number { min: 0, max: u64::MAX };

/// The loop names in force where something is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aliases(Vec<(String, AliasKind)>);

impl Aliases {
    /// The same names and one more.
    pub(super) fn with(&self, alias: &str, bound: AliasKind) -> Self {
        let mut names = self.0.clone();
        names.push((alias.to_owned(), bound));
        Self(names)
    }

    /// The same names but for these.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// The name `here` for each of these nodes; nothing where there are none.
    pub(super) fn here(nodes: &[String]) -> Self {
        if nodes.is_empty() { Self::default() } else { Self::default().with("here", AliasKind::Nodes(nodes.to_vec())) }
    }

    /// What a loop name stands for.
    fn get(&self, alias: &str) -> Option<&AliasKind> {
        self.0.iter().rev().find(|(name, _)| name == alias).map(|(_, bound)| bound)
    }

    /// Whether some loop name stands for a member of a list.
    fn are_about(&self, wanted: &str) -> bool {
        self.0.iter().any(|(_, bound)| matches!(bound, AliasKind::Member(list) if list == wanted))
    }

    /// A name with its row alias replaced by each node in turn; any other name alone.
    fn expand(&self, name: &str) -> Vec<String> {
        let (first, rest) = split(name);
        match self.get(first) {
            Some(AliasKind::Nodes(nodes)) => nodes.iter().map(|node| join(node, rest)).collect(),
            _ => vec![name.to_owned()],
        }
    }

    /// The ways in which full ids can be written here: as they are, and by a row alias.
    fn spellings(&self, ids: &[String]) -> Vec<String> {
        let mut spellings = ids.to_vec();
        for (alias, bound) in &self.0 {
            let AliasKind::Nodes(nodes) = bound else { continue };
            let everywhere = |rest| nodes.iter().all(|node| ids.contains(&join(node, rest)));
            let parts = ids.iter().map(|id| split(id)).filter(|(node, _)| nodes.iter().any(|known| known == node));
            spellings.extend(parts.filter(|(_, rest)| everywhere(*rest)).map(|(_, rest)| join(alias, rest)));
        }
        spellings.sort_unstable();
        spellings.dedup();
        spellings
    }
}

/// A value that a name stands for.
#[derive(Clone, Copy)]
pub(super) struct NamedValue<'d> {
    /// Its kind; nothing where its declaration is wrong.
    pub(super) kind: Option<&'d Kind>,
    /// Whether it is a reading.
    pub(super) reading: bool,
}

impl Decoder<'_> {
    /// The fact, reading or member field that a name stands for; reported where there is none.
    pub(super) fn fact_named(&self, name: &str, aliases: &Aliases, span: Span) -> Option<NamedValue<'_>> {
        let named = self.value_named(name, aliases, span, Vec::new);
        if named.is_some_and(|named| named.kind == Some(&Kind::Secret)) {
            self.secret_out_of_place(name, span);
            return None;
        }
        named
    }

    /// Reports a secret that stands where it would be shown or kept.
    pub(super) fn secret_out_of_place(&self, name: &str, span: Span) {
        let message = format!("{} is a secret and cannot stand here", quoted(name));
        self.diagnostics.add(
            span,
            codes::SECRET_OUT_OF_PLACE,
            message,
            "only a line of a file with `secret = true` can hold it",
        );
    }

    /// The same for a name in a text, where a label is a near name too.
    pub(super) fn text_value(&self, name: &str, aliases: &Aliases, span: Span) -> Option<NamedValue<'_>> {
        let labels = || self.nodes.iter().map(|node| join(&node.id, Some("label"))).collect();
        self.value_named(name, aliases, span, labels)
    }

    /// The value that a name stands for; what else could have been meant helps where there is none.
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

    /// The state that a name stands for; reported where there is none.
    pub(super) fn state_named(&self, name: &str, aliases: &Aliases, span: Span) -> Option<&State> {
        let ids = || self.states.iter().flat_map(|state| state.full_ids().collect::<Vec<_>>()).collect();
        let found = self.find(name, aliases, span, "a state", ids, |full| {
            self.states.iter().find(|state| state.full_ids().any(|id| id == full))
        });
        if let Some(list) = found.and_then(|state| state.each.as_ref())
            && !aliases.are_about(list)
        {
            let message =
                format!("{} belongs to each member of {}, and no member is named here", quoted(name), quoted(list));
            let help = format!("ask it inside `for` or a condition over `{list}`");
            self.diagnostics.add(span, codes::WHOSE_STATE, message, help);
        }
        found
    }

    /// The obligation that a name stands for; reported where there is none.
    pub(super) fn obligation_named(&self, name: &str, aliases: &Aliases, span: Span) -> Option<&Obligation> {
        let ids = || self.obligations.iter().flat_map(|known| known.full_ids().collect::<Vec<_>>()).collect();
        self.find(name, aliases, span, "an obligation", ids, |full| {
            self.obligations.iter().find(|known| known.full_ids().any(|id| id == full))
        })
    }

    /// Checks the name of a node; with aliases, a row's name for one or a member's of a family too.
    pub(super) fn node_named(&self, name: &str, aliases: &Aliases, span: Span) {
        if let Some(AliasKind::Member(list)) = aliases.get(name)
            && self.nodes.iter().any(|node| node.each.as_ref() == Some(list))
        {
            return;
        }
        let ids = || self.nodes.iter().map(|node| node.id.clone()).collect();
        self.find(name, aliases, span, "a node", ids, |id| self.nodes.iter().find(|node| node.id == id));
    }

    /// Whether the name is some node's label: `a.label`, `here.label`.
    pub(super) fn is_label(&self, name: &str, aliases: &Aliases) -> bool {
        aliases.expand(name).iter().all(|full| {
            let (node, rest) = split(full);
            rest == Some("label") && self.nodes.iter().any(|known| known.id == node)
        })
    }

    /// Whether a name may stand for a visited node, which has no restarts.
    pub(super) fn is_visited(&self, name: &str, aliases: &Aliases) -> bool {
        let nodes = aliases.expand(name);
        self.nodes.iter().any(|node| node.visited && nodes.contains(&node.id))
    }

    /// The record kind of a list fact.
    pub(super) fn records(&self, list: &str) -> Option<&RecordKind> {
        self.facts.iter().find(|fact| fact.full_ids().any(|id| id == list)).and_then(|fact| match &fact.kind {
            Kind::Records(records) => Some(records),
            _ => None,
        })
    }

    /// The record kind of the list that a name stands for; reported where it is no list.
    pub(super) fn list_named(&self, name: &str, span: Span) -> Option<&RecordKind> {
        let kind = self.fact_named(name, &Aliases::default(), span)?.kind?;
        let records = self.records(name);
        if records.is_none() {
            let message = format!("{} is not a list but of type `{}`", quoted(name), kind.name());
            self.diagnostics.add(span, codes::NOT_A_LIST, message, "name a fact of type `records`");
        }
        records
    }

    /// Binds a loop name, after making sure that nothing else has it.
    pub(super) fn bind(&self, aliases: &Aliases, alias: &str, bound: AliasKind, span: Span) -> Aliases {
        if self.taken(alias) || aliases.get(alias).is_some() {
            let message = format!("{} is a name already", quoted(alias));
            self.diagnostics.add(span, codes::NAME_TAKEN, message, "take another loop name");
        }
        aliases.with(alias, bound)
    }

    /// Finds what a name stands for, at every node where a row alias can take it.
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

/// The first part of a name and the rest.
pub(super) fn split(name: &str) -> (&str, Option<&str>) {
    name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)))
}

/// A name from its first part and the rest.
fn join(first: &str, rest: Option<&str>) -> String {
    rest.map_or_else(|| first.to_owned(), |rest| format!("{first}.{rest}"))
}
