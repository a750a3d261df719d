//! Properties: conditions that must hold in every state that a path reaches.

use super::counterexample;
use crate::engine::facts::Address;
use crate::engine::plan::Planned;
use crate::engine::walk::{Gate, Position, Status, Walk};
use crate::engine::world::Standing;
use crate::lint::finding::Finding;
use crate::model::condition::Truth;
use crate::model::{Jump, Procedure, Rule, RuleKind, Span};

/// A violated property: a finding without a path yet.
pub(in crate::lint) struct Violation {
    /// The subject. Lint reports one violation for each code and subject.
    pub(super) subject: String,
    pub(in crate::lint) finding: Finding,
}

/// Checks the properties of a state.
pub(in crate::lint) fn violations(walk: &Walk, position: &Position) -> Vec<Violation> {
    match position {
        Position::Ask { step, facts } => unnecessary_questions(walk, step, facts),
        Position::SignOff => {
            let open = walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
            open.map(|(id, standing)| left_open(walk.procedure(), id, standing)).collect()
        }
        _ => rules(walk, position).filter_map(|(_, rule, planned)| broken(walk, rule, planned)).collect(),
    }
}

/// The rules that count at a position, with their indices and the shown step.
pub(super) fn rules<'w>(walk: &'w Walk, position: &Position) -> impl Iterator<Item = (usize, &'w Rule, &'w Planned)> {
    let step = match position {
        Position::Step { step, gate: Gate::Open } | Position::Restart { step } => walk.planned(step),
        _ => None,
    };
    step.into_iter().flat_map(|planned| {
        let rules = walk.procedure().rules.iter().enumerate();
        let rules = rules.filter(|(_, rule)| rule.during.is_empty() || planned.is_named_by(&rule.during));
        rules.map(move |(index, rule)| (index, rule, planned))
    })
}

/// Checks a rule at a step.
fn broken(walk: &Walk, rule: &Rule, planned: &Planned) -> Option<Violation> {
    let (wanted, word) = match rule.kind {
        RuleKind::Never => (Truth::False, "never"),
        RuleKind::Always => (Truth::True, "always"),
    };
    if rule.holds.truth(&walk.world(), &planned.scope) == wanted {
        return None;
    }
    let explained = walk.world().explain(&rule.holds, &planned.scope).words();
    let message = format!("the rule `{}` ({word}) is broken at `{}`: {explained}", rule.id, planned.id);
    let help = "let the step's `requires` ask for it, or lead this path elsewhere";
    let finding = Finding::new("broken-rule", rule.holds.span, message, help);
    Some(Violation { subject: format!("{} at {}", rule.id, planned.stem()), finding })
}

/// Finds the questions before a step that the worksheet wouldn't ask.
fn unnecessary_questions(walk: &Walk, step: &str, facts: &[String]) -> Vec<Violation> {
    let Some(planned) = walk.planned(step) else { return Vec::new() };
    let fact = |full: &String| Some(Address::find(walk.procedure(), full)?.fact());
    let unasked = facts.iter().filter(|full| fact(full).is_some_and(|own| walk.is_asked(own) == Truth::False));
    let violation = |full: &String| {
        let message = format!("`{full}` is asked for before `{}`, though its own `when` does not hold", planned.id);
        let help = "let the condition that asks for it first ask for what its `when` says";
        let place = planned.step(walk.procedure()).title.span;
        let finding = Finding::new("question-in-vain", place, message, help);
        Violation { subject: format!("{full} at {}", planned.stem()), finding }
    };
    unasked.map(violation).collect()
}

/// Checks that a transition doesn't pass over a step that can't be undone and isn't done.
pub(super) fn passed_gate(before: &Walk, after: &Walk) -> Option<Violation> {
    let (from, to) = (before.target().map(|own| &own.id), after.target().map(|own| &own.id));
    if from.is_some() && from == to {
        return None;
    }
    let passed = |walk: &Walk, id: &str| walk.progress(id).is_some_and(|own| own.status == Status::Passed);
    let mut new = after.plan().steps.iter().filter(|own| passed(after, &own.id) && !passed(before, &own.id));
    let own = new.find(|own| {
        let irreversible = own.step(after.procedure()).irreversible;
        irreversible && after.gate(own) != Gate::Already && !decides_about(after, &own.id)
    })?;
    let to = to.map_or("the end", String::as_str);
    let message = format!("a jump forward to `{to}` passes over `{}`, which can't be undone and isn't done", own.id);
    let help = "jump to that step or an earlier one, or say in its `already` when it may be passed over";
    let place = gate_span(after.procedure(), own);
    Some(Violation { subject: own.stem().to_owned(), finding: Finding::new("passed-gate", place, message, help) })
}

/// The place of a step's gate. If it has none, the place of the step.
fn gate_span(procedure: &Procedure, planned: &Planned) -> Span {
    let step = planned.step(procedure);
    step.requires.as_ref().map_or(step.span, |requires| requires.span)
}

/// Whether the next step finds out if another step was done, and leads back there if it wasn't.
fn decides_about(walk: &Walk, passed: &str) -> bool {
    let Some(target) = walk.target() else { return false };
    let place = |id: &str| walk.plan().steps.iter().position(|own| own.id == id);
    let procedure = walk.procedure();
    let jumps = procedure.problems(target.step(procedure)).filter_map(|problem| match &problem.then {
        Jump::GoTo(reference) => place(&walk.plan().find(reference, Some(target))?.id),
        _ => None,
    });
    jumps.min().is_some_and(|back| Some(back) <= place(passed))
}

/// Makes the violation of an obligation that isn't closed at the end.
pub(super) fn left_open(procedure: &Procedure, id: &str, standing: Standing) -> Violation {
    let place = procedure.obligation(id).map(|obligation| obligation.title.span).unwrap_or_default();
    let message = format!("the walk can end with `{id}` {}", standing.word());
    let help = "close it on every path before the last step, or where it is lost";
    let stem = id.split('[').next().unwrap_or(id);
    Violation { subject: stem.to_owned(), finding: Finding::new("left-open", place, message, help) }
}

/// Makes the violation of a walk that can't reach an end. `shut` says whether that is because of a shut gate.
pub(super) fn stuck(walk: &Walk, shut: bool) -> Violation {
    let target = walk.target();
    let subject = target.map(|target| target.stem().to_owned()).unwrap_or_default();
    let finding = if shut {
        let (place, id) =
            target.map_or_else(Default::default, |own| (gate_span(walk.procedure(), own), own.id.as_str()));
        let because = target.and_then(|target| walk.gate_explained(target)).map(|because| because.words());
        let message = format!(
            "the walk gets stuck at `{id}`: its gate does not hold, and no observation there opens it: {}",
            because.unwrap_or_default()
        );
        Finding::new("stuck", place, message, "lead this path to a step that brings it about, or say it in `already`")
    } else {
        let place = target.map(|own| own.step(walk.procedure()).title.span).unwrap_or_default();
        let at = counterexample::place(&walk.position());
        let message = format!("no path from {at} reaches an end: the walk goes around in circles or stands still");
        Finding::new("endless", place, message, "lead one of the paths out with `go_to`, `run`, or `stop`")
    };
    Violation { subject, finding }
}
