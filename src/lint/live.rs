//! Liveness: at each step, what some condition on a way from there may still ask before it is known anew.
//!
//! Two walks that differ only in what nobody asks any more have the same future, so the explorer does not tell them
//! apart. That keeps decisions apart that do not interact: once the last condition on a fact is behind, its values meet.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::judge::StepId;
use super::{asks, atoms};
use crate::facts::Facts;
use crate::plan::{Part, Planned};
use crate::procedure::{Lead, Procedure};
use crate::value::Kind;
use crate::world::World;

/// Where the main line stands, as a variable of a recovery that may return there.
const MAIN: &str = "the main line";

/// What is live before and after each step. Variables stand without the keys of members.
pub(super) struct Live<'p> {
    procedure: &'p Procedure,
    at: HashMap<StepId, HashSet<String>>,
    /// The variable of each full id that was asked about.
    stems: RefCell<HashMap<String, Rc<str>>>,
}

/// One step as liveness sees it.
#[derive(Default)]
struct Place {
    asks: BTreeSet<String>,
    /// What confirming it makes known anew.
    sees: BTreeSet<String>,
    /// Where confirming it leads.
    next: Vec<StepId>,
    /// Where anything else leads: problems, restarts, passing it.
    aside: Vec<StepId>,
}

impl<'p> Live<'p> {
    /// What is live in a procedure.
    pub(super) fn of(procedure: &'p Procedure, facts: &Facts) -> Self {
        let world = World::of_facts(procedure, facts);
        let all = asks::planned(&world);
        let mut places = Places { procedure, planned: &all, found: HashMap::new() }.placed(&world);
        let ids: Vec<StepId> = places.keys().copied().collect();
        let mut live: HashMap<StepId, BTreeSet<String>> = HashMap::new();
        loop {
            let mut grew = false;
            for id in &ids {
                let Some(place) = places.get_mut(id) else { continue };
                let mut now = place.asks.clone();
                for next in place.next.iter().filter_map(|next| live.get(next)) {
                    now.extend(next.difference(&place.sees).cloned());
                }
                for aside in place.aside.iter().filter_map(|aside| live.get(aside)) {
                    now.extend(aside.iter().cloned());
                }
                let known = live.entry(*id).or_default();
                if now.len() > known.len() {
                    *known = now;
                    grew = true;
                }
            }
            if !grew {
                break;
            }
        }
        // What a step sees is live while its restart is still to come.
        let at: HashMap<StepId, HashSet<String>> = live
            .iter()
            .map(|(id, own)| {
                let restarts = all
                    .iter()
                    .any(|planned| (planned.part, planned.index) == *id && planned.step(procedure).restart.is_some());
                let sees = places.get(id).filter(|_| restarts).map(|place| place.sees.clone()).unwrap_or_default();
                (*id, own.union(&sees).cloned().collect())
            })
            .collect();
        Self { procedure, at, stems: RefCell::default() }
    }

    /// Whether the variable with this full id is live at a step.
    pub(super) fn is_live(&self, step: StepId, full: &str) -> bool {
        let known = self.stems.borrow().get(full).cloned();
        let variable = known.unwrap_or_else(|| {
            let variable: Rc<str> = asks::stem(self.procedure, full).into();
            self.stems.borrow_mut().insert(full.to_owned(), Rc::clone(&variable));
            variable
        });
        self.at.get(&step).is_some_and(|live| live.contains(&*variable))
    }

    /// Whether it matters at a step of a recovery where the main line stands.
    pub(super) fn main_matters(&self, step: StepId) -> bool {
        self.at.get(&step).is_some_and(|live| live.contains(MAIN))
    }
}

/// The steps of a procedure while their places are found.
struct Places<'a> {
    procedure: &'a Procedure,
    planned: &'a [Planned],
    found: HashMap<StepId, Place>,
}

