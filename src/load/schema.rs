//! Schema: the JSON Schema of procedure files, for editors, and the tables of their keys, for the reference page.
//!
//! Both are generated from the table that the loader uses, so an editor proposes exactly the keys that load.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::keys::{CONDITION, Element, FACTS, PHASES, PROCEDURE, PROOF, Shape};

/// A type of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A procedure.
    Procedure,
    /// A shared phase file.
    Phases,
    /// A list of shared facts.
    Facts,
    /// The rules and scenarios of a procedure.
    Proof,
}

impl FileKind {
    /// All types.
    pub const ALL: [FileKind; 4] = [FileKind::Procedure, FileKind::Phases, FileKind::Facts, FileKind::Proof];

    /// The name of the file that holds its schema.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            FileKind::Procedure => "procedure.schema.json",
            FileKind::Phases => "phases.schema.json",
            FileKind::Facts => "facts.schema.json",
            FileKind::Proof => "proof.schema.json",
        }
    }

    /// The element at its top.
    fn element(self) -> &'static Element {
        match self {
            FileKind::Procedure => &PROCEDURE,
            FileKind::Phases => &PHASES,
            FileKind::Facts => &FACTS,
            FileKind::Proof => &PROOF,
        }
    }
}

/// The JSON Schema (draft 7) of a type of file, as text.
#[must_use]
pub fn schema(kind: FileKind) -> String {
    let root = kind.element();
    let elements = elements(&[root]);
    let below = elements.iter().skip(1);
    let definitions: Map<String, Value> =
        below.map(|element| (slug(element, &elements), object(element, &elements))).collect();
    let mut whole = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("nodewalk: {}", root.name),
    });
    if let (Some(whole), Value::Object(root)) = (whole.as_object_mut(), object(root, &elements)) {
        whole.extend(root);
        whole.insert("definitions".to_owned(), Value::Object(definitions));
    }
    format!("{whole:#}\n")
}

/// A table of keys on the reference page, `docs/procedure-file.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTable {
    /// The heading above it: `Keys of a step`.
    pub heading: String,
    /// The table itself, as Markdown.
    pub table: String,
}

/// The tables of the reference page: one for each element of each file.
#[must_use]
pub fn key_tables() -> Vec<KeyTable> {
    let elements = elements(&[&PROCEDURE, &PHASES, &FACTS, &PROOF]);
    let table = |element: &&'static Element| {
        let mut table = "| key | required | value | meaning |\n| --- | --- | --- | --- |\n".to_owned();
        for key in element.keys {
            let required = if key.required { "yes" } else { "" };
            let value = words(&key.shape, &elements);
            let _ = writeln!(table, "| `{}` | {required} | {value} | {} |", key.name, key.doc);
        }
        KeyTable { heading: heading(element, &elements), table }
    };
    elements.iter().map(table).collect()
}

