//! Live-variable analysis: a variable is live at a position if a condition on some path from there uses it before a
//! step defines it again.
//!
//! Two walks that differ only in variables that aren't live have the same future, so the search merges their states.
//! After the last condition on a fact, the paths with its different values meet again.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::control_flow;
use super::control_flow::{Exits, Point, PointId};
use super::fingerprint::fingerprint;
use crate::engine::plan::{Part, Planned};
use crate::engine::walk::Walk;
use crate::engine::world::{Standing, World};
use crate::lint::declarations::StepId;
use crate::lint::{conditions, uses};
use crate::model::Procedure;
use crate::model::condition::Truth;

/// The live variables and tests at every point of a procedure.
pub(super) struct Liveness<'p> {
    procedure: &'p Procedure,
    /// The points by the IDs of planned steps. A step for a member that the analysis didn't plan for has all the points
    /// of its declaration.
    points: HashMap<String, PointId>,
    of_step: HashMap<StepId, Vec<PointId>>,
    /// For each point, [`Point::here`].
    here: Vec<Exits>,
    /// The indices of all variables and tests.
    names: HashMap<String, usize>,
    /// The live names at each point. In a recovery, up to its return to the main line.
    live: Vec<Names>,
    /// For each point of a recovery, the names that every path defines before it returns to the main line. `None` if no
    /// path returns.
    defined: Vec<Option<Names>>,
    /// The steps whose inclusion depends on a reading that isn't always taken before them.
    reread: HashSet<StepId>,
    /// For each obligation, the targets of the jump if it is lost.
    lost: HashMap<&'p str, Vec<PointId>>,
}

/// The part of a position that decides what is live there.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct LivePosition {
    /// The points that may be next: that of the next step, those of the excluded steps right before it that may yet be
    /// included, and the targets of losing an open obligation.
    from: Vec<PointId>,
    /// In a recovery that can return, the points of the next step on the main line, and the points of the recovery from
    /// which it returns. The latter are empty if it may have returned already.
    main: Option<(Vec<PointId>, Vec<PointId>)>,
    /// Whether the position on the main line matters.
    on_main: bool,
}

/// A set of variables, by their full IDs, and tests. The ID of a family represents those of all members.
struct Names {
    /// For each index of a name, whether the set contains it.
    contained: Vec<bool>,
    /// The names without the keys of members.
    stems: HashSet<String>,
}

/// The live variables and tests at a position.
pub(super) struct LiveSet<'t, 'p> {
    liveness: &'t Liveness<'p>,
    /// A fingerprint of the position.
    pub(super) position: u64,
    contained: Vec<bool>,
    /// The points of the position.
    points: Vec<PointId>,
    /// Whether the position on the main line matters.
    pub(super) on_main: bool,
}

impl<'p> Liveness<'p> {
    /// Analyzes a procedure, planned with every member that a list is tried with.
    pub(super) fn of(world: &World<'p>, planned: &[Planned]) -> Self {
        let procedure = world.procedure;
        let points = control_flow::points(world, planned);
        let known: BTreeSet<&str> =
            points.iter().flat_map(|point| point.uses.iter().chain(&point.defines)).map(String::as_str).collect();
        let known: Vec<(&str, String)> = known.into_iter().map(|name| (name, uses::stem(procedure, name))).collect();
        let named = |names: BTreeSet<&str>| Names {
            contained: known.iter().map(|(name, stem)| names.contains(name) || names.contains(stem.as_str())).collect(),
            stems: names.iter().map(|name| uses::stem(procedure, name)).collect(),
        };
        let lost = procedure.obligations.iter().filter_map(|own| {
            Some((own.id.as_str(), control_flow::targets(procedure, planned, own.if_lost.as_ref()?, None)))
        });
        let mut of_step: HashMap<StepId, Vec<PointId>> = HashMap::new();
        for (point, own) in planned.iter().enumerate() {
            of_step.entry((own.part, own.index)).or_default().push(point);
        }
        Self {
            procedure,
            points: planned.iter().enumerate().map(|(point, own)| (own.id.clone(), point)).collect(),
            of_step,
            live: live(&points).into_iter().map(named).collect(),
            defined: defined(&points, planned).into_iter().map(|names| names.map(named)).collect(),
            names: known.iter().enumerate().map(|(index, (name, _))| ((*name).to_owned(), index)).collect(),
            here: points.iter().map(|point| point.here.clone()).collect(),
            reread: reread(world, planned),
            lost: lost.collect(),
        }
    }

