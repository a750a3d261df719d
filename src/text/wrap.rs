//! Fitting text into columns. Paths, names and commands break at spaces only, never at a hyphen or a backslash.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// The left margin, for the columns there are.
pub(crate) fn margin(width: usize) -> usize {
    if width < 60 { 1 } else { 2 }
}

/// The text without what a terminal could act on; line breaks stay.
pub(crate) fn clean(text: &str) -> String {
    let plain = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    text.replace("\r\n", "\n").replace('\t', "    ").chars().map(plain).collect()
}

/// Wraps paragraphs; an empty line stands between two. An item (`- ` or `1. `) hangs under its own text.
pub(crate) fn flow(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for line in super::paragraphs::lines(&clean(text)) {
        if line.gap {
            lines.push(String::new());
        }
        let hang = " ".repeat(line.hang().min(width - 1));
        let options = Options::new(width)
            .subsequent_indent(&hang)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        lines.extend(textwrap::wrap(&line.whole(), options).into_iter().map(std::borrow::Cow::into_owned));
    }
    lines
}

/// Cuts a text to the columns there are, with a mark where something is missing.
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

/// How a piece of a command joins the piece before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// It is the first.
    First,
    /// With a space between the two.
    Space,
    /// With nothing between the two.
    Nothing,
}

/// Cuts one command line into pieces that fit, at a space where a late one exists.
pub(crate) fn pieces(command: &str, width: usize) -> Vec<(Join, String)> {
    let width = width.max(1);
    let command = clean(command);
    let mut rest = command.trim_end();
    let mut join = Join::First;
    let mut pieces = Vec::new();
    while columns(rest) > width {
        let fits = head(rest, width);
        // A character wider than the area still has to go somewhere.
        let fits = if fits.is_empty() { &rest[..rest.chars().next().map_or(0, char::len_utf8)] } else { fits };
        let space = if rest[fits.len()..].starts_with(' ') { Some(fits.len()) } else { fits.rfind(' ') };
        let (end, skip, next) = match space.filter(|at| *at > fits.len() / 2) {
            Some(at) => (at, 1, Join::Space),
            None => (fits.len(), 0, Join::Nothing),
        };
        pieces.push((join, rest[..end].to_owned()));
        rest = &rest[end + skip..];
        join = next;
    }
    pieces.push((join, rest.to_owned()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_keep_their_shape() {
        let text = "Open a prompt\nand wait.\n\n- first thing here\n- second\n1. counted";
        let lines = ["Open a prompt", "and wait.", "", "- first thing", "  here", "- second", "1. counted"];
        assert_eq!(flow(text, 14), lines);
    }

    #[test]
    fn a_path_is_not_broken_at_its_hyphens() {
        assert_eq!(flow(r"see C:\WINNT\a-b\c.dll", 18), ["see", r"C:\WINNT\a-b\c.dll"]);
    }

    #[test]
    fn control_characters_do_not_pass() {
        assert_eq!(clean("a\u{1b}[2J\tb\r\nc"), "a [2J    b\nc");
    }

    #[test]
    fn a_command_in_pieces_is_still_the_command() {
        for command in
            ["NET STOP CLUSSVC", r"C:\very\long\path\without\any\space /q", "a b c d e f g h", "żółć 漢字漢字 x"]
        {
            for width in 1..40 {
                let mut whole = String::new();
                for (join, piece) in pieces(command, width) {
                    assert!(columns(&piece) <= width.max(2), "{piece:?} in {width}");
                    whole += if join == Join::Space { " " } else { "" };
                    whole += &piece;
                }
                assert_eq!(whole, command, "{width}");
            }
        }
    }

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(fit("restart declined and owed", 12), "restart de..");
        assert_eq!(fit("short", 12), "short");
        assert_eq!(fit("漢字漢字", 5), "漢字");
    }
}