/// These elements and every element inside them, each once, in the order in which they are found.
fn elements(roots: &[&'static Element]) -> Vec<&'static Element> {
    fn visit(element: &'static Element, found: &mut Vec<&'static Element>) {
        if !found.iter().any(|known| std::ptr::eq(*known, element)) {
            found.push(element);
            element.keys.iter().for_each(|key| below(&key.shape, found));
        }
    }
    fn below(shape: &'static Shape, found: &mut Vec<&'static Element>) {
        match shape {
            Shape::List(inner) | Shape::Map(inner) => below(inner, found),
            Shape::Table(element) | Shape::Tables(element) => visit(element, found),
            Shape::Marked(_, one, other) => [one, other].into_iter().for_each(|element| visit(element, found)),
            Shape::Either(shapes) => shapes.iter().for_each(|shape| below(shape, found)),
            Shape::Condition => visit(&CONDITION, found),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for root in roots {
        visit(root, &mut found);
    }
    found
}

/// What an element is called. If another one has the same name, its first key tells them apart.
fn name(element: &Element, all: &[&Element]) -> String {
    let shared = all.iter().filter(|other| other.name == element.name).count() > 1;
    match element.keys.first().filter(|_| shared) {
        Some(key) => format!("{} by `{}`", element.name, key.name),
        None => element.name.to_owned(),
    }
}

/// The heading above its table.
fn heading(element: &Element, all: &[&Element]) -> String {
    format!("Keys of {}", name(element, all))
}

/// The name without its article, as an identifier.
fn slug(element: &Element, all: &[&Element]) -> String {
    let name = name(element, all).replace('`', "");
    name.trim_start_matches("an ").trim_start_matches("a ").replace(' ', "-")
}

/// The reference to the definition of an element.
fn reference(element: &Element, all: &[&Element]) -> String {
    format!("#/definitions/{}", slug(element, all))
}

/// The schema of an element.
fn object(element: &'static Element, all: &[&'static Element]) -> Value {
    let properties: Map<String, Value> = element
        .keys
        .iter()
        .map(|key| {
            let mut value = value(&key.shape, all);
            // Draft 7 ignores every keyword next to `$ref`.
            if value.get("$ref").is_some() {
                value = json!({ "allOf": [value] });
            }
            if key.required && value["type"] == "array" {
                value["minItems"] = json!(1);
            }
            value["description"] = json!(key.doc);
            (key.name.to_owned(), value)
        })
        .collect();
    let required: Vec<&str> = element.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

/// The schema of a shape.
fn value(shape: &'static Shape, all: &[&'static Element]) -> Value {
    let one = |element: &Element| json!({ "$ref": reference(element, all) });
    match shape {
        Shape::Words | Shape::Text | Shape::Name => json!({ "type": "string", "pattern": r"\S" }),
        Shape::Line => json!({ "type": "string" }),
        Shape::Snake => json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$" }),
        Shape::Scoped => json!({ "type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$" }),
        Shape::Kebab => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        Shape::Token => json!({ "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9.-]*$" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "integer", "minimum": 0 }),
        Shape::Literal => json!({ "type": ["string", "integer", "boolean"] }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::List(inner) => json!({ "type": "array", "items": value(inner, all) }),
        Shape::Tables(element) => json!({ "type": "array", "items": one(element) }),
        Shape::Table(element) => one(element),
        Shape::Condition => one(&CONDITION),
        Shape::Facts => json!({ "type": "object" }),
        Shape::Map(inner) => json!({ "type": "object", "additionalProperties": value(inner, all) }),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(|shape| value(shape, all)).collect::<Vec<_>>() }),
        Shape::Marked(_, element, other) => json!({ "anyOf": [one(element), one(other)] }),
    }
}

/// A shape in words, for a table of keys.
fn words(shape: &'static Shape, all: &[&'static Element]) -> String {
    let link = |element: &Element| {
        let anchor = heading(element, all).to_lowercase().replace('`', "").replace(' ', "-");
        format!("[{}](#{anchor})", name(element, all))
    };
    match shape {
        Shape::Words => "one line of plain text".to_owned(),
        Shape::Text => "text".to_owned(),
        Shape::Line => "text, may be empty".to_owned(),
        Shape::Snake => "a `snake_case` name".to_owned(),
        Shape::Scoped => "a `snake_case` name, with or without a scope".to_owned(),
        Shape::Kebab => "a `kebab-case` ID".to_owned(),
        Shape::Token => "the ID of a choice".to_owned(),
        Shape::Name => "a name".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Number => "a whole number".to_owned(),
        Shape::Literal => "a string, number, or Boolean".to_owned(),
        Shape::Word(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
        Shape::List(inner) => format!("list: {}", words(inner, all)),
        Shape::Tables(element) => format!("list of tables: {}", link(element)),
        Shape::Table(element) => format!("table: {}", link(element)),
        Shape::Condition => link(&CONDITION),
        Shape::Facts => "facts with their values".to_owned(),
        Shape::Map(inner) => format!("table, one key per name: {}", words(inner, all)),
        Shape::Either(shapes) => shapes.iter().map(|shape| words(shape, all)).collect::<Vec<_>>().join("; or "),
        Shape::Marked(_, element, other) => format!("{} or {}", link(element), link(other)),
    }
}
