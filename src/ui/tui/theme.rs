//! The theme: what each meaning looks like.
//!
//! Only the 16 colours that every console has, and never one alone: a word, a sign or a place says the same. Without
//! colour the styles carry none at all, since a terminal library that drops colours drops reverse and bold with them.

use ratatui::style::{Color, Modifier, Style};

use super::Look;
use crate::ui::screen::{Cell, Mark};

/// The bands of the lanes: text on ground. Blue and yellow come first, the pair that every eye tells apart.
const BANDS: [(Color, Color); 5] = [
    (Color::White, Color::Blue),
    (Color::Black, Color::Yellow),
    (Color::Black, Color::Green),
    (Color::White, Color::Magenta),
    (Color::Black, Color::Cyan),
];

#[expect(clippy::unused_self, reason = "every meaning is asked of the look, also one that no look changes yet")]
impl Look {
    /// The band of the console to be at.
    pub(super) fn band(self, lane: usize) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if self.color {
            let (text, ground) = BANDS[lane % BANDS.len()];
            style.fg(text).bg(ground)
        } else {
            style.add_modifier(Modifier::REVERSED)
        }
    }

    /// A node's label outside of the band: a small piece of it, since blue letters on black cannot be read.
    pub(super) fn lane(self, lane: usize) -> Style {
        if self.color { self.band(lane) } else { self.strong() }
    }

    /// What must be visible without colour: headings, keys, commands.
    pub(super) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What may be overlooked: rules, sources, provenance.
    pub(super) fn muted(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A command to type at a console.
    pub(super) fn command(self) -> Style {
        self.paint(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// The line that has the focus, and the cursor.
    pub(super) fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The mark of a rehearsal.
    pub(super) fn rehearsal(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// A mark's sign and word.
    pub(super) fn mark(self, mark: Mark) -> Style {
        match mark {
            Mark::Pass | Mark::Done => self.paint(Color::Green),
            Mark::Warn | Mark::Open | Mark::Waived | Mark::Untested => {
                self.paint(Color::Yellow).add_modifier(Modifier::BOLD)
            }
            Mark::Fail | Mark::Lost => self.paint(Color::Red).add_modifier(Modifier::BOLD),
            Mark::Here => self.strong(),
            Mark::Info => Style::new(),
            Mark::NotApplicable | Mark::Todo | Mark::Skipped => self.muted(),
        }
    }

    /// One step in a lane.
    pub(super) fn cell(self, cell: Cell) -> Style {
        match cell {
            Cell::Here => self.selected().add_modifier(Modifier::BOLD),
            Cell::Open => self.mark(Mark::Open),
            Cell::Restart => self.strong(),
            Cell::Done => self.paint(Color::Green),
            Cell::Todo => Style::new(),
            Cell::Elsewhere | Cell::Skipped => self.muted(),
        }
    }

    /// The colour, where there may be one.
    fn paint(self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_no_style_carries_one() {
        let look = Look { color: false, ascii: false };
        let marks = [Mark::Pass, Mark::Warn, Mark::Fail, Mark::Here, Mark::Todo].map(|mark| look.mark(mark));
        let cells = [Cell::Here, Cell::Open, Cell::Done, Cell::Elsewhere].map(|cell| look.cell(cell));
        let others = [look.band(0), look.band(1), look.lane(2), look.command(), look.selected(), look.rehearsal()];
        for style in marks.iter().chain(&cells).chain(&others) {
            assert_eq!((style.fg, style.bg), (None, None), "{style:?}");
        }
    }

    #[test]
    fn the_bands_of_the_first_lanes_differ() {
        let look = Look { color: true, ascii: false };
        for lane in 1..BANDS.len() {
            assert_ne!(look.band(lane - 1), look.band(lane));
        }
    }
}
