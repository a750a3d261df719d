//! The page: the rows that each part of the screen gets.
//!
//! It is made for 80 by 24. On a smaller screen, the ornaments (the outline, lanes, rules, sources) are left out first, then
//! the title. The band, the body and the keys are always shown.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::document::{BodyRow, Document, Part, Window, margin};
use super::state::{Mode, UiState};
use super::{Look, blocks, footer, form, header, help, lanes, outline};
use crate::text::{columns, fit, head};
use crate::ui::screen::{Screen, ScreenBlock, ScreenKind};

/// A screen laid out for an area.
pub(super) struct Page<'a> {
    screen: &'a Screen,
    state: &'a UiState,
    look: Look,
    area: Rect,
    /// The rows above the body that never scroll: the heading and the notices.
    pinned: Vec<BodyRow>,
    body: Vec<BodyRow>,
    /// What is left open, and the lanes.
    status: Vec<Line<'static>>,
    keys: Vec<Line<'static>>,
    title: bool,
    /// The rows of the band. It gets more of them if there is room, since nobody may overlook it.
    band: u16,
    rules: bool,
    /// The width of the column with the outline, or 0.
    outline: u16,
}

impl<'a> Page<'a> {
    pub(super) fn new(screen: &'a Screen, state: &'a UiState, look: Look, area: Rect) -> Self {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let rules = height >= 18;
        let mut status = Vec::new();
        if height >= 10 {
            status = footer::open(&screen.open, look, width, if height >= 24 { 2 } else { 1 });
        }
        if height >= 20 && width >= 40 {
            // A question at the bottom takes the place of the lanes.
            match state.mode {
                Mode::Prompt(_) | Mode::Leave(_) | Mode::Remove { .. } => status.push(Line::default()),
                _ => status.extend(lanes::lines(&screen.lanes, look, width)),
            }
        }
        let mut page = Page {
            screen,
            state,
            look,
            area,
            pinned: Vec::new(),
            body: Vec::new(),
            status,
            keys: if height >= 3 { footer::keys(screen, state, look, width, (height / 2).max(1)) } else { Vec::new() },
            title: height >= 6,
            band: match (&screen.console, height) {
                (None, _) => 0,
                (Some(_), 30..) => 3,
                (Some(_), _) => 1,
            },
            rules,
            outline: 0,
        };
        let verbatim = screen.blocks.iter().any(|block| matches!(block, ScreenBlock::Verbatim(_)));
        if width >= 100 && height >= 16 && !verbatim && screen.kind != ScreenKind::Map && !screen.outline.is_empty() {
            page.outline = (area.width / 3).clamp(34, 50);
        }
        page.fill();
        page
    }

    /// The window on the body.
    pub(super) fn window(&self) -> Window {
        let (room, width) = (self.room(), self.width());
        let mut window = Window::over(&self.body, room, self.state.top, self.state.follow);
        let laid_out = self.body.iter().filter(|row| row.part == Part::Verbatim);
        window.overhang = laid_out.map(|row| row.line.width().saturating_sub(width)).max().unwrap_or(0);
        if window.overhang > 0 && !window.cuts() && room > 1 {
            window = Window::over(&self.body, room - 1, self.state.top, self.state.follow);
            window.overhang =
                1.max(self.body.iter().map(|row| row.line.width().saturating_sub(width)).max().unwrap_or(0));
        }
        window
    }

    /// Draws everything.
    pub(super) fn draw(&self, buf: &mut Buffer) {
        let area = self.area;
        let mut y = area.top();
        let row = |y: u16| Rect { y, height: 1, ..area };
        if self.title {
            let line = header::title(self.screen, self.look, usize::from(area.width));
            buf.set_line(area.x, y, &line, area.width);
            y += 1;
        }
        if self.band > 0 {
            let area = Rect { y, height: self.band, ..area };
            header::band(self.screen, &self.extras(), self.look, area, buf);
            y += self.band;
        }
        if self.rules {
            header::rule(self.look, row(y), buf);
            y += 1;
        }
        let mut end = area.bottom();
        for line in self.keys.iter().rev() {
            end -= 1;
            buf.set_line(area.x, end, line, area.width);
        }
        for line in self.status.iter().rev() {
            end -= 1;
            buf.set_line(area.x, end, line, area.width);
        }
        if self.rules {
            end -= 1;
            header::rule(self.look, row(end), buf);
        }
        self.middle(Rect { y, height: end - y, ..area }, buf);
    }