    /// The position of a walk. `decided` says whether every fact is decided that the walk asks about there.
    pub(super) fn position(&self, walk: &Walk, decided: bool) -> LivePosition {
        let next = walk.target().map(|own| self.points(own)).unwrap_or_default();
        // As long as facts are undecided, the next step may be excluded, and the excluded steps before it included.
        let here = || next.iter().filter(|_| !decided).map(|point| &self.here[*point]);
        let plan = walk.recovery().map_or(walk.plan(), |recovery| &recovery.plan);
        let place = walk.target().and_then(|target| plan.steps.iter().position(|own| std::ptr::eq(own, target)));
        let before = plan.steps.iter().take(place.unwrap_or_default()).rev();
        let passed = before.take_while(|own| own.included == Truth::False);
        let passed = passed.filter(|own| !decided || self.reread.contains(&(own.part, own.index)));
        let passed = passed.flat_map(|own| self.points(own));
        let own = next.iter().chain(here().flat_map(|exits| &exits.to)).chain(passed);
        let own: BTreeSet<PointId> = own.copied().collect();

        let in_recovery = walk.recovery().is_some();
        let returned = here().any(|exits| exits.returns);
        let returning: Vec<PointId> = own.iter().copied().filter(|point| self.defined[*point].is_some()).collect();
        let on_main = !in_recovery || returned || !returning.is_empty();
        let main = walk.main_target().filter(|_| in_recovery && on_main).map(|own| self.points(own).to_vec());
        let main = main.map(|main| (main, if returned { Vec::new() } else { returning }));

        let open = walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
        let lost = open.filter_map(|(id, _)| self.lost.get(self.procedure.obligation(id)?.id.as_str())).flatten();
        let from: BTreeSet<PointId> = own.into_iter().chain(lost.copied()).collect();
        LivePosition { from: from.into_iter().collect(), main, on_main }
    }

    /// The points of a planned step.
    fn points(&self, planned: &Planned) -> &[PointId] {
        match self.points.get(&planned.id) {
            Some(point) => std::slice::from_ref(point),
            None => self.of_step.get(&(planned.part, planned.index)).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// The live variables and tests at a position.
    pub(super) fn at(&self, position: &LivePosition) -> LiveSet<'_, 'p> {
        let LivePosition { from, main, on_main } = position;
        let any = |points: &[PointId], index| points.iter().any(|point| self.live[*point].contained[index]);
        // If every path through the recovery defines a name, its present value isn't live on the main line.
        let is_defined = |returning: &[PointId], index| {
            let defined = |point: &PointId| self.defined[*point].as_ref().is_some_and(|names| names.contained[index]);
            !returning.is_empty() && returning.iter().all(defined)
        };
        let main_line =
            |index| main.as_ref().is_some_and(|(main, returning)| any(main, index) && !is_defined(returning, index));
        LiveSet {
            liveness: self,
            position: fingerprint(position),
            contained: (0..self.names.len()).map(|index| any(from, index) || main_line(index)).collect(),
            points: from.iter().chain(main.iter().flat_map(|(main, _)| main)).copied().collect(),
            on_main: *on_main,
        }
    }
}

impl LiveSet<'_, '_> {
    /// Whether the variable with this full id, or a test in the words of [`uses::test`], is live.
    pub(super) fn contains(&self, name: &str) -> bool {
        let Liveness { procedure, names, live, .. } = self.liveness;
        if let Some(index) = names.get(name) {
            return self.contained[*index];
        }
        let stem = uses::stem(procedure, name);
        match names.get(&stem) {
            Some(index) => self.contained[*index],
            // For a member that the analysis didn't plan for, the variables of all other members count.
            None => self.points.iter().any(|point| live[*point].stems.contains(&stem)),
        }
    }
}

/// The live names at each point, computed backward along the control flow until a fixed point is reached.
fn live(points: &[Point]) -> Vec<BTreeSet<&str>> {
    let mut live: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); points.len()];
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for (id, point) in points.iter().enumerate().rev() {
            let after = |exits: &Exits| exits.to.iter().flat_map(|to| &live[*to]).copied().collect::<BTreeSet<_>>();
            let kept = after(&point.next).into_iter().filter(|name| !is_defined(point, name));
            let now: BTreeSet<&str> =
                point.uses.iter().map(String::as_str).chain(kept).chain(after(&point.aside)).collect();
            changed |= now.len() > live[id].len();
            live[id] = now;
        }
    }
    // The names that a step defines are live while its restart is still due.
    for (live, point) in live.iter_mut().zip(points).filter(|(_, point)| point.has_restart) {
        live.extend(point.defines.iter().map(String::as_str));
    }
    live
}

