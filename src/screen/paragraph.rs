//! Paragraphs: how the texts of a procedure are laid out, the same for every front and for paper.

/// A paragraph or a list item of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words on one line.
    pub text: String,
    /// Whether it is an item of a list.
    pub item: bool,
}

/// Splits a text: a blank line ends a paragraph; a line that starts with `- ` or `1. ` begins an item; any other line
/// goes on with what is before it.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut fresh = true;
    for line in text.lines().map(str::trim) {
        let item = is_item(line);
        match found.last_mut() {
            _ if line.is_empty() => {
                fresh = true;
                continue;
            }
            Some(last) if !fresh && !item => {
                last.text.push(' ');
                last.text.push_str(line);
            }
            _ => found.push(Paragraph { text: line.to_owned(), item }),
        }
        fresh = false;
    }
    found
}

/// Whether a line begins a list item.
fn is_item(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    line.starts_with("- ") || (digits > 0 && line[digits..].starts_with(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_join_and_items_stand_alone() {
        let texts: Vec<(String, bool)> = paragraphs("One\ntwo.\n\n1. first\n   goes on\n2. second\n- dash")
            .into_iter()
            .map(|paragraph| (paragraph.text, paragraph.item))
            .collect();
        let expected = [("One two.", false), ("1. first goes on", true), ("2. second", true), ("- dash", true)];
        assert_eq!(texts, expected.map(|(text, item)| (text.to_owned(), item)));
    }
}
