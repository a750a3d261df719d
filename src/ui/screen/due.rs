//! The screen that is due.

use super::{Screen, checks, hand_off, lost, pick_up, problem, restart, sign_off, step, stopped, waiting, worksheet};
use crate::engine::walk::{Position, Walk};

/// The screen that is due at this position of a walk.
#[must_use]
pub fn due(walk: &Walk) -> Screen {
    match walk.position() {
        Position::Worksheet => worksheet::worksheet(walk),
        Position::Checks => checks::before(walk),
        Position::PickUp => pick_up::pick_up(walk),
        Position::Problem => problem::problem(walk),
        Position::Stopped => stopped::stopped(walk),
        Position::Ask { step, facts } => worksheet::ask(walk, &step, &facts),
        Position::Guarded { step, checks } => checks::guarded(walk, &step, &checks),
        Position::Lost { obligation } => lost::lost(walk, &obligation),
        Position::HandOff { step, node } => hand_off::hand_off(walk, &step, &node),
        Position::Waiting { step, node } => waiting::waiting(walk, step.as_deref(), &node),
        Position::Restart { step } => restart::restart(walk, &step),
        Position::Step { step, gate } => step::step(walk, &step, gate),
        Position::SignOff => sign_off::sign_off(walk),
        Position::Ended => sign_off::ended(walk),
    }
}
