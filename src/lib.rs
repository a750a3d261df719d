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

/// Appends to a text what `format!` would give; a `String` never refuses that.
macro_rules! put {
    ($out:expr, $($what:tt)*) => {{
        use std::fmt::Write as _;
        _ = $out.write_fmt(format_args!($($what)*));
    }};
}

pub mod action;
pub mod advisor;
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
pub mod json;
pub mod lint;
pub mod page;
pub mod paper;
pub mod plain;
pub mod plan;
pub mod procedure;
pub mod prose;
pub mod report;
pub mod schema;
pub mod screen;
pub mod session;
pub mod status;
pub mod tui;
pub mod value;
pub mod walk;
pub mod wizard;
pub mod world;
