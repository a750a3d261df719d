//! The crew: scouts on threads of their own, who look at many walks at once. What they find comes in the order in which the
//! walks were given, so that it does not matter how many there are.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Scope, available_parallelism};

use super::analysis::Terrain;
use super::search_state::Hike;
use super::successors::{Ahead, Scout};
use super::visited::Met;

/// The most walks that are given to a scout at once, and how many times as many are out, so that none waits while what was
/// found is looked through.
const MANY: usize = 16;
const AHEAD: usize = 4;

/// Walks to look at, with the number of the task.
type Task = (usize, Vec<Hike>);

/// The ways on from each walk, or the panic that came of looking for them.
type Outcome = Result<Vec<Vec<Ahead>>, Box<dyn Any + Send>>;

/// Scouts at work.
pub(in crate::lint) struct Crew {
    tasks: Sender<Task>,
    outcomes: Receiver<(usize, Outcome)>,
    /// The nodes of the walks that are out, by the number of the task.
    out: BTreeMap<usize, Vec<u32>>,
    /// What came before its turn.
    early: BTreeMap<usize, Outcome>,
    given: usize,
    scouts: usize,
}

impl Crew {
    /// As many scouts as the machine has processors.
    pub(in crate::lint) fn of<'scope, 'p: 'scope>(
        scope: &'scope Scope<'scope, '_>,
        terrain: &'scope Terrain<'p>,
        met: &'scope Met,
    ) -> Self {
        let scouts = available_parallelism().map_or(1, usize::from);
        let (tasks, given) = channel::<Task>();
        let (found, outcomes) = channel();
        let given = Arc::new(Mutex::new(given));
        for _ in 0..scouts {
            let (given, found) = (Arc::clone(&given), found.clone());
            scope.spawn(move || {
                let mut scout = Scout::new(terrain);
                loop {
                    let task = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, hikes)) = task else { break };
                    let look = || hikes.iter().map(|hike| scout.look_ahead(hike, met)).collect();
                    let outcome = catch_unwind(AssertUnwindSafe(look));
                    if found.send((number, outcome)).is_err() {
                        break;
                    }
                }
            });
        }
        Self { tasks, outcomes, out: BTreeMap::new(), early: BTreeMap::new(), given: 0, scouts }
    }

    /// Whether none of the scouts has to wait.
    pub(in crate::lint) fn is_busy(&self) -> bool {
        self.out.len() >= self.scouts * AHEAD
    }

    /// Whether nothing is out.
    pub(in crate::lint) fn is_idle(&self) -> bool {
        self.out.is_empty()
    }

    /// Sends the walks of some nodes out to be looked at.
    pub(in crate::lint) fn send(&mut self, walks: impl Iterator<Item = (u32, Hike)>) {
        let (nodes, hikes): (Vec<u32>, Vec<Hike>) = walks.take(MANY).unzip();
        if nodes.is_empty() {
            return;
        }
        let number = self.given;
        self.given += 1;
        // Nobody stops listening before this crew is gone.
        if self.tasks.send((number, hikes)).is_ok() {
            self.out.insert(number, nodes);
        }
    }

    /// What was found of the walks that were sent out first of those still out, with their nodes. Waits for it.
    pub(in crate::lint) fn receive(&mut self) -> Option<Vec<(u32, Vec<Ahead>)>> {
        let (number, nodes) = self.out.pop_first()?;
        let outcome = loop {
            if let Some(outcome) = self.early.remove(&number) {
                break outcome;
            }
            let (other, outcome) = self.outcomes.recv().ok()?;
            self.early.insert(other, outcome);
        };
        let found = outcome.unwrap_or_else(|panic| resume_unwind(panic));
        Some(nodes.into_iter().zip(found).collect())
    }
}
