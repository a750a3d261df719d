//! Restarts: planned and unplanned.

use super::{Gate, Moment, Refusal, Stage, Walk};
use crate::action::Action;
use crate::event::{Event, Return};
use crate::world::Standing;

impl Walk {
    /// Finds a node that can restart by its id, its label or its computer name.
    fn restartable(&self, wanted: &str) -> Result<String, Refusal> {
        let wanted = wanted.trim();
        let nodes = self.world().nodes();
        let found = nodes.iter().find(|(id, node)| {
            let name = self.world().node_name(id);
            [id.as_str(), node.label.as_str(), name.as_str()].iter().any(|own| own.eq_ignore_ascii_case(wanted))
        });
        match found {
            Some((_, node)) if node.visited => Err(Refusal::new(
                format!("{} is only visited; its restarts are not part of this walk", node.label),
                "type `note TEXT` to record it",
            )),
            Some((id, _)) => Ok(id.clone()),
            None => {
                let restarting = nodes.iter().filter(|(_, node)| !node.visited);
                let ids: Vec<String> = restarting.map(|(id, _)| format!("`{id}`")).collect();
                Err(Refusal::new(format!("`{wanted}` is not a node"), format!("type one of {}", ids.join(", "))))
            }
        }
    }

    /// Whether this step asked for the restart of a node.
    fn is_expected(&self, node: &str, step: &str) -> bool {
        self.expected.get(node).is_some_and(|own| own == step)
    }

    /// A node restarted and is back.
    pub(super) fn decide_restarted(&self, node: &str) -> Result<Vec<Event>, Refusal> {
        self.walking()?;
        let node = self.restartable(node)?;
        if self.down.contains_key(&node) {
            return Ok(vec![self.came_back(&node)]);
        }
        let mut events = self.down_events(&node)?;
        let planned = |event: &Event| matches!(event, Event::WentDown { planned: true, .. });
        let how = if events.iter().any(planned) { Return::AsPlanned } else { Return::Unplanned };
        // The return stands right after the fall, before the way that it leads: the lead may be a step at that node.
        let place =
            events.iter().position(|event| matches!(event, Event::WentDown { .. })).map_or(0, |index| index + 1);
        events.insert(place, Event::CameBack { node, how });
        Ok(events)
    }

    /// The node that an action says went down although nothing asked for it, and the open obligations that this would lose;
    /// nothing where none would be.
    #[must_use]
    pub fn would_lose(&self, action: &Action) -> Option<(String, Vec<String>)> {
        let (Action::Restarted(_) | Action::Down(_)) = action else { return None };
        let events = self.decide(action).ok()?;
        let down = events.iter().find_map(|event| match event {
            Event::WentDown { node, planned: false } => Some(node.clone()),
            _ => None,
        })?;
        let after = self.clone_with(&events);
        let open = self.obligations.iter().filter(|(_, standing)| *standing == Standing::Open);
        let lost = |id: &str| after.obligations.iter().any(|(own, standing)| own == id && standing == Standing::Lost);
        let lost: Vec<String> = open.filter(|(id, _)| lost(id)).map(|(id, _)| id.to_owned()).collect();
        (!lost.is_empty()).then_some((down, lost))
    }

    /// A node is down.
    pub(super) fn decide_down(&self, node: &str) -> Result<Vec<Event>, Refusal> {
        self.walking()?;
        let node = self.restartable(node)?;
        if self.down.contains_key(&node) {
            return Err(Refusal::new(
                format!("{} is down already", self.world().node_name(&node)),
                format!("type `restarted {node}` when it is back"),
            ));
        }
        self.down_events(&node)
    }

    /// The events of a node going down: as the step that is shown asked, or unplanned. That it went down is not refused.
    fn down_events(&self, node: &str) -> Result<Vec<Event>, Refusal> {
        match self.moment() {
            Moment::Restart { step } if self.is_expected(node, &step) => return Ok(self.restart_done(&step)),
            Moment::Step { step, gate: Gate::Open } if self.is_expected(node, &step) => {
                return self.confirm(&step, Gate::Open);
            }
            _ => {}
        }
        Ok(vec![Event::WentDown { node: node.to_owned(), planned: false }])
    }

    /// The awaited restart did not happen: it is to be carried out again.
    pub(super) fn decide_not_restarted(&self) -> Result<Vec<Event>, Refusal> {
        match self.moment() {
            Moment::Waiting { node, .. } if self.down.get(&node).is_some_and(|down| down.planned) => {
                Ok(vec![Event::CameBack { node, how: Return::Absent }])
            }
            _ => Err(Refusal::new("no restart is awaited here", "type `help` for what is possible now")),
        }
    }

    /// Refuses what makes no sense before the first step.
    fn walking(&self) -> Result<(), Refusal> {
        match self.stage {
            Stage::Walking | Stage::Stopped { .. } => Ok(()),
            _ => Err(Refusal::new("the walk has not begun", "type `done` to go on")),
        }
    }

    /// Carries the restart of a step out.
    pub(super) fn restart_done(&self, step: &str) -> Vec<Event> {
        let restart = self.planned(step).and_then(|planned| {
            let restart = planned.step(&self.procedure).restart.as_ref()?;
            Some(Event::WentDown { node: self.procedure.node_id(&restart.node, &planned.scope), planned: true })
        });
        restart.into_iter().collect()
    }
}
