//! The flow of a procedure: what each planned step asks and makes known, and where each way from it leads.

use std::collections::BTreeSet;

use crate::engine::plan::{Part, Planned};
use crate::engine::world::BLANK;
use crate::engine::world::World;
use crate::lint::{condition_visit, uses};
use crate::model::value::Kind;
use crate::model::{Jump, Procedure};

/// A planned step by its number: those of the main line in their order, then those of each recovery.
pub(in crate::lint) type Spot = usize;

/// One planned step, with what does not depend on the way to it.
pub(in crate::lint) struct Place {
    /// What it asks about before it makes it known anew.
    pub(in crate::lint) asks: BTreeSet<String>,
    /// What confirming it makes known anew.
    pub(in crate::lint) sees: BTreeSet<String>,
    /// Whether it has a restart.
    pub(in crate::lint) restarts: bool,
    /// Where confirming it leads.
    pub(in crate::lint) next: Ways,
    /// Where anything else leads: problems, restarts, skipping it.
    pub(in crate::lint) aside: Ways,
    /// This step, and where a walk stands instead if it turns out not to be walked.
    pub(in crate::lint) here: Ways,
}

/// Where some ways lead, past the steps that may not be walked.
#[derive(Clone, Default)]
pub(in crate::lint) struct Ways {
    /// The steps that may be the next one.
    pub(in crate::lint) to: BTreeSet<Spot>,
    /// Whether a recovery may be at its end, and go back to where the main line stands.
    pub(in crate::lint) back: bool,
}

impl Ways {
    /// Adds others.
    fn extend(&mut self, other: Self) {
        self.to.extend(other.to);
        self.back |= other.back;
    }
}

/// The flow of planned steps in a world with every member that a list is tried with: the place of each.
pub(in crate::lint) fn of(world: &World<'_>, planned: &[Planned]) -> Vec<Place> {
    let drawing = Drawing { world, procedure: world.procedure, planned };
    (0..planned.len()).map(|spot| drawing.place(spot)).collect()
}

/// The first steps to which a lead may come, from a step or from anywhere; none where it stays, ends, or goes back to where
/// the main line stands.
pub(in crate::lint) fn targets(
    procedure: &Procedure,
    planned: &[Planned],
    jump: &Jump,
    from: Option<Spot>,
) -> Vec<Spot> {
    let all = |wanted: &dyn Fn(&Planned) -> bool| -> Vec<Spot> {
        planned.iter().enumerate().filter(|(_, own)| wanted(own)).map(|(spot, _)| spot).collect()
    };
    match jump {
        Jump::GoTo(reference) => {
            let stem = reference.split('[').next().unwrap_or(reference);
            let meant = all(&|own| own.stem() == stem);
            // From within a repetition its own step is meant; from elsewhere it depends on which repetitions there are.
            let own =
                meant.iter().copied().find(|own| from.is_some_and(|from| is_together(&planned[from], &planned[*own])));
            own.map_or(meant, |own| vec![own])
        }
        Jump::Run(id) => {
            let part = procedure.recoveries.iter().position(|recovery| recovery.id == *id).map(Part::Recovery);
            all(&|own| Some(own.part) == part).into_iter().take(1).collect()
        }
        Jump::Repeat | Jump::Stop(_) | Jump::Return => Vec::new(),
    }
}

/// Whether two steps stand in the same repetition of a phase, or in the same recovery.
fn is_together(one: &Planned, two: &Planned) -> bool {
    one.part == two.part && one.key() == two.key()
}

/// A flow while it is drawn.
struct Drawing<'a> {
    world: &'a World<'a>,
    procedure: &'a Procedure,
    planned: &'a [Planned],
}

