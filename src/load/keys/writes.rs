//! The keys of the files that a step writes.

use super::{Element, Shape, may, must};

/// One file, or several.
pub(super) const WRITES: Shape = Shape::Either(&[Shape::Table(&FILE), Shape::Tables(&FILE)]);

static FILE: Element = Element {
    name: "a file to write",
    keys: &[
        must("id", Shape::Kebab, "The id, unique in its step."),
        must("name", Shape::Text, "The file's name, without a folder."),
        may("newline", Shape::Word(&["crlf", "lf"]), "How its lines end; `crlf` when left out."),
        may(
            "encoding",
            Shape::Word(&["ascii", "utf-8", "utf-16le"]),
            "How its characters become bytes; `ascii` when left out. What it cannot hold is refused.",
        ),
        must("lines", Shape::Tables(&LINE), "Its lines, in order."),
        may("rules", Shape::Name, "The rules that it must keep."),
    ],
};

static LINE: Element = Element {
    name: "a line",
    keys: &[
        must("text", Shape::Line, "The line; empty for an empty one."),
        may("when", Shape::Condition, "Written only when this holds; facts and readings only."),
        may("each", Shape::Name, "The list whose members each have this line."),
        may("as", Shape::Snake, "The name by which the line calls a member."),
        may(
            "number",
            Shape::Snake,
            "The name by which the line calls its number; lines with the same name are counted together, from 0.",
        ),
        may("secret", Shape::Flag, "A secret stands in it: the file is written for its reader only, and not kept."),
    ],
};
