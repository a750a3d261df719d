//! Confirmation: the end of an attempt.

use std::borrow::Cow;

use super::{Ask, Gate, Refusal, Status, Walk};
use crate::engine::action::{Action, typed};
use crate::engine::event::{Event, Provenance};
use crate::engine::plan::Planned;
use crate::engine::world::World;
use crate::model::condition::Truth;
use crate::model::value::Value;
use crate::model::{Fact, Problem};

impl Walk {
    /// Confirms a step. The gate is judged first, before the attempt's inputs take effect. If the step was shown but its gate no
    /// longer holds, the confirmation is recorded as a problem.
    pub(super) fn confirm(&self, step: &str, gate: Gate) -> Result<Vec<Event>, Refusal> {
        let Some(planned) = self.planned(step) else { return Ok(Vec::new()) };
        let shown = self.progress.get(step).is_some_and(|progress| progress.status == Status::Shown);
        if gate == Gate::Shut {
            let because = self.gate_explained(planned).map(|explained| explained.words()).unwrap_or_default();
            if shown {
                let text = format!("said to be done when its gate no longer held: {because}");
                return Ok(vec![Event::Problem { step: step.to_owned(), problem: None, text }]);
            }
            return Err(Refusal::new(
                format!("the gate of this step does not hold: {because}"),
                "bring it about, or look again and type `see STATE VALUE`",
            ));
        }
        let mut events = self.missing_inputs(planned, gate)?;
        let after = if events.is_empty() { Cow::Borrowed(self) } else { Cow::Owned(self.clone_with(&events)) };
        let already = gate == Gate::Already;
        if !already && let Some(problem) = after.failing(planned) {
            events.push(problem);
            return Ok(events);
        }
        let attempt = after.progress.get(step).map_or(1, |progress| progress.attempts.max(1));
        events.push(Event::Confirmed { step: step.to_owned(), attempt, already });
        if !already && let Some(restart) = &planned.step(&self.procedure).restart {
            let node = self.procedure.node_id(&restart.node, &planned.scope);
            if planned.step(&self.procedure).pure_restart().is_some() {
                events.push(Event::WentDown { node, planned: true });
            } else {
                events.push(Event::RestartExpected { node, step: step.to_owned() });
            }
        }
        Ok(events)
    }

    /// The inputs that a step still needs. A rehearsal makes them up; a real walk refuses and asks for the first.
    fn missing_inputs(&self, planned: &Planned, gate: Gate) -> Result<Vec<Event>, Refusal> {
        let mut events = Vec::new();
        for ask in self.asks(planned, gate == Gate::Already) {
            if self.is_answered(&planned.id, &ask) {
                continue;
            }
            if !self.rehearsal {
                return Err(self.ask_first(planned, &ask));
            }
            events.extend(self.rehearsed(planned, &ask)?);
        }
        Ok(events)
    }

    /// The refusal that asks for an input.
    fn ask_first(&self, planned: &Planned, ask: &Ask) -> Refusal {
        match ask {
            Ask::ComputerName => Refusal::new(
                "this step cannot be undone, so the console's name is asked first",
                format!(
                    "at {}, type `echo %COMPUTERNAME%` and enter here `name` and what it shows",
                    self.world().node_name(&planned.node)
                ),
            ),
            Ask::File(id) => {
                Refusal::new(format!("the file `{id}` is to be written first"), "look at it, then type `write`")
            }
            Ask::State { state, .. } => {
                let values: Vec<&str> = self
                    .procedure
                    .state(state)
                    .map_or(Vec::new(), |state| state.values.iter().map(|choice| choice.id.as_str()).collect());
                Refusal::new(
                    format!("what is seen of `{state}` is asked first"),
                    format!("look, then type `see {}`", values.join("`, `see ")),
                )
            }
            Ask::Reading(id) => {
                let missing = self.missing_fields(&planned.id, id);
                let list = self.procedure.fact(id).and_then(Fact::records).is_some();
                let help = match missing.first() {
                    Some(field) if field == id => format!("type `add {id} KEY`"),
                    Some(field) => format!("type `set {} VALUE`", typed(field)),
                    None if list => format!("type `add {id} KEY` for each, or `set {id} none`"),
                    None => format!("type `set {id} VALUE`"),
                };
                Refusal::new(format!("`{id}` is read at this step first"), help)
            }
        }
    }

