//! The signs: one character for each meaning, plain ASCII where asked, else none that code page 437 lacks.

use super::Look;
use crate::ui::screen::{Cell, Mark};

#[expect(clippy::unused_self, reason = "every meaning is asked of the look, also one that no look changes yet")]
impl Look {
    /// The sign beside a mark's word.
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

    /// A step in a lane.
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

    /// Beside what has the focus.
    pub(super) fn pointer(self) -> &'static str {
        ">"
    }

    /// There is more above.
    pub(super) fn above(self) -> &'static str {
        self.either("▲", "^")
    }

    /// There is more below.
    pub(super) fn below(self) -> &'static str {
        self.either("▼", "v")
    }

    /// A command's line that goes on after a space.
    pub(super) fn goes_on(self) -> &'static str {
        self.either("»", ">>")
    }

    /// A command's line that goes on without a space.
    pub(super) fn joined(self) -> &'static str {
        "++"
    }

    /// A character of a secret.
    pub(super) fn masked(self) -> char {
        if self.ascii { '*' } else { '•' }
    }

    /// The first, unless only ASCII may be used.
    fn either(self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { sign }
    }
}
