//! Checks a file against the table of keys, before any name in it is looked up.

use toml::de::DeValue;

use super::codes;
use super::codes::Code;
use super::diagnostic::Diagnostics;
use super::item::Item;
use super::keys::{CONDITION, Element, Key, Shape};
use crate::model::value::Kind;
use crate::text::near::{hint, nearest};
use crate::text::quoted;

/// Reports unknown keys, missing keys, and values of the wrong shape.
pub(super) fn check(item: Item<'_>, element: &'static Element, diagnostics: &Diagnostics<'_>) {
    if item.table().is_none() {
        return wrong_type(item, "a table", diagnostics);
    }
    let keys = element.keys.iter().map(|key| key.name);
    let mut misspelt = Vec::new();
    for (name, span, value) in item.entries() {
        let Some(key) = element.keys.iter().find(|key| key.name == name) else {
            let message = format!("{} is not a key of {}", quoted(name), element.name);
            diagnostics.add(span, codes::UNKNOWN_KEY, message, hint(name, keys.clone()));
            misspelt.extend(nearest(name, keys.clone()));
            continue;
        };
        fits(value, &key.shape, diagnostics);
        if key.required && value.value.get_ref().as_array().is_some_and(|list| list.is_empty()) {
            diagnostics.add(
                value.span(),
                codes::EMPTY_LIST,
                format!("`{name}` is empty"),
                "it needs at least one member",
            );
        }
    }
    let missing = |key: &&Key| key.required && !item.has(key.name) && !misspelt.contains(&key.name);
    for key in element.keys.iter().filter(missing) {
        let message = format!("{} has no `{}`", element.name, key.name);
        diagnostics.add(item.span(), codes::MISSING_KEY, message, format!("add `{}`: {}", key.name, key.meaning()));
    }
}

/// Reports a value, or a part of it, that doesn't fit its shape.
fn fits(item: Item<'_>, shape: &'static Shape, diagnostics: &Diagnostics<'_>) {
    if !shape.admits(item.value.get_ref()) {
        return wrong_type(item, &shape.expected(), diagnostics);
    }
    match shape {
        Shape::List(inner) => item.members().into_iter().for_each(|member| fits(member, inner, diagnostics)),
        Shape::Table(element) => check(item, element, diagnostics),
        Shape::Tables(element) => item.members().into_iter().for_each(|member| check(member, element, diagnostics)),
        Shape::Condition => check(item, &CONDITION, diagnostics),
        Shape::Map(inner) => item.entries().into_iter().for_each(|(_, _, value)| fits(value, inner, diagnostics)),
        Shape::Marked(key, one, other) => check(item, if item.has(key) { one } else { other }, diagnostics),
        Shape::Word(words) => word(item, words, &[], diagnostics),
        Shape::Either([Shape::Word(words), others @ ..]) if item.string().is_some() => {
            word(item, words, others, diagnostics);
        }
        Shape::Either(shapes) => {
            if let Some(inner) = shapes.iter().find(|inner| inner.admits(item.value.get_ref())) {
                fits(item, inner, diagnostics);
            }
        }
        Shape::Number if item.number().is_none() => {
            diagnostics.add(item.span(), codes::WRONG_TYPE, "the number is negative or too large", "");
        }
        _ => {
            if let Some((code, message, help)) = shape.fault(item.string().unwrap_or_default()) {
                diagnostics.add(item.span(), code, message, help);
            }
        }
    }
}

/// Reports a word that isn't one of these. The help names the other shapes that are accepted.
fn word(item: Item<'_>, words: &[&str], others: &[Shape], diagnostics: &Diagnostics<'_>) {
    let text = item.string().unwrap_or_default();
    if words.contains(&text) {
        return;
    }
    let (code, what) =
        if words == Kind::NAMES { (codes::UNKNOWN_TYPE, "a type") } else { (codes::UNKNOWN_WORD, "known here") };
    let mut help = hint(text, words.iter().copied());
    if nearest(text, words.iter().copied()).is_none() {
        for other in others {
            help.extend([", or ", other.expected().as_str()]);
        }
    }
    diagnostics.add(item.span(), code, format!("{} is not {what}", quoted(text)), help);
}

