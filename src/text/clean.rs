//! Cleaning: no text that was typed or read can act on the terminal or the printer, or change the order of the text.

use std::borrow::Cow;

use super::paragraphs;
use super::paragraphs::Line;

/// Whether a character acts instead of being seen: a control, or a mark that hides text or turns it round.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text with such characters written out as `\x1b` or `\u{202e}`. Line feeds stay, and a tab becomes a space.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && is_hostile(c)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => safe.push('\n'),
            '\t' => safe.push(' '),
            '\r' => {}
            c if is_hostile(c) && u32::from(c) < 0x100 => put!(safe, "\\x{:02x}", u32::from(c)),
            c if is_hostile(c) => put!(safe, "\\u{{{:x}}}", u32::from(c)),
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// A text in paragraphs and items, cleaned.
pub(crate) fn clean_lines(text: &str) -> Vec<Line> {
    paragraphs::lines(&clean(text))
}
