//! Words: small turns of phrase that several rooms need.

/// The words with a capital letter at their start, as a sentence begins.
#[must_use]
pub(crate) fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
