//! Splits text into numbered lines.

/// The lines of a text with their numbers, from 1. Leaves out carriage returns and white space around a line.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split('\n').enumerate().map(|(index, line)| (index + 1, line.trim()))
}
