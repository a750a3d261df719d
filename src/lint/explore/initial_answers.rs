//! Answers: facts with which a walk can begin, found by search.
//!
//! A walk begins when `applies` and every blocking check pass. The search starts with a value for every fact, counts how
//! many atoms stand between that and success, and changes one fact at a time while that helps. It may miss answers that
//! exist; then the lint says that it found none, and nothing worse.

use std::collections::BTreeSet;

use super::value_classes::{Asked, fresh, with};
use crate::engine::event::Provenance;
use crate::engine::facts::Facts;
use crate::engine::world::World;
use crate::lint::uses;
use crate::model::condition::{Bound, Condition, Form, Quantifier, Scope, Truth, Valuation};
use crate::model::value::{Kind, Value};
use crate::model::{Fact, Procedure, Severity};

/// How many changes the search makes before it gives up.
const CHANGES: usize = 40;

/// What must hold before a walk begins: each condition with the one that makes it count.
pub(in crate::lint) struct Goals<'p> {
    procedure: &'p Procedure,
    goals: Vec<(Option<&'p Condition>, &'p Condition)>,
}

impl<'p> Goals<'p> {
    /// Every blocking check that asks facts only; what the walk itself finds out is left to it.
    pub(in crate::lint) fn of(procedure: &'p Procedure) -> Self {
        let of_facts = |check: &&crate::model::Check| !uses::is_of_walk(procedure, &check.pass);
        let blocking = procedure.checks.iter().filter(|check| check.severity == Severity::Error).filter(of_facts);
        let goals = blocking.map(|check| (check.when.as_ref(), &check.pass)).collect();
        Self { procedure, goals }
    }

    /// Answers to everything, with so many members in each list; they need not pass.
    pub(in crate::lint) fn draft(&self, members: usize) -> Facts {
        let mut facts = Facts::default();
        for fact in self.procedure.facts.iter().filter(|fact| !fact.reading) {
            for id in fact.full_ids() {
                match &fact.kind {
                    Kind::Records(_) => set_members(fact, &id, members, &mut facts),
                    kind => {
                        if let Some(value) = fresh(kind, &id) {
                            facts.set(&id, value, Provenance::Typed);
                        }
                    }
                }
            }
        }
        self.point_at_members(&mut facts);
        facts
    }

    /// Lets what names a member of a list that is not there name one that is.
    pub(in crate::lint) fn point_new_at_members(&self, facts: &mut Facts) {
        let known = facts.clone();
        self.point_at_members(facts);
        let dangling = |list: &str, value: Option<&Value>| {
            value.is_none_or(|value| known.member(list, &value.to_string()).is_none())
        };
        for fact in self.procedure.facts.iter().filter(|fact| !fact.reading) {
            for id in fact.full_ids() {
                if let (Some(list), Some(value)) = (&fact.member, known.get(&id))
                    && !dangling(list, Some(value))
                {
                    facts.set(&id, value.clone(), Provenance::Typed);
                }
                let Kind::Records(records) = &fact.kind else { continue };
                for field in &records.fields {
                    let Some(list) = &field.member else { continue };
                    for member in known.members(&id).unwrap_or_default() {
                        let value = member.fields.get(&field.id);
                        if !dangling(list, value) {
                            facts.set_field(&id, &member.key, &field.id, value.cloned(), Provenance::Typed);
                        }
                    }
                }
            }
        }
    }

    /// Lets what names a member of a list name one that is there.
    fn point_at_members(&self, facts: &mut Facts) {
        for fact in self.procedure.facts.iter().filter(|fact| !fact.reading) {
            for id in fact.full_ids() {
                if let Kind::Records(records) = &fact.kind {
                    let keys: Vec<String> = keys(facts, &id);
                    for field in records.fields.iter().filter(|field| field.member.is_some()) {
                        let named = field.member.as_ref().and_then(|list| keys_first(facts, list));
                        for key in &keys {
                            facts.set_field(&id, key, &field.id, named.clone(), Provenance::Typed);
                        }
                    }
                } else if let Some(value) = fact.member.as_ref().and_then(|list| keys_first(facts, list)) {
                    facts.set(&id, value, Provenance::Typed);
                }
            }
        }
    }

