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

pub mod app;
pub mod cli;
pub mod documents;
pub mod engine;
pub mod lint;
pub mod load;
pub mod model;
pub mod store;
pub mod text;
pub mod ui;
