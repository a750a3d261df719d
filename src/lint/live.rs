//! Liveness: where a walk stands, what some condition on a way from there may still ask before it is known anew.
//!
//! Two walks that differ only in what nobody asks any more have the same future, so the explorer does not tell them
//! apart. That keeps decisions apart that do not interact: once the last condition on a fact is behind, its values meet.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::asks;
use super::flow::{self, Flow, Returns};
use super::judge::StepId;
use crate::condition::Truth;
use crate::plan::{Part, Planned};
use crate::procedure::Procedure;
use crate::walk::Walk;
use crate::world::{Standing, World};

/// What is live at each step. Variables stand without the keys of members.
pub(super) struct Live<'p> {
    procedure: &'p Procedure,
    /// At each step, what is asked on the ways from it until a recovery goes back to the main line.
    at: HashMap<StepId, HashSet<String>>,
    /// The steps from which a recovery may go back to the main line, with what is known anew by then on every way.
    returning: HashMap<StepId, HashSet<String>>,
    /// The steps about which a reading decides that may be taken elsewhere than before them.
    reread: HashSet<StepId>,
    /// Where the loss of an obligation leads, by its id.
    lost: HashMap<&'p str, StepId>,
    /// Every position come by.
    positions: RefCell<HashMap<Ways, Rc<Position>>>,
}

/// The ways on from where a walk stands.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Ways {
    /// The next step, and those passed over right before it that may be walked yet; and where it leads if something that is
    /// open is lost.
    from: Vec<StepId>,
    /// Where the main line stands, and the step of the recovery that may go back there.
    back: Option<(StepId, StepId)>,
    /// Whether it matters where the main line stands.
    on_main: bool,
}

/// Where a walk stands, as far as it matters for what may still be asked.
pub(super) struct Position {
    /// Of two with the same number the same is live.
    pub(super) number: usize,
    ways: Ways,
    /// Whether each full id, or test, that was looked for is live.
    known: RefCell<HashMap<String, bool>>,
}

impl Position {
    /// Whether it matters where the main line stands.
    pub(super) fn on_main(&self) -> bool {
        self.ways.on_main
    }
}

impl<'p> Live<'p> {
    /// What is live in a procedure, planned with every member that a list is tried with.
    pub(super) fn of(world: &World<'p>, planned: &[Planned]) -> Self {
        let procedure = world.procedure;
        let flow = flow::of(world, planned);
        let at = live(&flow);
        let leads = procedure.obligations.iter().filter_map(|own| {
            let lead = own.if_lost.as_ref()?;
            Some((own.id.as_str(), flow::target(procedure, planned, lead)?))
        });
        let lost = leads.collect();
        Self {
            procedure,
            at,
            returning: returning(&flow),
            reread: reread(world, planned),
            lost,
            positions: RefCell::default(),
        }
    }

    /// Where a walk stands, and whether all is decided that is asked there.
    pub(super) fn position(&self, walk: &Walk, settled: bool) -> Rc<Position> {
        let id = |planned: &Planned| (planned.part, planned.index);
        let next = walk.target().map(id);
        let aside = next.filter(|_| walk.recovery().is_some());
        let on_main = aside.is_none_or(|next| self.returning.contains_key(&next));
        let main = walk.main_target().map(id).filter(|_| on_main);
        let back = main.zip(aside);
        let main = main.filter(|_| back.is_none());
        // The steps passed over right before the next one may be walked yet, while what decides about them is not decided.
        let plan = walk.recovery().map_or(walk.plan(), |recovery| &recovery.plan);
        let place = walk.target().and_then(|target| plan.steps.iter().position(|own| std::ptr::eq(own, target)));
        let before = plan.steps.iter().take(place.unwrap_or_default()).rev();
        let passed = before.take_while(|own| own.included == Truth::False).map(id);
        let passed = passed.filter(|own| !settled || self.reread.contains(own));
        let open = walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
        let lost = open.filter_map(|(id, _)| self.lost.get(self.procedure.obligation(id)?.id.as_str()).copied());
        let from = next.into_iter().chain(main).chain(passed).chain(lost).collect();
        let ways = Ways { from, back, on_main };
        let mut positions = self.positions.borrow_mut();
        let number = positions.len();
        let position = |ways: &Ways| Rc::new(Position { number, ways: ways.clone(), known: RefCell::default() });
        Rc::clone(positions.entry(ways).or_insert_with_key(position))
    }

    /// Whether the variable with this full id is live at a position.
    pub(super) fn is_live(&self, position: &Position, full: &str) -> bool {
        self.look_up(position, full, |full| asks::stem(self.procedure, full))
    }

    /// Whether a test, in the words of [`asks::test`], is live at a position.
    pub(super) fn is_test_live(&self, position: &Position, test: &str) -> bool {
        self.look_up(position, test, str::to_owned)
    }

    /// Whether something is live at a position, found out once.
    fn look_up(&self, position: &Position, name: &str, variable: impl Fn(&str) -> String) -> bool {
        if let Some(known) = position.known.borrow().get(name) {
            return *known;
        }
        let variable = variable(name);
        let live = |step: &StepId| self.at.get(step).is_some_and(|live| live.contains(&variable));
        let known_anew = |aside| self.returning.get(aside).is_some_and(|known| known.contains(&variable));
        let ways = &position.ways;
        let found = ways.from.iter().any(live)
            || ways.back.as_ref().is_some_and(|(main, aside)| live(main) && !known_anew(aside));
        position.known.borrow_mut().insert(name.to_owned(), found);
        found
    }
}

