//! Undo: what a change did to states and obligations, so that it can be taken back.

use crate::engine::world::{Obligations, Seen, Standing, States};

/// The states and obligations before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Undo {
    before: (States, Obligations),
    after: (States, Obligations),
}

impl Undo {
    /// Remembers a change. Copies of states and obligations share their data.
    pub(super) fn new(before: (States, Obligations), after: (States, Obligations)) -> Self {
        Self { before, after }
    }

    /// Takes the change back, except where something else has changed the same state or obligation since.
    pub(super) fn take_back(&self, states: &mut States, obligations: &mut Obligations) {
        states.take_back(&self.before.0, &self.after.0);
        obligations.take_back(&self.before.1, &self.after.1);
    }

    /// The states that the change took away or replaced, as they were before it.
    pub(super) fn changed_states(&self) -> impl Iterator<Item = (&str, &Seen)> {
        let (before, after) = (&self.before.0, &self.after.0);
        before.iter().filter(|(state, seen)| after.get(state) != Some(*seen))
    }

    /// The obligations that the change replaced, as they were before it.
    pub(super) fn changed_obligations(&self) -> impl Iterator<Item = (&str, Standing)> {
        let (before, after) = (&self.before.1, &self.after.1);
        before.iter().filter(|(id, standing)| after.get(id) != Some(*standing))
    }
}
