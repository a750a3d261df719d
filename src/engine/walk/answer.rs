//! Answers: the values of facts and readings, as the operator gives them.

use std::sync::Arc;

use super::{Refusal, Replan, Stage, Walk};
use crate::engine::action::typed;
use crate::engine::event::{Event, Provenance};
use crate::engine::facts;
use crate::engine::facts::{Address, Facts};
use crate::engine::plan::Planned;
use crate::engine::world::BLANK;
use crate::model::Fact;
use crate::model::value::{Member, RecordKind, Value};

impl Walk {
    /// Whether a fact, a list, or a member's field has a value that a condition can judge.
    #[must_use]
    pub fn is_known(&self, full: &str) -> bool {
        self.facts.find(&self.procedure, full).is_some_and(Value::is_read)
    }

    /// The step whose attempt a reading belongs to, or `None` for a fact.
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
        let asks = |planned: &&Planned| {
            let mut asks = planned.step(&self.procedure).asks.iter();
            asks.any(|name| Some(&*planned.scope.resolve(name)) == id.as_deref())
        };
        match self.open_step().filter(asks) {
            Some(planned) => Ok(Some(planned.id.clone())),
            None => Err(Refusal::new(
                format!("`{full}` is read at a console, and no step asks for it now"),
                "it is asked when its step comes",
            )),
        }
    }

    /// Gives a fact, a reading, or a member's field a value. Empty text takes a fact's value back.
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
            && fact.records().is_some()
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
        if let Address::Field { id, key, field, .. } = &address {
            if self.member_of(step.as_deref(), id, key).is_none() {
                return Err(Refusal::new(format!("`{id}` has no `{key}`"), format!("type `add {id} {key}` first")));
            }
            if address.is_key() {
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
        if key.contains(['[', ']', '"']) || key == BLANK {
            return Err(Refusal::new(format!("`{key}` cannot name a member"), "leave out brackets, quotes and stars"));
        }
        if self.member_of(step.as_deref(), list, &key).is_some() {
            return Err(Refusal::new(
                format!("`{list}` has `{key}` already"),
                format!("type `set {} VALUE` to change it", typed(&format!("{list}.{key}.FIELD"))),
            ));
        }
        let known = self.holders(step.as_deref());
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
    fn list_declared(&self, list: &str) -> Result<(&Fact, &RecordKind), Refusal> {
        match self.procedure.fact(list).map(|fact| (fact, fact.records())) {
            Some((fact, Some(records))) => Ok((fact, records)),
            Some((_, None)) => Err(Refusal::new(format!("`{list}` is not a list"), format!("type `set {list} VALUE`"))),
            None => Err(Refusal::new(
                format!("`{list}` is not a fact of this procedure"),
                facts::suggest(&self.procedure, list),
            )),
        }
    }

    /// The member of a list with this key.
    fn member_of(&self, step: Option<&str>, list: &str, key: &str) -> Option<&Member> {
        self.holders(step).into_iter().find_map(|facts| facts.member(list, key))
    }

    /// Where to look for the members of a list: in a step's running attempt, or else in the facts and prepared readings.
    fn holders(&self, step: Option<&str>) -> Vec<&Facts> {
        match step {
            Some(step) => self.progress.get(step).map(|progress| &progress.inputs.readings).into_iter().collect(),
            None => vec![&self.facts, &self.prepared],
        }
    }

    /// Changes a fact, a reading, or a list.
    pub(super) fn answered(&mut self, event: &Event) {
        let procedure = Arc::clone(&self.procedure);
        let (id, step) = match event {
            Event::Fact { fact, .. } | Event::FactForgotten { fact } => (fact, None),
            Event::ListKnown { list, step, .. }
            | Event::MemberAdded { list, step, .. }
            | Event::MemberRemoved { list, step, .. } => (list, step.as_ref()),
            Event::Read { reading, step, .. } => (reading, Some(step)),
            _ => return,
        };
        let Some(address) = Address::find(&procedure, id) else { return };
        let facts = match step {
            Some(step) => &mut self.progress.edit(step).inputs.readings,
            None if address.fact().reading => &mut self.prepared,
            None => &mut self.facts,
        };
        match event {
            Event::Fact { fact, value, provenance } => facts.write(&procedure, fact, value, *provenance),
            Event::Read { reading, value, .. } => {
                facts.write(&procedure, reading, value, Provenance::Typed);
            }
            Event::FactForgotten { .. } => match &address {
                Address::Fact(_) => facts.forget(id),
                Address::Field { id, key, field, .. } => {
                    facts.set_field(id, key, &field.id, None, Provenance::Typed);
                }
            },
            Event::ListKnown { list, provenance, .. } => facts.know_list(list, *provenance),
            Event::MemberAdded { list, key, provenance, .. } => facts.add(address.fact(), list, key, *provenance),
            Event::MemberRemoved { list, key, .. } => facts.remove(list, key),
            _ => {}
        }
        self.outdate_files(step.map(String::as_str));
        if step.is_none() {
            self.corrected = true;
            match &mut self.replan {
                Replan::AtOnce => self.plan_again(),
                Replan::Later { due } => *due = true,
            }
        }
    }
}
