//! The keys of conditions and their operands.

use super::{Element, Shape, may, must};

/// One subject or combinator, with what belongs to it.
pub static CONDITION: Element = Element {
    name: "a condition",
    keys: &[
        may("all", Shape::List(&Shape::Condition), "Each of these holds."),
        may("any", Shape::List(&Shape::Condition), "At least one of these holds."),
        may("not", Shape::Condition, "This does not hold."),
        may(
            "holds",
            Shape::Either(&[Shape::Name, Shape::Condition]),
            "The condition with this name holds; after `every`, `some` or `none`, what is asked of a member.",
        ),
        may("every", Shape::Name, "Each member of this list meets `holds`."),
        may("some", Shape::Name, "At least one member of this list meets `holds`."),
        may("none", Shape::Name, "No member of this list meets `holds`."),
        may("as", Shape::Snake, "The name by which `holds` calls a member."),
        may("fact", Shape::Name, "A fact or reading, or a field of a member."),
        may("state", Shape::Name, "A state."),
        may("obligation", Shape::Name, "An obligation; of a family, all its members."),
        may("is", OPERAND, "Means the same as this."),
        may("is_not", OPERAND, "Does not mean the same as this."),
        may("one_of", Shape::List(&OPERAND), "Means the same as one of these."),
        may("known", Shape::Flag, "Has a value, or has none yet."),
        may("is_absent", Shape::Flag, "The file does not exist, or does."),
        may("newer_than", OPERAND, "A version after this one."),
        may("older_than", OPERAND, "A version before this one."),
        may("at_least", OPERAND, "A number or service pack not below this one."),
        may("at_most", OPERAND, "A number or service pack not above this one."),
        may("same_path", OPERAND, "The same path by Windows rules."),
        may("on_drive", OPERAND, "A path on this drive."),
        may("observed", Shape::Flag, "A value that was only claimed does not count; states only."),
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
    keys: &[must("text", Shape::Text, "The text to compare with, read by the subject's type.")],
};
