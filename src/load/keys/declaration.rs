//! The keys of what a procedure declares: nodes, facts, states, obligations.

use super::{Element, NAMES, Shape, may, must};
use crate::model::value::Kind;

/// `[[source]]`
pub(super) static SOURCE: Element = Element {
    name: "a source",
    keys: &[must("id", Shape::Words, "Its short id, `Q191138`."), must("title", Shape::Words, "Its title.")],
};

/// `[[node]]`
pub(super) static NODE: Element = Element {
    name: "a node",
    keys: &[
        must("id", Shape::Snake, "The id, `a`."),
        must("label", Shape::Words, "What it is called before its computer name is known, `Node A`."),
        may("visited", Shape::Flag, "It is only visited: no restarts, nothing per node."),
        may("each", Shape::Name, "The list whose members are each a node of their own."),
    ],
};

/// `"node"` for every node that restarts, or a list of nodes.
const PER: Shape = Shape::Either(&[Shape::Word(&["node"]), NAMES]);

/// `[[fact]]` and `[[reading]]`
pub(super) static FACT: Element = Element {
    name: "a fact",
    keys: &[
        must("id", Shape::Scoped, "The name, `system_root` or `cluster.name`."),
        may("per", PER, "The nodes that each have one."),
        must("type", TYPE, "What it holds."),
        must("label", Shape::Words, "A short label, printed in angle brackets while the fact is not known."),
        must("ask", Shape::Words, "The question."),
        may("help", Shape::Text, "Where to look the answer up, or what it is for."),
        may("example", Shape::Words, "An example of an answer."),
        may("section", Shape::Words, "The heading of the worksheet under which it stands."),
        may("optional", Shape::Flag, "The walk can start without it."),
        may("when", Shape::Condition, "Asked only when this holds; facts only."),
        may("member", Shape::Name, "The list of whose keys it must be one."),
        may("source", Shape::Words, "Where the document asks for it."),
        CHOICES,
        LABELS,
        MIN,
        MAX,
        may("key", Shape::Snake, "The field that names a member; records only."),
        may("fields", Shape::Tables(&FIELD), "The fields of a member, its key among them; records only."),
    ],
};

/// A field of a records fact.
static FIELD: Element = Element {
    name: "a field",
    keys: &[
        must("id", Shape::Snake, "The name of the field."),
        must("type", TYPE, "What it holds; never records."),
        must("label", Shape::Words, "A short label."),
        must("ask", Shape::Words, "The question."),
        may("optional", Shape::Flag, "It may stay unanswered."),
        may("member", Shape::Name, "The list of whose keys it must be one."),
        CHOICES,
        LABELS,
        MIN,
        MAX,
    ],
};

const TYPE: Shape = Shape::Word(&Kind::NAMES);
const CHOICES: super::Key =
    may("choices", Shape::List(&Shape::Token), "The ids to choose from; `choice` and `choices` only.");
const LABELS: super::Key = may("labels", Shape::Map(&Shape::Words), "The words that the operator reads for an id.");
const MIN: super::Key = may("min", Shape::Number, "The smallest number, or the fewest members.");
const MAX: super::Key = may("max", Shape::Number, "The largest number, or the most members.");

/// `[[state]]`
pub(super) static STATE: Element = Element {
    name: "a state",
    keys: &[
        must("id", Shape::Snake, "The name, `cluster_service`."),
        may("per", PER, "The nodes that each have one."),
        may("each", Shape::Name, "The list whose members each have one."),
        must("title", Shape::Text, "What it is called on a screen; `here` is its node or member."),
        must("values", Shape::List(&Shape::Kebab), "The values it can take."),
        may("labels", Shape::Map(&Shape::Words), "The words that the operator reads for a value."),
        may("start", Shape::Name, "What it is at the start; left out, it is unknown until observed or claimed."),
        must(
            "on_restart",
            Shape::Either(&[Shape::Word(&["keeps", "unknown"]), Shape::Map(&Shape::Name)]),
            "What a restart of its node does to it; values not named stay.",
        ),
        may("look", Shape::Text, "How to see it."),
    ],
};

/// `[[obligation]]`
pub(super) static OBLIGATION: Element = Element {
    name: "an obligation",
    keys: &[
        must("id", Shape::Snake, "The name, `dialog_a`."),
        may("at", Shape::Name, "The node at which it is left open."),
        may("per", PER, "The nodes that each have one."),
        may("each", Shape::Name, "The list whose members each have one."),
        may("as", Shape::Snake, "The name by which the title calls a member; `item` when left out."),
        may("original", Shape::Name, "The field that holds the value to put back."),
        must("title", Shape::Text, "What is owed, in a few words; `here` is its node."),
        must("on_restart", Shape::Word(&["keeps", "closes", "lost"]), "What a restart of its node does to it."),
        may("if_lost", super::step::LEAD, "Where a lost one leads."),
    ],
};
