//! The worksheet: the facts that are asked before the walk.

use super::{Refusal, Walk};
use crate::engine::action::typed;
use crate::engine::event::{Event, Provenance};
use crate::engine::facts::Facts;
use crate::model::condition::{Scope, Truth};
use crate::model::{Fact, Procedure};

impl Walk {
    /// Whether the worksheet asks for a fact. Undecided while the facts that decide it are missing.
    #[must_use]
    pub fn is_asked(&self, fact: &Fact) -> Truth {
        fact.when.as_ref().map_or(Truth::True, |when| when.truth(&self.world(), Scope::empty()))
    }

    /// The facts that the worksheet still needs, by full id, in its order. A list that may be empty isn't among them.
    #[must_use]
    pub fn unanswered(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for fact in self.procedure.facts.iter().filter(|fact| !fact.reading) {
            if fact.optional || self.is_asked(fact) != Truth::True {
                continue;
            }
            for id in fact.full_ids() {
                match fact.records() {
                    Some(_) => missing.extend(missing_fields(&self.procedure, &self.facts, &id)),
                    None if self.facts.get(&id).is_none() => missing.push(id),
                    _ => {}
                }
            }
        }
        missing
    }

    /// The lists of the worksheet that the operator has not mentioned, by full id.
    fn unmentioned_lists(&self) -> Vec<String> {
        let lists = self.procedure.facts.iter().filter(|fact| !fact.reading && fact.records().is_some());
        let asked = lists.filter(|fact| self.is_asked(fact) == Truth::True).flat_map(Fact::full_ids);
        asked.filter(|id| self.facts.get(id).is_none()).collect()
    }

    /// Hands in the worksheet. A list that the operator has not mentioned has no members.
    pub(super) fn hand_in(&self) -> Result<Vec<Event>, Refusal> {
        let missing = self.unanswered();
        if let Some(first) = missing.first() {
            let more = match missing.len() {
                1 => String::new(),
                many => format!(" and {} more", many - 1),
            };
            let list = self.procedure.fact(first).is_some_and(|fact| fact.records().is_some());
            let help =
                if list { format!("type `add {first} KEY`") } else { format!("type `set {} VALUE`", typed(first)) };
            return Err(Refusal::new(format!("`{first}`{more} not answered yet"), help));
        }
        let lists = self.unmentioned_lists().into_iter();
        let known = lists.map(|list| Event::ListKnown { step: None, list, provenance: Provenance::Typed });
        Ok(known.chain([Event::Answered]).collect())
    }
}

/// The required fields that members of a list lack, by full id, and the list itself if it has too few members.
pub(super) fn missing_fields(procedure: &Procedure, facts: &Facts, list: &str) -> Vec<String> {
    let Some(records) = procedure.fact(list).and_then(Fact::records) else { return Vec::new() };
    let members = facts.members(list).unwrap_or_default();
    let mut missing = Vec::new();
    for member in members {
        let fields = records.fields.iter().filter(|field| !field.optional && !member.fields.contains_key(&field.id));
        missing.extend(fields.map(|field| format!("{list}.{}.{}", member.key, field.id)));
    }
    if members.len() < records.min {
        missing.push(list.to_owned());
    }
    missing
}
