//! A document: the rows of the body, laid out for a width. A window shows some of them.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Look;
use crate::text::{columns, flow};

/// The columns that text may take. Wider lines are hard to read.
const MEASURE: usize = 96;

/// The left margin for a width.
pub(super) fn margin(width: usize) -> usize {
    if width < 60 { 1 } else { 2 }
}

/// The part that a row belongs to. The mark `more below` names it if it is out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text,
    /// Commands to type at the console.
    Command,
    /// Answers and choices.
    Input,
    /// Text that is never wrapped. It scrolls sideways instead.
    Verbatim,
}

/// A row.
#[derive(Clone, Debug)]
pub(super) struct BodyRow {
    pub(super) line: Line<'static>,
    pub(super) part: Part,
    /// Whether the row has the focus and must be in sight.
    pub(super) focus: bool,
}

/// The rows so far, and how the next ones look.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) look: Look,
    pub(super) width: usize,
    margin: usize,
    /// Whether the area is small. Then margins shrink and empty rows are left out.
    pub(super) tight: bool,
    pub(super) rows: Vec<BodyRow>,
    /// The part of the next rows.
    pub(super) part: Part,
    /// Whether the next rows have the focus.
    pub(super) focus: bool,
}

impl Document {
    /// Creates an empty document for an area with this many columns. It has the same margin on both sides.
    pub(super) fn new(look: Look, columns: usize, tight: bool) -> Self {
        let margin = margin(columns);
        let width = columns.saturating_sub(margin).min(MEASURE);
        Document { look, width, margin, tight, rows: Vec::new(), part: Part::Text, focus: false }
    }

    /// The left margin of all text.
    pub(super) fn margin(&self) -> usize {
        self.margin
    }

    /// Adds a row.
    pub(super) fn line(&mut self, spans: Vec<Span<'static>>) {
        self.rows.push(BodyRow { line: Line::from(spans), part: self.part, focus: self.focus });
    }

    /// Adds an empty row, unless the area is small. Never adds two, and never the first row.
    pub(super) fn gap(&mut self) {
        if !self.tight {
            self.space();
        }
    }

    /// Adds an empty row even if the area is small. Never adds two, and never the first row.
    pub(super) fn space(&mut self) {
        if self.rows.last().is_some_and(|row| row.line.width() > 0) {
            self.rows.push(BodyRow { line: Line::default(), part: Part::Text, focus: false });
        }
    }

    /// Adds wrapped text after a prefix. The rows after the first are indented to the text.
    pub(super) fn hang(&mut self, prefix: Vec<Span<'static>>, text: &str, style: Style) {
        let indent: usize = prefix.iter().map(|span| columns(&span.content)).sum();
        // A prefix that leaves no room for words gets a row of its own.
        let (indent, mut prefix) = if indent + 12 > self.width && indent > self.margin() + 2 {
            self.line(prefix);
            let indent = self.margin() + 2;
            (indent, vec![Span::raw(" ".repeat(indent))])
        } else {
            (indent, prefix)
        };
        let mut texts = flow(text, self.width.saturating_sub(indent)).into_iter();
        prefix.push(Span::styled(texts.next().unwrap_or_default(), style));
        self.line(prefix);
        for text in texts {
            let indent = if text.is_empty() { 0 } else { indent };
            self.line(vec![Span::raw(" ".repeat(indent)), Span::styled(text, style)]);
        }
    }

    /// Adds wrapped text with an indent.
    pub(super) fn text(&mut self, indent: usize, text: &str, style: Style) {
        if !text.trim().is_empty() {
            self.hang(vec![Span::raw(" ".repeat(indent))], text, style);
        }
    }
}

/// The rows of a document that are in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub(super) top: usize,
    /// The number of rows that fit.
    pub(super) height: usize,
    /// The number of rows of the document.
    pub(super) total: usize,
    /// The number of columns by which rows that are never wrapped are too wide.
    pub(super) overhang: usize,
}

impl Window {
    /// Creates the window nearest to a top row. With `follow`, it shows the rows with the focus.
    pub(super) fn over(rows: &[BodyRow], room: usize, wish: usize, follow: bool) -> Self {
        let total = rows.len();
        // If the body doesn't fit, its last row says what is out of sight.
        let height = if total > room && room > 1 { room - 1 } else { room };
        let mut top = wish.min(total.saturating_sub(height));
        if follow {
            let first = rows.iter().position(|row| row.focus);
            let last = rows.iter().rposition(|row| row.focus);
            if let (Some(first), Some(last)) = (first, last) {
                // Some rows around the focus are in sight too.
                let around = (height / 4).min(3);
                let low = (last + 1 + around).min(total).saturating_sub(height);
                top = top.max(low).min(first.saturating_sub(around).max(low.min(first)));
            }
        }
        Window { top, height, total, overhang: 0 }
    }

    /// The end of the rows in sight.
    pub(super) fn end(self) -> usize {
        (self.top + self.height).min(self.total)
    }

    /// Whether some rows are out of sight.
    pub(super) fn cuts(self) -> bool {
        self.total > self.height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(focus: std::ops::Range<usize>) -> Vec<BodyRow> {
        (0..20)
            .map(|at| BodyRow { line: Line::from(at.to_string()), part: Part::Text, focus: focus.contains(&at) })
            .collect()
    }

    #[test]
    fn a_window_keeps_the_focus_in_sight() {
        let cases = [
            (0..0, 0, 0),   // nothing has the focus
            (3..4, 0, 0),   // in sight already
            (8..11, 0, 4),  // below: just enough, with what stands around it
            (8..11, 15, 6), // above: likewise
            (2..18, 0, 2),  // taller than the window: its start
        ];
        for (focus, wish, top) in cases {
            assert_eq!(Window::over(&rows(focus.clone()), 10, wish, true).top, top, "{focus:?} {wish}");
        }
    }

    #[test]
    fn a_window_never_leaves_the_document() {
        assert_eq!(Window::over(&rows(0..0), 10, 99, false), Window { top: 11, height: 9, total: 20, overhang: 0 });
        assert_eq!(Window::over(&rows(0..0), 40, 99, false), Window { top: 0, height: 40, total: 20, overhang: 0 });
    }
}
