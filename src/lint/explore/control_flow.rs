//! The control-flow graph of a procedure: for each planned step, the names that it uses and defines, and its exits.

use std::collections::BTreeSet;

use crate::engine::plan::{Part, Planned};
use crate::engine::world::{BLANK, World};
use crate::lint::{conditions, uses};
use crate::model::value::Kind;
use crate::model::{Jump, Procedure};

/// The index of a point. The points of the main line come first, in their order, then those of each recovery.
pub(super) type PointId = usize;

/// A planned step as a program point.
pub(super) struct Point {
    /// The variables and tests that the step uses before it defines them.
    pub(super) uses: BTreeSet<String>,
    /// The variables that get a new value whenever the step is confirmed.
    pub(super) defines: BTreeSet<String>,
    pub(super) has_restart: bool,
    /// The exits after confirming the step.
    pub(super) next: Exits,
    /// The other exits: problems, restarts, skipping the step.
    pub(super) aside: Exits,
    /// The point itself and, if the step may turn out to be excluded, the points that a walk reaches instead.
    pub(super) here: Exits,
}

/// The points that can come next. Steps that may be excluded are followed by the points after them.
#[derive(Clone, Default)]
pub(super) struct Exits {
    /// The points.
    pub(super) to: BTreeSet<PointId>,
    /// Whether a recovery can end here and return to the main line.
    pub(super) returns: bool,
}

impl Exits {
    fn to(points: impl IntoIterator<Item = PointId>) -> Self {
        Self { to: points.into_iter().collect(), returns: false }
    }

    fn extend(&mut self, other: Self) {
        self.to.extend(other.to);
        self.returns |= other.returns;
    }
}

/// Builds the points of the planned steps. The world has every member that a list is tried with.
pub(super) fn points(world: &World<'_>, planned: &[Planned]) -> Vec<Point> {
    let flow = Flow { world, procedure: world.procedure, planned };
    (0..planned.len()).map(|point| flow.point(point)).collect()
}

/// The points that a jump can lead to, from a point or from anywhere. Empty if the jump stays, ends the walk, or
/// returns to the main line.
pub(super) fn targets(procedure: &Procedure, planned: &[Planned], jump: &Jump, from: Option<PointId>) -> Vec<PointId> {
    let all = |wanted: &dyn Fn(&Planned) -> bool| -> Vec<PointId> {
        planned.iter().enumerate().filter(|(_, own)| wanted(own)).map(|(point, _)| point).collect()
    };
    match jump {
        Jump::GoTo(reference) => {
            let stem = reference.split('[').next().unwrap_or(reference);
            let meant = all(&|own| own.stem() == stem);
            // Within a repetition, the jump leads to its own step. From elsewhere, it can lead to any repetition.
            let together = |own: &PointId| from.is_some_and(|from| is_together(&planned[from], &planned[*own]));
            meant.iter().copied().find(together).map_or(meant, |own| vec![own])
        }
        Jump::Run(id) => {
            let part = procedure.recoveries.iter().position(|recovery| recovery.id == *id).map(Part::Recovery);
            planned.iter().position(|own| Some(own.part) == part).into_iter().collect()
        }
        Jump::Repeat | Jump::Stop(_) | Jump::Return => Vec::new(),
    }
}

/// Whether two steps belong to the same repetition of a phase or to the same recovery.
fn is_together(one: &Planned, two: &Planned) -> bool {
    one.part == two.part && one.key() == two.key()
}

/// The builder of the points.
struct Flow<'a> {
    world: &'a World<'a>,
    procedure: &'a Procedure,
    planned: &'a [Planned],
}

