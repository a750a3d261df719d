//! The wizard: the one loop that joins clock, journal and effects to the walk. Both fronts drive it.
//!
//! An action becomes events by [`crate::engine::walk::Walk::decide`]; each event is on disk before the walk takes it over and before a screen
//! shows its effect. When the disk refuses, the action stays unconfirmed and the reason stands on the screen.

mod active_session;
mod advised;
pub mod clock;
mod desk;
mod files;
mod notices;
mod start;

pub use active_session::{Open, View};
pub(crate) use desk::stands;
pub use desk::{App, Operator};
pub use start::{Begin, StartError};
