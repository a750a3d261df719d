//! Atoms: what the conditions of a procedure ask, and in which scope.

use crate::engine::world::World;
use crate::model::condition::{Atom, Bound, Condition, Form, Scope, Subject};
use crate::model::{Problem, Procedure, Step};

/// Visits every atom of a condition with the scope in which it is asked. Named conditions are followed; a condition over a
/// list is visited once for each member that the facts have.
pub(super) fn visit<'p>(
    world: &World<'p>,
    condition: &'p Condition,
    scope: &Scope,
    each: &mut dyn FnMut(&'p Atom, &Scope),
) {
    match &condition.form {
        Form::All(parts) | Form::Any(parts) => parts.iter().for_each(|part| visit(world, part, scope, each)),
        Form::Not(part) => visit(world, part, scope, each),
        Form::Holds(id) => {
            if let Some(named) = world.procedure.named(id) {
                visit(world, named, Scope::empty(), each);
            }
        }
        Form::Each(quantified) => {
            for member in world.facts.members(&quantified.list).unwrap_or_default() {
                let bound = Bound::Member { list: quantified.list.clone(), key: member.key.clone() };
                visit(world, &quantified.holds, &scope.with(&quantified.as_, bound), each);
            }
        }
        Form::Atom(atom) => each(atom, scope),
    }
}

/// Visits every condition inside a condition, itself first, without following names.
pub(super) fn parts<'p>(condition: &'p Condition, each: &mut dyn FnMut(&'p Condition)) {
    each(condition);
    match &condition.form {
        Form::All(inner) | Form::Any(inner) => inner.iter().for_each(|part| parts(part, each)),
        Form::Not(part) => parts(part, each),
        Form::Each(quantified) => parts(&quantified.holds, each),
        Form::Holds(_) | Form::Atom(_) => {}
    }
}

/// The full id of an atom's subject.
pub(super) fn subject(world: &World<'_>, atom: &Atom, scope: &Scope) -> String {
    match &atom.subject {
        Subject::Fact(name) => world.full_name(name, scope),
        Subject::State(name) => world.procedure.state_id(name, scope),
        Subject::Obligation(name) => world.obligation_id(name, scope),
    }
}

/// Every condition of a step but its `when`: gate, success, problems, and those of its effects.
pub(super) fn of_step<'p>(procedure: &'p Procedure, step: &'p Step) -> Vec<&'p Condition> {
    let lines = step.writes.iter().flat_map(|writes| &writes.lines).filter(|line| line.each.is_none());
    of_gate(step).chain(lines.filter_map(|line| line.when.as_ref())).chain(of_effects(procedure, step)).collect()
}

/// The conditions that are asked before a step, or its restart, is walked.
pub(super) fn of_gate(step: &Step) -> impl Iterator<Item = &Condition> {
    let restart = step.restart.iter().filter_map(|restart| restart.requires.as_ref());
    step.requires.iter().chain(&step.already).chain(restart)
}

/// The conditions that are asked once an attempt of a step is at its end: success, effects, problems.
pub(super) fn of_effects<'p>(procedure: &'p Procedure, step: &'p Step) -> impl Iterator<Item = &'p Condition> {
    let effects = step.sets.iter().filter_map(|set| set.when.as_ref());
    let changes = step.opens.iter().chain(&step.closes).filter_map(|change| change.when.as_ref());
    step.succeeds.iter().chain(effects).chain(changes).chain(procedure.problems(step).flat_map(of_problem))
}

/// Every condition of a problem.
pub(super) fn of_problem(problem: &Problem) -> impl Iterator<Item = &Condition> {
    let sets = problem.sets.iter().filter_map(|set| set.when.as_ref());
    let closes = problem.closes.iter().filter_map(|change| change.when.as_ref());
    problem.when.iter().chain(sets).chain(closes)
}

/// Every condition of a procedure, wherever it stands, but those that have a name.
pub(super) fn everywhere(procedure: &Procedure) -> Vec<&Condition> {
    let mut all: Vec<&Condition> = Vec::new();
    all.extend(procedure.facts.iter().filter_map(|fact| fact.when.as_ref()));
    all.extend(procedure.applies.iter().map(|applies| &applies.when));
    all.extend(procedure.checks.iter().flat_map(|check| check.when.iter().chain([&check.pass])));
    all.extend(procedure.rules.iter().map(|rule| &rule.holds));
    all.extend(procedure.phases.iter().filter_map(|phase| phase.when.as_ref()));
    for step in steps(procedure) {
        all.extend(&step.when);
        all.extend(of_step(procedure, step));
    }
    all
}

/// Every step, of the phases and then of the recoveries.
pub(super) fn steps(procedure: &Procedure) -> impl Iterator<Item = &Step> {
    placed(procedure).map(|(_, step)| step)
}

/// Every step, with the phase or recovery that it is written in.
pub(super) fn placed(procedure: &Procedure) -> impl Iterator<Item = (&str, &Step)> {
    let phases = procedure.phases.iter().map(|phase| (phase.id.as_str(), &phase.steps));
    let recoveries = procedure.recoveries.iter().map(|recovery| (recovery.id.as_str(), &recovery.steps));
    phases.chain(recoveries).flat_map(|(part, steps)| steps.iter().map(move |step| (part, step)))
}
