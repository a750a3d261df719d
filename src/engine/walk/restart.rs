//! Restarts of nodes, planned and unplanned.

use chrono::{DateTime, FixedOffset};

use super::undo::Undo;
use super::{Gate, PendingJump, Position, Refusal, Stage, Status, Walk};
use crate::engine::action::Action;
use crate::engine::event::{Event, Return};
use crate::engine::world::{Obligations, Standing, States};
use crate::model::Jump;

/// A node that is down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Down {
    /// Whether a step asked for the restart.
    pub planned: bool,
    /// The step that asked for it.
    pub step: Option<String>,
    /// When the node went down.
    pub since: DateTime<FixedOffset>,
    /// The steps whose restart this is: all that were due at this node.
    pub(super) due: Vec<String>,
    /// What going down changed, in case it turns out that the node never did.
    pub(super) undo: Undo,
}

impl Walk {
    /// The id of a node that can restart, by its id, label, or computer name.
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

    /// The node restarted and is back.
    pub(super) fn decide_restarted(&self, node: &str) -> Result<Vec<Event>, Refusal> {
        self.walking()?;
        let node = self.restartable(node)?;
        if self.down.contains_key(&node) {
            return Ok(vec![self.came_back(&node)]);
        }
        let mut events = self.down_events(&node)?;
        let planned = |event: &Event| matches!(event, Event::WentDown { planned: true, .. });
        let how = if events.iter().any(planned) { Return::AsPlanned } else { Return::Unplanned };
        // The node comes back before the jump that follows, which may lead to a step at that node.
        let place =
            events.iter().position(|event| matches!(event, Event::WentDown { .. })).map_or(0, |index| index + 1);
        events.insert(place, Event::CameBack { node, how });
        Ok(events)
    }

    /// The node that the action says went down although no step asked for it, and the open obligations that this would lose.
    /// `None` if it would lose none.
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

    /// The node is down.
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

    /// The events of a node that went down: planned if the shown step asked for it, otherwise unplanned. Never refused, since it
    /// has happened already.
    fn down_events(&self, node: &str) -> Result<Vec<Event>, Refusal> {
        match self.position() {
            Position::Restart { step } if self.is_expected(node, &step) => return Ok(self.restart_done(&step)),
            Position::Step { step, gate: Gate::Open } if self.is_expected(node, &step) => {
                return self.confirm(&step, Gate::Open);
            }
            _ => {}
        }
        Ok(vec![Event::WentDown { node: node.to_owned(), planned: false }])
    }

    /// The restart that the walk waits for did not happen. The operator must restart the node again.
    pub(super) fn decide_not_restarted(&self) -> Result<Vec<Event>, Refusal> {
        match self.position() {
            Position::Waiting { node, .. } if self.down.get(&node).is_some_and(|down| down.planned) => {
                Ok(vec![Event::CameBack { node, how: Return::Absent }])
            }
            _ => Err(Refusal::new("no restart is awaited here", "type `help` for what is possible now")),
        }
    }

    /// Refuses actions before the first step.
    fn walking(&self) -> Result<(), Refusal> {
        match self.stage {
            Stage::Walking | Stage::Stopped { .. } => Ok(()),
            _ => Err(Refusal::new("the walk has not begun", "type `done` to go on")),
        }
    }

    /// The restart of a step is done.
    pub(super) fn restart_done(&self, step: &str) -> Vec<Event> {
        let restart = self.planned(step).and_then(|planned| {
            let restart = planned.step(&self.procedure).restart.as_ref()?;
            Some(Event::WentDown { node: self.procedure.node_id(&restart.node, &planned.scope), planned: true })
        });
        restart.into_iter().collect()
    }

    /// The event of a node that comes back.
    pub(super) fn came_back(&self, node: &str) -> Event {
        let planned = self.down.get(node).is_some_and(|down| down.planned);
        Event::CameBack { node: node.to_owned(), how: if planned { Return::AsPlanned } else { Return::Unplanned } }
    }

    /// Takes a node down, unless it is down already.
    pub(super) fn went_down(&mut self, node: &str, planned: bool, time: DateTime<FixedOffset>) {
        if self.down.contains_key(node) {
            return;
        }
        if !planned {
            self.pending_jump = self.jump_after_restart(node);
        }
        let before = (self.states.clone(), self.obligations.clone());
        self.take_down(node, planned, time, before);
    }