impl Key {
    /// The first sentence about the key, as the end of another one.
    fn meaning(&self) -> String {
        let first = self.doc.split_once(". ").map_or(self.doc, |(first, _)| first);
        let mut chars = first.trim_end_matches('.').chars();
        chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
    }
}

impl Shape {
    /// What is wrong with a string: code, message, and help.
    fn fault(&self, text: &str) -> Option<(&'static Code, String, &'static str)> {
        let fault = |code, what: &str, help| Some((code, format!("{} {what}", quoted(text)), help));
        match self {
            Shape::Words | Shape::Name | Shape::Text if text.trim().is_empty() => {
                Some((codes::EMPTY_TEXT, "the text is empty".to_owned(), "write it, or remove the key"))
            }
            Shape::Words | Shape::Name if text.chars().any(char::is_control) => {
                fault(codes::CONTROL_CHARACTER, "is not one line of plain text", "write it on one line")
            }
            Shape::Text if text.chars().any(|c| c.is_control() && !"\n\r\t".contains(c)) => {
                fault(codes::CONTROL_CHARACTER, "has a control character", "write plain text")
            }
            Shape::Line if text.chars().any(|c| c.is_control() && !"\n\t".contains(c)) => {
                fault(codes::CONTROL_CHARACTER, "has a control character", "write plain text")
            }
            Shape::Snake if !snake(text) => fault(
                codes::BAD_ID,
                "is not a snake_case name",
                "write lowercase letters, digits, and `_`, starting with a letter",
            ),
            Shape::Scoped if text.split('.').count() > 2 || !text.split('.').all(snake) => fault(
                codes::BAD_ID,
                "is not a snake_case name with at most one scope",
                "write `name` or `scope.name` in lowercase letters, digits, and `_`",
            ),
            Shape::Kebab if !kebab(text) => {
                fault(codes::BAD_ID, "is not a kebab-case ID", "write lowercase letters, digits, and `-`")
            }
            Shape::Token if !token(text) => fault(codes::BAD_ID, "is not an ID", "write letters, digits, `-`, and `.`"),
            _ => None,
        }
    }

    /// Whether a value has the right TOML type.
    fn admits(&self, value: &DeValue<'_>) -> bool {
        match self {
            Shape::Flag => value.is_bool(),
            Shape::Number => value.is_integer(),
            Shape::Literal => value.is_str() || value.is_bool() || value.is_integer(),
            Shape::List(_) | Shape::Tables(_) => value.is_array(),
            Shape::Table(_) | Shape::Condition | Shape::Facts | Shape::Map(_) | Shape::Marked(..) => value.is_table(),
            Shape::Either(shapes) => shapes.iter().any(|shape| shape.admits(value)),
            _ => value.is_str(),
        }
    }

    /// What the shape accepts, in words.
    fn expected(&self) -> String {
        let joined = |parts: Vec<String>, by: &str| parts.join(by);
        match self {
            Shape::Flag => "`true` or `false`".to_owned(),
            Shape::Number => "a whole number".to_owned(),
            Shape::Literal => "a string, a whole number, `true` or `false`".to_owned(),
            Shape::Word(words) => joined(words.iter().map(|word| format!("`\"{word}\"`")).collect(), " or "),
            Shape::List(_) | Shape::Tables(_) => "a list".to_owned(),
            Shape::Table(element) if element.keys.len() <= 3 => {
                let keys = element.keys.iter().map(|key| format!("`{}`", key.name)).collect();
                format!("a table with {}", joined(keys, ", "))
            }
            Shape::Table(_) | Shape::Condition | Shape::Facts | Shape::Map(_) | Shape::Marked(..) => {
                "a table".to_owned()
            }
            Shape::Either(shapes) => joined(shapes.iter().map(Shape::expected).collect(), " or "),
            _ => "a string".to_owned(),
        }
    }
}

/// Reports a value of the wrong type.
fn wrong_type(item: Item<'_>, expected: &str, diagnostics: &Diagnostics<'_>) {
    let found = match item.value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    diagnostics.add(item.span(), codes::WRONG_TYPE, format!("expected {expected}, found {found}"), "");
}

/// Whether a text is in `snake_case`.
pub(super) fn snake(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a text is in kebab-case.
pub(super) fn kebab(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split('-').all(part)
}

/// Whether a text can be the ID of a choice.
fn token(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
}
