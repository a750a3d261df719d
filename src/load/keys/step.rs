//! The keys of steps, problems, and jumps.

use super::{Element, NAMES, Shape, TEXTS, may, must};

/// `[[phase.step]]` and `[[recovery.step]]`
pub(super) static STEP: Element = Element {
    name: "a step",
    keys: &[
        must("id", Shape::Kebab, "The ID, unique in its phase."),
        must("at", Shape::Name, "The node where the step is done, or the phase's name for it."),
        must("title", Shape::Text, "What the operator does, in a few words."),
        may("do", Shape::Text, "What to do. Leave it out if the step is only a restart."),
        may("command", Shape::Text, "What to type, exactly. One command per line."),
        may("expect", Shape::Text, "What the operator should see."),
        may("warn", TEXTS, "Warnings."),
        may("notes", TEXTS, "What is good to know."),
        may("when", Shape::Condition, "The step is walked only if this holds. Only facts can be used here."),
        may("requires", Shape::Condition, "What must hold before the wizard shows what to do and the command."),
        may("already", Shape::Condition, "When the work is done already, so that the operator only confirms it."),
        may(
            "irreversible",
            Shape::Flag,
            "The step can't be undone: the operator has to type the computer name that the console shows.",
        ),
        may("observes", Shape::Tables(&OBSERVE), "What the operator looks at before confirming the step."),
        may("asks", NAMES, "The readings that the step asks for."),
        may("succeeds", Shape::Condition, "What the readings must show. Otherwise, the matching problem opens."),
        may("writes", super::writes::WRITES, "The files that the wizard writes before the step can be confirmed."),
        may("problems", Shape::Name, "The problem table that the step uses."),
        may("problem", Shape::Tables(&PROBLEM), "What can go wrong."),
        may("sets", Shape::Tables(&SET), "The states that change when the step is confirmed."),
        may("opens", CHANGES, "The obligations that open when the step is confirmed."),
        may("closes", CHANGES, "The obligations that close when the step is confirmed."),
        may("skippable", Shape::Flag, "The operator may skip the step and give a reason."),
        may("arrive", Shape::Text, "What the operator should see when arriving at this console."),
        may("leave", Shape::Text, "What to leave as it is when going to another console."),
        may("restart", Shape::Table(&RESTART), "The restart that follows the work."),
        may("typical", Shape::Words, "How long it usually takes."),
        may("worry", Shape::Text, "When to worry, and what to do then."),
        may("source", Shape::Words, "Where the step comes from: document, section, number."),
        may("added", Shape::Text, "Why we added the step to the document's steps, or what we added to it."),
        may("erratum", Shape::Table(&ERRATUM), "An error in the document that the procedure corrects."),
        may("errata", Shape::Tables(&ERRATUM), "The same, if there are several."),
    ],
};

/// A problem of a step or table.
pub(super) static PROBLEM: Element = Element {
    name: "a problem",
    keys: &[
        must("id", Shape::Kebab, "The ID, unique in its step or table."),
        must("seen", Shape::Text, "What the operator sees, word for word."),
        may("code", Shape::Literal, "The status code that opens this problem."),
        may(
            "when",
            Shape::Condition,
            "The problem opens by itself if the readings and observations of the attempt meet this.",
        ),
        must("cause", Shape::Text, "Why it happens."),
        must("fix", Shape::Text, "What to do about it."),
        must("then", JUMP, "Where to go on afterwards."),
        may("sets", Shape::Tables(&SET), "The states that change."),
        may("closes", CHANGES, "The obligations that close."),
        may("source", Shape::Words, "The section of a document, or why we added it."),
    ],
};

/// A jump after a problem, a restart, or a lost obligation.
pub(super) const JUMP: Shape = Shape::Either(&[Shape::Word(&["repeat"]), Shape::Table(&JUMP_TABLE)]);

/// A jump at the end of a recovery.
pub(super) const END: Shape = Shape::Either(&[Shape::Word(&["return"]), Shape::Table(&END_TABLE)]);

static JUMP_TABLE: Element = Element {
    name: "a jump",
    keys: &[
        may("go_to", Shape::Name, "The step to go on with."),
        may("run", Shape::Name, "The recovery to run."),
        may("stop", Shape::Text, "The reason why the walk stops here."),
    ],
};

static END_TABLE: Element = Element {
    name: "a jump at the end of a recovery",
    keys: &[
        may("go_to", Shape::Name, "The step to go on with."),
        may("stop", Shape::Text, "The reason why the walk stops here."),
    ],
};

static OBSERVE: Element = Element {
    name: "an observation",
    keys: &[
        must("state", Shape::Name, "The state to look at."),
        must("expect", Shape::Name, "The value that the operator should see."),
        may("look", Shape::Text, "How to look. By default, as the state says."),
    ],
};

static SET: Element = Element {
    name: "a change of a state",
    keys: &[
        must("state", Shape::Name, "The state."),
        must("to", Shape::Name, "The new value."),
        may("when", Shape::Condition, "The change is made only if this holds."),
    ],
};

const CHANGES: Shape = Shape::List(&Shape::Either(&[Shape::Name, Shape::Table(&CHANGE)]));

static CHANGE: Element = Element {
    name: "a change of an obligation",
    keys: &[
        must("obligation", Shape::Name, "The obligation."),
        may("when", Shape::Condition, "The change is made only if this holds."),
    ],
};

static RESTART: Element = Element {
    name: "a restart",
    keys: &[
        must("node", Shape::Name, "The node to restart."),
        must("do", Shape::Text, "How to restart it."),
        may("requires", Shape::Condition, "What must hold before the operator restarts the node."),
        must(
            "then",
            Shape::Word(&["next", "repeat"]),
            "Whether to go on with the next step or to repeat this one when the node is back.",
        ),
        may("typical", Shape::Words, "How long it usually takes."),
        may("worry", Shape::Text, "When to worry, and what to do then."),
    ],
};

static ERRATUM: Element = Element {
    name: "an erratum",
    keys: &[
        must("prints", Shape::Words, "What the document says."),
        must("uses", Shape::Text, "What the procedure uses instead."),
        must("because", Shape::Text, "Why."),
        may("number", Shape::Words, "The number of the erratum in your own list, such as `C16`."),
    ],
};
