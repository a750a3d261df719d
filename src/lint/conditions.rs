//! Conditions: finds them in a procedure and its steps, and selects those that count at a planned step.

use super::{declarations, uses};
use crate::engine::plan::Planned;
use crate::model::condition::{Condition, Form, Scope};
use crate::model::{Check, Problem, Procedure, Step};

/// A condition with the scope in which it is asked.
pub(super) type Scoped<'p> = (&'p Condition, Scope);

/// The conditions that decide whether a step can be done: its gate, and that of its restart.
pub(super) fn of_gate(step: &Step) -> impl Iterator<Item = &Condition> {
    let restart = step.restart.iter().filter_map(|restart| restart.requires.as_ref());
    step.requires.iter().chain(&step.already).chain(restart)
}

/// The conditions that are asked at the end of an attempt: success, effects, problems.
pub(super) fn of_outcome<'p>(procedure: &'p Procedure, step: &'p Step) -> impl Iterator<Item = &'p Condition> {
    let sets = step.sets.iter().filter_map(|set| set.when.as_ref());
    let changes = step.opens.iter().chain(&step.closes).filter_map(|change| change.when.as_ref());
    step.succeeds.iter().chain(sets).chain(changes).chain(procedure.problems(step).flat_map(of_problem))
}

fn of_problem(problem: &Problem) -> impl Iterator<Item = &Condition> {
    let sets = problem.sets.iter().filter_map(|set| set.when.as_ref());
    let closes = problem.closes.iter().filter_map(|change| change.when.as_ref());
    problem.when.iter().chain(sets).chain(closes)
}

/// Every condition of a step but its `when`.
fn of_step<'p>(procedure: &'p Procedure, step: &'p Step) -> impl Iterator<Item = &'p Condition> {
    let lines = step.writes.iter().flat_map(|writes| &writes.lines).filter(|line| line.each.is_none());
    of_gate(step).chain(lines.filter_map(|line| line.when.as_ref())).chain(of_outcome(procedure, step))
}

/// Every condition of a procedure.
pub(super) fn everywhere(procedure: &Procedure) -> Vec<&Condition> {
    let mut all: Vec<&Condition> = Vec::new();
    all.extend(procedure.facts.iter().filter_map(|fact| fact.when.as_ref()));
    all.extend(procedure.applies.iter().map(|applies| &applies.when));
    all.extend(procedure.checks.iter().flat_map(of_check));
    all.extend(procedure.rules.iter().map(|rule| &rule.holds));
    all.extend(procedure.phases.iter().filter_map(|phase| phase.when.as_ref()));
    for declared in declarations::steps(procedure) {
        all.extend(&declared.step.when);
        all.extend(of_step(procedure, declared.step));
    }
    all.extend(procedure.conditions.iter().map(|named| &named.holds));
    all
}

/// The conditions of a check.
pub(super) fn of_check(check: &Check) -> impl Iterator<Item = &Condition> {
    check.when.iter().chain([&check.pass])
}

/// The conditions that decide whether a planned step is walked.
pub(super) fn deciding<'p>(procedure: &'p Procedure, planned: &Planned) -> impl Iterator<Item = &'p Condition> {
    let phase = planned.phase(procedure).and_then(|phase| phase.when.as_ref());
    phase.into_iter().chain(&planned.step(procedure).when)
}

/// The list over whose members the phase of a step is repeated.
pub(super) fn repeated<'p>(procedure: &'p Procedure, planned: &Planned) -> Option<&'p str> {
    planned.phase(procedure)?.for_.as_ref()?.list()
}

/// Every condition of a planned step itself.
pub(super) fn own<'p>(procedure: &'p Procedure, planned: &Planned) -> Vec<Scoped<'p>> {
    let all = deciding(procedure, planned).chain(of_step(procedure, planned.step(procedure)));
    all.map(|condition| (condition, planned.scope.clone())).collect()
}

/// The conditions that are asked before a planned step is walked: its own, the rules, and the checks that guard it.
pub(super) fn before<'p>(procedure: &'p Procedure, planned: &Planned) -> Vec<Scoped<'p>> {
    let step = planned.step(procedure);
    let lines = step.writes.iter().flat_map(|writes| &writes.lines).filter(|line| uses::may_ask(procedure, line));
    let rules = procedure.rules.iter().filter(|rule| rule.during.is_empty() || planned.is_named_by(&rule.during));
    let scoped = deciding(procedure, planned).chain(of_gate(step));
    let scoped = scoped.chain(lines.filter_map(|line| line.when.as_ref())).chain(rules.map(|rule| &rule.holds));
    // A check without a guard can fail after the first step if it asks for something that the walk finds out.
    let counts = |check: &&Check| match check.guards.as_slice() {
        [] => asks_of_walk(procedure, check),
        guarded => planned.is_named_by(guarded),
    };
    let checks = procedure.checks.iter().filter(counts).flat_map(of_check);
    let checks = checks.map(|condition| (condition, Scope::default()));
    scoped.map(|condition| (condition, planned.scope.clone())).chain(checks).collect()
}

/// The conditions that count at a planned step: those before it, and those at the end of an attempt.
pub(super) fn at<'p>(procedure: &'p Procedure, planned: &Planned) -> Vec<Scoped<'p>> {
    let mut all = before(procedure, planned);
    let outcome = of_outcome(procedure, planned.step(procedure));
    all.extend(outcome.map(|condition| (condition, planned.scope.clone())));
    all
}

/// The conditions that count at any of some planned steps, and those under which facts are asked.
pub(super) fn at_all<'p>(procedure: &'p Procedure, planned: &[Planned]) -> Vec<Scoped<'p>> {
    let questions = procedure.facts.iter().filter_map(|fact| fact.when.as_ref());
    let questions = questions.map(|question| (question, Scope::default()));
    planned.iter().flat_map(|planned| at(procedure, planned)).chain(questions).collect()
}

/// Whether a check asks for something that only the walk finds out.
pub(super) fn asks_of_walk(procedure: &Procedure, check: &Check) -> bool {
    of_check(check).any(|condition| uses::is_of_walk(procedure, condition))
}

/// Whether anything tells the members of a list apart: a condition over them, or a phase that is repeated for each.
pub(super) fn tell_members_apart(procedure: &Procedure, list: &str) -> bool {
    let counts = |part: &Condition| matches!(&part.form, Form::Each(each) if each.list == list);
    procedure.phases.iter().filter_map(|phase| phase.for_.as_ref()?.list()).any(|own| own == list)
        || everywhere(procedure).into_iter().flat_map(Condition::parts).any(counts)
}
