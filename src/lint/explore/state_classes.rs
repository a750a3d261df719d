//! State classes: the values of a state that no live test can tell apart.

use super::atoms::{Atoms, ScopedAtom};
use super::fingerprint::fingerprint;
use crate::engine::facts::Facts;
use crate::engine::world::{Seen, States, World};
use crate::lint::uses;
use crate::model::condition::{Truth, Valuation as _};
use crate::model::{Procedure, StateOnRestart};

impl Atoms<'_> {
    /// A fingerprint of the results of all live tests of a state, now and after restarts. `None` if the results are the
    /// same for an unknown state.
    pub(super) fn state_class(
        &self,
        procedure: &Procedure,
        id: &str,
        seen: &Seen,
        is_live: impl Fn(&str) -> bool,
    ) -> Option<u64> {
        let atoms = self.of_state(id);
        let live: Vec<&ScopedAtom<'_>> = atoms.iter().filter(|own| is_live(&own.words)).collect();
        // A state that is compared with facts, or that the analysis didn't plan for, keeps its value.
        if atoms.is_empty() || live.iter().any(|own| uses::operands(own.atom).next().is_some()) {
            return Some(fingerprint(&(&seen.value, seen.observed)));
        }
        let (own, unknown) = (truths(procedure, id, Some(seen), &live), truths(procedure, id, None, &live));
        (own != unknown).then(|| fingerprint(&own))
    }
}

/// The results of some tests of a state, now and after each further restart.
fn truths(procedure: &Procedure, id: &str, seen: Option<&Seen>, atoms: &[&ScopedAtom<'_>]) -> Vec<Vec<Truth>> {
    let facts = Facts::default();
    let mut all = Vec::new();
    let mut now = seen.cloned();
    let mut before: Vec<Option<Seen>> = Vec::new();
    while !before.contains(&now) {
        let mut states = States::new();
        if let Some(seen) = &now {
            states.set(id, &seen.value, seen.observed);
        }
        let world = World { states: &states, ..World::of_facts(procedure, &facts) };
        all.push(atoms.iter().map(|own| world.atom(own.atom, &own.scope)).collect());
        before.push(now.clone());
        now = now.and_then(|seen| restarted(procedure, id, seen));
    }
    all
}

/// The value of a state after a restart. `None` if it is unknown then.
fn restarted(procedure: &Procedure, id: &str, seen: Seen) -> Option<Seen> {
    let state = procedure.state(id)?;
    let of_node = |list: &String| procedure.nodes.iter().any(|node| node.each.as_ref() == Some(list));
    if !state.each.as_ref().is_none_or(of_node) {
        // A restart doesn't change the states of members that aren't nodes.
        return Some(seen);
    }
    match &state.on_restart {
        StateOnRestart::Keeps => Some(seen),
        StateOnRestart::Unknown => None,
        StateOnRestart::Becomes(changes) => {
            let to = changes.iter().find(|(from, _)| *from == seen.value).map(|(_, to)| to.clone());
            Some(Seen { value: to.unwrap_or(seen.value), ..seen })
        }
    }
}
