//! The store: what is on disk, and the promises about it.

pub mod durable;
pub mod journal;
mod leftovers;
pub mod session;

pub use leftovers::leftovers;
