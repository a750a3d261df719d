//! Codes: every finding of the lint with its severity and one paragraph that explains it. Those of the loader go before.

use crate::load::{CODES as LOADER, Code};
use crate::model::Severity;

/// The table.
const CODES: &[Code] = &[
    error(
        "broken-rule",
        "A step is shown with its gate open, or its restart is to be carried out, while a rule that counts there does not stand: a `never` must be false, an `always` must be true, and undecided is neither. The path is the shortest one found. Strengthen the step's `requires` until it implies the rule, or lead the path elsewhere.",
    ),
    error(
        "stuck",
        "A path reaches a step whose gate does not hold, and whatever is seen there of the states in the gate, and whichever listed problem is met, no end can be reached any more. The operator would sit before a screen without a command.",
    ),
    error(
        "endless",
        "From here no path comes to an end: every way leads back to where it was. A problem that always repeats its step, on a step that always meets it, is the usual cause.",
    ),
    error(
        "left-open",
        "The last step is settled while something opened on the way is neither closed nor settled by a restart. The walk would be signed off with a dialog waiting or a service left on Manual.",
    ),
    error(
        "never-open",
        "Paths reach the step, and on none of them it can be done: something that its gate asks for is never brought about before it, or its `already` holds on every one, so that its text is never shown.",
    ),
    error(
        "unreachable",
        "The step is part of a plan, and no path comes to it: everything before it leads elsewhere, or its recovery is never run.",
    ),
    warning(
        "excluded",
        "The step's `when`, or that of its phase, holds with no answers that the search found. Either the checks rule it out, and the step can go, or the search missed the answers.",
    ),
    warning(
        "passed-gate",
        "A `go_to` leads forward over a step that has a gate and is not already done by its own `already`. What the gate protects is passed in silence.",
    ),
    error(
        "no-way-back",
        "An unplanned restart of this node in this phase leads nowhere: the phase's `on_restart` is silent about it, and no obligation at the node says what to do when it is lost. Write `\"repeat\"` where the step can simply be done again.",
    ),
    error(
        "never-closed",
        "The obligation is opened, and no step or problem closes it and no restart settles it. Every walk that opens it ends with it open.",
    ),
    warning("never-opened", "The obligation is declared and nothing opens it, so conditions about it never change."),
    error(
        "untestable-check",
        "The check stands before the first step and asks for what only the walk finds out: a reading, or a state of the world that nobody has looked at yet. It could not be tested there and, if it blocks, no walk would ever begin. Give it `guards`.",
    ),
    warning(
        "unused-fact",
        "The procedure's own file declares the fact and nothing uses it: no condition, no text, no list. The operator would be asked for nothing. Facts of a shared file are not judged here: another procedure may use them.",
    ),
    error(
        "early-reading",
        "A step's text, `when`, `requires` or `already` names a reading that no step before it asks, nor any recovery. The screen would show a label where the value belongs, and the gate could not hold. A reading is known once the step that asks it is confirmed.",
    ),
    error(
        "blind-problem",
        "A problem's `when` names a state that a restart makes unknown, and the step does not look at it. Unknown is not true: the problem could not open, and the walk would go on over it. Add the state to the step's `observes`.",
    ),
    warning(
        "unanswered-look",
        "The step looks at a state and expects a value, and no problem of the step has a `when` about it. Whoever sees something else is left with a problem of his own words. Say what to do then.",
    ),
    error(
        "done-twice",
        "The step cannot be undone, and it has no `already`. Whoever is led back over it would do it a second time. Say in `already` by which state it is known to be done; a step with `succeeds` is judged by what it reads.",
    ),
    error(
        "loose-gate",
        "A rule names the step, and the step's gate, if it has one, does not ask for what the rule says. Every path that was walked may bring it about by itself; a gate that relies on this opens the day that a path is added. Ask for it in `requires`, and in `restart.requires` for what can change during the work. Facts do not count: they do not change.",
    ),
    warning("unused-reading", "No step asks for the reading, so that nobody ever knows it."),
    warning("unused-state", "No step, problem, condition or rule mentions the state."),
    warning(
        "constant-state",
        "Conditions ask about the state, and nothing sets or observes it. One with a `start` stays there for ever; one of the world is unknown until somebody happens to look.",
    ),
    warning("unused-condition", "No condition `holds` the named condition."),
    warning(
        "unused-recovery",
        "No problem, restart or lost obligation runs the recovery, so that no walk comes to its steps.",
    ),
    warning("unused-table", "No step takes its problems from the table."),
    error(
        "no-restart",
        "The obligation says what a restart does to it, and belongs to no node: no restart is one of its. Name the node in `at`, or let it keep over restarts.",
    ),
    warning("idle-rule", "The rule counts at no step that any path shows, so it proves nothing."),
    error(
        "scenario-fails",
        "A scenario of the procedure does not lead where it should: it comes to another step, to another end, past a step that it should not pass, or what should hold there does not. The walk is shown in the operator's words; what is not told there is done as expected.",
    ),
    error(
        "scenario-refused",
        "A departure of a scenario says something that the wizard does not take at that step: an unknown word, a value that the state does not have, or an action that is not possible there.",
    ),
    error(
        "question-in-vain",
        "The walk would have to ask for a fact before the step, and the fact's own `when` says that it is not asked: the operator would be made to answer a question that does not apply to his cluster. Let the condition that rests on the fact ask first for what the fact's `when` asks, so that it is decided without an answer.",
    ),
    error(
        "no-answers",
        "Lint looks for answers with which `applies` and every blocking check pass, by changing one fact at a time. It found none, so nothing was explored. Checks that contradict each other are the usual cause.",
    ),
    warning(
        "unfinished",
        "There are more walks than lint tells apart with one set of facts, so that nothing is proved beyond them. Ways back that leave different traces behind multiply the walks.",
    ),
];

/// A code whose findings are errors.
const fn error(id: &'static str, words: &'static str) -> Code {
    Code { id, severity: Severity::Error, rule: true, words }
}

/// A code whose findings are warnings.
const fn warning(id: &'static str, words: &'static str) -> Code {
    Code { id, severity: Severity::Warning, rule: true, words }
}

/// Finds a code with its explanation.
#[must_use]
pub fn explain(id: &str) -> Option<&'static Code> {
    codes().find(|code| code.id == id)
}

/// Every code that a file can be given: the loader's, then those of the lint itself.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    LOADER.iter().copied().chain(CODES)
}

/// How much a finding weighs.
pub(super) fn severity(id: &str) -> Severity {
    debug_assert!(explain(id).is_some(), "`{id}` is not explained");
    explain(id).map_or(Severity::Error, |code| code.severity)
}
