//! Rendering: texts with the real names filled in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minijinja::{Environment, UndefinedBehavior, Value};

use super::World;
use crate::model::Text;
use crate::model::condition::{Bound, Scope};
use crate::model::value::Kind;

/// The closed vocabulary of texts: names and two filters.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("upper", minijinja::filters::upper);
    environment.add_filter("lower", minijinja::filters::lower);
    environment
});

/// A name's value, or the names below it.
enum Node {
    Value(String),
    Scope(BTreeMap<String, Node>),
}

impl World<'_> {
    /// Fills the names in. A fact that is not known yet prints as `<its label>`.
    #[must_use]
    pub fn render(&self, text: &Text, scope: &Scope) -> String {
        self.render_with(text, scope, |_| None)
    }

    /// The same, with some names' values given, by full id.
    #[must_use]
    pub fn render_with(&self, text: &Text, scope: &Scope, given: impl Fn(&str) -> Option<String>) -> String {
        if text.names.is_empty() && !text.template.contains("{{") {
            return text.template.clone();
        }
        let value = |name: &str| {
            let value = given(&scope.resolve(name)).or_else(|| self.text_value(name, scope));
            value.unwrap_or_else(|| format!("<{}>", self.label_of(name, scope)))
        };
        if let Some(filled) = fill(text, &value) {
            return filled;
        }
        let mut root = BTreeMap::new();
        for name in &text.names {
            let value = value(name);
            insert(&mut root, name, value);
        }
        // The loader parsed the text and verified its names, so this cannot fail; should it, the raw text still says more
        // than nothing.
        ENVIRONMENT.render_str(&text.template, Node::Scope(root)).unwrap_or_else(|_| text.template.clone())
    }

    /// The facts in a text that are not known yet, by full id; a list for a member of a list that is not known.
    #[must_use]
    pub fn unknown_in(&self, text: &Text, scope: &Scope) -> Vec<String> {
        text.names.iter().filter_map(|name| self.unknown(name, scope)).collect()
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

    /// The full id behind a name: `sites.Main.group` for `site.group`.
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

    /// What a fact is called: `Node A computer name`, `site name`.
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

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        match node {
            Node::Value(text) => Value::from(text),
            Node::Scope(below) => Value::from_pairs(below),
        }
    }
}

/// Fills in a text that has names and nothing else between its braces: most have, and this is a hundred times as fast.
fn fill(text: &Text, value: &impl Fn(&str) -> String) -> Option<String> {
    if text.template.ends_with(['\n', '\r']) || text.template.contains("{#") || text.template.contains("{%") {
        return None;
    }
    let mut parts = text.template.split("{{");
    let mut filled = parts.next()?.to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}")?;
        let name = name.trim();
        if !text.names.iter().any(|own| own == name) {
            return None;
        }
        filled.push_str(&value(name));
        filled.push_str(rest);
    }
    Some(filled)
}

/// Puts a value at a dotted name.
fn insert(root: &mut BTreeMap<String, Node>, name: &str, value: String) {
    match name.split_once('.') {
        None => {
            root.insert(name.to_owned(), Node::Value(value));
        }
        Some((first, rest)) => {
            let below = root.entry(first.to_owned()).or_insert_with(|| Node::Scope(BTreeMap::new()));
            if let Node::Scope(below) = below {
                insert(below, rest, value);
            }
        }
    }
}
