//! The full-screen front: renders screens, returns actions, decides nothing.
//!
//! ```text
//! screen + state + look -> page -> buffer        draw: pure, the same for terminals, tests and pictures
//! screen + state + key  -> outcome               keys: pure
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
use terminal::Console;

/// How long a wait for a key lasts, so that signals are seen.
const WAIT: Duration = Duration::from_millis(150);
/// How long a new screen is shown before Enter counts, so that a double press does not confirm what nobody has read. Until
/// then the footer does not show the key.
const SETTLE: Duration = Duration::from_millis(250);
/// What is said when no keys arrive any more.
const UNREADABLE: &str = "the terminal's keys cannot be read";

/// What the terminal is able to show.
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

/// Whether the terminal says that it has any size; a serial console often says none, and nothing could be drawn.
#[must_use]
pub fn has_room() -> bool {
    crossterm::terminal::size().is_ok_and(|(width, height)| width > 0 && height > 0)
}

/// Runs the wizard until it is left, and returns what it then says about what is saved.
///
/// # Errors
///
/// Fails when the terminal cannot be taken, drawn on or read. It is given back before this returns.
pub fn run(app: &mut dyn Application, look: Look) -> anyhow::Result<String> {
    let screen = app.screen();
    let state = UiState::new(&screen);
    let mut front = Front { console: Console::open()?, look, screen, state, area: Rect::default(), settles: None };
    front.state.settled = false;
    loop {
        let action = match front.turn()? {
            KeyOutcome::Stay => continue,
            KeyOutcome::Copy(text) => {
                Console::copy(&text);
                continue;
            }
            KeyOutcome::Act(action) => action,
        };
        match app.act(action) {
            Next::Leave(text) => return Ok(text),
            Next::Stay if front.console.stopped() => return Ok(String::new()),
            Next::Stay => front.show(app.screen()),
        }
    }
}

/// The terminal and what is on it.
struct Front {
    console: Console,
    look: Look,
    screen: Screen,
    state: UiState,
    area: Rect,
    /// When Enter is meant for this screen; none until the screen was drawn.
    settles: Option<Instant>,
}

impl Front {
    /// Goes over to the screen after an action.
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
            if self.console.stopped() {
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

    /// Drops what was typed before the screen could be read. A change of size needs no event: each drawing looks.
    fn drop_early_keys(&mut self) -> anyhow::Result<()> {
        while !self.console.stopped() && event::poll(Duration::ZERO).context(UNREADABLE)? {
            event::read().context(UNREADABLE)?;
        }
        Ok(())
    }

    /// What an event leads to.
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

    /// Draws.
    fn paint(&mut self) -> anyhow::Result<()> {
        let Front { console, look, screen, state, area, .. } = self;
        console
            .draw(|frame| {
                *area = frame.area();
                draw(screen, state, *look, *area, frame.buffer_mut());
            })
            .context("the terminal cannot be drawn on")
    }
}
