//! Wrapping text. Lines break at spaces only, never at a hyphen or a backslash, so that names, paths and commands stay whole.

use std::borrow::Cow;

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::{clean, clean_lines};

/// Wraps a text into lines that start with these indents. A word that is wider than a line is cut.
pub(crate) fn wrap(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    lines(text, options(width).initial_indent(first).subsequent_indent(rest))
}

/// Wraps a text into lines that start with these indents. A word that is wider than a line stays whole.
pub(crate) fn wrap_words(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    lines(text, options(width).initial_indent(first).subsequent_indent(rest).break_words(false))
}

/// Wraps paragraphs; an empty line is between two. An item (`- ` or `1. `) hangs under its own text.
pub(crate) fn flow(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut flowed = Vec::new();
    for line in clean_lines(text) {
        if line.gap {
            flowed.push(String::new());
        }
        let hang = " ".repeat(line.hang().min(width - 1));
        let options = options(width).subsequent_indent(&hang).wrap_algorithm(WrapAlgorithm::FirstFit);
        flowed.extend(lines(&line.whole(), options));
    }
    flowed
}

fn options<'a>(width: usize) -> Options<'a> {
    Options::new(width).word_separator(WordSeparator::AsciiSpace).word_splitter(WordSplitter::NoHyphenation)
}

fn lines(text: &str, options: Options<'_>) -> Vec<String> {
    textwrap::wrap(&clean(text), options).into_iter().map(Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_keep_their_shape() {
        let text = "Open a prompt\nand wait.\n\n- first thing here\n- second\n1. count";
        let lines = ["Open a prompt", "and wait.", "", "- first thing", "  here", "- second", "1. count"];
        assert_eq!(flow(text, 14), lines);
    }

    #[test]
    fn a_path_is_not_broken_at_its_hyphens_or_backslashes() {
        let path = r"C:\backup\nightly-run";
        assert_eq!(flow(&format!("see {path}"), 22), ["see", path]);
        assert_eq!(wrap(&format!("see {path}"), 22, "", ""), ["see", path]);
        assert_eq!(wrap_words(&format!("see {path}"), 12, "", ""), ["see", path]);
    }
}