    /// Takes a node down. `before` is the world before the change that led to the restart.
    pub(super) fn take_down(
        &mut self,
        node: &str,
        planned: bool,
        time: DateTime<FixedOffset>,
        before: (States, Obligations),
    ) {
        self.states.restart(&self.procedure, node);
        self.obligations.restart(&self.procedure, node);
        let step = self.expected.remove(node);
        let due = self.due_at(node);
        for step in &due {
            self.settle(step, Status::Done, "", time);
        }
        let after = (self.states.clone(), self.obligations.clone());
        let undo = Undo::new(before, after);
        self.down.insert(node.to_owned(), Down { planned, step, since: time, due, undo });
    }

    /// The steps whose restart of this node is due. There can be two if a recovery restarts a node that an earlier step should
    /// have restarted. One restart counts for both.
    fn due_at(&self, node: &str) -> Vec<String> {
        let aside = self.recovery.iter().flat_map(|recovery| recovery.plan.steps.iter());
        let due = self.plan.steps.iter().chain(aside).filter(|planned| {
            let restart = planned.step(&self.procedure).restart.as_ref();
            self.is_restart_due(&planned.id)
                && restart.is_some_and(|restart| self.procedure.node_id(&restart.node, &planned.scope) == node)
        });
        due.map(|planned| planned.id.clone()).collect()
    }

    /// The jump after an unplanned restart. During a recovery, the one that the recovery declares, or else to its start.
    /// Otherwise the one that the phase declares.
    fn jump_after_restart(&self, node: &str) -> Option<PendingJump> {
        let because = format!("{} went down unplanned", self.world().node_name(node));
        let target = self.target();
        let step = target.map(|target| target.id.clone()).unwrap_or_default();
        if let Some(recovery) = &self.recovery {
            let declared = self.procedure.recovery(&recovery.id);
            let own = declared.and_then(|recovery| recovery.on_restart.iter().find(|own| own.node == node));
            let jump = own.map(|own| own.jump.clone()).filter(|jump| *jump != Jump::Repeat);
            let jump = jump.unwrap_or_else(|| Jump::Run(recovery.id.clone()));
            return Some(PendingJump { jump, step, because });
        }
        let target = target?;
        let jumps = &target.phase(&self.procedure)?.on_restart;
        let family = node.split('[').next().unwrap_or(node);
        // A rule for this node comes before a rule for its family.
        let own = jumps.iter().find(|own| self.procedure.node_id(&own.node, &target.scope) == node);
        let jump = own.or_else(|| jumps.iter().find(|own| own.node == family))?.jump.clone();
        Some(PendingJump { jump, step, because })
    }

    /// A node came back, or never went down.
    pub(super) fn came_back_from(&mut self, node: &str, how: Return) {
        let Some(down) = self.down.remove(node) else { return };
        let Some(step) = down.step else { return };
        let repeat = {
            let planned = self.planned(&step).or_else(|| self.plan.get(&step));
            let restart = planned.and_then(|planned| planned.step(&self.procedure).restart.as_ref());
            restart.is_some_and(|restart| restart.then == Jump::Repeat)
        };
        match how {
            Return::Absent => {
                down.undo.take_back(&mut self.states, &mut self.obligations);
                // A step that must be done again meanwhile has its restart still before it.
                let mut due: Vec<&String> = down.due.iter().chain([&step]).collect();
                due.retain(|own| self.progress.is_settled(own));
                if !due.contains(&&step) {
                    return;
                }
                self.reopen_recovery(&step);
                let pure =
                    self.planned(&step).is_some_and(|planned| planned.step(&self.procedure).pure_restart().is_some());
                self.expected.insert(node.to_owned(), step.clone());
                for own in due {
                    self.progress.unsettle(own);
                    self.progress.edit(own).status = Status::RestartDue;
                }
                if pure {
                    self.progress.edit(&step).status = Status::Todo;
                }
            }
            Return::AsPlanned | Return::Unplanned if repeat => self.reset(&step),
            Return::AsPlanned | Return::Unplanned => {}
        }
    }
}
