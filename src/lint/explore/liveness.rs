//! Liveness: where a walk stands, what some condition on a way from there may still ask before it is known anew.
//!
//! Two walks that differ only in what nobody asks any more have the same future, so the explorer does not tell them
//! apart. That keeps decisions apart that do not interact: once the last condition on a fact is behind, its values meet.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::control_flow;
use super::control_flow::{Place, Spot};
use super::properties::StepId;
use crate::engine::plan::{Part, Planned};
use crate::engine::walk::Walk;
use crate::engine::world::{Seen, Standing, World};
use crate::lint::uses;
use crate::model::Procedure;
use crate::model::condition::Truth;

/// What is live at each planned step.
pub(in crate::lint) struct Live<'p> {
    procedure: &'p Procedure,
    /// The planned steps by their ids, and those of each step: of one for a member that was not planned for, all count.
    spots: HashMap<String, Spot>,
    of_step: HashMap<StepId, Vec<Spot>>,
    /// Each planned step, and where a walk stands instead if it turns out not to be walked.
    here: Vec<control_flow::Ways>,
    /// At each, what is asked on the ways from it until a recovery goes back to the main line.
    at: Vec<Names>,
    /// From where a recovery may go back to the main line: what is known anew by then on every way.
    returning: Vec<Option<Names>>,
    /// All that is ever asked or made known.
    known: HashSet<String>,
    /// The steps about which a reading decides that may be taken elsewhere than before them.
    reread: HashSet<StepId>,
    /// Where the loss of an obligation leads, by its id.
    lost: HashMap<&'p str, Vec<Spot>>,
}

/// Every position that was come by.
#[derive(Default)]
pub(in crate::lint) struct LiveCache(HashMap<Ways, Rc<LiveAt>>);

/// The ways on from where a walk stands.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Ways {
    /// The next step, and those passed over right before it that may be walked yet; and where it leads if something that is
    /// open is lost.
    from: Vec<Spot>,
    /// Where the main line stands, and the steps of the recovery from which it may go back there; none where it may have
    /// gone already.
    back: Option<(Vec<Spot>, Vec<Spot>)>,
    /// Whether it matters where the main line stands.
    on_main: bool,
}

/// A value of a state, and what is told of it.
type Told = (Seen, Option<u64>);

/// Where a walk stands, as far as it matters for what may still be asked.
pub(in crate::lint) struct LiveAt {
    /// Of two with the same number the same is live.
    pub(in crate::lint) number: usize,
    ways: Ways,
    /// Whether each full id, or test, that was looked for is live.
    known: RefCell<HashMap<String, bool>>,
    /// What is told of each state that was looked for, by its value.
    told: RefCell<HashMap<String, Vec<Told>>>,
}

impl LiveAt {
    /// Whether it matters where the main line stands.
    pub(in crate::lint) fn on_main(&self) -> bool {
        self.ways.on_main
    }

    /// What is told of a state, found out once.
    pub(in crate::lint) fn told(&self, id: &str, seen: &Seen, find: impl Fn() -> Option<u64>) -> Option<u64> {
        let known = self.told.borrow().get(id).and_then(|all| all.iter().find(|(own, _)| own == seen)).map(|own| own.1);
        known.unwrap_or_else(|| {
            let told = find();
            self.told.borrow_mut().entry(id.to_owned()).or_default().push((seen.clone(), told));
            told
        })
    }
}

/// Full ids of variables, and tests. An id without a key that is a family's stands for each member's.
#[derive(Default)]
struct Names {
    full: HashSet<String>,
    /// The same without the keys of members.
    stems: HashSet<String>,
}

impl Names {
    /// These names.
    fn of<'n>(procedure: &Procedure, names: impl IntoIterator<Item = &'n str>) -> Self {
        let full: HashSet<String> = names.into_iter().map(str::to_owned).collect();
        let stems = full.iter().map(|full| uses::stem(procedure, full)).collect();
        Self { full, stems }
    }
}

