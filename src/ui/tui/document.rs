//! A document: the rows of the body, laid out for a width, of which a window is shown.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Look;
use crate::text::{columns, flow};

/// The widest that text is set; wider lines are hard to read.
const MEASURE: usize = 96;

/// The left margin, for the columns there are.
pub(super) fn margin(width: usize) -> usize {
    if width < 60 { 1 } else { 2 }
}

/// What a row belongs to: what the mark `more below` names when it is out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text to read.
    Text,
    /// What to type at the console.
    Command,
    /// What to answer or to choose here.
    Input,
    /// Laid out already: never wrapped, moved sideways instead.
    Verbatim,
}

/// One row.
#[derive(Clone, Debug)]
pub(super) struct BodyRow {
    pub(super) line: Line<'static>,
    pub(super) part: Part,
    /// Whether it has the focus and is kept in sight.
    pub(super) focus: bool,
}

/// Rows in the making, for one width.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) look: Look,
    pub(super) width: usize,
    margin: usize,
    /// Whether room is scarce: margins shrink and empty rows go.
    pub(super) tight: bool,
    pub(super) rows: Vec<BodyRow>,
    /// What the rows that come next belong to.
    pub(super) part: Part,
    /// Whether the rows that come next have the focus.
    pub(super) focus: bool,
}

impl Document {
    /// An empty document for an area so many columns wide; the margin at the right is the one at the left.
    pub(super) fn new(look: Look, columns: usize, tight: bool) -> Self {
        let margin = margin(columns);
        let width = columns.saturating_sub(margin).min(MEASURE);
        Document { look, width, margin, tight, rows: Vec::new(), part: Part::Text, focus: false }
    }

    /// The left margin of all text.
    pub(super) fn margin(&self) -> usize {
        self.margin
    }

    /// Adds a row as it is.
    pub(super) fn line(&mut self, spans: Vec<Span<'static>>) {
        self.rows.push(BodyRow { line: Line::from(spans), part: self.part, focus: self.focus });
    }

    /// Adds an empty row, never two and never the first; none where room is scarce.
    pub(super) fn gap(&mut self) {
        if !self.tight {
            self.space();
        }
    }

    /// Adds an empty row, never two and never the first, even where room is scarce.
    pub(super) fn space(&mut self) {
        if self.rows.last().is_some_and(|row| row.line.width() > 0) {
            self.rows.push(BodyRow { line: Line::default(), part: Part::Text, focus: false });
        }
    }

    /// Adds wrapped text behind a lead on its first row; the rest hangs under the text.
    pub(super) fn hang(&mut self, lead: Vec<Span<'static>>, text: &str, style: Style) {
        let indent: usize = lead.iter().map(|span| columns(&span.content)).sum();
        // A lead that leaves no room for words gets a row of its own.
        let (indent, mut lead) = if indent + 12 > self.width && indent > self.margin() + 2 {
            self.line(lead);
            let indent = self.margin() + 2;
            (indent, vec![Span::raw(" ".repeat(indent))])
        } else {
            (indent, lead)
        };
        let mut texts = flow(text, self.width.saturating_sub(indent)).into_iter();
        lead.push(Span::styled(texts.next().unwrap_or_default(), style));
        self.line(lead);
        for text in texts {
            let indent = if text.is_empty() { 0 } else { indent };
            self.line(vec![Span::raw(" ".repeat(indent)), Span::styled(text, style)]);
        }
    }

    /// Adds wrapped text at an indent.
    pub(super) fn text(&mut self, indent: usize, text: &str, style: Style) {
        if !text.trim().is_empty() {
            self.hang(vec![Span::raw(" ".repeat(indent))], text, style);
        }
    }
}

/// The window on a document: which rows are in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first row in sight.
    pub(super) top: usize,
    /// How many rows fit.
    pub(super) height: usize,
    /// How many rows there are.
    pub(super) total: usize,
    /// How many columns of the rows that are never wrapped do not fit.
    pub(super) overhang: usize,
}

impl Window {
    /// The window nearest to a wished top. With `follow`, one that shows the rows with the focus.
    pub(super) fn over(rows: &[BodyRow], room: usize, wish: usize, follow: bool) -> Self {
        let total = rows.len();
        // The last row of a body that does not fit says what is out of sight.
        let height = if total > room && room > 1 { room - 1 } else { room };
        let mut top = wish.min(total.saturating_sub(height));
        if follow {
            let first = rows.iter().position(|row| row.focus);
            let last = rows.iter().rposition(|row| row.focus);
            if let (Some(first), Some(last)) = (first, last) {
                // With a little of what stands around it.
                let around = (height / 4).min(3);
                let low = (last + 1 + around).min(total).saturating_sub(height);
                top = top.max(low).min(first.saturating_sub(around).max(low.min(first)));
            }
        }
        Window { top, height, total, overhang: 0 }
    }

    /// The rows in sight.
    pub(super) fn end(self) -> usize {
        (self.top + self.height).min(self.total)
    }

    /// Whether something is out of sight.
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
