//! What the tests of the engine share.

mod drive;
mod jumps;
mod moves;
mod shared;
mod ways;

pub(crate) use drive::{ANSWERS, Drive, answers_at};
pub(crate) use moves::{Move, moves, pick};
pub(crate) use shared::{built_in, procedure};
pub(crate) use ways::{Decision, ways, ways_round};
