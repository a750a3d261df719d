//! Answers: facts and readings as the operator gives them.

use super::{Position, Refusal, Stage, Walk};
use crate::engine::event::{Event, Provenance};
use crate::engine::facts;
use crate::engine::facts::{Address, Facts};
use crate::model::condition::{Scope, Truth};
use crate::model::value::{Kind, Member, Value};
use crate::model::{Fact, Procedure};

impl Walk {
    /// Whether a fact, a list or a member's field has a value that a condition can use.
    #[must_use]
    pub fn is_known(&self, full: &str) -> bool {
        let value = match Address::find(&self.procedure, full) {
            Some(Address::Field { id, key, field, .. }) => {
                self.facts.member(&id, &key).and_then(|member| member.fields.get(&field.id))
            }
            Some(Address::Fact(_)) => self.facts.get(full),
            None => None,
        };
        value.is_some_and(Value::is_read)
    }

    /// Whether a fact is asked with the facts as they are; undecided while what decides it is missing.
    #[must_use]
    pub fn is_asked(&self, fact: &Fact) -> Truth {
        fact.when.as_ref().map_or(Truth::True, |when| when.truth(&self.world(), Scope::empty()))
    }

    /// The facts that the worksheet still needs, by full id, in its order. A list that may be empty is not needed: handed
    /// in without members, it has none.
    #[must_use]
    pub fn unanswered(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for fact in self.procedure.facts.iter().filter(|fact| !fact.reading) {
            if fact.optional || self.is_asked(fact) != Truth::True {
                continue;
            }
            for id in fact.full_ids() {
                match &fact.kind {
                    Kind::Records(_) => missing.extend(missing_fields(&self.procedure, &self.facts, &id)),
                    _ if self.facts.get(&id).is_none() => missing.push(id),
                    _ => {}
                }
            }
        }
        missing
    }

    /// The lists of the worksheet that nobody has said anything about, by full id.
    pub(super) fn silent_lists(&self) -> Vec<String> {
        let lists = self.procedure.facts.iter().filter(|fact| !fact.reading && matches!(fact.kind, Kind::Records(_)));
        let asked = lists.filter(|fact| self.is_asked(fact) == Truth::True).flat_map(Fact::full_ids);
        asked.filter(|id| self.facts.get(id).is_none()).collect()
    }

    /// The step whose attempt a reading belongs to now, or nothing for a fact.
    fn reading_step(&self, fact: &Fact, full: &str) -> Result<Option<String>, Refusal> {
        if !fact.reading {
            return Ok(None);
        }
        if self.stage == Stage::Worksheet && self.rehearsal {
            return Ok(None);
        }
        let id = fact
            .full_ids()
            .find(|id| full == id || full.strip_prefix(id.as_str()).is_some_and(|rest| rest.starts_with('.')));
        if let Position::Step { step, gate: super::Gate::Open } = self.position()
            && let Some(planned) = self.planned(&step)
            && planned
                .step(&self.procedure)
                .asks
                .iter()
                .any(|name| Some(&*planned.scope.resolve(name)) == id.as_deref())
        {
            return Ok(Some(step));
        }
        Err(Refusal::new(
            format!("`{full}` is read at a console, and no step asks for it now"),
            "it is asked when its step comes",
        ))
    }

    /// Gives a fact, a reading or a member's field a value; an empty one takes a fact's value back.
    pub(super) fn decide_set(&self, full: &str, text: &str, provenance: Provenance) -> Result<Vec<Event>, Refusal> {
        if self.procedure.secret(full).is_some() {
            let help = "it is asked at the step that writes its file, and kept nowhere";
            return Err(Refusal::new(format!("`{full}` is a secret"), help));
        }
        let Some(address) = Address::find(&self.procedure, full) else {
            return Err(facts::read(&self.procedure, full, text).map(|_| ()).map_or_else(Refusal::from, |()| {
                Refusal::new(format!("`{full}` is not a fact of this procedure"), "")
            }));
        };
        let step = self.reading_step(address.fact(), full)?;
        if let Address::Fact(fact) = &address
            && matches!(fact.kind, Kind::Records(_))
        {
            return match text.trim() {
                "none" => Ok(vec![Event::ListKnown { step, list: full.to_owned(), provenance }]),
                _ => Err(Refusal::new(
                    format!("`{full}` is a list"),
                    format!(
                        "type `add {full} KEY`, then `set {full}.KEY.FIELD VALUE`; `set {full} none` says that it is empty"
                    ),
                )),
            };
        }
        if let Address::Field { list, id, key, field } = &address {
            if self.member_of(step.as_deref(), id, key).is_none() {
                return Err(Refusal::new(format!("`{id}` has no `{key}`"), format!("type `add {id} {key}` first")));
            }
            if let Kind::Records(records) = &list.kind
                && records.key == field.id
            {
                return Err(Refusal::new(
                    format!("`{}` is the name of a member and stays as it is", field.id),
                    format!("type `remove {id} {key}`, then `add {id} NEW-NAME`"),
                ));
            }
        }
        if text.trim().is_empty() {
            return match step {
                None => Ok(vec![Event::FactForgotten { fact: full.to_owned() }]),
                Some(_) => Err(Refusal::new(format!("`{full}` cannot stay empty"), "type what the console shows")),
            };
        }
        let value = address.kind().read(text)?.to_string();
        Ok(vec![match step {
            Some(step) => Event::Read { step, reading: full.to_owned(), value },
            None => Event::Fact { fact: full.to_owned(), value, provenance },
        }])
    }

