//! Branching on facts: the search decides a fact when a step first asks about it, and makes a branch for each class of
//! values.
//!
//! Until then, the walk carries an arbitrary value that nothing has asked about. If a value doesn't pass the blocking
//! checks, the search changes other undecided facts until it does. If that fails, no cluster has this value.

use std::collections::BTreeSet;

use super::atoms::Atoms;
use super::initial_answers::{StartConditions, set_members};
use super::value_classes::with;
use crate::engine::facts::Facts;
use crate::engine::world::World;
use crate::lint::declarations;
use crate::model::Procedure;
use crate::model::value::Kind;

/// The facts of a branch, and a description. The description is empty if the fact keeps its present value.
pub(super) type Branch = (Facts, String);

/// Finds the branches of facts.
pub(super) struct Branching<'p> {
    procedure: &'p Procedure,
    start: StartConditions<'p>,
}

impl<'p> Branching<'p> {
    pub(super) fn new(procedure: &'p Procedure) -> Self {
        Self { procedure, start: StartConditions::of(procedure) }
    }

    /// Finds initial answers. `None` if the search fails.
    pub(super) fn initial(&self) -> Option<Facts> {
        let nothing = BTreeSet::new();
        [1, 2].into_iter().find_map(|members| self.start.reach(self.start.draft(members), &nothing))
    }

    /// Adds members to each list until it has all that it is ever tried with: two, or as many as in any of the other
    /// answers.
    pub(super) fn with_all_members(&self, facts: &Facts, others: &[(String, Facts)]) -> Facts {
        let mut all = facts.clone();
        for (fact, id) in declarations::facts(self.procedure) {
            let most = others.iter().filter_map(|(_, own)| own.members(&id)).map(<[_]>::len).max();
            set_members(fact, &id, most.unwrap_or_default().max(2), &mut all);
        }
        all
    }

    /// The branches of a fact, while the values of decided facts are fixed. The first is the present value. The facts
    /// of the branches don't contain readings.
    pub(super) fn branches(
        &self,
        facts: &Facts,
        atoms: &Atoms<'p>,
        name: &str,
        decided: &BTreeSet<String>,
    ) -> Vec<Branch> {
        let mut facts = facts.clone();
        for (_, id) in declarations::readings(self.procedure) {
            facts.forget(&id);
        }
        let mut fixed = decided.clone();
        fixed.insert(name.to_owned());
        let declared = self.procedure.fact(name).map(|fact| (fact, &fact.kind));
        let others: Vec<Branch> = if let Some((fact, Kind::Records(records))) = declared {
            let own = facts.members(name).map_or(0, <[_]>::len);
            let counts = [0, 1, 2].into_iter().filter(|count| *count != own);
            let counts = counts.filter(|count| (records.min..=records.max).contains(count));
            let with_members = |count| {
                let mut changed = facts.clone();
                set_members(fact, name, count, &mut changed);
                self.start.point_new_at_members(&mut changed);
                (changed, format!("{count} members in {name}"))
            };
            counts.map(with_members).collect()
        } else {
            let world = World::of_facts(self.procedure, &facts);
            let with_value = |value| {
                let changed = with(self.procedure, &facts, name, Option::as_ref(&value));
                (changed, value.map_or_else(|| format!("no {name}"), |value| format!("{name} = {value}")))
            };
            atoms.other_classes(&world, name).into_iter().map(with_value).collect()
        };
        let possible = others.into_iter().filter_map(|(facts, words)| Some((self.start.reach(facts, &fixed)?, words)));
        let possible: Vec<Branch> = possible.collect();
        std::iter::once((facts, String::new())).chain(possible).collect()
    }
}
