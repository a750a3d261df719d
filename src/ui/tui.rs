//! The full screen: the front that draws screens, turns keys into actions, and decides nothing.
//!
//! ```text
//! screen + state + look -> page -> buffer        draw: pure, the same for terminals, tests and pictures
//! screen + state + key  -> key outcome           keys: pure
//! terminal                                       the only part with I/O
//! ```

mod blocks;
mod document;
mod editor;
mod footer;
mod form;
mod header;
mod help;
mod keys;
mod lanes;
mod outline;
mod page;
pub mod picture;
mod prompt;
mod signs;
mod state;
mod terminal;
mod theme;

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossterm::event::{self, Event, KeyEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::application::{Application, Next};
use super::screen::Screen;
use crate::engine::action::Action;

pub use document::Window;
pub use keys::{KeyOutcome, paste, press};
pub use state::UiState;

use page::Page;
use terminal::TakenTerminal;

/// The time that a wait for a key takes at most, so that the loop sees signals.
const WAIT: Duration = Duration::from_millis(150);
/// The time before a new screen takes Enter. The second stroke of a double one must not confirm what nobody has read.
/// Until then, the footer doesn't show the key.
const SETTLE: Duration = Duration::from_millis(250);
/// The error if no more keys arrive.
const UNREADABLE: &str = "the terminal's keys cannot be read";

/// The abilities of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether colours may be used.
    pub color: bool,
    /// Whether only ASCII may be used.
    pub ascii: bool,
}

impl Default for Look {
    fn default() -> Self {
        Look { color: true, ascii: false }
    }
}

/// Draws a screen.
pub fn draw(screen: &Screen, state: &UiState, look: Look, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if !area.is_empty() {
        Page::new(screen, state, look, area).draw(buf);
    }
}

/// The window on the body that [`draw`] shows.
#[must_use]
pub fn window(screen: &Screen, state: &UiState, look: Look, area: Rect) -> Window {
    Page::new(screen, state, look, area).window()
}

/// Whether the terminal says that it has any size. A serial console often says that it has none, and nothing can be drawn.
#[must_use]
pub fn has_room() -> bool {
    crossterm::terminal::size().is_ok_and(|(width, height)| width > 0 && height > 0)
}

/// Runs the app until the operator leaves. Returns the text to print then: what is saved, and where.
///
/// # Errors
///
/// Fails if the terminal cannot be taken, drawn on or read. The terminal is restored before this returns.
pub fn run(app: &mut dyn Application, look: Look) -> anyhow::Result<String> {
    let screen = app.screen();
    let state = UiState::new(&screen);
    let mut full_screen =
        FullScreen { terminal: TakenTerminal::open()?, look, screen, state, area: Rect::default(), settles: None };
    full_screen.state.settled = false;
    loop {
        let action = match full_screen.turn()? {
            KeyOutcome::Stay => continue,
            KeyOutcome::Copy(text) => {
                TakenTerminal::copy(&text);
                continue;
            }
            KeyOutcome::Act(action) => action,
        };
        match app.act(action) {
            Next::Leave(text) => return Ok(text),
            Next::Stay if full_screen.terminal.stopped() => return Ok(String::new()),
            Next::Stay => full_screen.show(app.screen()),
        }
    }
}

/// The terminal and what it shows.
struct FullScreen {
    terminal: TakenTerminal,
    look: Look,
    screen: Screen,
    state: UiState,
    area: Rect,
    /// The time from which Enter is meant for this screen. `None` until the screen was drawn.
    settles: Option<Instant>,
}

impl FullScreen {
    /// Shows the screen after an action.
    fn show(&mut self, screen: Screen) {
        if self.state.next(&self.screen, &screen) {
            self.state.settled = false;
            self.settles = None;
        }
        self.screen = screen;
    }

    /// Draws, and waits for an event.
    fn turn(&mut self) -> anyhow::Result<KeyOutcome> {
        self.paint()?;
        if self.settles.is_none() {
            self.drop_early_keys()?;
            self.settles = Some(Instant::now() + SETTLE);
        }
        loop {
            if self.terminal.stopped() {
                return Ok(KeyOutcome::Act(Action::Quit));
            }
            let unsettled = self.settles.map(|at| at.saturating_duration_since(Instant::now())).unwrap_or_default();
            if unsettled.is_zero() && !self.state.settled {
                self.state.settled = true;
                self.paint()?;
            }
            let wait = if self.state.settled { WAIT } else { unsettled.min(WAIT) };
            if event::poll(wait).context(UNREADABLE)? {
                let event = event::read().context(UNREADABLE)?;
                return Ok(self.take(event));
            }
        }
    }

    /// Drops what was typed before the screen could be read. A change of size needs no event, since each drawing asks for it.
    fn drop_early_keys(&mut self) -> anyhow::Result<()> {
        while !self.terminal.stopped() && event::poll(Duration::ZERO).context(UNREADABLE)? {
            event::read().context(UNREADABLE)?;
        }
        Ok(())
    }

    /// Handles an event.
    fn take(&mut self, event: Event) -> KeyOutcome {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                let window = window(&self.screen, &self.state, self.look, self.area);
                press(&mut self.state, &self.screen, window, key)
            }
            Event::Paste(text) => {
                paste(&mut self.state, &text);
                KeyOutcome::Stay
            }
            _ => KeyOutcome::Stay,
        }
    }

    fn paint(&mut self) -> anyhow::Result<()> {
        let FullScreen { terminal, look, screen, state, area, .. } = self;
        terminal
            .draw(|frame| {
                *area = frame.area();
                draw(screen, state, *look, *area, frame.buffer_mut());
            })
            .context("the terminal cannot be drawn on")
    }
}