impl<'p> Live<'p> {
    /// What is live in a procedure, planned with every member that a list is tried with.
    pub(in crate::lint) fn of(world: &World<'p>, planned: &[Planned]) -> Self {
        let procedure = world.procedure;
        let flow = control_flow::of(world, planned);
        let named = |names: BTreeSet<&str>| Names::of(procedure, names);
        let jumps = procedure.obligations.iter().filter_map(|own| {
            Some((own.id.as_str(), control_flow::targets(procedure, planned, own.if_lost.as_ref()?, None)))
        });
        let mut of_step: HashMap<StepId, Vec<Spot>> = HashMap::new();
        for (spot, own) in planned.iter().enumerate() {
            of_step.entry((own.part, own.index)).or_default().push(spot);
        }
        Self {
            procedure,
            spots: planned.iter().enumerate().map(|(spot, own)| (own.id.clone(), spot)).collect(),
            of_step,
            at: live(&flow).into_iter().map(named).collect(),
            returning: returning(&flow, planned).into_iter().map(|known| known.map(named)).collect(),
            known: flow.iter().flat_map(|place| place.asks.iter().chain(&place.sees)).cloned().collect(),
            here: flow.into_iter().map(|place| place.here).collect(),
            reread: reread(world, planned),
            lost: jumps.collect(),
        }
    }

    /// Where a walk stands, and whether all is decided that is asked there.
    pub(in crate::lint) fn position(&self, positions: &mut LiveCache, walk: &Walk, settled: bool) -> Rc<LiveAt> {
        let next = walk.target().map(|own| self.spots(own)).unwrap_or_default();
        // What decides about the next step, and about those passed over right before it, may not be decided.
        let here = || next.iter().filter(|_| !settled).map(|spot| &self.here[*spot]);
        let plan = walk.recovery().map_or(walk.plan(), |recovery| &recovery.plan);
        let place = walk.target().and_then(|target| plan.steps.iter().position(|own| std::ptr::eq(own, target)));
        let before = plan.steps.iter().take(place.unwrap_or_default()).rev();
        let passed = before.take_while(|own| own.included == Truth::False);
        let passed = passed.filter(|own| !settled || self.reread.contains(&(own.part, own.index)));
        let passed = passed.flat_map(|own| self.spots(own));
        let open = walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
        let lost = open.filter_map(|(id, _)| self.lost.get(self.procedure.obligation(id)?.id.as_str())).flatten();
        let own: BTreeSet<Spot> = next.iter().chain(here().flat_map(|ways| &ways.to)).chain(passed).copied().collect();
        let aside = walk.recovery().is_some();
        let gone = here().any(|ways| ways.back);
        let returning: Vec<Spot> = own.iter().copied().filter(|spot| self.returning[*spot].is_some()).collect();
        let on_main = !aside || gone || !returning.is_empty();
        let main = walk.main_target().filter(|_| aside && on_main).map(|own| self.spots(own).to_vec());
        let back = main.map(|main| (main, if gone { Vec::new() } else { returning }));
        let from: BTreeSet<Spot> = own.into_iter().chain(lost.copied()).collect();
        let from = from.into_iter().collect();
        let ways = Ways { from, back, on_main };
        let number = positions.0.len();
        let new = |ways: &Ways| {
            Rc::new(LiveAt { number, ways: ways.clone(), known: RefCell::default(), told: RefCell::default() })
        };
        Rc::clone(positions.0.entry(ways).or_insert_with_key(new))
    }

