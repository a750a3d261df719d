//! The keys of scenarios.

use super::{Element, NAMES, Shape, may, must};

/// `[[scenario]]`
pub(super) static SCENARIO: Element = Element {
    name: "a scenario",
    keys: &[
        must("id", Shape::Kebab, "The ID."),
        must("title", Shape::Words, "What the scenario shows, in a sentence."),
        may("given", Shape::Facts, "The facts that matter, as in an answers file. Lint finds values for the others."),
        may("at", Shape::Tables(&DEPARTURE), "Where something else happens than expected, in order."),
        may("through", NAMES, "Steps that the walk must show, in this order. It can show others in between."),
        may("avoids", NAMES, "Steps that the walk must not show."),
        may("reaches", Shape::Name, "The step that the walk must reach with its gate open."),
        may(
            "shut_at",
            Shape::Name,
            "The step that the walk must reach, and whose gate stays shut whatever the operator sees there.",
        ),
        may(
            "ends",
            Shape::Word(&["finished", "stopped"]),
            "How the walk must end. By default, `finished`, unless `reaches` or `shut_at` is given.",
        ),
        may("with", Shape::Condition, "What must hold at the end of the scenario."),
    ],
};

static DEPARTURE: Element = Element {
    name: "a departure",
    keys: &[
        must("step", Shape::Name, "The step."),
        may(
            "on",
            Shape::Word(&["step", "restart", "wait"]),
            "The screen: the step's own, its restart's, or the one that waits for its node. By default, `step`.",
        ),
        must(
            "do",
            Shape::Either(&[Shape::Words, Shape::List(&Shape::Words)]),
            "What the operator types there in the plain front, such as `problem ID`, `see STATE VALUE`, or `restarted NODE`.",
        ),
    ],
};