impl Drawing<'_> {
    /// The place of a planned step.
    fn place(&self, spot: Spot) -> Place {
        let planned = &self.planned[spot];
        let step = planned.step(self.procedure);
        let next = self.past(Some(spot), self.behind(spot));
        let mut aside = self.past(Some(spot), self.jumps(spot));
        if step.skippable || self.rests_on_readings(planned) {
            aside.extend(next.clone());
        }
        let here = self.past(None, Ways { to: [spot].into(), back: false });
        let (asks, sees, restarts) = (self.asked(planned), self.made_known(planned), step.restart.is_some());
        Place { asks, sees, restarts, next, aside, here }
    }

    /// What comes right behind a step: the next one of its line, or what follows the line.
    fn behind(&self, spot: Spot) -> Ways {
        let line = |own: &Planned| match own.part {
            Part::Phase(_) => None,
            Part::Recovery(part) => Some(part),
        };
        let planned = &self.planned[spot];
        let next = self.planned.get(spot + 1).filter(|next| line(next) == line(planned));
        let mut ways = match line(planned).and_then(|part| self.procedure.recoveries.get(part)) {
            Some(recovery) if next.is_none() => self.jump(&recovery.then, None),
            _ => Ways { to: next.map(|_| spot + 1).into_iter().collect(), back: false },
        };
        // One repetition stands for those of all members that nobody knows yet.
        if planned.key() == Some(BLANK) && next.is_none_or(|next| !is_together(next, planned)) {
            ways.to.extend(self.planned.iter().position(|own| is_together(own, planned)));
        }
        ways
    }

    /// The steps that may be next on some ways, from one step or from anywhere: the first ones and, where those may not be
    /// walked, what comes behind.
    fn past(&self, from: Option<Spot>, first: Ways) -> Ways {
        let mut ways = Ways { to: BTreeSet::new(), back: first.back };
        let mut pending: Vec<Spot> = first.to.into_iter().collect();
        while let Some(spot) = pending.pop() {
            if !ways.to.insert(spot) {
                continue;
            }
            let planned = &self.planned[spot];
            let of_phase = planned.phase(self.procedure).is_some_and(|phase| phase.when.is_some())
                || uses::repeated(self.procedure, planned).is_some();
            let outside = from.is_none_or(|from| !is_together(&self.planned[from], planned));
            let own = planned.step(self.procedure).when.is_some() || self.rests_on_readings(planned);
            let whole = (of_phase && outside).then(|| {
                let left = self.planned[spot..].iter().take_while(|other| is_together(other, planned));
                spot + left.count().saturating_sub(1)
            });
            for last in whole.into_iter().chain(own.then_some(spot)) {
                let behind = self.behind(last);
                ways.back |= behind.back;
                pending.extend(behind.to);
            }
        }
        ways
    }

    /// Whether a reading decides if a step is walked: a later one may take it out of the walk that stands at it.
    fn rests_on_readings(&self, planned: &Planned) -> bool {
        let reading = |id: &String| self.procedure.fact(id).is_some_and(|fact| fact.reading);
        let when = uses::when(self.procedure, planned).into_iter();
        when.flat_map(|condition| uses::variables(self.world, condition, &planned.scope)).any(|id| reading(&id))
    }

    /// What a step asks about before it makes it known anew.
    fn asked(&self, planned: &Planned) -> BTreeSet<String> {
        let step = planned.step(self.procedure);
        let mut asked: BTreeSet<String> =
            uses::repeated(self.procedure, planned).map(str::to_owned).into_iter().collect();
        for (condition, scope) in uses::before(self.procedure, planned) {
            asked.extend(uses::variables(self.world, condition, &scope));
        }
        // At the end of an attempt what it asks is new, or not known; only lists stay as they were.
        let list = |id: &str| self.procedure.fact(id).is_some_and(|fact| matches!(fact.kind, Kind::Records(_)));
        let seen = step.observes.iter().map(|observe| self.procedure.state_id(&observe.state, &planned.scope));
        let read: BTreeSet<String> =
            step.asks.iter().map(|name| planned.scope.resolve(name).into_owned()).chain(seen).collect();
        for condition in condition_visit::of_effects(self.procedure, step) {
            let variables = uses::variables(self.world, condition, &planned.scope).into_iter();
            asked.extend(variables.filter(|full| list(full) || !read.contains(full)));
        }
        let conditions = uses::conditions(self.procedure, planned).into_iter();
        let tests = conditions.flat_map(|(condition, scope)| uses::tests(self.world, condition, &scope));
        asked.into_iter().chain(tests).collect()
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

    /// Where the problems of a step lead, the restarts of its phase, and the loss of what it opens.
    fn jumps(&self, spot: Spot) -> Ways {
        let planned = &self.planned[spot];
        let problems = self.procedure.problems(planned.step(self.procedure)).map(|problem| &problem.then);
        let restarts = match planned.part {
            Part::Phase(part) => self.procedure.phases.get(part).map(|phase| &phase.on_restart),
            Part::Recovery(part) => self.procedure.recoveries.get(part).map(|recovery| &recovery.on_restart),
        };
        let restarts = restarts.into_iter().flatten().map(|own| &own.jump);
        let opens = planned.step(self.procedure).opens.iter();
        let opens = opens.map(|change| self.world.obligation_id(&change.obligation, &planned.scope));
        let lost: Vec<&Jump> = opens.filter_map(|id| self.procedure.obligation(&id)?.if_lost.as_ref()).collect();
        let mut jumps = Ways::default();
        let lost = lost.into_iter().map(|jump| (jump, None));
        for (jump, from) in problems.chain(restarts).map(|jump| (jump, Some(spot))).chain(lost) {
            jumps.extend(self.jump(jump, from));
        }
        if matches!(planned.part, Part::Recovery(_)) {
            // A restart in its midst starts it again.
            jumps.to.extend(self.planned.iter().position(|own| own.part == planned.part));
        }
        jumps
    }

    /// Where a lead comes to, from a step or from anywhere.
    fn jump(&self, jump: &Jump, from: Option<Spot>) -> Ways {
        match (jump, from) {
            (Jump::Repeat, Some(from)) => Ways { to: [from].into(), back: false },
            (Jump::Repeat | Jump::Return, _) => Ways { to: BTreeSet::new(), back: true },
            _ => Ways { to: targets(self.procedure, self.planned, jump, from).into_iter().collect(), back: false },
        }
    }
}