    /// Fills the pinned rows and the body.
    fn fill(&mut self) {
        let (look, width) = (self.look, self.width());
        let tight = self.area.height < 20 || self.area.width < 60;
        let mut head = Document::new(look, width, tight);
        let mut body = Document::new(look, width, tight);
        if matches!(self.state.mode, Mode::Help) {
            help::add(&mut body, self.screen);
        } else {
            for line in header::heading(self.screen, look, head.margin(), width) {
                head.rows.push(BodyRow { line, part: Part::Text, focus: false });
            }
            for notice in &self.screen.notices {
                head.gap();
                blocks::notice(&mut head, notice);
            }
            head.gap();
            blocks::add(&mut body, &self.screen.blocks);
            if self.screen.kind == ScreenKind::Map {
                outline::map(&mut body, &self.screen.outline, &self.screen.lanes);
            }
            form::add(&mut body, self.screen, self.state);
        }
        self.body = body.rows;
        // The pinned rows may take half of the room. If there are more, they scroll with the body.
        if head.rows.len() * 2 <= self.room() && self.room() >= 6 {
            self.pinned = head.rows;
        } else {
            head.rows.append(&mut self.body);
            self.body = head.rows;
        }
    }

    /// The number of rows for the body.
    fn room(&self) -> usize {
        let frame = usize::from(self.title) + usize::from(self.band) + 2 * usize::from(self.rules);
        let used = frame + self.status.len() + self.keys.len() + self.pinned.len();
        usize::from(self.area.height).saturating_sub(used)
    }

    /// The number of columns for the body.
    fn width(&self) -> usize {
        let beside = if self.outline > 0 { self.outline + 3 } else { 0 };
        usize::from(self.area.width.saturating_sub(beside))
    }

    /// The texts at the right of the band. On a low screen, these have no other place.
    fn extras(&self) -> Vec<String> {
        let low = self.area.height < 10;
        let rehearsal = if self.screen.rehearsal && !self.title { "REHEARSAL" } else { "" };
        let rest = if low { footer::brief(self.screen) } else { header::saved(self.screen) };
        vec![rehearsal.to_owned(), rest]
    }

    /// Draws the rows between the rules.
    fn middle(&self, area: Rect, buf: &mut Buffer) {
        let width = u16::try_from(self.width()).unwrap_or(area.width).min(area.width);
        let mut y = area.y;
        for row in self.pinned.iter().take(usize::from(area.height)) {
            buf.set_line(area.x, y, &row.line, width);
            y += 1;
        }
        let window = self.window();
        for row in &self.body[window.top..window.end()] {
            if y >= area.bottom() {
                break;
            }
            let shifted = (row.part == Part::Verbatim && self.state.left > 0).then(|| shift(row, self.state.left));
            buf.set_line(area.x, y, shifted.as_ref().unwrap_or(&row.line), width);
            y += 1;
        }
        if (window.cuts() || window.overhang > 0) && area.height > 1 {
            let mark = self.mark(window, usize::from(width));
            buf.set_line(area.x, area.bottom() - 1, &mark, width);
        }
        if self.outline > 0 {
            let x = area.right() - self.outline;
            for y in area.top()..area.bottom() {
                buf.set_stringn(x - 2, y, self.look.bar(), 1, self.look.muted());
            }
            let column = Rect { x, width: self.outline, ..area };
            outline::draw(&self.screen.outline, &self.screen.lanes, self.look, column, buf);
        }
    }

    /// The row that says what is out of sight. It names commands and input.
    fn mark(&self, window: Window, width: usize) -> Line<'static> {
        let look = self.look;
        let below = &self.body[window.end()..];
        let above = &self.body[..window.top];
        let mut words: Vec<String> = Vec::new();
        if !below.is_empty() {
            words.push(format!("{} more below{}", look.below(), named(below)));
        }
        if !above.is_empty() {
            words.push(format!("{} more above{}", look.above(), named(above)));
        }
        if window.overhang > self.state.left {
            words.push("> more at the right (Right)".to_owned());
        }
        let margin = margin(width);
        let text = fit(&words.join("   "), width.saturating_sub(margin));
        let keys = if below.is_empty() { "PgUp" } else { "PgDn" };
        let gap = width.saturating_sub(columns(&text) + keys.len() + 2 * margin);
        let mut line = Line::from(vec![Span::raw(" ".repeat(margin)), Span::styled(text, look.strong())]);
        if gap >= 2 && window.cuts() {
            line.push_span(Span::styled(format!("{}{keys}", " ".repeat(gap)), Style::new().patch(look.muted())));
        }
        line
    }
}

/// Names the commands and the input among rows.
fn named(rows: &[BodyRow]) -> &'static str {
    let has = |part: Part| rows.iter().any(|row| row.part == part);
    match (has(Part::Command), has(Part::Input)) {
        (true, true) => ": the command, what to answer",
        (true, false) => ": the command",
        (false, true) => ": what to answer",
        (false, false) => "",
    }
}

/// The row without its first columns.
fn shift(row: &BodyRow, left: usize) -> Line<'static> {
    let text: String = row.line.spans.iter().map(|span| span.content.as_ref()).collect();
    let cut = head(&text, left).len();
    Line::from(text[cut..].to_owned())
}
