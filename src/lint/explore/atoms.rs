//! An index of atoms: the tests that conditions make of each fact and each state.

use std::collections::{BTreeMap, HashMap};

use crate::engine::facts::Address;
use crate::engine::world::World;
use crate::lint::conditions::Scoped;
use crate::lint::uses;
use crate::model::condition::{Atom, Scope, Subject};

/// An atom with the scope in which it is asked.
pub(super) struct ScopedAtom<'p> {
    pub(super) atom: &'p Atom,
    pub(super) scope: Scope,
    /// The atom as [`uses::test`] writes it.
    pub(super) words: String,
    /// Whether its subject or one of its operands is a reading.
    pub(super) of_reading: bool,
}

/// The atoms that test each fact and each state, by full ID. An atom also counts for the facts among its operands.
pub(in crate::lint) struct Atoms<'p> {
    facts: BTreeMap<String, Vec<ScopedAtom<'p>>>,
    states: HashMap<String, Vec<ScopedAtom<'p>>>,
}

impl<'p> Atoms<'p> {
    /// Indexes the atoms of conditions. Conditions over lists count for the members that the lists have in the world.
    pub(in crate::lint) fn of(world: &World<'p>, conditions: &[Scoped<'p>]) -> Self {
        let mut atoms = Self { facts: BTreeMap::new(), states: HashMap::new() };
        for (condition, scope) in conditions {
            world.visit_atoms(condition, scope, &mut |atom, scope| atoms.add(world, atom, scope));
        }
        atoms
    }

    fn add(&mut self, world: &World<'p>, atom: &'p Atom, scope: &Scope) {
        if matches!(atom.subject, Subject::Obligation(_)) {
            return;
        }
        let subject = world.full_id(&atom.subject, scope);
        let words = uses::test(world, atom, scope);
        let new = |of_reading| ScopedAtom { atom, scope: scope.clone(), words: words.clone(), of_reading };
        if matches!(atom.subject, Subject::State(_)) {
            let known = self.states.entry(subject).or_default();
            if known.iter().all(|own| own.words != words) {
                known.push(new(false));
            }
            return;
        }
        let operands = uses::operands(atom).map(|name| world.full_name(name, scope));
        let names: Vec<String> = std::iter::once(subject).chain(operands).collect();
        let reading = |name: &String| Address::find(world.procedure, name).is_some_and(|own| own.fact().reading);
        let of_reading = names.iter().any(reading);
        for name in names {
            let known = self.facts.entry(name).or_default();
            if known.iter().all(|own| own.words != words || own.scope != *scope) {
                known.push(new(of_reading));
            }
        }
    }

    /// The full IDs of the facts that are tested.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().map(String::as_str)
    }

    /// The atoms about a fact.
    pub(super) fn of_fact(&self, full: &str) -> &[ScopedAtom<'p>] {
        self.facts.get(full).map(Vec::as_slice).unwrap_or_default()
    }

    /// The atoms about a state.
    pub(super) fn of_state(&self, full: &str) -> &[ScopedAtom<'p>] {
        self.states.get(full).map(Vec::as_slice).unwrap_or_default()
    }
}
