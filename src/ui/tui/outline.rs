//! The outline: the list of steps as a column on wide terminals, and as the map.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Look;
use super::blocks::padded;
use super::document::Document;
use crate::text::{columns, fit};
use crate::ui::screen::{Lane, Mark, OutlineEntry};

/// Draws the column with the current step in sight.
pub(super) fn draw(outline: &[OutlineEntry], lanes: &[Lane], look: Look, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let label = labels(lanes);
    let mut rows: Vec<Line<'static>> = Vec::new();
    let mut here = 0;
    for entry in outline {
        if let Some(phase) = &entry.phase {
            if !rows.is_empty() {
                rows.push(Line::default());
            }
            rows.push(Line::styled(fit(phase, width), look.strong()));
        }
        if entry.mark == Mark::Here {
            here = rows.len();
        }
        rows.push(row(entry, lanes, label, look, width));
    }
    let height = usize::from(area.height);
    let top = here.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
    for (y, row) in (area.top()..area.bottom()).zip(rows.iter().skip(top)) {
        buf.set_line(area.x, y, row, area.width);
    }
}

/// Adds the map: every step with its whole title. Each node has a column for its label.
pub(super) fn map(doc: &mut Document, outline: &[OutlineEntry], lanes: &[Lane]) {
    let look = doc.look;
    let label = labels(lanes);
    let apart = lanes.len() <= 4 && !doc.tight;
    let mut words = vec![Span::raw(" ".repeat(doc.margin()))];
    for mark in [Mark::Done, Mark::Here, Mark::Todo, Mark::Skipped] {
        words.push(Span::styled(look.sign(mark), look.mark(mark)));
        words.push(Span::styled(format!(" {}   ", mark.word()), look.muted()));
    }
    doc.line(words);
    for entry in outline {
        if let Some(phase) = &entry.phase {
            doc.gap();
            doc.text(doc.margin(), phase, look.strong());
        }
        doc.focus = entry.mark == Mark::Here;
        let style = style(entry, look);
        let number = entry.number.map(|number| number.to_string()).unwrap_or_default();
        let mut prefix = vec![
            Span::raw(" ".repeat(doc.margin())),
            Span::styled(look.sign(entry.mark), look.mark(entry.mark)),
            Span::styled(format!(" {number:>3}  "), look.muted()),
        ];
        if apart {
            for lane in lanes {
                let text = if lane.lane == entry.lane { lane.short.as_str() } else { "" };
                prefix.extend(chip(text, lane.lane, label, look));
            }
        } else {
            prefix.extend(chip(short(lanes, entry.lane), entry.lane, label, look));
        }
        let word = if entry.word.is_empty() { String::new() } else { format!(" ({})", entry.word) };
        doc.hang(prefix, &format!("{}{word}", entry.title), style);
        doc.focus = false;
    }
}

/// The row of a step.
fn row(entry: &OutlineEntry, lanes: &[Lane], label: usize, look: Look, width: usize) -> Line<'static> {
    let number = entry.number.map(|number| number.to_string()).unwrap_or_default();
    let mut prefix = vec![
        Span::styled(look.sign(entry.mark), look.mark(entry.mark)),
        Span::styled(format!(" {number:>2} "), look.muted()),
    ];
    prefix.extend(chip(short(lanes, entry.lane), entry.lane, label, look));
    let used: usize = prefix.iter().map(|span| columns(&span.content)).sum();
    let title = fit(&entry.title, width.saturating_sub(used));
    let mut line = Line::from(prefix);
    line.push_span(Span::styled(title, style(entry, look)));
    line
}

/// The label of a node in the colour of the node, and the space after it. An empty label gets only spaces.
pub(super) fn chip(text: &str, lane: usize, width: usize, look: Look) -> Vec<Span<'static>> {
    let style = if text.is_empty() { Style::new() } else { look.lane(lane) };
    vec![
        Span::styled(format!(" {}", padded(text, width + 1)).chars().take(width + 2).collect::<String>(), style),
        Span::raw(" "),
    ]
}

/// The style of the title of a step.
fn style(entry: &OutlineEntry, look: Look) -> Style {
    match entry.mark {
        Mark::Here => look.selected().patch(look.strong()),
        Mark::Done | Mark::Skipped | Mark::NotApplicable => look.muted(),
        _ => Style::new(),
    }
}

/// The width of the widest short label.
fn labels(lanes: &[Lane]) -> usize {
    lanes.iter().map(|lane| columns(&lane.short)).max().unwrap_or(0)
}

/// The short label of a lane.
fn short(lanes: &[Lane], lane: usize) -> &str {
    lanes.iter().find(|candidate| candidate.lane == lane).map_or("", |lane| lane.short.as_str())
}
