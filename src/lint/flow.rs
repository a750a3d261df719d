//! The flow of a procedure: what each step asks, makes known and owes, and where each way from it leads.

use std::collections::{BTreeSet, HashMap};

use super::judge::StepId;
use super::{asks, atoms};
use crate::plan::{Part, Planned};
use crate::procedure::{Lead, Procedure};
use crate::value::Kind;
use crate::world::World;

/// One step, with what does not depend on the way to it.
#[derive(Default)]
pub(super) struct Place {
    /// What it asks about before it makes it known anew.
    pub(super) asks: BTreeSet<String>,
    /// What confirming it makes known anew.
    pub(super) sees: BTreeSet<String>,
    /// Whether it has a restart.
    pub(super) restarts: bool,
    /// Whether a recovery may end here and go back to where the main line stands.
    pub(super) returns: Returns,
    /// Where confirming it leads.
    pub(super) next: Vec<StepId>,
    /// Where anything else leads: problems, restarts, skipping it.
    pub(super) aside: Vec<StepId>,
    /// Who may pass it, and go on to where confirming it leads.
    pub(super) passed: Passed,
}

impl Place {
    /// Whether a way from another step that comes to this place, the one of `own`, may pass it.
    pub(super) fn may_be_passed(&self, own: &StepId, from: &StepId) -> bool {
        let outside = own.0 != from.0;
        own != from && (self.passed == Passed::Always || (self.passed == Passed::FromOutside && outside))
    }
}

/// The ways on which a step may not be walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Passed {
    /// None.
    #[default]
    Never,
    /// Those from outside its phase.
    FromOutside,
    /// Any.
    Always,
}

/// How a recovery ends at a step and goes back to where the main line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Returns {
    /// Not at all.
    #[default]
    Never,
    /// Once the step is confirmed.
    Confirmed,
    /// Also otherwise: by a problem, or past it.
    Anyhow,
}

/// The places of all steps.
pub(super) type Flow = HashMap<StepId, Place>;

/// The flow of a procedure in a world with every member that a list is tried with.
pub(super) fn of(world: &World<'_>, planned: &[Planned]) -> Flow {
    let drawing = Drawing { world, procedure: world.procedure, planned };
    let mut flow = Flow::new();
    for planned in planned {
        drawing.add(planned, flow.entry((planned.part, planned.index)).or_default());
    }
    flow
}

/// A flow while it is drawn.
struct Drawing<'a> {
    world: &'a World<'a>,
    procedure: &'a Procedure,
    planned: &'a [Planned],
}