    /// Changes facts until a walk can begin, leaving the fixed ones as they are.
    pub(in crate::lint) fn reach(&self, mut facts: Facts, fixed: &BTreeSet<String>) -> Option<Facts> {
        let conditions: Vec<(&Condition, Scope)> =
            self.goals.iter().flat_map(|(when, pass)| when.iter().copied().chain([*pass])).map(unscoped).collect();
        let mut tried: BTreeSet<(String, String)> = BTreeSet::new();
        for _ in 0..CHANGES {
            let world = World::of_facts(self.procedure, &facts);
            let missing = self.missing(&world);
            if missing == 0 {
                return Some(self.only_asked(facts));
            }
            let asked = Asked::of(&world, &conditions);
            let broken: Vec<(&Condition, Scope)> =
                self.goals.iter().filter(|goal| gap(&world, goal) > 0).map(|(_, pass)| unscoped(pass)).collect();
            let suspects = Asked::of(&world, &broken);
            let mut best: Option<(u32, String, String, Facts)> = None;
            for name in suspects.names().filter(|name| !fixed.contains(*name)) {
                for value in asked.values(&world, name) {
                    let words = value.as_ref().map(Value::to_string).unwrap_or_default();
                    if tried.contains(&(name.to_owned(), words.clone())) {
                        continue;
                    }
                    let changed = with(self.procedure, &facts, name, value.as_ref());
                    let left = self.missing(&World { facts: &changed, ..world });
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

    /// How many atoms stand between these facts and a beginning.
    fn missing(&self, world: &World<'_>) -> u32 {
        self.goals.iter().map(|goal| gap(world, goal)).sum()
    }

    /// The facts without those that would not be asked.
    fn only_asked(&self, mut facts: Facts) -> Facts {
        for _ in 0..3 {
            let unasked: Vec<String> = {
                let world = World::of_facts(self.procedure, &facts);
                let silent =
                    self.procedure.facts.iter().filter(|fact| {
                        fact.when.as_ref().is_some_and(|when| !when.truth(&world, Scope::empty()).holds())
                    });
                silent.flat_map(Fact::full_ids).filter(|id| world.facts.get(id).is_some()).collect()
            };
            for id in &unasked {
                facts.forget(id);
            }
        }
        facts
    }
}

/// A condition that is asked in no scope.
fn unscoped(condition: &Condition) -> (&Condition, Scope) {
    (condition, Scope::default())
}

/// Gives a list so many members, as far as it may have them.
pub(in crate::lint) fn set_members(fact: &Fact, list: &str, members: usize, facts: &mut Facts) {
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

/// Gives the fields of a member values of their own.
pub(in crate::lint) fn fill(fact: &Fact, list: &str, key: &str, facts: &mut Facts) {
    let Kind::Records(records) = &fact.kind else { return };
    for field in records.fields.iter().filter(|field| field.id != records.key) {
        let value = fresh(&field.kind, &format!("{list}.{key}.{}", field.id));
        facts.set_field(list, key, &field.id, value, Provenance::Typed);
    }
}

/// The keys of a list.
fn keys(facts: &Facts, list: &str) -> Vec<String> {
    facts.members(list).unwrap_or_default().iter().map(|member| member.key.clone()).collect()
}

/// The first key of a list.
fn keys_first(facts: &Facts, list: &str) -> Option<Value> {
    facts.members(list)?.first().map(|member| Value::Name(member.key.clone()))
}

/// How many atoms a goal misses; a check that does not apply misses none.
fn gap(world: &World<'_>, (when, pass): &(Option<&Condition>, &Condition)) -> u32 {
    let applies = when.map_or(0, |when| distance(world, when, Scope::empty(), false));
    match when {
        Some(_) => applies.min(distance(world, pass, Scope::empty(), true)),
        None => distance(world, pass, Scope::empty(), true),
    }
}

/// How many atoms have to change before a condition is true, or false.
pub(in crate::lint) fn distance(world: &World<'_>, condition: &Condition, scope: &Scope, wanted: bool) -> u32 {
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
