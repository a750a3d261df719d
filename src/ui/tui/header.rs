//! The header: the title and the number of the step, then the band of the console to be at.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Look;
use super::document::margin;
use crate::text::{columns, fit, flow};
use crate::ui::screen::{Screen, ScreenKind};

/// The line with the title at the left and the position at the right.
pub(super) fn title(screen: &Screen, look: Look, width: usize) -> Line<'static> {
    let margin = margin(width);
    let mut spans = vec![Span::raw(" ".repeat(margin))];
    if screen.rehearsal {
        spans.push(Span::styled(" REHEARSAL ", look.rehearsal()));
        spans.push(Span::raw("  "));
    }
    // If there is no band, the text of its right end moves up here.
    let position = if screen.console.is_none() && screen.position.is_none() { saved(screen) } else { position(screen) };
    let used: usize = spans.iter().map(|span| columns(&span.content)).sum();
    let room = width.saturating_sub(used + columns(&position) + 2 + margin);
    let title = fit(&screen.title, room);
    let gap = width.saturating_sub(used + columns(&title) + columns(&position) + margin);
    spans.push(Span::raw(title));
    spans.push(Span::raw(" ".repeat(gap)));
    spans.push(Span::styled(position, look.strong()));
    Line::from(spans)
}

/// `step 9 of 47`, or empty outside the steps.
pub(super) fn position(screen: &Screen) -> String {
    screen.position.map(|(at, of)| format!("step {at} of {of}")).unwrap_or_default()
}

/// Draws the band: the label and name of the node, at the position and in the colour of its lane.
pub(super) fn band(screen: &Screen, extras: &[String], look: Look, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let right = extras.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("   ");
    let Some(console) = &screen.console else { return };
    let style = look.band(console.lane);
    buf.set_style(area, style);
    let y = area.y + area.height / 2;
    let arrow = if screen.kind == ScreenKind::HandOff { "GO TO  " } else { "" };
    let words = format!("{arrow}{}  {}", console.label.to_uppercase(), console.name);
    let words = words.trim_end();
    let edge = cells_of(margin(width));
    let place = indent(screen, console.lane, width).min(width.saturating_sub(columns(words) + 1));
    let words = fit(words, width.saturating_sub(place));
    let end = place + columns(&words);
    buf.set_stringn(area.x + cells_of(place), y, words, width, style);
    let free = width.saturating_sub(end + 5);
    if !right.is_empty() && columns(&right) <= free {
        let x = area.right() - edge - cells(&right);
        buf.set_stringn(x, y, right, width, style);
    } else if !right.is_empty() && columns(&right) + 4 < place {
        // If the node is at the right, there is room at the left.
        buf.set_stringn(area.x + edge, y, right, width, style);
    }
}

/// The column of the words of a lane. The first lane is at the left, the others further right.
fn indent(screen: &Screen, lane: usize, width: usize) -> usize {
    let lanes = screen.lanes.len().max(lane + 1).clamp(2, 5);
    margin(width) + lane.min(lanes - 1) * width / lanes
}

/// The time at which the last event was saved.
pub(super) fn saved(screen: &Screen) -> String {
    screen.saved.map(|at| format!("saved {}", at.format("%H:%M"))).unwrap_or_default()
}

/// The heading, with the source at the right if both fit.
pub(super) fn heading(screen: &Screen, look: Look, margin: usize, width: usize) -> Vec<Line<'static>> {
    let indent = " ".repeat(margin);
    let rows = flow(&screen.heading, width.saturating_sub(margin + 1));
    let mut lines: Vec<Line<'static>> = rows
        .into_iter()
        .map(|row| Line::from(vec![Span::raw(indent.clone()), Span::styled(row, look.strong())]))
        .collect();
    let aside = fit(&screen.aside, width);
    if let [line] = lines.as_mut_slice()
        && !aside.is_empty()
        && line.width() + columns(&aside) + 4 <= width
    {
        let gap = width - line.width() - columns(&aside) - 2;
        line.push_span(Span::raw(" ".repeat(gap)));
        line.push_span(Span::styled(aside, look.muted()));
    } else if !aside.is_empty() && width >= 60 {
        lines.push(Line::from(vec![Span::raw(indent), Span::styled(aside, look.muted())]));
    }
    lines
}

/// Draws a rule across an area.
pub(super) fn rule(look: Look, area: Rect, buf: &mut Buffer) {
    let line = look.rule().repeat(usize::from(area.width));
    buf.set_stringn(area.x, area.y, line, usize::from(area.width), Style::new().patch(look.muted()));
}

/// The columns of a text as a `u16`.
fn cells(text: &str) -> u16 {
    cells_of(columns(text))
}

/// A number of columns as a `u16`.
fn cells_of(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
