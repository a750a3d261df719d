//! The plain front: the same screens as lines of text, one action per line.
//!
//! It is for screen readers, serial and telnet consoles, scripts and tests. It renders the same [`Screen`] values as the full
//! screen and decides nothing.

mod page;

use std::io::{self, BufRead, Write};

pub use page::page;

use zeroize::Zeroizing;

use super::application::{Application, Next};
use super::screen::{Mark, Screen};
use crate::engine::action::Action;

/// Shows screens and reads actions until the operator leaves or the input ends. Returns what to print then.
///
/// # Errors
///
/// Returns why the input could not be read or the output could not be written.
pub fn run(app: &mut dyn Application, mut input: impl BufRead, mut output: impl Write) -> io::Result<String> {
    let mut shown: Option<Screen> = None;
    loop {
        let screen = app.screen();
        let only_notices = shown.as_ref().is_some_and(|shown| same_but_notices(shown, &screen));
        if only_notices {
            write!(output, "{}", page::notices(&screen))?;
        } else {
            write!(output, "{}", page(&screen))?;
        }
        shown = Some(screen);
        loop {
            write!(output, "> ")?;
            output.flush()?;
            let Some(line) = read_line(&mut input)? else {
                writeln!(output)?;
                return match app.act(Action::Quit) {
                    Next::Leave(farewell) => Ok(farewell),
                    Next::Stay => Ok(String::new()),
                };
            };
            match line.parse::<Action>() {
                Ok(action) => {
                    if let Next::Leave(farewell) = app.act(action) {
                        return Ok(farewell);
                    }
                    break;
                }
                Err(error) => writeln!(output, "refused: {error}\n  help: {}", error.help)?,
            }
        }
    }
}

/// Reads a line, whatever its bytes are. `None` at the end of the input. A line is cut at 64 KiB. It is wiped from memory
/// after use, since it may hold a secret.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<Zeroizing<String>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(1024));
    let read = input.read_until(b'\n', &mut bytes)?;
    bytes.truncate(64 * 1024);
    let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    Ok((read > 0).then(|| Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned())))
}

/// Whether two screens differ only in their notices. If a notice says that something happened, the screen counts as another
/// one: nobody must confirm a step that is no longer in sight.
fn same_but_notices(a: &Screen, b: &Screen) -> bool {
    let bare = |screen: &Screen| Screen { notices: Vec::new(), saved: None, ..screen.clone() };
    let happened = b.notices.iter().any(|notice| matches!(notice.mark, Mark::Warn | Mark::Lost));
    !b.notices.is_empty() && !happened && bare(a) == bare(b)
}
