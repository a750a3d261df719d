//! Restarts, and the periods in which obligations were open.

use super::{History, Stamp};
use crate::engine::event::{Event, Return};
use crate::engine::walk::Walk;
use crate::engine::world::Standing;

/// A restart of a node, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restart {
    /// The full id of the node.
    pub node: String,
    /// The full id of the step that asked for it.
    pub step: Option<String>,
    /// When the walk began to expect it.
    pub expected: Option<Stamp>,
    /// When the operator said that the node went down.
    pub down: Option<Stamp>,
    /// Whether a step had asked for it.
    pub planned: bool,
    /// When and how the node came back.
    pub back: Option<(Stamp, Return)>,
}

/// A period in which an obligation was open.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; those that need it have a comment")]
pub struct OpenPeriod {
    /// The full id of the obligation.
    pub id: String,
    /// When it was opened, and the step or event that opened it.
    pub opened: (Stamp, String),
    pub lost: Option<(Stamp, String)>,
    /// Whether it was opened again after it was lost. That begins another period.
    pub again: bool,
    pub closed: Option<(Stamp, String)>,
}

impl Restart {
    /// How long the node was down. `None` if a restart was reported afterwards, because its beginning is not known
    /// then.
    #[must_use]
    pub fn downtime(&self) -> Option<chrono::TimeDelta> {
        let (back, how) = self.back.as_ref()?;
        let down = self.down.as_ref()?;
        let known = *how != Return::Absent && back.time > down.time;
        known.then(|| back.time - down.time)
    }
}

impl History {
    /// Adds an event to the restarts.
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
                // A restart that had not happened is still expected, without another event that says so.
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

    /// Adds an event to the obligations, by comparing the walk before and after it.
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

/// The cause of a change to an obligation: the id of the step, or the event in words.
fn cause(walk: &Walk, event: &Event) -> String {
    match event {
        Event::Confirmed { step, .. } => step.clone(),
        Event::Problem { step, .. } => format!("{step}, as a problem"),
        Event::WentDown { node, .. } => format!("the restart of {}", walk.world().node_name(node)),
        Event::Observed { .. } => "seen by the operator".to_owned(),
        other => other.kind(),
    }
}
