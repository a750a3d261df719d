//! Initial answers: facts with which a walk can begin, found by search.
//!
//! A walk begins when `applies` and every blocking check pass. The search starts with a value for every fact, counts
//! how many atoms stand between that and a beginning, and changes one fact at a time while that helps. It may miss
//! answers that exist; then lint reports that it found none.

use std::collections::BTreeSet;

use super::atoms::Atoms;
use super::value_classes::{fresh, with};
use crate::engine::event::Provenance;
use crate::engine::facts::Facts;
use crate::engine::world::World;
use crate::lint::conditions::Scoped;
use crate::lint::{declarations, uses};
use crate::model::condition::{Bound, Condition, Form, Quantifier, Scope, Truth, Valuation};
use crate::model::value::{Kind, Value};
use crate::model::{Check, Fact, Procedure, Severity};

/// The number of changes after which the search gives up.
const MAX_CHANGES: usize = 40;

/// The conditions that must hold before a walk begins.
pub(in crate::lint) struct StartConditions<'p> {
    procedure: &'p Procedure,
    /// Each condition, after the one under which it counts.
    conditions: Vec<(Option<&'p Condition>, &'p Condition)>,
}

impl<'p> StartConditions<'p> {
    /// The blocking checks that ask only about facts. The walk tests the others itself.
    pub(in crate::lint) fn of(procedure: &'p Procedure) -> Self {
        let of_facts = |check: &&Check| !uses::is_of_walk(procedure, &check.pass);
        let blocking = procedure.checks.iter().filter(|check| check.severity == Severity::Error).filter(of_facts);
        Self { procedure, conditions: blocking.map(|check| (check.when.as_ref(), &check.pass)).collect() }
    }

    /// Makes up an answer to every question, with the given number of members in each list. The answers may fail
    /// checks.
    pub(in crate::lint) fn draft(&self, members: usize) -> Facts {
        let mut facts = Facts::default();
        for (fact, id) in declarations::facts(self.procedure) {
            if let Some(value) = fresh(&fact.kind, &id) {
                facts.set(&id, value, Provenance::Typed);
            }
            set_members(fact, &id, members, &mut facts);
        }
        self.point_at_members(&mut facts, |_, _| true);
        facts
    }

    /// Replaces every reference to a member that doesn't exist by one to the first member of its list.
    pub(in crate::lint) fn point_new_at_members(&self, facts: &mut Facts) {
        let known = facts.clone();
        let dangles = |list: &str, value: Option<&Value>| {
            value.is_none_or(|value| known.member(list, &value.to_string()).is_none())
        };
        self.point_at_members(facts, dangles);
    }

    /// Replaces references by ones to the first member of their list, if `wanted` says so for the list and the present
    /// value.
    fn point_at_members(&self, facts: &mut Facts, wanted: impl Fn(&str, Option<&Value>) -> bool) {
        for (fact, id) in declarations::facts(self.procedure) {
            if let Kind::Records(records) = &fact.kind {
                for (field, list) in records.fields.iter().filter_map(|field| Some((field, field.member.as_ref()?))) {
                    let first = first_key(facts, list);
                    for key in keys(facts, &id) {
                        let value = facts.member(&id, &key).and_then(|member| member.fields.get(&field.id));
                        if wanted(list, value) {
                            facts.set_field(&id, &key, &field.id, first.clone(), Provenance::Typed);
                        }
                    }
                }
            } else if let Some(list) = &fact.member
                && wanted(list, facts.get(&id))
                && let Some(first) = first_key(facts, list)
            {
                facts.set(&id, first, Provenance::Typed);
            }
        }
    }

    /// Changes facts, except the fixed ones, until a walk can begin. Returns `None` if that fails.
    pub(in crate::lint) fn reach(&self, mut facts: Facts, fixed: &BTreeSet<String>) -> Option<Facts> {
        let conditions = self.conditions.iter().flat_map(|(when, pass)| when.iter().copied().chain([*pass]));
        let conditions: Vec<Scoped<'_>> = conditions.map(unscoped).collect();
        let mut tried: BTreeSet<(String, String)> = BTreeSet::new();
        for _ in 0..MAX_CHANGES {
            let world = World::of_facts(self.procedure, &facts);
            if self.gap(&world) == 0 {
                return Some(self.without_unasked(facts));
            }
            let atoms = Atoms::of(&world, &conditions);
            let broken = self.conditions.iter().filter(|own| gap(&world, own) > 0);
            let broken: Vec<Scoped<'_>> = broken.map(|(_, pass)| unscoped(pass)).collect();
            let mut best: Option<(u32, String, String, Facts)> = None;
            for name in Atoms::of(&world, &broken).names().filter(|name| !fixed.contains(*name)) {
                for value in atoms.values(&world, name) {
                    let words = value.as_ref().map(Value::to_string).unwrap_or_default();
                    if tried.contains(&(name.to_owned(), words.clone())) {
                        continue;
                    }
                    let changed = with(self.procedure, &facts, name, value.as_ref());
                    let left = self.gap(&World { facts: &changed, ..world });
                    if best.as_ref().is_none_or(|(least, ..)| left < *least) {
                        best = Some((left, name.to_owned(), words, changed));
                    }
                }
            }
            let (_, name, words, changed) = best?;
            tried.insert((name, words));
            facts = changed;
        }
        None
    }

