//! The keys of scenarios.

use super::{Element, NAMES, Shape, may, must};

/// `[[scenario]]`
pub(super) static SCENARIO: Element = Element {
    name: "a scenario",
    keys: &[
        must("id", Shape::Kebab, "The id."),
        must("title", Shape::Words, "What it shows, in a sentence."),
        may("given", Shape::Facts, "The facts that matter to it, as in an answers file; lint finds the others."),
        may("at", Shape::Tables(&DEPARTURE), "Where the walk departs from what is expected, in this order."),
        may("through", NAMES, "The steps that must be shown, in this order; others may come between."),
        may("avoids", NAMES, "The steps that must not be shown."),
        may("reaches", Shape::Name, "The step that it must come to, its gate open."),
        may("shut_at", Shape::Name, "The step that it must come to, its gate shut whatever can be seen there."),
        may(
            "ends",
            Shape::Word(&["finished", "stopped"]),
            "How it must end; `finished` where neither `reaches` nor `shut_at` says where it leads.",
        ),
        may("with", Shape::Condition, "What must hold there."),
    ],
};

static DEPARTURE: Element = Element {
    name: "a departure",
    keys: &[
        must("step", Shape::Name, "The step at which it is said."),
        may(
            "on",
            Shape::Word(&["step", "restart", "wait"]),
            "The screen on which it is said: the step's own, its restart's, or the wait for its node.",
        ),
        must(
            "do",
            Shape::Either(&[Shape::Words, Shape::List(&Shape::Words)]),
            "What is said there, in the words of the plain front: `problem ID`, `see STATE VALUE`, `restarted NODE`.",
        ),
    ],
};
