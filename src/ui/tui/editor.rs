//! An editor for one line of text.
//!
//! Every buffer is wiped after use, since an editor cannot know what a tired person types into it. A secret editor also
//! shows and prints nothing of its text.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthChar;
use zeroize::Zeroizing;

use super::Look;

/// The line and the cursor in it.
#[derive(Clone)]
pub(super) struct Editor {
    text: Zeroizing<String>,
    /// The byte position of the cursor, always between two characters.
    cursor: usize,
    secret: bool,
}

impl Editor {
    /// Creates an editor with a text and the cursor at its end.
    pub(super) fn new(text: &str) -> Self {
        let mut editor = Editor { text: Zeroizing::new(String::new()), cursor: 0, secret: false };
        editor.insert(text);
        editor
    }

    /// Creates an empty editor that shows nothing of what is typed.
    pub(super) fn secret() -> Self {
        Editor { secret: true, ..Editor::new("") }
    }

    /// The text, trimmed.
    pub(super) fn text(&self) -> &str {
        self.text.trim()
    }

    /// Inserts a text at the cursor. Control characters become spaces.
    pub(super) fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if c.is_control() { ' ' } else { c };
            self.reserve(c.len_utf8());
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
    }

    /// Handles a key. Returns whether it was one for editing.
    pub(super) fn press(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            // AltGr arrives as both, and types characters on many keyboards.
            KeyCode::Char(c) if !control || key.modifiers.contains(KeyModifiers::ALT) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Char('u') => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
            }
            KeyCode::Char('a') | KeyCode::Home => self.cursor = 0,
            KeyCode::Char('e') | KeyCode::End => self.cursor = self.text.len(),
            KeyCode::Char('h') | KeyCode::Backspace => {
                let end = self.cursor;
                self.cursor = self.before();
                self.text.drain(self.cursor..end);
            }
            KeyCode::Delete => {
                let end = self.after();
                self.text.drain(self.cursor..end);
            }
            KeyCode::Left => self.cursor = self.before(),
            KeyCode::Right => self.cursor = self.after(),
            _ => return false,
        }
        true
    }

    /// The part of the text around the cursor that fits, filled up to the width.
    pub(super) fn spans(&self, look: Look, width: usize) -> Vec<Span<'static>> {
        let cells: Vec<char> =
            if self.secret { vec![look.masked(); self.text.chars().count()] } else { self.text.chars().collect() };
        let at = self.text[..self.cursor].chars().count();
        let wide = |c: &char| c.width().unwrap_or(0);
        // The cursor needs a cell of its own, also after the last character.
        let mut start = 0;
        while start < at && cells[start..at].iter().map(wide).sum::<usize>() + 1 > width {
            start += 1;
        }
        let before: String = cells[start..at].iter().collect();
        let under: String = cells.get(at).map_or_else(|| " ".to_owned(), char::to_string);
        let mut used = cells[start..at].iter().map(wide).sum::<usize>() + 1;
        let mut after = String::new();
        for c in cells.iter().skip(at + 1) {
            used += wide(c);
            if used > width {
                break;
            }
            after.push(*c);
        }
        after.push_str(&" ".repeat(width.saturating_sub(used)));
        vec![Span::raw(before), Span::styled(under, look.selected()), Span::styled(after, Style::new())]
    }

    /// The position before the character to the left.
    fn before(&self) -> usize {
        self.text[..self.cursor].char_indices().next_back().map_or(0, |(at, _)| at)
    }

    /// The position after the character to the right.
    fn after(&self) -> usize {
        self.cursor + self.text[self.cursor..].chars().next().map_or(0, char::len_utf8)
    }

    /// Makes room by moving the text to a larger buffer, so that the smaller one is wiped and not only freed.
    fn reserve(&mut self, more: usize) {
        if self.text.len() + more > self.text.capacity() {
            let mut larger = Zeroizing::new(String::with_capacity((self.text.len() + more).max(128) * 2));
            larger.push_str(&self.text);
            self.text = larger;
        }
    }
}

impl fmt::Debug for Editor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.secret { f.write_str("Editor(secret)") } else { write!(f, "Editor({:?})", self.text.as_str()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text after the keys; `<` and `>` move, `~` is backspace, `!` is delete, `^` and `$` are home and end.
    fn typed(start: &str, keys: &str) -> String {
        let mut editor = Editor::new(start);
        for key in keys.chars() {
            let code = match key {
                '<' => KeyCode::Left,
                '>' => KeyCode::Right,
                '~' => KeyCode::Backspace,
                '!' => KeyCode::Delete,
                '^' => KeyCode::Home,
                '$' => KeyCode::End,
                other => KeyCode::Char(other),
            };
            assert!(editor.press(KeyEvent::from(code)));
        }
        editor.text().to_owned()
    }

    #[test]
    fn keys_edit_the_line() {
        let cases = [
            ("", "NODEB", "NODEB"),
            ("NODEA", "~B", "NODEB"),
            ("NODE", "^X$B", "XNODEB"),
            ("żółw", "<<~ó>!", "żół"),
            ("漢字", "<x", "漢x字"),
            ("a", "~~~!<>b", "b"),
        ];
        for (start, keys, text) in cases {
            assert_eq!(typed(start, keys), text, "{start} {keys}");
        }
    }

    #[test]
    fn control_u_wipes_to_the_left() {
        let mut editor = Editor::new("wrong right");
        for _ in 0..5 {
            editor.press(KeyEvent::from(KeyCode::Left));
        }
        editor.press(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(editor.text(), "right");
    }

    #[test]
    fn a_paste_stays_on_one_line() {
        let mut editor = Editor::new("");
        editor.insert("two\nlines\u{1b}");
        assert_eq!(editor.text(), "two lines");
    }

    #[test]
    fn a_secret_shows_nothing() {
        let mut editor = Editor::secret();
        editor.insert("hunter2");
        let look = Look { color: false, ascii: true };
        let shown: String = editor.spans(look, 12).iter().map(|span| span.content.to_string()).collect();
        assert_eq!(shown, "*******     ");
        assert_eq!(format!("{editor:?}"), "Editor(secret)");
    }

    #[test]
    fn the_cursor_stays_in_sight() {
        let look = Look { color: false, ascii: true };
        let editor = Editor::new("a long answer indeed");
        for width in 1..30 {
            let spans = editor.spans(look, width);
            assert_eq!(spans[1].content, " ");
            assert_eq!(spans.iter().map(|span| span.content.len()).sum::<usize>(), width, "{width}");
        }
    }
}
