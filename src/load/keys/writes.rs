//! The keys of the files that a step writes.

use super::{Element, Shape, may, must};

/// One file, or several.
pub(super) const WRITES: Shape = Shape::Either(&[Shape::Table(&FILE), Shape::Tables(&FILE)]);

static FILE: Element = Element {
    name: "a file to write",
    keys: &[
        must("id", Shape::Kebab, "The ID, unique in its step."),
        must("name", Shape::Text, "The name of the file, without a folder."),
        may("newline", Shape::Word(&["crlf", "lf"]), "How lines end. By default, `crlf`."),
        may(
            "encoding",
            Shape::Word(&["ascii", "utf-8", "utf-16le"]),
            "How characters are encoded. By default, `ascii`. A line with other characters is refused.",
        ),
        must("lines", Shape::Tables(&LINE), "The lines, in order."),
        may("rules", Shape::Name, "The set of file rules that the file must pass."),
    ],
};

static LINE: Element = Element {
    name: "a line of a file",
    keys: &[
        must("text", Shape::Line, "The line. It may be empty, and it may contain several lines."),
        may(
            "when",
            Shape::Condition,
            "The line is written only if this holds. Only facts and readings can be used here.",
        ),
        may("each", Shape::Name, "A list fact. The line is written once for each member."),
        may("as", Shape::Snake, "The name that the line uses for a member."),
        may(
            "number",
            Shape::Snake,
            "The name that the line uses for its number. Lines with the same name are counted together, from 0.",
        ),
        may("secret", Shape::Flag, "The line contains a secret."),
    ],
};
