//! Quoting: a value inside a message.

use super::is_hostile;

/// Puts a value into backticks. A long value is cut, and hostile characters are escaped.
pub(crate) fn quoted(value: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = value.chars().take(LONGEST).flat_map(visible).collect();
    if value.chars().nth(LONGEST).is_some() {
        shown.push_str("...");
    }
    format!("`{shown}`")
}

/// The character as a message shows it.
fn visible(c: char) -> Vec<char> {
    if is_hostile(c) { c.escape_default().collect() } else { vec![c] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_never_holds_control_characters() {
        assert_eq!(quoted("a\nb\u{1b}"), r"`a\nb\u{1b}`");
    }
}