    /// The number of atoms that must change before a walk can begin.
    fn gap(&self, world: &World<'_>) -> u32 {
        self.conditions.iter().map(|own| gap(world, own)).sum()
    }

    /// Removes the facts that the worksheet wouldn't ask for.
    fn without_unasked(&self, mut facts: Facts) -> Facts {
        for _ in 0..3 {
            let world = World::of_facts(self.procedure, &facts);
            let is_unasked =
                |fact: &Fact| fact.when.as_ref().is_some_and(|when| !when.truth(&world, Scope::empty()).holds());
            let unasked = self.procedure.facts.iter().filter(|fact| is_unasked(fact)).flat_map(Fact::full_ids);
            for id in unasked.collect::<Vec<_>>() {
                facts.forget(&id);
            }
        }
        facts
    }
}

/// A condition in an empty scope.
fn unscoped(condition: &Condition) -> Scoped<'_> {
    (condition, Scope::default())
}

/// Gives a list the number of members, within its limits. Does nothing if the fact isn't a list.
pub(super) fn set_members(fact: &Fact, list: &str, members: usize, facts: &mut Facts) {
    let Kind::Records(records) = &fact.kind else { return };
    facts.know_list(list, Provenance::Typed);
    for key in keys(facts, list).into_iter().skip(members) {
        facts.remove(list, &key);
    }
    for number in keys(facts, list).len()..members.clamp(records.min, records.max) {
        let Some(field) = records.field(&records.key) else { return };
        let Some(key) = fresh(&field.kind, &format!("{list}.{number}")).map(|value| value.to_string()) else { return };
        facts.add(fact, list, &key, Provenance::Typed);
        fill(fact, list, &key, facts);
    }
}

/// Gives made-up values to the fields of a member.
pub(in crate::lint) fn fill(fact: &Fact, list: &str, key: &str, facts: &mut Facts) {
    let Kind::Records(records) = &fact.kind else { return };
    for field in records.fields.iter().filter(|field| field.id != records.key) {
        let value = fresh(&field.kind, &format!("{list}.{key}.{}", field.id));
        facts.set_field(list, key, &field.id, value, Provenance::Typed);
    }
}

/// The keys of the members of a list.
fn keys(facts: &Facts, list: &str) -> Vec<String> {
    facts.members(list).unwrap_or_default().iter().map(|member| member.key.clone()).collect()
}

/// The key of the first member of a list.
fn first_key(facts: &Facts, list: &str) -> Option<Value> {
    facts.members(list)?.first().map(|member| Value::Name(member.key.clone()))
}

/// The number of atoms that must change before a check passes or doesn't apply.
fn gap(world: &World<'_>, (when, pass): &(Option<&Condition>, &Condition)) -> u32 {
    let pass = distance(world, pass, Scope::empty(), true);
    when.map_or(pass, |when| pass.min(distance(world, when, Scope::empty(), false)))
}

/// The number of atoms that must change before a condition is true, or false if that is `wanted`.
pub(super) fn distance(world: &World<'_>, condition: &Condition, scope: &Scope, wanted: bool) -> u32 {
    let all = |each: &mut dyn Iterator<Item = u32>| each.sum::<u32>();
    let any = |each: &mut dyn Iterator<Item = u32>| each.min().unwrap_or(1);
    match &condition.form {
        Form::All(parts) | Form::Any(parts) => {
            let mut each = parts.iter().map(|part| distance(world, part, scope, wanted));
            if matches!(condition.form, Form::All(_)) == wanted { all(&mut each) } else { any(&mut each) }
        }
        Form::Not(part) => distance(world, part, scope, !wanted),
        Form::Holds(id) => world.named(id).map_or(1, |named| distance(world, named, Scope::empty(), wanted)),
        Form::Each(quantified) => {
            let Some(keys) = world.members(&quantified.list) else { return 1 };
            let (conjunction, wanted) = match quantified.quantifier {
                Quantifier::Every => (wanted, wanted),
                Quantifier::Some => (!wanted, wanted),
                Quantifier::None => (wanted, !wanted),
            };
            let mut each = keys.into_iter().map(|key| {
                let bound = Bound::Member { list: quantified.list.clone(), key };
                distance(world, &quantified.holds, &scope.with(&quantified.as_, bound), wanted)
            });
            if conjunction { all(&mut each) } else { any(&mut each) }
        }
        Form::Atom(atom) => u32::from(world.atom(atom, scope) != Truth::from(wanted)),
    }
}
