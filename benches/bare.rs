//! The least a ratatui program does: it takes the terminal, draws one frame, and ends with the first key.
//! `cargo bench --bench start` compares nodewalk with it.

use std::io::{self, stdout};

use crossterm::event::{self, Event};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Wrap};
use ratatui_crossterm::CrosstermBackend;

/// Enough to fill a screen of 80 columns and 24 rows.
const LINE: &str = "A line of text as wide as a terminal of eighty columns, to be drawn 24 times.  |";

fn main() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let shown = show();
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()?;
    shown
}

/// Draws the frame and waits for a key.
fn show() -> io::Result<()> {
    let mut terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
    let text = vec![Line::raw(LINE); 24];
    terminal.draw(|frame| frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: false }), frame.area()))?;
    while !matches!(event::read()?, Event::Key(_)) {}
    Ok(())
}