impl Places<'_> {
    /// The place of every step.
    fn placed(mut self, world: &World<'_>) -> HashMap<StepId, Place> {
        for planned in self.planned {
            let id = (planned.part, planned.index);
            let step = planned.step(self.procedure);
            let repeated = planned.phase(self.procedure).is_some_and(|phase| phase.repeat.is_some());
            let asked = self.asked(world, planned);
            let leads = self.leads(planned);
            let next = self.after(id);
            let conditional = !asks::when(self.procedure, planned).is_empty() || repeated || step.skippable;
            let sees = if repeated { BTreeSet::new() } else { self.made_known(world, planned) };
            let place = self.found.entry(id).or_default();
            place.asks.extend(asked);
            place.sees.extend(sees);
            place.aside.extend(leads);
            place.aside.extend(conditional.then_some(next.clone()).into_iter().flatten());
            place.next.extend(next);
        }
        self.found
    }

    /// What a step asks about before it makes it known anew.
    fn asked(&self, world: &World<'_>, planned: &Planned) -> Vec<String> {
        let step = planned.step(self.procedure);
        let mut asked: BTreeSet<String> =
            asks::repeated(self.procedure, planned).map(str::to_owned).into_iter().collect();
        for (condition, scope) in asks::before(self.procedure, planned) {
            asked.extend(asks::variables(world, condition, &scope));
        }
        // At the end of an attempt what it asks is new, or not known; only lists stay as they were.
        let list = |id: &str| self.procedure.fact(id).is_some_and(|fact| matches!(fact.kind, Kind::Records(_)));
        let seen = step.observes.iter().map(|observe| self.procedure.state_id(&observe.state, &planned.scope));
        let read: BTreeSet<String> = step.asks.iter().map(|name| planned.scope.resolve(name)).chain(seen).collect();
        for condition in atoms::of_effects(self.procedure, step) {
            let variables = asks::variables(world, condition, &planned.scope).into_iter();
            asked.extend(variables.filter(|full| list(full) || !read.contains(full)));
        }
        let mut asked: Vec<String> = asked.iter().map(|full| asks::stem(self.procedure, full)).collect();
        if let Part::Recovery(part) = planned.part {
            let recovery = self.procedure.recoveries.get(part);
            let is_last = recovery.is_some_and(|recovery| planned.index + 1 == recovery.steps.len());
            let returns = |lead: &Lead| matches!(lead, Lead::Return | Lead::Repeat);
            let at_end = is_last && recovery.is_some_and(|recovery| returns(&recovery.then));
            if at_end || self.procedure.problems(step).any(|problem| problem.then == Lead::Return) {
                asked.push(MAIN.to_owned());
            }
        }
        asked
    }

    /// What confirming a step makes known anew, whatever it was: what it observes, reads, sets and changes in any case.
    fn made_known(&self, world: &World<'_>, planned: &Planned) -> BTreeSet<String> {
        let step = planned.step(self.procedure);
        let observed = step.observes.iter().map(|observe| self.procedure.state_id(&observe.state, &planned.scope));
        let mut known: BTreeSet<String> = observed.collect();
        if step.already.is_none() {
            let sets = step.sets.iter().filter(|set| set.when.is_none());
            known.extend(sets.map(|set| self.procedure.state_id(&set.state, &planned.scope)));
            let changes = step.opens.iter().chain(&step.closes).filter(|change| change.when.is_none());
            known.extend(changes.map(|change| world.obligation_id(&change.obligation, &planned.scope)));
            known.extend(step.asks.iter().map(|name| planned.scope.resolve(name)));
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
                match &declared.then {
                    Lead::Return | Lead::Repeat => self.callers(&declared.id),
                    lead => self.target(lead, None).into_iter().collect(),
                }
            }
        }
    }

    /// Where the problems of a step, the restarts of its phase and lost obligations lead.
    fn leads(&self, planned: &Planned) -> Vec<StepId> {
        let problems = self.procedure.problems(planned.step(self.procedure)).map(|problem| &problem.then);
        let restarts = match planned.part {
            Part::Phase(part) => self.procedure.phases.get(part).map(|phase| &phase.on_restart),
            Part::Recovery(part) => self.procedure.recoveries.get(part).map(|recovery| &recovery.on_restart),
        };
        let restarts = restarts.into_iter().flatten().map(|own| &own.lead);
        let lost = self.procedure.obligations.iter().filter_map(|obligation| obligation.if_lost.as_ref());
        let mut leads: Vec<StepId> =
            problems.chain(restarts).chain(lost).filter_map(|lead| self.target(lead, Some(planned))).collect();
        if let Part::Recovery(part) = planned.part {
            // A restart in its midst starts it again.
            leads.push((Part::Recovery(part), 0));
        }
        leads
    }

    /// The first step to which a lead comes.
    fn target(&self, lead: &Lead, from: Option<&Planned>) -> Option<StepId> {
        match lead {
            Lead::GoTo(reference) => {
                let stem = reference.split('[').next().unwrap_or(reference);
                let found = self.planned.iter().find(|planned| planned.stem() == stem)?;
                Some((found.part, found.index))
            }
            Lead::Run(id) => {
                let part = self.procedure.recoveries.iter().position(|recovery| recovery.id == *id)?;
                Some((Part::Recovery(part), 0))
            }
            Lead::Repeat => from.map(|from| (from.part, from.index)),
            Lead::Stop(_) | Lead::Return => None,
        }
    }

    /// The steps from which a recovery may be run, to which it may return.
    fn callers(&self, id: &str) -> Vec<StepId> {
        let runs = |lead: &Lead| matches!(lead, Lead::Run(own) if own == id);
        let lost = self.procedure.obligations.iter().any(|own| own.if_lost.as_ref().is_some_and(runs));
        let mut callers = HashSet::new();
        for planned in self.planned {
            let problems = self.procedure.problems(planned.step(self.procedure)).any(|problem| runs(&problem.then));
            let phase = planned.phase(self.procedure);
            let restarts = phase.is_some_and(|phase| phase.on_restart.iter().any(|own| runs(&own.lead)));
            if lost || problems || restarts {
                callers.insert((planned.part, planned.index));
            }
        }
        // A recovery that runs this one goes back to where it was itself run from, which may be anywhere on the main line.
        if callers.iter().any(|(part, _)| matches!(part, Part::Recovery(_))) {
            let main = self.planned.iter().filter(|planned| matches!(planned.part, Part::Phase(_)));
            callers.extend(main.map(|planned| (planned.part, planned.index)));
        }
        callers.into_iter().collect()
    }
}