/// Whether a point defines a name, alone or with its whole family.
fn is_defined(point: &Point, name: &str) -> bool {
    let name = name.split_once('\n').map_or(name, |(state, _)| state);
    point.defines.contains(name) || name.split_once('[').is_some_and(|(family, _)| point.defines.contains(family))
}

/// For each point of a recovery, the names that every path defines before it returns to the main line. Computed
/// backward along the control flow until a fixed point is reached. `None` if no path returns.
fn defined<'f>(points: &'f [Point], planned: &[Planned]) -> Vec<Option<BTreeSet<&'f str>>> {
    let mut defined: Vec<Option<BTreeSet<&str>>> = vec![None; points.len()];
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for (id, point) in points.iter().enumerate().rev() {
            if !matches!(planned[id].part, Part::Recovery(_)) {
                continue;
            }
            let after = |exits: &Exits| {
                let on = exits.to.iter().filter_map(|to| defined[*to].clone());
                on.chain(exits.returns.then(BTreeSet::new)).collect::<Vec<_>>()
            };
            let own = |known: BTreeSet<_>| known.into_iter().chain(point.defines.iter().map(String::as_str)).collect();
            let all = after(&point.next).into_iter().map(own).chain(after(&point.aside));
            let now = all.reduce(|one: BTreeSet<&str>, two| one.intersection(&two).copied().collect());
            changed |= now != defined[id];
            defined[id] = now;
        }
    }
    defined
}

/// The steps whose inclusion depends on a reading that isn't always taken before them.
fn reread(world: &World<'_>, planned: &[Planned]) -> HashSet<StepId> {
    let procedure = world.procedure;
    let reads = |own: &Planned| -> BTreeSet<String> {
        let names = own.step(procedure).asks.iter();
        names.map(|name| uses::stem(procedure, &own.scope.resolve(name))).collect()
    };
    let all: Vec<(&Planned, BTreeSet<String>)> = planned.iter().map(|own| (own, reads(own))).collect();
    let rests = |own: &&Planned| {
        let repeated = own.phase(procedure).is_some_and(|phase| phase.for_.is_some());
        let before = |other: &Planned| other.part == own.part && other.index < own.index && !repeated;
        let deciding = conditions::deciding(procedure, own);
        let deciding = deciding.flat_map(|condition| uses::variables(world, condition, &own.scope));
        let deciding: BTreeSet<String> = deciding.map(|full| uses::stem(procedure, &full)).collect();
        all.iter().any(|(other, reads)| !before(other) && !reads.is_disjoint(&deciding))
    };
    planned.iter().filter(rests).map(|own| (own.part, own.index)).collect()
}
