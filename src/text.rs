//! Text: wrapping, cleaning, near names. Depends on nothing; every room may use it.

mod clean;
pub mod near;
pub mod paragraphs;
mod quote;
mod words;
pub mod wrap;

pub(crate) use clean::clean_lines;
pub use clean::{clean, is_hostile};
pub(crate) use quote::quoted;
pub(crate) use words::capitalized;
