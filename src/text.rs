//! Text: wrapping, cleaning, near names, words. Depends on nothing; every room may use it.

mod clean;
mod columns;
mod hex;
pub mod near;
pub mod paragraphs;
mod quote;
mod split;
mod words;
mod wrap;

pub(crate) use clean::clean_lines;
pub use clean::{clean, is_hostile};
pub(crate) use columns::{columns, fit, head};
pub use hex::{hex, sha256};
pub(crate) use quote::quoted;
pub(crate) use split::{Join, split_command};
pub(crate) use words::{capitalized, count};
pub(crate) use wrap::{flow, wrap, wrap_words};
