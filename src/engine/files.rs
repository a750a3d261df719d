//! Files that a step writes for a node: made from the procedure's lines, and checked against its rules.
//!
//! Nothing here touches a disk. [`render()`] makes the bytes and, beside them, the same text with every secret blanked:
//! that is what screens show and what the journal's SHA-256 is of. [`check()`] reads any text, however hostile.

mod check;
mod encode;
mod ini;
mod lines;
mod render;
mod secrets;

pub use check::{Finding, check};
pub use encode::decode;
pub use render::{FileError, Written, needs, render};
pub use secrets::{SecretError, Secrets};

/// The most bytes that a file may have: far more than any answer file has.
pub const LIMIT: usize = 1024 * 1024;
