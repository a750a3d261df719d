//! Texts with the names filled in.

use super::World;
use crate::model::condition::{Bound, Scope};
use crate::model::value::Kind;
use crate::model::{Text, TextPart};

impl World<'_> {
    /// The text with values in place of names. A fact that is not known yet is `<its label>`.
    #[must_use]
    pub fn render(&self, text: &Text, scope: &Scope) -> String {
        self.render_with(text, scope, |_| None)
    }

    /// The same, but `given` can give the value of a name by its full id.
    #[must_use]
    pub fn render_with(&self, text: &Text, scope: &Scope, given: impl Fn(&str) -> Option<String>) -> String {
        let mut filled = String::new();
        for part in &text.parts {
            match part {
                TextPart::Words(words) => filled.push_str(words),
                TextPart::Name { name, filters } => {
                    let value = given(&scope.resolve(name)).or_else(|| self.text_value(name, scope));
                    let value = value.unwrap_or_else(|| format!("<{}>", self.label_of(name, scope)));
                    filled.push_str(&filters.iter().fold(value, |value, filter| filter.apply(&value)));
                }
            }
        }
        filled
    }

    /// The full ids of the facts in a text that are not known yet. For a member of a list that is not known, the list's
    /// id.
    #[must_use]
    pub fn unknown_in(&self, text: &Text, scope: &Scope) -> Vec<String> {
        text.names().filter_map(|name| self.unknown(name, scope)).collect()
    }

    /// The full id of the fact behind a name in a text, if it is not known yet.
    pub(crate) fn unknown(&self, name: &str, scope: &Scope) -> Option<String> {
        let known = matches!(scope.get(name), Some(Bound::Number(_)))
            || self.facts.lookup(name, scope).is_some()
            || self.text_value(name, scope).is_some();
        (!known).then(|| self.full_name(name, scope))
    }

    /// The value of a name in a text.
    fn text_value(&self, name: &str, scope: &Scope) -> Option<String> {
        if let Some(Bound::Number(number)) = scope.get(name) {
            return Some(number.to_string());
        }
        if let Some(node) = scope.resolve(name).strip_suffix(".label").and_then(|node| self.procedure.node(node)) {
            return Some(node.label.clone());
        }
        self.facts.lookup(name, scope).map(ToString::to_string)
    }

    /// The full id of a name in a scope: `sites.Main.group` for `site.group`.
    #[must_use]
    pub fn full_name(&self, name: &str, scope: &Scope) -> String {
        match name.split_once('.') {
            Some((alias, field)) => match scope.get(alias) {
                Some(Bound::Member { list, key }) if self.facts.member(list, key).is_some() => {
                    format!("{list}.{key}.{field}")
                }
                Some(Bound::Member { list, .. }) => list.clone(),
                _ => scope.resolve(name).into_owned(),
            },
            None => scope.resolve(name).into_owned(),
        }
    }

    /// The label of a fact with its node, or of a member's field: `Node A computer name`, `site name`.
    #[must_use]
    pub fn label_of(&self, name: &str, scope: &Scope) -> String {
        if let Some((alias, field)) = name.split_once('.')
            && let Some(Bound::Member { list, .. }) = scope.get(alias)
            && let Some(Kind::Records(records)) = self.procedure.fact(list).map(|fact| &fact.kind)
        {
            return records.field(field).map_or_else(|| field.to_owned(), |field| field.label.clone());
        }
        let full = scope.resolve(name);
        let declared = self.procedure.fact(&full).or_else(|| self.procedure.secret(&full));
        let Some(fact) = declared else { return full.into_owned() };
        match full.split_once('.').and_then(|(node, _)| self.procedure.node(node)) {
            Some(node) if !fact.per.is_empty() => format!("{} {}", node.label, fact.label),
            _ => fact.label.clone(),
        }
    }
}
