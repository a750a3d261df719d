//! The pick-up: what is looked at again after the session was opened again.

use super::{Refusal, Walk};
use crate::engine::event::Event;
use crate::engine::world::{Standing, touched};
use crate::model::ObligationOnRestart;

impl Walk {
    /// What the pick-up screen asks and nobody has answered yet: the states in the next step's gate, then what is left open
    /// and a restart would have destroyed.
    #[must_use]
    pub fn pick_up_asks(&self) -> Vec<String> {
        let Some(pick_up) = &self.pick_up else { return Vec::new() };
        // With something lost, the way back comes before the next step's gate.
        let target = self.target().filter(|_| self.problem.is_none() && self.first_lost().is_none());
        let mut asks = target.map(|target| self.gate_states(target)).unwrap_or_default();
        let fragile = self.obligations.iter().filter(|(id, standing)| {
            let declared = self.procedure.obligation(id);
            *standing == Standing::Open
                && declared.is_some_and(|declared| declared.on_restart == ObligationOnRestart::Lost)
        });
        asks.extend(fragile.map(|(id, _)| id.to_owned()));
        asks.retain(|id| !pick_up.seen.contains(id));
        // A node that is known to be down cannot be looked at.
        asks.retain(|id| !self.down.keys().any(|node| self.is_of_node(id, node)));
        asks
    }

    /// Whether a state or obligation is one of this node's own: `a.setup`, or `power[N2]` of the member that is the node
    /// `n[N2]`.
    fn is_of_node(&self, state: &str, node: &str) -> bool {
        if let Some((own, _)) = state.split_once('.') {
            return own == node;
        }
        let family = self.procedure.state(state).filter(|declared| declared.each.is_some());
        family.is_some_and(|declared| touched(&self.procedure, declared, node).iter().any(|own| own == state))
    }

    /// Goes on after the session was opened again, once what must be looked at again was.
    pub(super) fn decide_picked_up(&self) -> Result<Vec<Event>, Refusal> {
        let asks = self.pick_up_asks();
        if asks.is_empty() {
            return Ok(vec![Event::PickedUp]);
        }
        if !self.rehearsal {
            return Err(Refusal::new(
                format!("`{}` is to be looked at again first", asks.join("`, `")),
                format!("look, then type `see {} VALUE`", asks[0]),
            ));
        }
        let again = asks.into_iter().filter_map(|id| {
            let open = self.procedure.obligation(&id).map(|_| "open".to_owned());
            let value = open.or_else(|| self.states.get(&id).map(|seen| seen.value.clone()))?;
            Some(Event::Observed { step: None, state: id, value })
        });
        Ok(again.chain([Event::PickedUp]).collect())
    }
}
