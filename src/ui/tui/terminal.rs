//! The terminal: taken once, and restored however the program ends.
//!
//! Nothing is asked of the terminal, since a silent console would never answer.

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

/// Whether the terminal is taken and must be restored.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// The panic hook is installed once for the process.
static HOOK: Once = Once::new();
/// The time that the loop has to answer a signal.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

/// The terminal while it is taken.
pub(super) struct TakenTerminal {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    stop: Arc<AtomicBool>,
}

impl TakenTerminal {
    /// Takes the terminal. After an error, it is as it was.
    pub(super) fn open() -> anyhow::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        watch(&stop).context("the signals that end a program cannot be watched")?;
        hook();
        enable_raw_mode().context("this terminal cannot be switched to reading single keys; try --plain")?;
        TAKEN.store(true, Ordering::SeqCst);
        let console = enter().map(|terminal| TakenTerminal { terminal, stop });
        if console.is_err() {
            restore();
        }
        console.context("this terminal cannot be drawn on; try --plain")
    }

    pub(super) fn draw(&mut self, frame: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(frame).map(drop)
    }

    /// Whether the system asked the program to end.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Sends a text to the clipboard of the terminal. Nobody can know whether the terminal took it.
    pub(super) fn copy(text: &str) {
        let _ = execute!(stdout(), CopyToClipboard::to_clipboard_from(text));
    }
}

impl Drop for TakenTerminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Switches to the alternate screen and clears it, because not every console has one.
fn enter() -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    execute!(stdout(), EnterAlternateScreen, Hide, Clear(ClearType::All))?;
    // Without bracketed paste, a pasted line break is an Enter. A console without it still works.
    let _ = execute!(stdout(), EnableBracketedPaste);
    Terminal::new(CrosstermBackend::new(stdout()))
}

/// Restores the terminal, once. Nobody is left who could be told about an error.
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

/// Watches for signals that end a program. The loop sees them within one wait.
///
/// If the console has gone away, crossterm reads the end of its input again and again and never returns to the loop. So a
/// loop that doesn't answer is not waited for: everything that happened is on disk by then.
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

/// There are no such signals here. Closing the window ends the program, and every event is on disk by then.
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
        let mut console = TakenTerminal::open().unwrap();
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
