//! Observations: what the operator sees of a state or an obligation.

use super::{Ask, Gate, Position, Refusal, Stage, Walk};
use crate::engine::event::Event;
use crate::engine::plan::Planned;
use crate::engine::world::Standing;
use crate::model::{Observe, State};

impl Walk {
    /// Says what the operator sees: the answer to the step's question, the value of any state of the world, or whether an
    /// obligation is still open.
    pub(super) fn decide_see(&self, state: Option<&str>, value: &str) -> Result<Vec<Event>, Refusal> {
        if self.stage != Stage::Walking {
            return Err(Refusal::new("nothing is to be observed yet", "type `help` for what is possible now"));
        }
        let state = match state {
            Some(state) => state.to_owned(),
            None => self
                .asked_state()
                .ok_or_else(|| Refusal::new("no state is asked for here", "type `see STATE VALUE` to say which"))?,
        };
        if self.procedure.obligation(&state).is_some() {
            return self.see_obligation(&state, value);
        }
        let Some(declared) = self.procedure.state(&state) else {
            return Err(Refusal::new(format!("`{state}` is not a state of this procedure"), self.states_of_world()));
        };
        self.of_a_member(declared, &state)?;
        let Some(choice) = declared.values.iter().find(|choice| choice.id.eq_ignore_ascii_case(value.trim())) else {
            let values: Vec<String> = declared.values.iter().map(|choice| format!("`{}`", choice.id)).collect();
            return Err(Refusal::new(
                format!("`{value}` is not a value of `{state}`"),
                format!("type one of {}", values.join(", ")),
            ));
        };
        let value = choice.id.clone();
        if let Position::Step { step, gate: Gate::Open | Gate::Already } = self.position()
            && let Some(planned) = self.planned(&step)
            && let Some(observe) = self.observed_by(planned, &state)
        {
            let differs = observe.expect != value;
            let problem = differs.then(|| self.mismatch(planned, &state, &value, &declared.label(&value)));
            let observed = Event::Observed { step: Some(step.clone()), state, value };
            let events = std::iter::once(observed).chain(problem).collect();
            return Ok(events);
        }
        if declared.start.is_some() {
            return Err(Refusal::new(
                format!("`{state}` follows from the walk and is not looked at"),
                "do the step that brings it about",
            ));
        }
        Ok(vec![Event::Observed { step: None, state, value }])
    }

    /// Refuses a state of a family if its list has no such member.
    fn of_a_member(&self, declared: &State, state: &str) -> Result<(), Refusal> {
        let Some(list) = &declared.each else { return Ok(()) };
        let keys: Vec<&str> =
            self.facts.members(list).unwrap_or_default().iter().map(|member| member.key.as_str()).collect();
        let key = state.strip_suffix(']').and_then(|state| state.split_once('[')).map(|(_, key)| key);
        if key.is_some_and(|key| keys.contains(&key)) {
            return Ok(());
        }
        let ids: Vec<String> = keys.into_iter().map(|key| format!("`{}[{key}]`", declared.id)).collect();
        Err(Refusal::new(format!("`{state}` is not the state of a member"), format!("type one of {}", ids.join(", "))))
    }

    /// Says whether an obligation is still open.
    fn see_obligation(&self, obligation: &str, value: &str) -> Result<Vec<Event>, Refusal> {
        let standing = self.obligations.iter().find(|(id, _)| *id == obligation).map(|(_, standing)| standing);
        match (standing, value.trim()) {
            (Some(Standing::Open), "open" | "lost") => {
                Ok(vec![Event::Observed { step: None, state: obligation.to_owned(), value: value.trim().to_owned() }])
            }
            (Some(Standing::Open), _) => {
                Err(Refusal::new(format!("`{value}` cannot be said of `{obligation}`"), "type `open` or `lost`"))
            }
            _ => Err(Refusal::new(format!("`{obligation}` is not open"), "type `open` for what is")),
        }
    }

    /// The state that an observation without a name is about: the first one that the screen asks for.
    fn asked_state(&self) -> Option<String> {
        match self.position() {
            Position::Step { step, gate: Gate::Shut } => {
                let planned = self.planned(&step)?;
                self.gate_states(planned).into_iter().find(|id| !self.states.get(id).is_some_and(|seen| seen.observed))
            }
            Position::Step { step, gate } => {
                let planned = self.planned(&step)?;
                let asks = self.asks(planned, gate == Gate::Already);
                asks.into_iter().filter(|ask| !self.is_answered(&step, ask)).find_map(|ask| match ask {
                    Ask::State { state, .. } => Some(state),
                    _ => None,
                })
            }
            Position::PickUp => self.pick_up_asks().into_iter().next(),
            _ => None,
        }
    }

    /// The states that can be observed at any time, for a help line.
    fn states_of_world(&self) -> String {
        let states = self.procedure.states.iter().filter(|state| state.start.is_none());
        let ids: Vec<String> =
            states.flat_map(|state| state.full_ids().map(|id| format!("`{id}`")).collect::<Vec<_>>()).collect();
        format!("what can be looked at: {}", ids.join(", "))
    }

    /// The step's question about a state.
    pub(super) fn observed_by<'a>(&'a self, planned: &Planned, state: &str) -> Option<&'a Observe> {
        let step = planned.step(&self.procedure);
        step.observes.iter().find(|observe| self.procedure.state_id(&observe.state, &planned.scope) == state)
    }

    /// Keeps what was seen of a state, or whether an obligation is still open.
    pub(super) fn observed(&mut self, step: Option<&str>, state: &str, value: &str) {
        if let Some(pick_up) = &mut self.pick_up {
            pick_up.seen.insert(state.to_owned());
        }
        match step {
            Some(step) => {
                let seen = &mut self.progress.edit(step).inputs.observed;
                seen.retain(|(own, _)| own != state);
                seen.push((state.to_owned(), value.to_owned()));
            }
            None if self.procedure.obligation(state).is_some() => {
                if value == "lost" {
                    self.obligations.lose(state);
                }
            }
            None => self.states.set(state, value, true),
        }
    }
}
