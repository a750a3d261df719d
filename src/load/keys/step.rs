//! The keys of steps, problems and what they lead to.

use super::{Element, NAMES, Shape, TEXTS, may, must};

/// `[[phase.step]]` and `[[recovery.step]]`
pub(super) static STEP: Element = Element {
    name: "a step",
    keys: &[
        must("id", Shape::Kebab, "The id, unique in its phase."),
        must("at", Shape::Name, "The node, or a row's name for it."),
        must("title", Shape::Text, "What is done, in a few words."),
        may("do", Shape::Text, "What to do; left out where the step is only a restart."),
        may("command", Shape::Text, "What to type, exactly, one command a line."),
        may("expect", Shape::Text, "What should be seen."),
        may("warn", TEXTS, "Warnings that save someone here."),
        may("notes", TEXTS, "What is good to know here."),
        may("when", Shape::Condition, "Included only when this holds; facts only."),
        may("requires", Shape::Condition, "What must hold before the text and command are shown as current."),
        may("already", Shape::Condition, "When it is already so and needs only a look."),
        may("irreversible", Shape::Flag, "Asks for the computer name as that console shows it."),
        may("observes", Shape::Tables(&OBSERVE), "What is asked about the world before it is confirmed."),
        may("asks", NAMES, "The readings asked for."),
        may("succeeds", Shape::Condition, "What must hold of the readings; else the matching problem opens."),
        may("writes", super::writes::WRITES, "The files that are written before it is confirmed."),
        may("problems", Shape::Name, "A shared table of what can go wrong."),
        may("problem", Shape::Tables(&PROBLEM), "What can go wrong."),
        may("sets", Shape::Tables(&SET), "The states that confirming it sets."),
        may("opens", CHANGES, "The obligations that confirming it opens."),
        may("closes", CHANGES, "The obligations that confirming it closes."),
        may("skippable", Shape::Flag, "It may be skipped with a reason."),
        may("arrive", Shape::Text, "What should be on the screen on arrival at this console."),
        may("leave", Shape::Text, "What to leave as it is when going to another console."),
        may("restart", Shape::Table(&RESTART), "The restart that follows."),
        may("typical", Shape::Words, "How long it usually takes."),
        may("worry", Shape::Text, "When to worry."),
        may("source", Shape::Words, "Where it comes from: article, section, number."),
        may("added", Shape::Text, "Why it is ours and not the document's."),
        may("erratum", Shape::Table(&ERRATUM), "What the document prints and this walk corrects."),
        may("errata", Shape::Tables(&ERRATUM), "The same, where there are several."),
    ],
};

/// A problem of a step or table.
pub(super) static PROBLEM: Element = Element {
    name: "a problem",
    keys: &[
        must("id", Shape::Kebab, "The id, unique in its step or table."),
        must("seen", Shape::Text, "Literally what the operator may see."),
        may("code", Shape::Literal, "A status code that is this problem."),
        may("when", Shape::Condition, "Opens by itself when an attempt's readings or observations meet this."),
        must("cause", Shape::Text, "Why it happens."),
        must("fix", Shape::Text, "What to do about it."),
        must("then", LEAD, "Where it leads."),
        may("sets", Shape::Tables(&SET), "The states it sets."),
        may("closes", CHANGES, "The obligations it closes."),
        may("source", Shape::Words, "Where it comes from, or why it is ours."),
    ],
};

/// Where a problem, a restart or a lost obligation leads.
pub(super) const LEAD: Shape = Shape::Either(&[Shape::Word(&["repeat"]), Shape::Table(&LEAD_TABLE)]);

/// Where the end of a recovery leads.
pub(super) const END: Shape = Shape::Either(&[Shape::Word(&["return"]), Shape::Table(&END_TABLE)]);

static LEAD_TABLE: Element = Element {
    name: "a lead",
    keys: &[
        may("go_to", Shape::Name, "The step to go on with."),
        may("run", Shape::Name, "The recovery to run."),
        may("stop", Shape::Text, "The walk ends as stopped, for this reason."),
    ],
};

static END_TABLE: Element = Element {
    name: "the end of a recovery",
    keys: &[
        may("go_to", Shape::Name, "The step to go on with."),
        may("stop", Shape::Text, "The walk ends as stopped, for this reason."),
    ],
};

static OBSERVE: Element = Element {
    name: "an observation",
    keys: &[
        must("state", Shape::Name, "The state that is seen."),
        must("expect", Shape::Name, "The value that should be seen."),
        may("look", Shape::Text, "How to look; left out, the state says it."),
    ],
};

static SET: Element = Element {
    name: "a set",
    keys: &[
        must("state", Shape::Name, "The state."),
        must("to", Shape::Name, "Its new value."),
        may("when", Shape::Condition, "Only when this holds."),
    ],
};

const CHANGES: Shape = Shape::List(&Shape::Either(&[Shape::Name, Shape::Table(&CHANGE)]));

static CHANGE: Element = Element {
    name: "a change",
    keys: &[must("obligation", Shape::Name, "The obligation."), may("when", Shape::Condition, "Only when this holds.")],
};

static RESTART: Element = Element {
    name: "a restart",
    keys: &[
        must("node", Shape::Name, "The node that restarts."),
        must("do", Shape::Text, "How to restart it."),
        may("requires", Shape::Condition, "What must hold when it is carried out, after the step's work."),
        must("then", Shape::Word(&["next", "repeat"]), "Where its return leads."),
        may("typical", Shape::Words, "How long it usually takes."),
        may("worry", Shape::Text, "When to worry."),
    ],
};

static ERRATUM: Element = Element {
    name: "an erratum",
    keys: &[
        must("prints", Shape::Words, "What the document prints."),
        must("uses", Shape::Text, "What this walk uses."),
        must("because", Shape::Text, "Why."),
        may("number", Shape::Words, "The number of the contradiction, `C16`."),
    ],
};