impl Drawing<'_> {
    /// Adds a planned step to its place; of a phase that is repeated each repetition has the same.
    fn add(&self, planned: &Planned, place: &mut Place) {
        let step = planned.step(self.procedure);
        let repeated = planned.phase(self.procedure).is_some_and(|phase| phase.repeat.is_some());
        let next = self.after((planned.part, planned.index));
        place.asks.extend(self.asked(planned));
        if !repeated {
            place.sees.extend(self.made_known(planned));
        }
        place.restarts = step.restart.is_some();
        place.returns = self.returns(planned);
        place.aside.extend(self.leads(planned));
        let left = step.skippable || self.rests_on_readings(planned);
        place.aside.extend(left.then_some(next.clone()).into_iter().flatten());
        if repeated || step.when.is_some() {
            place.passed = Passed::Always;
        } else if !asks::when(self.procedure, planned).is_empty() {
            place.passed = Passed::FromOutside;
        }
        place.next.extend(next);
    }

    /// Whether a reading decides if a step is walked: a later one may take it out of the walk that stands at it.
    fn rests_on_readings(&self, planned: &Planned) -> bool {
        let reading = |id: &String| self.procedure.fact(id).is_some_and(|fact| fact.reading);
        let when = asks::when(self.procedure, planned).into_iter();
        when.flat_map(|condition| asks::variables(self.world, condition, &planned.scope)).any(|id| reading(&id))
    }

    /// What a step asks about before it makes it known anew.
    fn asked(&self, planned: &Planned) -> BTreeSet<String> {
        let step = planned.step(self.procedure);
        let mut asked: BTreeSet<String> =
            asks::repeated(self.procedure, planned).map(str::to_owned).into_iter().collect();
        for (condition, scope) in asks::before(self.procedure, planned) {
            asked.extend(asks::variables(self.world, condition, &scope));
        }
        // At the end of an attempt what it asks is new, or not known; only lists stay as they were.
        let list = |id: &str| self.procedure.fact(id).is_some_and(|fact| matches!(fact.kind, Kind::Records(_)));
        let seen = step.observes.iter().map(|observe| self.procedure.state_id(&observe.state, &planned.scope));
        let read: BTreeSet<String> =
            step.asks.iter().map(|name| planned.scope.resolve(name).into_owned()).chain(seen).collect();
        for condition in atoms::of_effects(self.procedure, step) {
            let variables = asks::variables(self.world, condition, &planned.scope).into_iter();
            asked.extend(variables.filter(|full| list(full) || !read.contains(full)));
        }
        let conditions = asks::conditions(self.procedure, planned).into_iter();
        let tests = conditions.flat_map(|(condition, scope)| asks::tests(self.world, condition, &scope));
        asked.iter().map(|full| asks::stem(self.procedure, full)).chain(tests).collect()
    }

    /// How a recovery may end at a step and go back to where the main line stands.
    fn returns(&self, planned: &Planned) -> Returns {
        let Part::Recovery(part) = planned.part else { return Returns::Never };
        let returns = |lead: &Lead| matches!(lead, Lead::Return | Lead::Repeat);
        let declared = self.procedure.recoveries.get(part);
        let at_end = declared.is_some_and(|own| planned.index + 1 == own.steps.len() && returns(&own.then));
        let step = planned.step(self.procedure);
        let otherwise = self.procedure.problems(step).any(|problem| problem.then == Lead::Return)
            || (at_end && (step.skippable || self.rests_on_readings(planned)));
        match (at_end, otherwise) {
            (_, true) => Returns::Anyhow,
            (true, false) => Returns::Confirmed,
            (false, false) => Returns::Never,
        }
    }

    /// What confirming a step makes known anew, whatever it was: what it observes, reads, sets and changes in any case.
    fn made_known(&self, planned: &Planned) -> BTreeSet<String> {
        let step = planned.step(self.procedure);
        let observed = step.observes.iter().map(|observe| self.procedure.state_id(&observe.state, &planned.scope));
        let mut known: BTreeSet<String> = observed.collect();
        if step.already.is_none() {
            let sets = step.sets.iter().filter(|set| set.when.is_none());
            known.extend(sets.map(|set| self.procedure.state_id(&set.state, &planned.scope)));
            let changes = step.opens.iter().chain(&step.closes).filter(|change| change.when.is_none());
            known.extend(changes.map(|change| self.world.obligation_id(&change.obligation, &planned.scope)));
            known.extend(step.asks.iter().map(|name| planned.scope.resolve(name).into_owned()));
        }
        known
    }

    /// The steps that follow one: the next, and the first of its phase again where that is repeated.
    fn after(&self, (part, index): StepId) -> Vec<StepId> {
        match part {
            Part::Phase(phase) => {
                let steps = self.procedure.phases.get(phase).map_or(0, |phase| phase.steps.len());
                let repeated = self.procedure.phases.get(phase).is_some_and(|phase| phase.repeat.is_some());
                let mut next = vec![if index + 1 < steps { (part, index + 1) } else { (Part::Phase(phase + 1), 0) }];
                if repeated && index + 1 == steps {
                    next.push((part, 0));
                }
                next
            }
            Part::Recovery(recovery) => {
                let Some(declared) = self.procedure.recoveries.get(recovery) else { return Vec::new() };
                if index + 1 < declared.steps.len() {
                    return vec![(part, index + 1)];
                }
                self.target(&declared.then, None).into_iter().collect()
            }
        }
    }

    /// Where the problems of a step lead, the restarts of its phase, and the loss of what it opens.
    fn leads(&self, planned: &Planned) -> Vec<StepId> {
        let problems = self.procedure.problems(planned.step(self.procedure)).map(|problem| &problem.then);
        let restarts = match planned.part {
            Part::Phase(part) => self.procedure.phases.get(part).map(|phase| &phase.on_restart),
            Part::Recovery(part) => self.procedure.recoveries.get(part).map(|recovery| &recovery.on_restart),
        };
        let restarts = restarts.into_iter().flatten().map(|own| &own.lead);
        let opens = planned.step(self.procedure).opens.iter();
        let opens = opens.map(|change| self.world.obligation_id(&change.obligation, &planned.scope));
        let mut leads: Vec<StepId> =
            problems.chain(restarts).filter_map(|lead| self.target(lead, Some(planned))).collect();
        leads.extend(opens.filter_map(|id| self.target(self.procedure.obligation(&id)?.if_lost.as_ref()?, None)));
        if let Part::Recovery(part) = planned.part {
            // A restart in its midst starts it again.
            leads.push((Part::Recovery(part), 0));
        }
        leads
    }

    /// The first step to which a lead comes from a step.
    fn target(&self, lead: &Lead, from: Option<&Planned>) -> Option<StepId> {
        match lead {
            Lead::Repeat => from.map(|from| (from.part, from.index)),
            lead => target(self.procedure, self.planned, lead),
        }
    }
}

/// The first step to which a lead comes; nothing where it stays, ends, or goes back to where the main line stands.
pub(super) fn target(procedure: &Procedure, planned: &[Planned], lead: &Lead) -> Option<StepId> {
    match lead {
        Lead::GoTo(reference) => {
            let stem = reference.split('[').next().unwrap_or(reference);
            let found = planned.iter().find(|planned| planned.stem() == stem)?;
            Some((found.part, found.index))
        }
        Lead::Run(id) => {
            let part = procedure.recoveries.iter().position(|recovery| recovery.id == *id)?;
            Some((Part::Recovery(part), 0))
        }
        Lead::Repeat | Lead::Stop(_) | Lead::Return => None,
    }
}
