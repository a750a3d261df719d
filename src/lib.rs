//! nodewalk walks an administrator through each node's steps of a cluster install, in order, across reboots.
//!
//! The modules are the rooms that ARCHITECTURE.md describes; each uses only those below it:
//!
//! ```text
//! cli
//! app
//! ui, documents, store, lint
//! engine, load
//! model
//! text
//! ```

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
