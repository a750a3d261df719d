//! Columns: the width of a text on a screen, and as much of it as fits.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::clean;

/// The columns that a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// The text on one line, cut to the columns there are. A mark says that something is missing.
pub(crate) fn fit(text: &str, width: usize) -> String {
    let text = clean(text).replace('\n', " ");
    if columns(&text) <= width {
        return text;
    }
    let mark = if width >= 8 { ".." } else { "" };
    format!("{}{mark}", head(&text, width - mark.len()))
}

/// As much of the start of a text as fits.
pub(crate) fn head(text: &str, width: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > width
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(fit("restart declined and owed", 12), "restart de..");
        assert_eq!(fit("short", 12), "short");
        assert_eq!(fit("漢字漢字", 5), "漢字");
    }
}
