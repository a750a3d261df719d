//! Signs: one character for each meaning, plain ASCII if asked, and otherwise only from code page 437.

use super::Look;
use crate::ui::screen::{Cell, Mark};

#[expect(clippy::unused_self, reason = "every meaning is asked of the look, also one that no look changes yet")]
impl Look {
    /// The sign beside the word of a mark.
    pub(super) fn sign(self, mark: Mark) -> &'static str {
        match mark {
            Mark::Pass | Mark::Done => self.either("√", "+"),
            Mark::Warn => "!",
            Mark::Fail | Mark::Lost => "X",
            Mark::Untested => "?",
            Mark::NotApplicable => "-",
            Mark::Waived => "~",
            Mark::Open => "o",
            Mark::Info => "i",
            Mark::Here => "@",
            Mark::Todo => self.either("·", "."),
            Mark::Skipped => "/",
        }
    }

    /// The sign of a step in a lane.
    pub(super) fn glyph(self, cell: Cell) -> &'static str {
        match cell {
            Cell::Elsewhere => self.either("·", "."),
            Cell::Todo => "-",
            Cell::Done => "=",
            Cell::Here => "@",
            Cell::Restart => "r",
            Cell::Open => "o",
            Cell::Skipped => "/",
        }
    }

    /// A rule across the screen.
    pub(super) fn rule(self) -> &'static str {
        self.either("─", "-")
    }

    /// A rule between two columns.
    pub(super) fn bar(self) -> &'static str {
        self.either("│", "|")
    }

    /// The sign beside what has the focus.
    pub(super) fn pointer(self) -> &'static str {
        ">"
    }

    /// The sign for more rows above.
    pub(super) fn above(self) -> &'static str {
        self.either("▲", "^")
    }

    /// The sign for more rows below.
    pub(super) fn below(self) -> &'static str {
        self.either("▼", "v")
    }

    /// The sign before a piece of a command that follows after a space.
    pub(super) fn goes_on(self) -> &'static str {
        self.either("»", ">>")
    }

    /// The sign before a piece of a command that follows without a space.
    pub(super) fn joined(self) -> &'static str {
        "++"
    }

    /// The sign for a character of a secret.
    pub(super) fn masked(self) -> char {
        if self.ascii { '*' } else { '•' }
    }

    /// The sign, or its ASCII replacement if only ASCII may be used.
    fn either(self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { sign }
    }
}
