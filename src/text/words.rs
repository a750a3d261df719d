//! Words: small turns of phrase that several rooms need.

/// A count with its noun: `1 step`, `2 steps`.
#[must_use]
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The words with a capital letter at their start, as a sentence begins.
#[must_use]
pub(crate) fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
