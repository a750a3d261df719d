//! Reads INI files and keeps line numbers: sections, entries, comments after `;`, and quotes.
//!
//! It reads the answer files of Windows, and never fails: a line that it cannot read is a fault. A backslash has no special
//! meaning.

use super::lines::numbered;

/// An INI file.
#[derive(Debug, Default)]
pub(super) struct Ini<'t> {
    /// The sections, in the order of the file. Duplicates are included.
    pub(super) sections: Vec<IniSection<'t>>,
    /// The lines that could not be read.
    pub(super) faults: Vec<(usize, IniFault)>,
}

/// A section.
#[derive(Debug)]
pub(super) struct IniSection<'t> {
    /// The line of its header.
    pub(super) line: usize,
    pub(super) name: &'t str,
    /// Its entries, in the order of the file.
    pub(super) entries: Vec<IniEntry<'t>>,
}

/// An entry.
#[derive(Debug)]
pub(super) struct IniEntry<'t> {
    pub(super) line: usize,
    /// The text before the `=`, without quotes.
    pub(super) key: &'t str,
    /// The text after the `=`, without its comment, and without quotes if one pair of them encloses it.
    pub(super) value: &'t str,
    /// Whether one pair of quotes encloses the value.
    pub(super) quoted: bool,
}

/// Why a line could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IniFault {
    /// It is neither a section, an entry, nor a comment.
    Neither,
    /// A section's header is not closed.
    Unclosed,
    /// It is an entry before the first section.
    Homeless,
    /// A quote is not closed.
    Quote,
}

impl<'t> Ini<'t> {
    /// Reads a text.
    pub(super) fn read(text: &'t str) -> Self {
        let mut ini = Self::default();
        for (line, written) in numbered(text) {
            if written.is_empty() || written.starts_with(';') {
                continue;
            }
            if written.matches('"').count() % 2 == 1 {
                ini.faults.push((line, IniFault::Quote));
            }
            let (text, _comment) = cut(written, ';');
            match (text.strip_prefix('['), cut(text, '=')) {
                (Some(rest), _) => match rest.trim_end().strip_suffix(']') {
                    Some(name) if !name.contains(['[', ']']) => {
                        ini.sections.push(IniSection { line, name: name.trim(), entries: Vec::new() });
                    }
                    _ => ini.faults.push((line, IniFault::Unclosed)),
                },
                (None, (key, Some(value))) => {
                    let (value, quoted) = unquoted(value);
                    let entry = IniEntry { line, key: unquoted(key).0, value, quoted };
                    match ini.sections.last_mut() {
                        Some(section) => section.entries.push(entry),
                        None => ini.faults.push((line, IniFault::Homeless)),
                    }
                }
                (None, (_, None)) => ini.faults.push((line, IniFault::Neither)),
            }
        }
        ini
    }

    /// The sections with this name.
    pub(super) fn sections<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s IniSection<'t>> {
        self.sections.iter().filter(move |section| section.name.eq_ignore_ascii_case(name))
    }

    /// The entries with this key in the sections with this name.
    pub(super) fn entries<'s>(&'s self, section: &'s str, key: &'s str) -> impl Iterator<Item = &'s IniEntry<'t>> {
        self.sections(section)
            .flat_map(|section| &section.entries)
            .filter(move |entry| entry.key.eq_ignore_ascii_case(key))
    }
}

/// Splits text at the first such character outside quotes.
fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    let mut quoted = false;
    let found = text.find(|c: char| {
        quoted ^= c == '"';
        c == at && !quoted
    });
    match found {
        Some(found) => (&text[..found], Some(&text[found + at.len_utf8()..])),
        None => (text, None),
    }
}

/// A value without white space around it, and without its quotes if one pair encloses it. Says whether it had them.
fn unquoted(text: &str) -> (&str, bool) {
    let text = text.trim();
    let inside = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inside| !inside.contains('"'));
    inside.map_or((text, false), |inside| (inside, true))
}
