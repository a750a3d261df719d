//! Restarts and obligations: what went down and came back, what was left open and put right.

use super::{History, Stamp};
use crate::engine::event::{Event, Return};
use crate::engine::walk::Walk;
use crate::engine::world::Standing;

/// One restart of a node, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restart {
    /// The node.
    pub node: String,
    /// The step that asked for it.
    pub step: Option<String>,
    /// When it was expected from.
    pub expected: Option<Stamp>,
    /// When the node went down, or was said to have.
    pub down: Option<Stamp>,
    /// Whether it went down because a step asked for it.
    pub planned: bool,
    /// When and how it came back.
    pub back: Option<(Stamp, Return)>,
}

/// One stretch of time in which something was left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPeriod {
    /// The obligation's full id.
    pub id: String,
    /// When it was opened, and by what.
    pub opened: (Stamp, String),
    /// When it was lost, and by what.
    pub lost: Option<(Stamp, String)>,
    /// Whether it was opened again after it was lost; that is a stretch of its own.
    pub again: bool,
    /// When it was closed, and by what.
    pub closed: Option<(Stamp, String)>,
}

impl Restart {
    /// How long the node was down, if both ends are known. Nobody knows it of a restart that was reported afterwards.
    #[must_use]
    pub fn downtime(&self) -> Option<chrono::TimeDelta> {
        let (back, how) = self.back.as_ref()?;
        let down = self.down.as_ref()?;
        let known = *how != Return::Absent && back.time > down.time;
        known.then(|| back.time - down.time)
    }
}

impl History {
    /// Follows the nodes down and up again.
    pub(super) fn take_restart(&mut self, at: &Stamp, event: &Event) {
        match event {
            Event::RestartExpected { node, step } => {
                let expected = Some(at.clone());
                match self.restarts.iter_mut().find(|own| own.node == *node && own.down.is_none()) {
                    Some(own) => (own.step, own.expected) = (Some(step.clone()), expected),
                    None => self.restarts.push(Restart {
                        node: node.clone(),
                        step: Some(step.clone()),
                        expected,
                        down: None,
                        planned: false,
                        back: None,
                    }),
                }
            }
            Event::WentDown { node, planned } => {
                let down = Some(at.clone());
                if let Some(own) = self.restarts.iter_mut().find(|own| own.node == *node && own.down.is_none()) {
                    (own.down, own.planned) = (down, *planned);
                    return;
                }
                // A restart that was said not to have happened is still owed, without being announced again.
                let absent = self.restarts.iter().rfind(|own| own.node == *node);
                let absent = absent.filter(|own| matches!(own.back, Some((_, Return::Absent))));
                let step = absent.and_then(|own| own.step.clone()).filter(|_| *planned);
                let restart = Restart { node: node.clone(), step, expected: None, down, planned: *planned, back: None };
                self.restarts.push(restart);
            }
            Event::CameBack { node, how } => {
                let awaited = |own: &&mut Restart| own.node == *node && own.down.is_some() && own.back.is_none();
                if let Some(own) = self.restarts.iter_mut().rev().find(awaited) {
                    own.back = Some((at.clone(), *how));
                }
            }
            _ => {}
        }
    }

    /// Follows what is left open, by comparing the walk before and after the event.
    pub(super) fn take_obligations(&mut self, before: &Walk, after: &Walk, at: &Stamp, event: &Event) {
        let was = |id: &str| before.obligations().iter().find(|(own, _)| *own == id).map(|(_, standing)| standing);
        for (id, standing) in after.obligations().iter().filter(|(id, standing)| was(id) != Some(*standing)) {
            let change = (at.clone(), cause(after, event));
            let current = self.obligations.iter_mut().rev().find(|period| period.id == id && period.closed.is_none());
            match (standing, current) {
                (Standing::Open, current) => {
                    if let Some(lost) = current {
                        lost.again = true;
                    }
                    let id = id.to_owned();
                    self.obligations.push(OpenPeriod { id, opened: change, lost: None, again: false, closed: None });
                }
                (Standing::Lost, Some(period)) => period.lost = Some(change),
                (Standing::Closed, Some(period)) => period.closed = Some(change),
                (Standing::Lost | Standing::Closed, None) => {}
            }
        }
    }
}

/// What an event says of why an obligation changed: the step, or what befell the node.
fn cause(walk: &Walk, event: &Event) -> String {
    match event {
        Event::Confirmed { step, .. } => step.clone(),
        Event::Problem { step, .. } => format!("{step}, as a problem"),
        Event::WentDown { node, .. } => format!("the restart of {}", walk.world().node_name(node)),
        Event::Observed { .. } => "seen by the operator".to_owned(),
        other => other.kind(),
    }
}
