//! JSON for other programs: indented, and safe to print on a terminal.

use serde::Serialize;

use crate::text::is_hostile;

/// A value as indented JSON that ends with a line feed. Characters that a terminal would act on are escaped.
#[must_use]
pub fn pretty(value: &impl Serialize) -> String {
    // This fails only for maps whose keys aren't text, and no document has such a map.
    let written = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut safe = String::with_capacity(written.len() + 1);
    for c in written.chars() {
        // A line feed is always the end of a line, because inside a string it is escaped already. All hostile characters are in
        // the Basic Multilingual Plane, so each needs only one escape.
        if c != '\n' && is_hostile(c) {
            put!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe.push('\n');
    safe
}
