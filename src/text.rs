//! Text: wrapping, cleaning, near names. Depends on nothing; every room may use it.

mod clean;
mod hex;
pub mod near;
pub mod paragraphs;
mod quote;
mod words;
pub mod wrap;

pub(crate) use clean::clean_lines;
pub use clean::{clean, is_hostile};
pub use hex::{hex, sha256};
pub(crate) use quote::quoted;
pub(crate) use words::{capitalized, count};
