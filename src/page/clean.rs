//! Cleaning: nothing that an operator typed or a node sent acts on the terminal, the printer or the order of the text.

use std::borrow::Cow;

/// Whether a character does something instead of being seen: controls, and marks that hide text or turn it round.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text with what would act written out as `\x1b` or `\u{202e}`. Line feeds stay, a tab is a space.
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

/// A text in paragraphs of lines, cleaned: line breaks inside a paragraph do not count unless an item starts there.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    let mut open = false;
    for line in clean(text).lines() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        if !open {
            paragraphs.push(Vec::new());
        }
        let Some(paragraph) = paragraphs.last_mut() else { continue };
        match paragraph.last_mut() {
            Some(last) if item(line).is_none() => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraph.push(line.to_owned()),
        }
        open = true;
    }
    paragraphs
}

/// The sign and the text of an item: `- text`, `1. text`.
pub(super) fn item(line: &str) -> Option<(&str, &str)> {
    let (sign, rest) = line.split_once(' ')?;
    let number = sign.strip_suffix('.').is_some_and(|digits| digits.parse::<u8>().is_ok());
    (sign == "-" || number).then_some((sign, rest.trim()))
}
