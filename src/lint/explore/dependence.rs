//! Pairs: which facts are varied together.
//!
//! Two facts belong together when one condition asks for both, or when both decide about steps that change the same state
//! or obligation. A path departs from the first answers in two such facts at a time, as long as a condition may still ask
//! for them: decisions that do not interact are explored apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::facts::Address;
use crate::engine::plan::Planned;
use crate::engine::world::World;
use crate::lint::uses;
use crate::model::{Procedure, State, StateOnRestart};

/// The facts that go with each fact, by their names without keys.
pub(in crate::lint) struct Pairs(BTreeMap<String, BTreeSet<String>>);

impl Pairs {
    /// The pairs of a procedure.
    pub(in crate::lint) fn of(world: &World<'_>, planned: &[Planned]) -> Self {
        let procedure = world.procedure;
        let mut sets: Vec<BTreeSet<String>> = Vec::new();
        let mut changed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for planned in planned {
            let mut deciding: BTreeSet<String> = BTreeSet::new();
            for (condition, scope) in uses::own(procedure, planned) {
                let asked = uses::variables(world, condition, &scope).into_iter();
                let facts: BTreeSet<String> = asked.filter_map(|name| fact(procedure, &name)).collect();
                deciding.extend(facts.iter().cloned());
                sets.push(facts);
            }
            for change in changes(procedure, world, planned) {
                changed.entry(change).or_default().extend(deciding.iter().cloned());
            }
        }
        sets.extend(changed.into_values());
        let mut pairs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for set in sets {
            for name in &set {
                pairs.entry(name.clone()).or_default().extend(set.iter().cloned());
            }
        }
        Self(pairs)
    }

    /// Whether two facts are varied together.
    pub(in crate::lint) fn together(&self, one: &str, two: &str) -> bool {
        one == two || self.0.get(one).is_some_and(|others| others.contains(two))
    }
}

/// The name of a fact without keys; nothing for a reading or a state.
fn fact(procedure: &Procedure, full: &str) -> Option<String> {
    let address = Address::find(procedure, full)?;
    (!address.fact().reading).then(|| uses::stem(procedure, full))
}

/// The states and obligations that a step changes by being done; what it only looks at does not count.
fn changes(procedure: &Procedure, world: &World<'_>, planned: &Planned) -> BTreeSet<String> {
    let step = planned.step(procedure);
    let states = step.sets.iter().map(|set| procedure.state_id(&set.state, &planned.scope));
    let owed = step.opens.iter().chain(&step.closes);
    let owed = owed.map(|change| world.obligation_id(&change.obligation, &planned.scope));
    let mut changed: BTreeSet<String> = states.chain(owed).collect();
    if let Some(restart) = &step.restart {
        let node = procedure.node_id(&restart.node, &planned.scope);
        let touched = |state: &&State| state.on_restart != StateOnRestart::Keeps;
        for state in procedure.states.iter().filter(touched) {
            changed.extend(state.full_ids().filter(|id| state.per.is_empty() || id.starts_with(&format!("{node}."))));
        }
    }
    changed
}
