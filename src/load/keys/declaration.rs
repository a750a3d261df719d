//! The keys of what a procedure declares: sources, nodes, facts, states, and obligations.

use super::{Element, NAMES, Shape, may, must};
use crate::model::value::Kind;

/// `[[source]]`
pub(super) static SOURCE: Element = Element {
    name: "a source",
    keys: &[
        must("id", Shape::Words, "A short ID, such as `Q191138`."),
        must("title", Shape::Words, "The title of the document."),
    ],
};

/// `[[node]]`
pub(super) static NODE: Element = Element {
    name: "a node",
    keys: &[
        must("id", Shape::Snake, "The ID, such as `a`."),
        must("label", Shape::Words, "What the node is called until its computer name is known, such as `Node A`."),
        may(
            "visited",
            Shape::Flag,
            "The operator only visits the node: it doesn't restart, and `per = \"node\"` leaves it out.",
        ),
        may("each", Shape::Name, "A list fact. Each of its members is a node."),
    ],
};

/// `"node"`, or a list of nodes.
const PER: Shape = Shape::Either(&[Shape::Word(&["node"]), NAMES]);

/// `[[fact]]` and `[[reading]]`
pub(super) static FACT: Element = Element {
    name: "a fact",
    keys: &[
        must("id", Shape::Scoped, "The name, such as `system_root` or `cluster.name`."),
        may(
            "per",
            PER,
            "The nodes that each have one: a list, or `\"node\"` for every node that isn't visited and isn't a family.",
        ),
        must("type", TYPE, "The type of the value."),
        must("label", Shape::Words, "A short label. Texts show it in angle brackets while the value isn't known."),
        must("ask", Shape::Words, "The question that the operator answers."),
        may("help", Shape::Text, "Where to find the answer, or what it is for."),
        may("example", Shape::Words, "An example of an answer."),
        may("section", Shape::Words, "The heading on the worksheet. By default, `Facts`."),
        may("optional", Shape::Flag, "The walk can start without an answer."),
        may("when", Shape::Condition, "The wizard asks only if this holds. Only facts can be used here."),
        may("member", Shape::Name, "A list fact. The value must be the key of one of its members."),
        may("source", Shape::Words, "Where the document asks for it."),
        CHOICES,
        LABELS,
        MIN,
        MAX,
        may("key", Shape::Snake, "The field that identifies a member. Only for `records`."),
        may("fields", Shape::Tables(&FIELD), "The fields of a member, including the key. Only for `records`."),
    ],
};

/// A field of a records fact.
static FIELD: Element = Element {
    name: "a field",
    keys: &[
        must("id", Shape::Snake, "The name of the field."),
        must("type", TYPE, "The type of the value. It can't be `records` or `secret`."),
        must("label", Shape::Words, "A short label."),
        must("ask", Shape::Words, "The question that the operator answers."),
        may("optional", Shape::Flag, "The operator can leave the field empty."),
        may("member", Shape::Name, "A list fact. The value must be the key of one of its members."),
        CHOICES,
        LABELS,
        MIN,
        MAX,
    ],
};

const TYPE: Shape = Shape::Word(&Kind::NAMES);
const CHOICES: super::Key =
    may("choices", Shape::List(&Shape::Token), "The IDs to choose from. Only for `choice` and `choices`.");
const LABELS: super::Key = may("labels", Shape::Map(&Shape::Words), "The words that the operator reads for an ID.");
const MIN: super::Key = may("min", Shape::Number, "The smallest number, or the smallest number of members.");
const MAX: super::Key = may("max", Shape::Number, "The largest number, or the largest number of members.");

/// `[[state]]`
pub(super) static STATE: Element = Element {
    name: "a state",
    keys: &[
        must("id", Shape::Snake, "The name, such as `cluster_service`."),
        may(
            "per",
            PER,
            "The nodes that each have one: a list, or `\"node\"` for every node that isn't visited and isn't a family.",
        ),
        may("each", Shape::Name, "A list fact. Each of its members has one."),
        must("title", Shape::Text, "What screens call the state. `here` is its node or member."),
        must("values", Shape::List(&Shape::Kebab), "The values that the state can have."),
        may("labels", Shape::Map(&Shape::Words), "The words that the operator reads for a value."),
        may("start", Shape::Name, "The value at the start of the walk. By default, unknown."),
        must(
            "on_restart",
            Shape::Either(&[Shape::Word(&["keeps", "unknown"]), Shape::Map(&Shape::Name)]),
            "What a restart of its node does to the state. A table names the values that change; the others stay.",
        ),
        may("look", Shape::Text, "How the operator can see the state."),
    ],
};

/// `[[obligation]]`
pub(super) static OBLIGATION: Element = Element {
    name: "an obligation",
    keys: &[
        must("id", Shape::Snake, "The name, such as `dialog_a`."),
        may("at", Shape::Name, "The node that it belongs to."),
        may(
            "per",
            PER,
            "The nodes that each have one: a list, or `\"node\"` for every node that isn't visited and isn't a family.",
        ),
        may("each", Shape::Name, "A list fact. Each of its members has one."),
        may("as", Shape::Snake, "The name that the title uses for a member. By default, `item`."),
        may("original", Shape::Name, "The field of a member that holds the value to put back."),
        must("title", Shape::Text, "What is left open, in a few words. `here` is its node."),
        must(
            "on_restart",
            Shape::Word(&["keeps", "closes", "lost"]),
            "What a restart of its node does to the obligation.",
        ),
        may("if_lost", super::step::JUMP, "Where to go on if it is lost."),
    ],
};
