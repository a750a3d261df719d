//! Paragraphs: the layout of the texts of a procedure, the same on every screen and on paper.

/// A paragraph, or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The sign of the item, `-` or `1.`. Empty for a paragraph.
    pub sign: String,
    /// The words on one line, without the sign.
    pub text: String,
    /// Whether an empty line comes before it.
    pub gap: bool,
}

impl Line {
    /// The sign, if there is one, and the words.
    #[must_use]
    pub fn whole(&self) -> String {
        if self.sign.is_empty() { self.text.clone() } else { format!("{} {}", self.sign, self.text) }
    }

    /// The columns by which the lines after the first are indented.
    #[must_use]
    pub fn hang(&self) -> usize {
        if self.sign.is_empty() { 0 } else { self.sign.len() + 1 }
    }
}

/// Splits a text. An empty line ends a paragraph. A line that starts with `- ` or `1. ` begins an item. Any other line
/// continues the paragraph before it, or the item if it is indented.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut gap = false;
    for raw in text.lines() {
        let line = raw.trim();
        if line.is_empty() {
            gap = !found.is_empty();
            continue;
        }
        let (sign, words) = item(line).unwrap_or(("", line));
        match found.last_mut() {
            Some(last) if !gap && sign.is_empty() && (last.sign.is_empty() || raw.starts_with([' ', '\t'])) => {
                last.text.push(' ');
                last.text.push_str(words);
            }
            _ => found.push(Line { sign: sign.to_owned(), text: words.to_owned(), gap }),
        }
        gap = false;
    }
    found
}

/// The sign and the words of an item.
fn item(line: &str) -> Option<(&str, &str)> {
    let (sign, words) = line.split_once(' ')?;
    let number = sign.strip_suffix('.').is_some_and(|digits| digits.parse::<u8>().is_ok());
    (sign == "-" || number).then_some((sign, words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_join_and_items_stand_alone() {
        let found = lines("One\ntwo.\n\n1. first\n   goes on\n2. second\n- dash\nThen this.");
        let whole: Vec<(String, bool)> = found.iter().map(|line| (line.whole(), line.gap)).collect();
        let expected = [
            ("One two.", false),
            ("1. first goes on", true),
            ("2. second", false),
            ("- dash", false),
            ("Then this.", false),
        ];
        assert_eq!(whole, expected.map(|(text, gap)| (text.to_owned(), gap)));
        assert_eq!(found[1].hang(), 3);
    }
}