/// What is known anew from a step on when a recovery goes back, by the step.
type Known<'f> = HashMap<StepId, BTreeSet<&'f str>>;

/// What is live where a walk stands at each step, found by going against the flow until nothing is added.
fn live(flow: &Flow) -> HashMap<StepId, HashSet<String>> {
    let mut live: HashMap<StepId, BTreeSet<&str>> = HashMap::new();
    // What is live behind each step: on the ways that pass it.
    let mut behind: HashMap<StepId, BTreeSet<&str>> = HashMap::new();
    loop {
        let mut grew = false;
        for (id, place) in flow {
            let along = |to: &StepId| {
                let passed = flow.get(to).is_some_and(|place| place.may_be_passed(to, id));
                let behind = behind.get(to).filter(|_| passed).into_iter().flatten();
                live.get(to).into_iter().flatten().chain(behind).copied().collect::<BTreeSet<_>>()
            };
            let next: BTreeSet<&str> = place.next.iter().flat_map(along).collect();
            let known = next.iter().filter(|own| !place.sees.contains(**own)).copied();
            let asks = place.asks.iter().map(String::as_str);
            let now: BTreeSet<&str> = asks.chain(known).chain(place.aside.iter().flat_map(along)).collect();
            for (all, own) in [(&mut live, now), (&mut behind, next)] {
                let known = all.entry(*id).or_default();
                if own.len() > known.len() {
                    *known = own;
                    grew = true;
                }
            }
        }
        if !grew {
            break;
        }
    }
    // What a step sees is live while its restart is still to come.
    let seen = |id: &StepId| flow.get(id).filter(|place| place.restarts).map(|place| &place.sees).into_iter().flatten();
    let all = |(id, own): (&StepId, &BTreeSet<&str>)| {
        (*id, own.iter().map(|own| (*own).to_owned()).chain(seen(id).cloned()).collect())
    };
    live.iter().map(all).collect()
}

/// The steps from which a recovery may go back to the main line, each with what is known anew by then, whichever way is
/// taken: found by going against the flow until nothing is taken away any more.
fn returning(flow: &Flow) -> HashMap<StepId, HashSet<String>> {
    let mut from: Known<'_> = HashMap::new();
    // The same where a step is passed.
    let mut behind: Known<'_> = HashMap::new();
    loop {
        let mut changed = false;
        for (id, place) in flow.iter().filter(|(id, _)| matches!(id.0, Part::Recovery(_))) {
            let along = |to: &StepId| {
                let passed = flow.get(to).is_some_and(|place| place.may_be_passed(to, id));
                let behind = behind.get(to).filter(|_| passed);
                from.get(to).into_iter().chain(behind).cloned().collect::<Vec<_>>()
            };
            let seen = place.sees.iter().map(String::as_str);
            let end = (place.returns != Returns::Never).then(BTreeSet::new);
            let anyhow = end.clone().filter(|_| place.returns == Returns::Anyhow);
            let next: Vec<_> = place.next.iter().flat_map(along).chain(end).collect();
            let confirmed = next.iter().map(|known| known.iter().copied().chain(seen.clone()).collect());
            let aside = place.aside.iter().flat_map(along).chain(anyhow);
            let now = common(confirmed.chain(aside));
            let next = common(next.into_iter());
            for (all, own) in [(&mut from, now), (&mut behind, next)] {
                if let Some(own) = own {
                    changed |= all.insert(*id, own.clone()).is_none_or(|known| known != own);
                }
            }
        }
        if !changed {
            break;
        }
    }
    from.into_iter().map(|(id, own)| (id, own.into_iter().map(str::to_owned).collect())).collect()
}

/// The steps about which a reading decides that may be taken elsewhere than before them.
fn reread(world: &World<'_>, planned: &[Planned]) -> HashSet<StepId> {
    let procedure = world.procedure;
    let reads = |own: &Planned| -> BTreeSet<String> {
        let names = own.step(procedure).asks.iter();
        names.map(|name| asks::stem(procedure, &own.scope.resolve(name))).collect()
    };
    let all: Vec<(&Planned, BTreeSet<String>)> = planned.iter().map(|own| (own, reads(own))).collect();
    let rests = |own: &&Planned| {
        let repeated = own.phase(procedure).is_some_and(|phase| phase.repeat.is_some());
        let before = |other: &Planned| other.part == own.part && other.index < own.index && !repeated;
        let deciding = asks::when(procedure, own).into_iter();
        let deciding = deciding.flat_map(|condition| asks::variables(world, condition, &own.scope));
        let deciding: BTreeSet<String> = deciding.map(|full| asks::stem(procedure, &full)).collect();
        all.iter().any(|(other, reads)| !before(other) && !reads.is_disjoint(&deciding))
    };
    planned.iter().filter(rests).map(|own| (own.part, own.index)).collect()
}

/// What some sets have in common; nothing where there are none.
fn common<'f>(sets: impl Iterator<Item = BTreeSet<&'f str>>) -> Option<BTreeSet<&'f str>> {
    sets.reduce(|one, two| one.intersection(&two).copied().collect())
}
