//! The keys of conditions and their operands.

use super::{Element, Shape, may, must};

/// A condition: one subject or combinator, with the keys that belong to it.
pub static CONDITION: Element = Element {
    name: "a condition",
    keys: &[
        may("all", Shape::List(&Shape::Condition), "Each of these conditions holds."),
        may("any", Shape::List(&Shape::Condition), "At least one of these conditions holds."),
        may("not", Shape::Condition, "This condition doesn't hold."),
        may(
            "holds",
            Shape::Either(&[Shape::Name, Shape::Condition]),
            "The named condition holds. With `every`, `some`, or `none`: the condition on a member.",
        ),
        may("every", Shape::Name, "Each member of this list meets `holds`."),
        may("some", Shape::Name, "At least one member of this list meets `holds`."),
        may("none", Shape::Name, "No member of this list meets `holds`."),
        may("as", Shape::Snake, "The name that `holds` uses for a member."),
        may("fact", Shape::Name, "The fact, reading, or field of a member to test."),
        may("state", Shape::Name, "The state to test."),
        may("obligation", Shape::Name, "The obligation to test."),
        may("is", OPERAND, "The value is this one."),
        may("is_not", OPERAND, "The value isn't this one."),
        may("one_of", Shape::List(&OPERAND), "The value is one of these."),
        may("known", Shape::Flag, "Whether the value is known."),
        may("is_absent", Shape::Flag, "Whether the file is absent."),
        may("newer_than", OPERAND, "The version is newer than this one."),
        may("older_than", OPERAND, "The version is older than this one."),
        may("at_least", OPERAND, "The number or service pack is this one or higher."),
        may("at_most", OPERAND, "The number or service pack is this one or lower."),
        may("same_path", OPERAND, "The path is the same one for Windows."),
        may("on_drive", OPERAND, "The path is on this drive."),
        may("observed", Shape::Flag, "Only an observed value counts, not a claimed one. Only for states."),
    ],
};

/// What a subject is compared with.
const OPERAND: Shape = Shape::Either(&[Shape::Literal, Shape::Marked("text", &TEXT_OPERAND, &FACT_OPERAND)]);

/// Another fact.
static FACT_OPERAND: Element =
    Element { name: "an operand", keys: &[must("fact", Shape::Name, "The fact to compare with.")] };

/// A text with facts in it.
static TEXT_OPERAND: Element = Element {
    name: "an operand",
    keys: &[must("text", Shape::Text, "The text to compare with. It is read as a value of the subject's type.")],
};
