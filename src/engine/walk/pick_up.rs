//! The pick-up: what the operator looks at again after the session was opened again.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use super::{Refusal, Stage, Status, Walk};
use crate::engine::event::Event;
use crate::engine::world::{Standing, touched};
use crate::model::ObligationOnRestart;

/// The questions after the session was opened again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PickUp {
    /// The states and obligations that the operator has looked at since.
    pub seen: BTreeSet<String>,
    /// The step that was shown and whose end was not recorded, and when it was shown.
    pub unrecorded: Option<(String, DateTime<FixedOffset>)>,
}

impl Walk {
    /// The questions after the session was opened again, until the operator confirms.
    #[must_use]
    pub fn pick_up(&self) -> Option<&PickUp> {
        self.pick_up.as_ref()
    }

    /// The session was opened again. If the walk had begun, asks the operator to look again.
    pub(super) fn opened(&mut self) {
        if self.stage != Stage::Walking {
            return;
        }
        let shown = self.target().and_then(|target| {
            let progress = self.progress.get(&target.id)?;
            let at = progress.shown_at.filter(|_| progress.status == Status::Shown)?;
            Some((target.id.clone(), at))
        });
        self.pick_up = Some(PickUp { unrecorded: shown, ..PickUp::default() });
    }

    /// The states and obligations that the operator must still look at: those in the next step's gate, then the open
    /// obligations that a restart would have lost.
    #[must_use]
    pub fn pick_up_asks(&self) -> Vec<String> {
        let Some(pick_up) = &self.pick_up else { return Vec::new() };
        // If an obligation is lost, the way back comes before the next step.
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

    /// Whether a state or obligation belongs to this node: `a.setup` to `a`, and `power[N2]` to `n[N2]`.
    fn is_of_node(&self, state: &str, node: &str) -> bool {
        if let Some((own, _)) = state.split_once('.') {
            return own == node;
        }
        let family = self.procedure.state(state).filter(|declared| declared.each.is_some());
        family.is_some_and(|declared| touched(&self.procedure, declared, node).iter().any(|own| own == state))
    }

    /// Continues the walk after the operator has looked at everything again.
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
