//! The schema of procedure files, for editors, and the list of their keys, for people: both from the loader's own table,
//! so that what completes and hovers is what loads.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::keys::{CONDITION, Element, FACTS, PHASES, PROCEDURE, PROOF, Shape};

/// A sort of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A procedure.
    Procedure,
    /// A shared phase file.
    Phases,
    /// A list of shared facts.
    Facts,
    /// The rules and scenarios of a procedure.
    Proof,
}

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 4] = [Sort::Procedure, Sort::Phases, Sort::Facts, Sort::Proof];

    /// The name of its schema's file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Sort::Procedure => "procedure.schema.json",
            Sort::Phases => "phases.schema.json",
            Sort::Facts => "facts.schema.json",
            Sort::Proof => "proof.schema.json",
        }
    }

    /// The table at its top.
    fn element(self) -> &'static Element {
        match self {
            Sort::Procedure => &PROCEDURE,
            Sort::Phases => &PHASES,
            Sort::Facts => &FACTS,
            Sort::Proof => &PROOF,
        }
    }
}

/// The JSON Schema (draft 7) of such a file, as text.
#[must_use]
pub fn schema(sort: Sort) -> String {
    let root = sort.element();
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

/// Every key of every file, as Markdown.
#[must_use]
pub fn reference_page() -> String {
    let elements = elements(&[&PROCEDURE, &PHASES, &FACTS, &PROOF]);
    let mut page = "# Every key of a procedure file\n\nWritten from the table that the loader reads files by; a test keeps it so. \
                    [ARCHITECTURE.md](../ARCHITECTURE.md) says what the keys mean together.\n"
        .to_owned();
    for element in &elements {
        let _ = write!(
            page,
            "\n## {}\n\n| key | | what it holds | |\n| --- | --- | --- | --- |\n",
            heading(element, &elements)
        );
        for key in element.keys {
            let required = if key.required { "required" } else { "" };
            let _ = writeln!(page, "| `{}` | {required} | {} | {} |", key.name, words(&key.shape, &elements), key.doc);
        }
    }
    page
}

/// Every element below these, each once, in the order in which they are come by.
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

/// An element's name without its article; with its first key where another one has the same.
fn heading(element: &Element, all: &[&Element]) -> String {
    let name =
        element.name.trim_start_matches("an ").trim_start_matches("a ").trim_start_matches("the ").replace('`', "");
    let shared = all.iter().filter(|other| other.name == element.name).count() > 1;
    match element.keys.first().filter(|_| shared) {
        Some(key) => format!("{name} by {}", key.name),
        None => name,
    }
}

/// The same as an identifier.
fn slug(element: &Element, all: &[&Element]) -> String {
    heading(element, all).replace(' ', "-")
}

/// Where an element is defined in its schema.
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
            // What stands beside a reference is not read.
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

/// A shape in words, for the list of keys.
fn words(shape: &'static Shape, all: &[&'static Element]) -> String {
    let link = |element: &Element| {
        let heading = heading(element, all);
        format!("[{heading}](#{})", heading.replace(' ', "-"))
    };
    match shape {
        Shape::Words => "one line".to_owned(),
        Shape::Text => "a text".to_owned(),
        Shape::Line => "a line, may be empty".to_owned(),
        Shape::Snake => "a `snake_case` name".to_owned(),
        Shape::Scoped => "a `snake_case` name, may have a scope".to_owned(),
        Shape::Kebab => "a `kebab-case` id".to_owned(),
        Shape::Token => "the id of a choice".to_owned(),
        Shape::Name => "a name".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Number => "a whole number".to_owned(),
        Shape::Literal => "a string, number or flag".to_owned(),
        Shape::Word(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
        Shape::List(inner) => format!("a list: {}", words(inner, all)),
        Shape::Tables(element) => format!("tables: {}", link(element)),
        Shape::Table(element) => format!("a table: {}", link(element)),
        Shape::Condition => link(&CONDITION),
        Shape::Facts => "facts with their values".to_owned(),
        Shape::Map(inner) => format!("a table of names: {}", words(inner, all)),
        Shape::Either(shapes) => shapes.iter().map(|shape| words(shape, all)).collect::<Vec<_>>().join("; or "),
        Shape::Marked(_, element, other) => format!("{} or {}", link(element), link(other)),
    }
}
