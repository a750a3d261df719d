//! The clock: the time arrives in the loop as a value.

use chrono::{DateTime, FixedOffset, Local};

/// A source of the time.
pub trait Clock {
    /// The time now, with the workstation's offset.
    fn now(&self) -> DateTime<FixedOffset>;
}

/// The workstation's clock, to the second.
#[derive(Clone, Copy, Debug, Default)]
pub struct Workstation;

impl Clock for Workstation {
    fn now(&self) -> DateTime<FixedOffset> {
        let now = Local::now().fixed_offset();
        chrono::SubsecRound::trunc_subsecs(now, 0)
    }
}
