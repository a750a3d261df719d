//! The store: journals and sessions on disk, and what survives a crash.

pub mod durable;
pub mod journal;
mod leftovers;
pub mod session;

pub use leftovers::leftovers;
