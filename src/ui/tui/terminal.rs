//! The terminal: entered once, left on every way out.
//!
//! Nothing is asked of it, since a silent console would never answer, and only output is relied on.

use std::io::{self, Stdout, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once};

use anyhow::Context as _;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{clipboard::CopyToClipboard, execute};
use ratatui::{Frame, Terminal};
use ratatui_crossterm::CrosstermBackend;

/// Whether the terminal is in our hands and must be given back.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// The panic hook is installed once for the process.
static HOOK: Once = Once::new();
/// How long the loop has to answer a signal.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

/// The terminal while it is ours.
pub(super) struct Console {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    stop: Arc<AtomicBool>,
}

impl Console {
    /// Takes the terminal. An error leaves it as it was.
    pub(super) fn open() -> anyhow::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        watch(&stop).context("the signals that end a program cannot be watched")?;
        hook();
        enable_raw_mode().context("this terminal cannot be switched to reading single keys; try --plain")?;
        TAKEN.store(true, Ordering::SeqCst);
        let console = enter().map(|terminal| Console { terminal, stop });
        if console.is_err() {
            restore();
        }
        console.context("this terminal cannot be drawn on; try --plain")
    }

    /// Draws a frame.
    pub(super) fn draw(&mut self, frame: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(frame).map(drop)
    }

    /// Whether the system asked the program to end.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Offers a text to the terminal's clipboard. Whether it was taken cannot be known.
    pub(super) fn copy(text: &str) {
        let _ = execute!(stdout(), CopyToClipboard::to_clipboard_from(text));
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        restore();
    }
}

/// Enters the alternate screen. It is wiped by hand, because not every console has one to switch to.
fn enter() -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    execute!(stdout(), EnterAlternateScreen, Hide, Clear(ClearType::All))?;
    // Without it a pasted line break would be an Enter; a console that lacks it works as before.
    let _ = execute!(stdout(), EnableBracketedPaste);
    Terminal::new(CrosstermBackend::new(stdout()))
}

/// Gives the terminal back, once. What fails here has nobody left to be told.
fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(stdout(), DisableBracketedPaste);
        let _ = execute!(stdout(), ResetColor, MoveTo(0, 0), LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// Restores the terminal before a panic is printed, so that it can be read.
fn hook() {
    HOOK.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            restore();
            print(info);
        }));
    });
}

/// Notes the signals that end a program; the loop sees them within one wait.
///
/// When the console has gone away, crossterm reads its end of input over and over and never comes back to the loop.
/// So a loop that does not answer is not waited for: whatever happened is on disk by then.
#[cfg(unix)]
fn watch(stop: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let stop = Arc::clone(stop);
    let wait = move || {
        for signal in signals.forever() {
            stop.store(true, Ordering::SeqCst);
            if TAKEN.load(Ordering::SeqCst) {
                std::thread::sleep(PATIENCE);
                if !TAKEN.load(Ordering::SeqCst) {
                    continue;
                }
            }
            restore();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait).map(drop)
}

/// There are none here: closing the window ends the program, and every event is on disk by then.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as on unix")]
fn watch(_stop: &Arc<AtomicBool>) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read as _;

    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    use super::*;

    /// Run by the test below in a process of its own, since it spoils its terminal.
    #[test]
    #[ignore = "run by `a_panic_gives_the_terminal_back` on a terminal of its own"]
    fn panics_on_a_terminal() {
        let mut console = Console::open().unwrap();
        console.draw(|_| panic!("the lane is gone")).unwrap();
    }

    #[test]
    fn a_panic_gives_the_terminal_back() {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let settings = || format!("{:?}", pair.master.get_termios().unwrap());
        let before = settings();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["--exact", "ui::tui::terminal::tests::panics_on_a_terminal", "--ignored", "--nocapture"]);
        let mut child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let bytes = std::thread::spawn(move || {
            let (mut bytes, mut buffer) = (Vec::new(), [0; 1024]);
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                bytes.extend_from_slice(&buffer[..count]);
            }
            bytes
        });
        assert!(!child.wait().unwrap().success());
        assert_eq!(settings(), before, "raw mode stays on");
        drop(pair.slave);
        let written = String::from_utf8_lossy(&bytes.join().unwrap()).into_owned();
        let at = |text: &str| written.find(text).unwrap_or_else(|| panic!("no {text:?} in {written:?}"));
        assert!(at("\x1b[?1049h") < at("\x1b[?1049l"));
        assert!(at("\x1b[?1049l") < at("the lane is gone"), "the panic is printed where it cannot be read");
        assert!(at("\x1b[?25h") < at("the lane is gone"));
        assert_eq!(written.matches("\x1b[?1049l").count(), 1, "it is given back once");
    }
}