impl Flow<'_> {
    fn point(&self, point: PointId) -> Point {
        let planned = &self.planned[point];
        let step = planned.step(self.procedure);
        let next = self.past(Some(point), self.behind(point));
        let mut aside = self.past(Some(point), self.jumps(point));
        if step.skippable || self.rests_on_readings(planned) {
            aside.extend(next.clone());
        }
        let here = self.past(None, Exits::to([point]));
        let (uses, defines) = (self.uses(planned), self.defines(planned));
        Point { uses, defines, has_restart: step.restart.is_some(), next, aside, here }
    }

    /// The exits right after a step: the next step of the main line or recovery, or the end of the recovery.
    fn behind(&self, point: PointId) -> Exits {
        let recovery = |own: &Planned| match own.part {
            Part::Phase(_) => None,
            Part::Recovery(part) => self.procedure.recoveries.get(part),
        };
        let planned = &self.planned[point];
        let id = |own: &Planned| recovery(own).map(|recovery| &recovery.id);
        let next = self.planned.get(point + 1).filter(|next| id(next) == id(planned));
        let mut exits = match recovery(planned) {
            Some(recovery) if next.is_none() => self.jump(&recovery.then, None),
            _ => Exits::to(next.map(|_| point + 1)),
        };
        // One repetition represents those of all members that aren't known yet.
        if planned.key() == Some(BLANK) && next.is_none_or(|next| !is_together(next, planned)) {
            exits.to.extend(self.planned.iter().position(|own| is_together(own, planned)));
        }
        exits
    }

    /// Extends exits past the steps that may be excluded. `from` is the point at which the exits start.
    fn past(&self, from: Option<PointId>, first: Exits) -> Exits {
        let mut exits = Exits { to: BTreeSet::new(), returns: first.returns };
        let mut pending: Vec<PointId> = first.to.into_iter().collect();
        while let Some(point) = pending.pop() {
            if !exits.to.insert(point) {
                continue;
            }
            let planned = &self.planned[point];
            let of_phase = planned.phase(self.procedure).is_some_and(|phase| phase.when.is_some())
                || conditions::repeated(self.procedure, planned).is_some();
            let outside = from.is_none_or(|from| !is_together(&self.planned[from], planned));
            let own = planned.step(self.procedure).when.is_some() || self.rests_on_readings(planned);
            let last_of_phase = (of_phase && outside).then(|| {
                let rest = self.planned[point..].iter().take_while(|other| is_together(other, planned));
                point + rest.count().saturating_sub(1)
            });
            for last in last_of_phase.into_iter().chain(own.then_some(point)) {
                let behind = self.behind(last);
                exits.returns |= behind.returns;
                pending.extend(behind.to);
            }
        }
        exits
    }

    /// Whether a reading decides if a step is included. A later reading can then exclude it.
    fn rests_on_readings(&self, planned: &Planned) -> bool {
        let reading = |id: &String| self.procedure.fact(id).is_some_and(|fact| fact.reading);
        let deciding = conditions::deciding(self.procedure, planned);
        deciding.flat_map(|condition| uses::variables(self.world, condition, &planned.scope)).any(|id| reading(&id))
    }

    /// The variables and tests that a step uses before it defines them.
    fn uses(&self, planned: &Planned) -> BTreeSet<String> {
        let step = planned.step(self.procedure);
        let repeated = conditions::repeated(self.procedure, planned);
        let mut used: BTreeSet<String> = repeated.map(str::to_owned).into_iter().collect();
        for (condition, scope) in conditions::before(self.procedure, planned) {
            used.extend(uses::variables(self.world, condition, &scope));
        }
        // At the end of an attempt, the step's readings and observations are new or unknown. Only lists keep their
        // values.
        let is_list = |id: &str| self.procedure.fact(id).is_some_and(|fact| matches!(fact.kind, Kind::Records(_)));
        let new: BTreeSet<String> = self.read(planned).chain(self.observed(planned)).collect();
        for condition in conditions::of_outcome(self.procedure, step) {
            let variables = uses::variables(self.world, condition, &planned.scope).into_iter();
            used.extend(variables.filter(|full| is_list(full) || !new.contains(full)));
        }
        for (condition, scope) in conditions::at(self.procedure, planned) {
            used.extend(uses::tests(self.world, condition, &scope));
        }
        used
    }

    /// The variables that get a new value whenever a step is confirmed.
    fn defines(&self, planned: &Planned) -> BTreeSet<String> {
        let step = planned.step(self.procedure);
        let mut known: BTreeSet<String> = self.observed(planned).collect();
        if step.already.is_none() {
            let sets = step.sets.iter().filter(|set| set.when.is_none());
            known.extend(sets.map(|set| self.procedure.state_id(&set.state, &planned.scope)));
            let changes = step.opens.iter().chain(&step.closes).filter(|change| change.when.is_none());
            known.extend(changes.map(|change| self.world.obligation_id(&change.obligation, &planned.scope)));
            known.extend(self.read(planned));
        }
        known
    }

    /// The full IDs of the states that a step observes.
    fn observed(&self, planned: &Planned) -> impl Iterator<Item = String> {
        let observes = planned.step(self.procedure).observes.iter();
        observes.map(|observe| self.procedure.state_id(&observe.state, &planned.scope))
    }

    /// The full IDs of the readings that a step asks for.
    fn read(&self, planned: &Planned) -> impl Iterator<Item = String> {
        planned.step(self.procedure).asks.iter().map(|name| planned.scope.resolve(name).into_owned())
    }

    /// The targets of the jumps at a step: of its problems, of a restart in its phase, and of losing an obligation that
    /// it opens.
    fn jumps(&self, point: PointId) -> Exits {
        let planned = &self.planned[point];
        let step = planned.step(self.procedure);
        let problems = self.procedure.problems(step).map(|problem| &problem.then);
        let restarts = match planned.part {
            Part::Phase(part) => &self.procedure.phases[part].on_restart,
            Part::Recovery(part) => &self.procedure.recoveries[part].on_restart,
        };
        let mut exits = Exits::default();
        for jump in problems.chain(restarts.iter().map(|own| &own.jump)) {
            exits.extend(self.jump(jump, Some(point)));
        }
        for change in &step.opens {
            let id = self.world.obligation_id(&change.obligation, &planned.scope);
            if let Some(lost) = self.procedure.obligation(&id).and_then(|obligation| obligation.if_lost.as_ref()) {
                exits.extend(self.jump(lost, None));
            }
        }
        if matches!(planned.part, Part::Recovery(_)) {
            // A restart during a recovery starts it again.
            exits.to.extend(self.planned.iter().position(|own| own.part == planned.part));
        }
        exits
    }

    /// The exits of a jump, from a point or from anywhere.
    fn jump(&self, jump: &Jump, from: Option<PointId>) -> Exits {
        match (jump, from) {
            (Jump::Repeat, Some(from)) => Exits::to([from]),
            (Jump::Repeat | Jump::Return, _) => Exits { to: BTreeSet::new(), returns: true },
            _ => Exits::to(targets(self.procedure, self.planned, jump, from)),
        }
    }
}
