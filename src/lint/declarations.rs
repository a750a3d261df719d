//! Declarations: the steps, facts and readings of a procedure, each with the id that the rest of lint knows it by.

use crate::engine::plan::{Part, Plan, Planned};
use crate::engine::world::World;
use crate::model::{Fact, Procedure, State, StateOnRestart, Step};

/// A step as it is declared: its phase or recovery, and its index there.
pub(super) type StepId = (Part, usize);

/// A step with its place in the procedure.
pub(super) struct DeclaredStep<'p> {
    pub(super) id: StepId,
    /// The id of its phase or recovery.
    pub(super) part: &'p str,
    pub(super) step: &'p Step,
}

impl DeclaredStep<'_> {
    /// The name that the file knows it by: `phase/step`.
    pub(super) fn name(&self) -> String {
        format!("{}/{}", self.part, self.step.id)
    }
}

/// Every step: those of the phases, then those of the recoveries.
pub(super) fn steps(procedure: &Procedure) -> impl Iterator<Item = DeclaredStep<'_>> {
    let phases = procedure.phases.iter().enumerate();
    let phases = phases.map(|(part, phase)| (Part::Phase(part), phase.id.as_str(), &phase.steps));
    let recoveries = procedure.recoveries.iter().enumerate();
    let recoveries = recoveries.map(|(part, recovery)| (Part::Recovery(part), recovery.id.as_str(), &recovery.steps));
    phases.chain(recoveries).flat_map(|(part, name, steps)| {
        steps.iter().enumerate().map(move |(index, step)| DeclaredStep { id: (part, index), part: name, step })
    })
}

/// Every step planned for some facts: those of the main line, then those of each recovery.
pub(super) fn planned(world: &World<'_>) -> Vec<Planned> {
    let main = Plan::of(world.procedure, world.facts);
    let recoveries = world.procedure.recoveries.iter();
    let recoveries = recoveries.map(|recovery| Plan::of_recovery(world.procedure, world.facts, &recovery.id));
    std::iter::once(main).chain(recoveries).flat_map(|plan| plan.steps.to_vec()).collect()
}

/// The facts of the worksheet, each with all its full ids in turn.
pub(super) fn facts(procedure: &Procedure) -> impl Iterator<Item = (&Fact, String)> {
    let facts = procedure.facts.iter().filter(|fact| !fact.reading);
    facts.flat_map(|fact| fact.full_ids().map(move |id| (fact, id)))
}

/// The readings, each with all its full ids in turn.
pub(super) fn readings(procedure: &Procedure) -> impl Iterator<Item = (&Fact, String)> {
    let readings = procedure.facts.iter().filter(|fact| fact.reading);
    readings.flat_map(|fact| fact.full_ids().map(move |id| (fact, id)))
}

/// The state that a name in a condition means: `setup` for `setup`, `a.setup` and `here.setup`.
pub(super) fn state<'p>(procedure: &'p Procedure, name: &str) -> Option<&'p State> {
    let id = name.rsplit('.').next().unwrap_or(name);
    procedure.states.iter().find(|state| state.id == id)
}

/// Whether a restart makes the state that a name means unknown.
pub(super) fn is_forgotten(procedure: &Procedure, name: &str) -> bool {
    state(procedure, name).is_some_and(|state| state.on_restart == StateOnRestart::Unknown)
}
