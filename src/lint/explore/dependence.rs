//! Dependence between facts: a partial-order reduction for answers.
//!
//! Two facts depend on each other if a condition asks about both, or if conditions on them guard changes of the same
//! state or obligation. The search varies two live facts together only if they depend on each other. It explores
//! independent decisions separately.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::facts::Address;
use crate::engine::plan::Planned;
use crate::engine::world::World;
use crate::lint::{conditions, uses};
use crate::model::{Procedure, State, StateOnRestart};

/// For each fact, the facts that depend on it. Names don't contain the keys of members.
pub(super) struct Dependence(BTreeMap<String, BTreeSet<String>>);

impl Dependence {
    /// Finds the dependent facts of a procedure.
    pub(super) fn of(world: &World<'_>, planned: &[Planned]) -> Self {
        let procedure = world.procedure;
        let mut groups: Vec<BTreeSet<String>> = Vec::new();
        let mut changed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for planned in planned {
            let own = conditions::own(procedure, planned).into_iter().map(|(condition, scope)| {
                let variables = uses::variables(world, condition, &scope).into_iter();
                variables.filter_map(|name| fact(procedure, &name)).collect::<BTreeSet<String>>()
            });
            let own: Vec<BTreeSet<String>> = own.collect();
            for change in changes(procedure, world, planned) {
                changed.entry(change).or_default().extend(own.iter().flatten().cloned());
            }
            groups.extend(own);
        }
        let mut dependent: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for group in groups.iter().chain(changed.values()) {
            for name in group {
                dependent.entry(name.clone()).or_default().extend(group.iter().cloned());
            }
        }
        Self(dependent)
    }

    /// Whether two facts are equal or depend on each other.
    pub(super) fn joins(&self, one: &str, two: &str) -> bool {
        one == two || self.0.get(one).is_some_and(|others| others.contains(two))
    }
}

/// The name of a fact without the key of a member. `None` for a reading, state or obligation.
fn fact(procedure: &Procedure, full: &str) -> Option<String> {
    let address = Address::find(procedure, full)?;
    (!address.fact().reading).then(|| uses::stem(procedure, full))
}

/// The states and obligations that a step changes. Observations don't count as changes.
fn changes(procedure: &Procedure, world: &World<'_>, planned: &Planned) -> BTreeSet<String> {
    let step = planned.step(procedure);
    let states = step.sets.iter().map(|set| procedure.state_id(&set.state, &planned.scope));
    let obligations = step.opens.iter().chain(&step.closes);
    let obligations = obligations.map(|change| world.obligation_id(&change.obligation, &planned.scope));
    let mut changed: BTreeSet<String> = states.chain(obligations).collect();
    if let Some(restart) = &step.restart {
        let node = procedure.node_id(&restart.node, &planned.scope);
        let touched = |state: &&State| state.on_restart != StateOnRestart::Keeps;
        for state in procedure.states.iter().filter(touched) {
            changed.extend(state.full_ids().filter(|id| state.per.is_empty() || id.starts_with(&format!("{node}."))));
        }
    }
    changed
}
