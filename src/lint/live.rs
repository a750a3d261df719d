//! Liveness: where a walk stands, what some condition on a way from there may still ask before it is known anew.
//!
//! Two walks that differ only in what nobody asks any more have the same future, so the explorer does not tell them
//! apart. That keeps decisions apart that do not interact: once the last condition on a fact is behind, its values meet.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::asks;
use super::flow::{self, Flow, Passed};
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
    /// The steps from which a recovery may go back to the main line.
    returning: HashSet<StepId>,
    /// Where the loss of an obligation leads, by its id.
    lost: HashMap<&'p str, StepId>,
    /// The variable of each full id that was asked about.
    stems: RefCell<HashMap<String, Rc<str>>>,
}

/// Where a walk stands.
pub(super) struct Position {
    /// The next step, and those passed over right before it; where the main line stands, if a recovery may go back there; and
    /// where it leads if something that is open is lost.
    from: Vec<StepId>,
    /// Whether it matters where the main line stands.
    pub(super) on_main: bool,
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
        Self { procedure, at, returning: returning(&flow), lost, stems: RefCell::default() }
    }

    /// Where a walk stands.
    pub(super) fn position(&self, walk: &Walk) -> Position {
        let id = |planned: &Planned| (planned.part, planned.index);
        let next = walk.target().map(id);
        let on_main = walk.recovery().is_none() || next.is_none_or(|next| self.returning.contains(&next));
        let main = walk.main_target().map(id).filter(|_| on_main);
        // What decides about the steps passed over right before the next one still counts: they may be walked yet.
        let plan = walk.recovery().map_or(walk.plan(), |recovery| &recovery.plan);
        let place = walk.target().and_then(|target| plan.steps.iter().position(|own| std::ptr::eq(own, target)));
        let before = plan.steps.iter().take(place.unwrap_or_default()).rev();
        let passed = before.take_while(|own| own.included == Truth::False).map(id);
        let open = walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
        let lost = open.filter_map(|(id, _)| self.lost.get(self.procedure.obligation(id)?.id.as_str()).copied());
        Position { from: next.into_iter().chain(main).chain(passed).chain(lost).collect(), on_main }
    }

    /// Whether the variable with this full id is live at a position.
    pub(super) fn is_live(&self, position: &Position, full: &str) -> bool {
        let known = self.stems.borrow().get(full).cloned();
        let variable = known.unwrap_or_else(|| {
            let variable: Rc<str> = asks::stem(self.procedure, full).into();
            self.stems.borrow_mut().insert(full.to_owned(), Rc::clone(&variable));
            variable
        });
        position.from.iter().filter_map(|step| self.at.get(step)).any(|live| live.contains(&*variable))
    }
}

/// What is live where a walk stands at each step, found by going against the flow until nothing is added.
fn live(flow: &Flow) -> HashMap<StepId, HashSet<String>> {
    let mut live: HashMap<StepId, BTreeSet<&str>> = HashMap::new();
    // What is live behind each step: on the ways that pass it.
    let mut behind: HashMap<StepId, BTreeSet<&str>> = HashMap::new();
    loop {
        let mut grew = false;
        for (id, place) in flow {
            let along = |to: &StepId| {
                let passed = flow.get(to).map(|place| place.passed).unwrap_or_default();
                let passed = to != id && (passed == Passed::Always || (passed == Passed::FromOutside && to.0 != id.0));
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

/// The steps from which a recovery may go back to the main line.
fn returning(flow: &Flow) -> HashSet<StepId> {
    let mut returning: HashSet<StepId> = flow.iter().filter(|(_, place)| place.returns).map(|(id, _)| *id).collect();
    loop {
        let leads = |place: &flow::Place| place.next.iter().chain(&place.aside).any(|to| returning.contains(to));
        let aside = flow.iter().filter(|(id, _)| matches!(id.0, Part::Recovery(_)) && !returning.contains(id));
        let more: Vec<StepId> = aside.filter(|(_, place)| leads(place)).map(|(id, _)| *id).collect();
        if more.is_empty() {
            return returning;
        }
        returning.extend(more);
    }
}
