//! Lines: a text as numbered lines, whatever ends them.

/// The lines of a text with their numbers, from 1. Carriage returns and white space around a line do not count.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split('\n').enumerate().map(|(index, line)| (index + 1, line.trim()))
}
