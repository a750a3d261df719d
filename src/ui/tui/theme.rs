//! The theme: the style of each meaning.
//!
//! It uses only the 16 colours that every console has, and a word, a sign or a position always says the same as a colour.
//! Without colour, styles carry none at all, since a library that drops colours also drops reverse and bold.

use ratatui::style::{Color, Modifier, Style};

use super::Look;
use crate::ui::screen::{Cell, Mark};

/// The text and background colours of the bands. Blue and yellow come first, since everybody can tell these two apart.
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

    /// The label of a node outside of the band. It has a background too, since blue letters on black cannot be read.
    pub(super) fn lane(self, lane: usize) -> Style {
        if self.color { self.band(lane) } else { self.strong() }
    }

    /// Text that must stand out without a colour: headings, keys, text to type.
    pub(super) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Text that may be overlooked: rules, sources, provenance.
    pub(super) fn muted(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A command to type at a console.
    pub(super) fn command(self) -> Style {
        self.paint(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// The line with the focus, and the cursor.
    pub(super) fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The mark of a rehearsal.
    pub(super) fn rehearsal(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// The sign and the word of a mark.
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

    /// A step in a lane.
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

    /// The colour, if colours may be used.
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
