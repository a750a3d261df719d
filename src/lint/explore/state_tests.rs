//! States under exploration: which of their values no condition that is still to come can tell apart.

use std::collections::HashMap;

use super::graph::hash;
use crate::engine::facts::Facts;
use crate::engine::world::{Seen, States, World};
use crate::lint::{condition_visit, uses};
use crate::model::condition::{Atom, Condition, Scope, Subject, Truth, Valuation as _};
use crate::model::{Procedure, StateOnRestart};

/// A test that some condition makes of a state, in the words of [`uses::test`].
struct Test<'p> {
    words: String,
    atom: &'p Atom,
    scope: Scope,
}

/// The tests of each state, by its full id.
pub(in crate::lint) struct StateTests<'p> {
    procedure: &'p Procedure,
    tests: HashMap<String, Vec<Test<'p>>>,
}

impl<'p> StateTests<'p> {
    /// The tests in some conditions, with the list members as they are.
    pub(in crate::lint) fn of(world: &World<'p>, conditions: &[(&'p Condition, Scope)]) -> Self {
        let mut tests: HashMap<String, Vec<Test<'p>>> = HashMap::new();
        for (condition, scope) in conditions {
            condition_visit::visit(world, condition, scope, &mut |atom, scope| {
                if !matches!(atom.subject, Subject::State(_)) {
                    return;
                }
                let own = tests.entry(condition_visit::subject(world, atom, scope)).or_default();
                let words = uses::test(world, atom, scope);
                if own.iter().all(|test| test.words != words) {
                    own.push(Test { words, atom, scope: scope.clone() });
                }
            });
        }
        Self { procedure: world.procedure, tests }
    }

    /// What the live tests can tell of a state, now and after restarts: nothing where that is the same as if it was not known.
    pub(in crate::lint) fn told(&self, id: &str, seen: &Seen, is_live: impl Fn(&str) -> bool) -> Option<u64> {
        let tests = self.tests.get(id).map(Vec::as_slice).unwrap_or_default();
        let live: Vec<&Test<'_>> = tests.iter().filter(|test| is_live(&test.words)).collect();
        // What is compared with facts, or was not planned for, is taken as it is.
        let of_facts = |test: &&Test<'_>| test.atom.test.operands().iter().any(|own| own.names().next().is_some());
        if tests.is_empty() || live.iter().any(of_facts) {
            return Some(hash(&(&seen.value, seen.observed)));
        }
        let (own, unknown) = (self.truths(id, Some(seen), &live), self.truths(id, None, &live));
        (own != unknown).then(|| hash(&own))
    }

    /// The truths of some tests of a state as it is, and as each restart makes it.
    fn truths(&self, id: &str, seen: Option<&Seen>, tests: &[&Test<'_>]) -> Vec<Vec<Truth>> {
        let facts = Facts::default();
        let world = World::of_facts(self.procedure, &facts);
        let mut all = Vec::new();
        let mut now = seen.cloned();
        let mut before: Vec<Option<Seen>> = Vec::new();
        while !before.contains(&now) {
            let mut states = States::new();
            if let Some(seen) = &now {
                states.set(id, &seen.value, seen.observed);
            }
            let world = World { states: &states, ..world };
            all.push(tests.iter().map(|test| world.atom(test.atom, &test.scope)).collect());
            before.push(now.clone());
            now = now.and_then(|seen| self.restarted(id, seen));
        }
        all
    }

    /// What a restart makes of a state.
    fn restarted(&self, id: &str, seen: Seen) -> Option<Seen> {
        let state = self.procedure.state(id)?;
        let of_node = |list: &String| self.procedure.nodes.iter().any(|node| node.each.as_ref() == Some(list));
        if !state.each.as_ref().is_none_or(of_node) {
            // No restart touches the members of a list that are no nodes.
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
}