    /// Adds a member to a list.
    pub(super) fn decide_add(&self, list: &str, key: &str, provenance: Provenance) -> Result<Vec<Event>, Refusal> {
        let (fact, records) = self.list_declared(list)?;
        let step = self.reading_step(fact, list)?;
        let Some(field) = records.field(&records.key) else { return Ok(Vec::new()) };
        let key = field.kind.read(key)?.to_string();
        if key.contains(['[', ']', '"']) || key == crate::engine::world::BLANK {
            return Err(Refusal::new(format!("`{key}` cannot name a member"), "leave out brackets, quotes and stars"));
        }
        if self.member_of(step.as_deref(), list, &key).is_some() {
            return Err(Refusal::new(
                format!("`{list}` has `{key}` already"),
                format!(
                    "type `set {} VALUE` to change it",
                    crate::engine::action::typed(&format!("{list}.{key}.FIELD"))
                ),
            ));
        }
        let known = self.standing_in(step.as_deref());
        if known.iter().filter_map(|facts| facts.members(list)).any(|members| members.len() >= records.max) {
            return Err(Refusal::new(
                format!("`{list}` has {} members already, and that is the most", records.max),
                "",
            ));
        }
        Ok(vec![Event::MemberAdded { step, list: list.to_owned(), key, provenance }])
    }

    /// Removes a member from a list.
    pub(super) fn decide_remove(&self, list: &str, key: &str) -> Result<Vec<Event>, Refusal> {
        let (fact, _) = self.list_declared(list)?;
        let step = self.reading_step(fact, list)?;
        match self.member_of(step.as_deref(), list, key) {
            Some(member) => Ok(vec![Event::MemberRemoved { step, list: list.to_owned(), key: member.key.clone() }]),
            None => Err(Refusal::new(format!("`{list}` has no `{key}`"), "type `facts` for what it has")),
        }
    }

    /// The declaration of a list.
    fn list_declared(&self, list: &str) -> Result<(&Fact, &crate::model::value::RecordKind), Refusal> {
        match self.procedure.fact(list).map(|fact| (fact, &fact.kind)) {
            Some((fact, Kind::Records(records))) => Ok((fact, records)),
            Some(_) => Err(Refusal::new(format!("`{list}` is not a list"), format!("type `set {list} VALUE`"))),
            None => Err(Refusal::new(
                format!("`{list}` is not a fact of this procedure"),
                facts::suggest(&self.procedure, list),
            )),
        }
    }

    /// The member of a list with this key, where the list's members stand now.
    fn member_of(&self, step: Option<&str>, list: &str, key: &str) -> Option<&Member> {
        self.standing_in(step).into_iter().find_map(|facts| facts.member(list, key))
    }

    /// Where the members of a list stand: in a step's running attempt; else in the facts, or in what a rehearsal prepared.
    fn standing_in(&self, step: Option<&str>) -> Vec<&Facts> {
        match step {
            Some(step) => self.progress.get(step).map(|progress| &progress.inputs.readings).into_iter().collect(),
            None => vec![&self.facts, &self.prepared],
        }
    }
}

/// The required fields that the members of a list still miss, by full id; the list itself while it has too few.
pub(super) fn missing_fields(procedure: &Procedure, facts: &Facts, list: &str) -> Vec<String> {
    let Some(Kind::Records(records)) = procedure.fact(list).map(|fact| &fact.kind) else { return Vec::new() };
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