    /// The input that a rehearsal makes up: the expected value, the right name, or the reading from the answers file.
    fn rehearsed(&self, planned: &Planned, ask: &Ask) -> Result<Vec<Event>, Refusal> {
        let step = planned.id.clone();
        match ask {
            Ask::ComputerName => Ok(vec![Event::Named { step, name: self.world().node_name(&planned.node) }]),
            Ask::State { state, expect } => {
                Ok(vec![Event::Observed { step: Some(step), state: state.clone(), value: expect.clone() }])
            }
            Ask::File(id) => {
                let writes = planned.step(&self.procedure).writes.iter().filter(|writes| writes.id == *id);
                Ok(writes.map(|writes| Self::to_write(&step, writes)).collect())
            }
            Ask::Reading(id) => match self.prepared.get(id) {
                Some(Value::Members(members)) => {
                    let provenance = Provenance::Typed;
                    let mut events = vec![Event::ListKnown { step: Some(step.clone()), list: id.clone(), provenance }];
                    for member in members {
                        let key = member.key.clone();
                        events.push(Event::MemberAdded { step: Some(step.clone()), list: id.clone(), key, provenance });
                        events.extend(member.fields.iter().filter(|(field, _)| !self.is_key(id, field)).map(
                            |(field, value)| {
                                let reading = format!("{id}.{}.{field}", member.key);
                                Event::Read { step: step.clone(), reading, value: value.to_string() }
                            },
                        ));
                    }
                    Ok(events)
                }
                Some(value) => Ok(vec![Event::Read { step, reading: id.clone(), value: value.to_string() }]),
                None => Err(Refusal::new(
                    format!("the answers have no `{id}` for this rehearsal"),
                    format!("type `set {id} VALUE`"),
                )),
            },
        }
    }

    /// Whether a field is the key of its list.
    fn is_key(&self, list: &str, field: &str) -> bool {
        self.procedure.fact(list).and_then(Fact::records).is_some_and(|records| records.key == field)
    }

    /// The problem that an unexpected observation opens.
    pub(super) fn mismatch(&self, planned: &Planned, state: &str, value: &str, seen: &str) -> Event {
        let (facts, mut states) = self.attempted(planned);
        states.set(state, value, true);
        let found = self.matching(planned, &World { facts: &facts, states: &states, ..self.world() });
        let found = found.map(|problem| problem.id.clone());
        let text =
            if found.is_some() { String::new() } else { format!("seen: {seen}, which is not what this step expects") };
        Event::Problem { step: planned.id.clone(), problem: found, text }
    }

    /// The problem that the attempt's inputs show, or `None` if the attempt succeeded.
    fn failing(&self, planned: &Planned) -> Option<Event> {
        let step = planned.step(&self.procedure);
        let differs = step.observes.iter().any(|observe| {
            let id = self.procedure.state_id(&observe.state, &planned.scope);
            let seen = self.progress.get(&planned.id).map(|progress| &progress.inputs.observed);
            seen.is_some_and(|seen| seen.iter().any(|(state, value)| *state == id && *value != observe.expect))
        });
        let (facts, states) = self.attempted(planned);
        let world = World { facts: &facts, states: &states, ..self.world() };
        let succeeds = step.succeeds.as_ref().map_or(Truth::True, |condition| condition.truth(&world, &planned.scope));
        if !differs && succeeds.holds() {
            return None;
        }
        let found = self.matching(planned, &world).map(|problem| problem.id.clone());
        let text = match (&found, &step.succeeds) {
            (None, Some(condition)) => world.explain(condition, &planned.scope).words(),
            _ => String::new(),
        };
        Some(Event::Problem { step: planned.id.clone(), problem: found, text })
    }

    /// The listed problem that matches the attempt's inputs by its code or condition, or else the table's `other`.
    fn matching<'a>(&'a self, planned: &Planned, world: &World<'_>) -> Option<&'a Problem> {
        let step = planned.step(&self.procedure);
        let table = step.problems.as_ref().and_then(|id| self.procedure.tables.iter().find(|table| table.id == *id));
        let codes: Vec<Value> =
            step.asks.iter().filter_map(|name| world.facts.lookup(name, &planned.scope).cloned()).collect();
        let matches = |problem: &&Problem| {
            let when = problem.when.as_ref().map(|when| when.truth(world, &planned.scope).holds());
            match (problem.code, when) {
                (Some(code), when) => codes.contains(&Value::Status(code)) && when != Some(false),
                (None, Some(when)) => when,
                (None, None) => false,
            }
        };
        let listed = step.problem.iter().chain(table.into_iter().flat_map(|table| &table.problem)).find(matches);
        listed.or_else(|| table.filter(|_| !codes.is_empty()).map(|table| &table.other))
    }

    /// Takes an action without keeping its events, for a plan and for tests. An action that is refused changes nothing.
    pub fn assume(&mut self, action: &Action) {
        for event in self.decide(action).unwrap_or_default() {
            self.apply(&event, chrono::DateTime::default(), "");
        }
    }
}
