//! The text of files that a step writes for a node, rendered from the procedure's lines and checked against its rules.
//!
//! Nothing here touches a disk. [`render()`] makes the bytes of a file, and the same text with every secret blanked. Screens
//! show the blanked text, and the journal has its SHA-256. [`check()`] accepts any text, however hostile.

mod check;
mod encode;
mod ini;
mod lines;
mod render;
mod secrets;

pub use check::{FileFinding, check};
pub use encode::decode;
pub use render::{FileError, RenderedFile, needs, render};
pub use secrets::{SecretError, Secrets};

/// The most bytes that a file can have. Far more than any answer file has.
pub const LIMIT: usize = 1024 * 1024;
