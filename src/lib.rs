//! nodewalk walks an administrator through each node's steps of a cluster install, in order, across reboots.
//!
//! Data flows one way; nothing knows what stands below it:
//!
//! ```text
//! value <- condition <- procedure <- facts <- check, plan, file
//!                       event, action <- walk <- screen, report
//!                       journal, session, catalogue
//!                       wizard (the one loop) <- tui, plain <- cli
//! ```
//!
//! Everything down to `screen` and `report` is pure: no clock, no files, no terminal, no environment.

pub mod action;
pub mod answers;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod clock;
pub mod condition;
mod durable;
pub mod event;
pub mod facts;
pub mod file;
pub mod front;
pub mod journal;
pub mod plain;
pub mod plan;
pub mod procedure;
pub mod screen;
pub mod session;
pub mod tui;
pub mod value;
pub mod walk;
pub mod wizard;
pub mod world;
