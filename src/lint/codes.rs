//! Codes: the severity and the explanation of every kind of finding.

use crate::load::{CODES as LOADER, Code};
use crate::model::Severity;

/// The table.
const CODES: &[Code] = &[
    error(
        "broken-rule",
        "A step is shown with its gate open, or the operator must carry out its restart, while a rule that counts there does not hold. A `never` must be false and an `always` must be true; undecided is neither. The path is the shortest one found. Strengthen the step's `requires` until it implies the rule, or lead the path elsewhere.",
    ),
    error(
        "stuck",
        "A path reaches a step whose gate does not hold, and no end can be reached from there, whatever the operator observes and whichever listed problem occurs. The operator would see a screen without a command.",
    ),
    error(
        "endless",
        "No path from here reaches an end: every one leads back. The usual cause is a problem that repeats its step and occurs every time.",
    ),
    error(
        "left-open",
        "The last step is settled while an obligation that was opened on the path is neither closed nor settled by a restart. The operator would sign off with, for example, a dialog still open or a service left on Manual.",
    ),
    error(
        "never-open",
        "Paths reach the step, but it can't be done on any of them. Either nothing before it brings about what its gate asks for, or its `already` always holds, so its text is never shown.",
    ),
    error(
        "unreachable",
        "The step is part of a plan, but no path reaches it. Everything before it leads elsewhere, or its recovery never runs.",
    ),
    warning(
        "excluded",
        "The `when` of the step or of its phase does not hold with any answers that the search found. Either the checks rule it out and you can remove the step, or the search missed the answers.",
    ),
    warning(
        "passed-gate",
        "A `go_to` leads forward over a step that has a gate and is not done according to its own `already`. The walk would pass over what the gate protects without a word.",
    ),
    error(
        "no-way-back",
        "An unplanned restart of this node in this phase leads nowhere: the phase's `on_restart` does not name the node, and no obligation at the node says what to do when it is lost. Write `\"repeat\"` if the operator can simply do the step again.",
    ),
    error(
        "never-closed",
        "The obligation is opened, but no step or problem closes it and no restart settles it. Every walk that opens it ends with it open.",
    ),
    warning("never-opened", "The obligation is declared but nothing opens it, so conditions about it never change."),
    error(
        "untestable-check",
        "The check comes before the first step and asks for something that only the walk finds out: a reading, or a state of the world that nobody has observed yet. It can't be tested there. If it blocks, no walk can begin. Give it `guards`.",
    ),
    warning(
        "unused-fact",
        "The procedure's own file declares the fact, but no condition, text, or list uses it. The operator would answer a question for nothing. Lint doesn't check the facts of shared files, because another procedure may use them.",
    ),
    error(
        "early-reading",
        "A step's text, `when`, `requires`, or `already` names a reading that no earlier step and no recovery asks for. The screen would show a label instead of the value, and the gate could not hold. A reading is known once the step that asks for it is confirmed.",
    ),
    error(
        "blind-problem",
        "A problem's `when` names a state that a restart makes unknown, and the step does not observe it. Unknown is not true, so the problem could not open and the walk would continue in spite of it. Add the state to the step's `observes`.",
    ),
    warning(
        "unanswered-look",
        "The step observes a state and expects a value, but no problem of the step has a `when` about it. An operator who sees another value gets no advice. Say what to do then.",
    ),
    error(
        "done-twice",
        "The step can't be undone, and it has no `already`. A path that leads back over it would do it a second time. Say in `already` which state shows that it is done. A step with `succeeds` needs no `already`, because its readings show that.",
    ),
    error(
        "loose-gate",
        "A rule names the step, but the step's gate does not ask for what the rule says. The explored paths may all bring it about, but the next path that you add may not. Ask for it in `requires` and, if it can change during the work, in `restart.requires`. Facts don't count because they don't change.",
    ),
    warning("unused-reading", "No step asks for the reading, so its value is never known."),
    warning("unused-state", "No step, problem, condition, or rule mentions the state."),
    warning(
        "constant-state",
        "Conditions ask about the state, but nothing sets or observes it. With a `start`, it always keeps that value. Without one, it stays unknown unless the operator happens to look.",
    ),
    warning("unused-condition", "No condition refers to the named condition with `holds`."),
    warning(
        "unused-recovery",
        "No problem, restart, or lost obligation runs the recovery, so no walk reaches its steps.",
    ),
    warning("unused-table", "No step takes its problems from the table."),
    error(
        "no-restart",
        "The obligation says what a restart does to it but belongs to no node, so no restart applies to it. Name the node in `at`, or let the obligation keep over restarts.",
    ),
    warning("idle-rule", "The rule does not count at any step that a path shows, so it proves nothing."),
    error(
        "scenario-fails",
        "A scenario of the procedure does not lead where it should. It reaches another step or another end, passes through a step that it should avoid, or ends while its `with` does not hold. The path is shown in the operator's words. Everything that the scenario leaves out is done as expected.",
    ),
    error(
        "scenario-refused",
        "A departure of a scenario says something that the wizard refuses at that step: an unknown word, a value that the state does not have, or an action that is not possible there.",
    ),
    error(
        "question-in-vain",
        "The walk would have to ask for a fact before the step, but the fact's own `when` says not to ask. The operator would have to answer a question that does not apply to the cluster. Let the condition that depends on the fact first ask for what the fact's `when` asks for. Then it is decided without an answer.",
    ),
    error(
        "no-answers",
        "Lint looks for answers that pass `applies` and every blocking check, by changing one fact at a time. It found none, so it explored nothing. The usual cause is checks that contradict each other.",
    ),
    warning(
        "unfinished",
        "With a single set of facts, there are more states than lint visits, so nothing is proved beyond them. The usual cause is ways back that leave different traces.",
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

/// Finds a code by its ID.
#[must_use]
pub fn explain(id: &str) -> Option<&'static Code> {
    codes().find(|code| code.id == id)
}

/// Every code: the loader's, then lint's own.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    LOADER.iter().copied().chain(CODES)
}

/// The severity of a code's findings.
pub(super) fn severity(id: &str) -> Severity {
    debug_assert!(explain(id).is_some(), "`{id}` is not explained");
    explain(id).map_or(Severity::Error, |code| code.severity)
}
