//! Static checks: what can be seen without walking.

mod implication;
mod observations;
mod repeats;
mod unused;
mod use_before_read;
mod weak_gates;

pub(super) use unused::findings;
