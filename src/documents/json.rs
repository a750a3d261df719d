//! JSON for other programs: indented, and safe to print on a terminal.

use serde::Serialize;

use crate::text::is_hostile;

/// Writes a value as indented JSON with a line feed at its end. Characters that a terminal would act on are escaped.
#[must_use]
pub fn pretty(value: &impl Serialize) -> String {
    // Only maps with keys that are not text can fail, and nothing that is written here has any.
    let written = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut safe = String::with_capacity(written.len() + 1);
    for c in written.chars() {
        // A line feed stands between the lines only: inside a string it is written `\n` already. What is hostile lies in
        // the basic plane and so needs one escape.
        if c != '\n' && is_hostile(c) {
            put!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe.push('\n');
    safe
}
