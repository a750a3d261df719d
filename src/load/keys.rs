//! Keys: every element of a procedure file, with the keys that it takes.
//!
//! The loader checks files against this table. The JSON Schema and the tables in `docs/procedure-file.md` are generated from it.

mod condition;
mod declaration;
mod file;
mod file_rules;
mod scenario;
mod step;
mod writes;

pub use condition::CONDITION;
pub use file::{FACTS, PHASES, PROCEDURE, PROOF};

/// A table of a procedure file.
#[derive(Debug)]
pub struct Element {
    /// Its name in a sentence: `a step`.
    pub name: &'static str,
    /// Its keys, in the order of the reference page.
    pub keys: &'static [Key],
}

/// A key of an element.
#[derive(Debug)]
pub struct Key {
    /// The name of the key.
    pub name: &'static str,
    /// Whether the element must have it.
    pub required: bool,
    /// The shape of its value.
    pub shape: Shape,
    /// What it means, in a sentence or two.
    pub doc: &'static str,
}

/// The shape of a value: what the loader checks before it looks up any name.
#[derive(Debug)]
pub enum Shape {
    /// One line of plain words.
    Words,
    /// Words with `{{ names }}` in them.
    Text,
    /// Words with `{{ names }}` in them, or nothing.
    Line,
    /// A new name in `snake_case`.
    Snake,
    /// A new name in `snake_case` that can have a scope: `cluster.name`.
    Scoped,
    /// A new ID in kebab-case.
    Kebab,
    /// The ID of a choice, such as `per-seat`, `6.5-sp5a`, or `SP4`.
    Token,
    /// The name or ID of something else.
    Name,
    /// `true` or `false`.
    Flag,
    /// A whole number that isn't negative.
    Number,
    /// A string, a number, or a Boolean. It is read as the kind of the subject that it is compared with.
    Literal,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list.
    List(&'static Shape),
    /// A table with the keys of this element.
    Table(&'static Element),
    /// A list of such tables.
    Tables(&'static Element),
    /// A condition.
    Condition,
    /// Facts with their values, as in an answers file.
    Facts,
    /// A table whose keys are names.
    Map(&'static Shape),
    /// The first of these shapes whose TOML type fits.
    Either(&'static [Shape]),
    /// A table with the keys of the first element if it has this key, or else with those of the second.
    Marked(&'static str, &'static Element, &'static Element),
}

/// A required key.
const fn must(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: true, shape, doc }
}

/// An optional key.
const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: false, shape, doc }
}

/// A list of names.
const NAMES: Shape = Shape::List(&Shape::Name);

/// A list of texts.
const TEXTS: Shape = Shape::List(&Shape::Text);

#[cfg(test)]
mod tests {
    use super::*;

    /// Visits every element below one, each once.
    fn visit(element: &'static Element, seen: &mut Vec<&'static str>) {
        if seen.contains(&element.name) {
            return;
        }
        seen.push(element.name);
        for key in element.keys {
            assert!(key.doc.ends_with('.'), "{}: {}", element.name, key.name);
            let twice = element.keys.iter().filter(|other| other.name == key.name).count();
            assert_eq!(twice, 1, "{}: {}", element.name, key.name);
            shape(&key.shape, seen);
        }
    }

    fn shape(of: &'static Shape, seen: &mut Vec<&'static str>) {
        match of {
            Shape::List(inner) | Shape::Map(inner) => shape(inner, seen),
            Shape::Table(element) | Shape::Tables(element) => visit(element, seen),
            Shape::Condition => visit(&CONDITION, seen),
            Shape::Either(shapes) => shapes.iter().for_each(|inner| shape(inner, seen)),
            Shape::Marked(_, one, other) => [one, other].into_iter().for_each(|element| visit(element, seen)),
            _ => {}
        }
    }

    #[test]
    fn every_key_is_there_once_and_explained() {
        let mut seen = Vec::new();
        for element in [&PROCEDURE, &FACTS, &PHASES] {
            visit(element, &mut seen);
        }
        assert!(seen.contains(&"an erratum"));
    }
}
