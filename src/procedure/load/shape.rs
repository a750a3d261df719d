//! Shapes: checks a file against the tables of keys, before any name in it is looked up.

use toml::de::DeValue;

use super::diagnostic::{Report, quoted};
use super::item::Item;
use super::keys::{CONDITION, Element, Shape};
use super::near::hint;
use crate::value::Kind;

/// Reports every unknown or missing key and every value of the wrong shape.
pub(super) fn check(item: Item<'_>, element: &'static Element, report: &Report<'_>) {
    if item.table().is_none() {
        return wrong_type(item, "a table", report);
    }
    for (name, place, value) in item.entries() {
        match element.keys.iter().find(|key| key.name == name) {
            Some(key) => {
                fits(value, &key.shape, report);
                if key.required && value.value.get_ref().as_array().is_some_and(|list| list.is_empty()) {
                    report.add(
                        value.place(),
                        "empty-list",
                        format!("`{name}` is empty"),
                        "it needs at least one member",
                    );
                }
            }
            None => {
                let message = format!("{} is not a key of {}", quoted(name), element.name);
                report.add(place, "unknown-key", message, hint(name, element.keys.iter().map(|key| key.name)));
            }
        }
    }
    for key in element.keys.iter().filter(|key| key.required && !item.has(key.name)) {
        report.add(item.place(), "missing-key", format!("{} has no `{}`", element.name, key.name), key.doc);
    }
}

/// Reports a value that does not fit its shape.
fn fits(item: Item<'_>, shape: &'static Shape, report: &Report<'_>) {
    if !shape.admits(item.value.get_ref()) {
        return wrong_type(item, &shape.expected(), report);
    }
    let text = item.string().unwrap_or_default();
    let form = |right: bool, what: &str, help: &str| {
        if !right {
            report.add(item.place(), "bad-id", format!("{} is not {what}", quoted(text)), help);
        }
    };
    match shape {
        Shape::Words | Shape::Name if text.trim().is_empty() => {
            report.add(item.place(), "empty-text", "the text is empty", "write it, or leave the key out");
        }
        Shape::Text if text.trim().is_empty() => {
            report.add(item.place(), "empty-text", "the text is empty", "write it, or leave the key out");
        }
        Shape::Snake => {
            form(snake(text), "a snake_case name", "write lowercase letters, digits and `_`, a letter first")
        }
        Shape::Scoped => form(
            text.split('.').count() <= 2 && text.split('.').all(snake),
            "a snake_case name with at most one scope",
            "write `name` or `scope.name` in lowercase letters, digits and `_`",
        ),
        Shape::Kebab => form(kebab(text), "a kebab-case id", "write lowercase letters, digits and `-`"),
        Shape::Token => form(token(text), "an id", "write letters, digits, `-` and `.`"),
        Shape::Number if item.number().is_none() => {
            report.add(item.place(), "wrong-type", "the number is negative or too large", "");
        }
        Shape::Word(words) if !words.contains(&text) => {
            let (code, what) =
                if *words == Kind::NAMES { ("unknown-type", "a type") } else { ("unknown-word", "known here") };
            report.add(
                item.place(),
                code,
                format!("{} is not {what}", quoted(text)),
                hint(text, words.iter().copied()),
            );
        }
        Shape::List(inner) => item.members().into_iter().for_each(|member| fits(member, inner, report)),
        Shape::Table(element) => check(item, element, report),
        Shape::Tables(element) => item.members().into_iter().for_each(|member| check(member, element, report)),
        Shape::Condition => check(item, &CONDITION, report),
        Shape::Map(inner) => item.entries().into_iter().for_each(|(_, _, value)| fits(value, inner, report)),
        Shape::Either(shapes) => {
            if let Some(inner) = shapes.iter().find(|inner| inner.admits(item.value.get_ref())) {
                fits(item, inner, report);
            }
        }
        Shape::Marked(key, one, other) => check(item, if item.has(key) { one } else { other }, report),
        _ => {}
    }
}

impl Shape {
    /// Whether a value has the right TOML type.
    fn admits(&self, value: &DeValue<'_>) -> bool {
        match self {
            Shape::Words | Shape::Text | Shape::Snake | Shape::Scoped | Shape::Kebab | Shape::Token | Shape::Name => {
                value.is_str()
            }
            Shape::Word(_) => value.is_str(),
            Shape::Flag => value.is_bool(),
            Shape::Number => value.is_integer(),
            Shape::Literal => value.is_str() || value.is_bool() || value.is_integer(),
            Shape::List(_) | Shape::Tables(_) => value.is_array(),
            Shape::Table(_) | Shape::Condition | Shape::Map(_) | Shape::Marked(..) => value.is_table(),
            Shape::Either(shapes) => shapes.iter().any(|shape| shape.admits(value)),
        }
    }

    /// What the shape asks for, in words.
    fn expected(&self) -> String {
        match self {
            Shape::Flag => "`true` or `false`".to_owned(),
            Shape::Number => "a whole number".to_owned(),
            Shape::Literal => "a string, a whole number, `true` or `false`".to_owned(),
            Shape::Word(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(" or "),
            Shape::List(_) | Shape::Tables(_) => "a list".to_owned(),
            Shape::Table(_) | Shape::Condition | Shape::Map(_) | Shape::Marked(..) => "a table".to_owned(),
            Shape::Either(shapes) => shapes.iter().map(Shape::expected).collect::<Vec<_>>().join(" or "),
            _ => "a string".to_owned(),
        }
    }
}

/// Reports a value of the wrong type.
fn wrong_type(item: Item<'_>, expected: &str, report: &Report<'_>) {
    let found = match item.value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    report.add(item.place(), "wrong-type", format!("{found} stands where {expected} belongs"), "");
}

/// Whether it is lowercase words joined by `_`, a letter first.
pub(super) fn snake(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether it is lowercase words and digits joined by `-`.
fn kebab(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split('-').all(part)
}

/// Whether it can be the id of a choice.
fn token(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
}
