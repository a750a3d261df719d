//! Splitting a command that is wider than a line.

use unicode_width::UnicodeWidthChar as _;

use super::{clean, columns};

/// How a piece of a command follows the piece before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// It is the first.
    First,
    /// With a space between the two.
    Space,
    /// With nothing between the two.
    Nothing,
}

/// Splits one command line into pieces that fit: at spaces, and inside a word only if the word is wider than a line.
pub(crate) fn split_command(command: &str, width: usize) -> Vec<(Join, String)> {
    let command = clean(command);
    let mut pieces = vec![(Join::First, String::new())];
    let mut used = 0;
    for (index, word) in command.trim_end().split(' ').enumerate() {
        let wide = columns(word);
        if index > 0 && used + 1 + wide <= width {
            add(&mut pieces, ' ');
            used += 1;
        } else if index > 0 {
            pieces.push((Join::Space, String::new()));
            used = 0;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            // A character wider than the line still has to go somewhere.
            if used > 0 && used + wide > width {
                pieces.push((Join::Nothing, String::new()));
                used = 0;
            }
            add(&mut pieces, c);
            used += wide;
        }
    }
    pieces
}

/// Adds a character to the last piece.
fn add(pieces: &mut [(Join, String)], c: char) {
    if let Some((_, piece)) = pieces.last_mut() {
        piece.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_in_pieces_is_still_the_command() {
        for command in
            ["NET STOP CLUSSVC", r"C:\very\long\path\without\any\space /q", "a b c d e  f g h", "żółć 漢字漢字 x"]
        {
            for width in 1..40 {
                let mut whole = String::new();
                for (join, piece) in split_command(command, width) {
                    assert!(columns(&piece) <= width.max(2), "{piece:?} in {width}");
                    whole += if join == Join::Space { " " } else { "" };
                    whole += &piece;
                }
                assert_eq!(whole, command, "{width}");
            }
        }
    }

    #[test]
    fn a_path_that_fits_into_a_line_stays_whole() {
        let pieces = split_command(r"copy C:\backup\nightly-run D:\", 24);
        let pieces: Vec<&str> = pieces.iter().map(|(_, piece)| piece.as_str()).collect();
        assert_eq!(pieces, ["copy", r"C:\backup\nightly-run", r"D:\"]);
    }
}