    /// The spots of a planned step.
    fn spots(&self, planned: &Planned) -> &[Spot] {
        match self.spots.get(&planned.id) {
            Some(spot) => std::slice::from_ref(spot),
            None => self.of_step.get(&(planned.part, planned.index)).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// Whether the variable with this full id, or a test in the words of [`uses::test`], is live at a position.
    pub(in crate::lint) fn is_live(&self, position: &LiveAt, name: &str) -> bool {
        if let Some(known) = position.known.borrow().get(name) {
            return *known;
        }
        let stem = uses::stem(self.procedure, name);
        // Of a member that was not planned for, what is asked of any counts, and nothing is known anew.
        let foreign = !self.known.contains(name) && !self.known.contains(&stem);
        let live = |spot: &Spot| {
            let names = &self.at[*spot];
            names.full.contains(name) || names.full.contains(&stem) || (foreign && names.stems.contains(&stem))
        };
        let known_anew = |spot: &Spot| {
            let names = self.returning[*spot].as_ref();
            names.is_some_and(|names| names.full.contains(name) || names.full.contains(&stem))
        };
        let ways = &position.ways;
        let found = ways.from.iter().any(live)
            || ways.back.as_ref().is_some_and(|(main, aside)| {
                let known = !aside.is_empty() && aside.iter().all(known_anew);
                !known && main.iter().any(live)
            });
        position.known.borrow_mut().insert(name.to_owned(), found);
        found
    }
}

/// What is live where a walk stands at each place, found by going against the flow until nothing is added.
fn live(flow: &[Place]) -> Vec<BTreeSet<&str>> {
    let mut live: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); flow.len()];
    let mut grew = true;
    while std::mem::take(&mut grew) {
        for (spot, place) in flow.iter().enumerate().rev() {
            let after =
                |ways: &control_flow::Ways| ways.to.iter().flat_map(|to| &live[*to]).copied().collect::<BTreeSet<_>>();
            let unknown = after(&place.next).into_iter().filter(|name| !is_seen(place, name));
            let now: BTreeSet<&str> =
                place.asks.iter().map(String::as_str).chain(unknown).chain(after(&place.aside)).collect();
            grew |= now.len() > live[spot].len();
            live[spot] = now;
        }
    }
    // What a step sees is live while its restart is still to come.
    for (live, place) in live.iter_mut().zip(flow).filter(|(_, place)| place.restarts) {
        live.extend(place.sees.iter().map(String::as_str));
    }
    live
}

/// Whether confirming a step makes something known anew: it or, with its whole family, that of each member.
fn is_seen(place: &Place, name: &str) -> bool {
    let name = name.split_once('\n').map_or(name, |(state, _)| state);
    place.sees.contains(name) || name.split_once('[').is_some_and(|(family, _)| place.sees.contains(family))
}

/// From where a recovery may go back to the main line, with what is known anew by then, whichever way is taken: found by
/// going against the flow until nothing is taken away any more.
fn returning<'f>(flow: &'f [Place], planned: &[Planned]) -> Vec<Option<BTreeSet<&'f str>>> {
    let mut from: Vec<Option<BTreeSet<&str>>> = vec![None; flow.len()];
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for (spot, place) in flow.iter().enumerate().rev() {
            if !matches!(planned[spot].part, Part::Recovery(_)) {
                continue;
            }
            let ends = |ways: &control_flow::Ways| {
                let on = ways.to.iter().filter_map(|to| from[*to].clone());
                on.chain(ways.back.then(BTreeSet::new)).collect::<Vec<_>>()
            };
            let seen = |known: BTreeSet<_>| known.into_iter().chain(place.sees.iter().map(String::as_str)).collect();
            let all = ends(&place.next).into_iter().map(seen).chain(ends(&place.aside));
            let now = all.reduce(|one: BTreeSet<&str>, two| one.intersection(&two).copied().collect());
            changed |= now != from[spot];
            from[spot] = now;
        }
    }
    from
}

/// The steps about which a reading decides that may be taken elsewhere than before them.
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
        let deciding = uses::when(procedure, own).into_iter();
        let deciding = deciding.flat_map(|condition| uses::variables(world, condition, &own.scope));
        let deciding: BTreeSet<String> = deciding.map(|full| uses::stem(procedure, &full)).collect();
        all.iter().any(|(other, reads)| !before(other) && !reads.is_disjoint(&deciding))
    };
    planned.iter().filter(rests).map(|own| (own.part, own.index)).collect()
}
