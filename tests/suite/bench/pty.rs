//! A real pseudo-terminal: what is on it, and keys for it. It answers no query, as many consoles do not.

#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::{Bench, PROGRAM};

/// What every drawing of the full-screen front ends with.
const DRAWN: &[u8] = b"\x1b[?25l";

/// The program on a terminal.
pub(crate) struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    settings: String,
}

/// What came out so far.
struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// The text at the last whole drawing; while there is no full screen, all text.
    text: String,
    /// Whether Enter works, and how often it began to.
    ready: bool,
    readied: usize,
    ended: bool,
}

/// How long anything may take. `NODEWALK_TEST_DEADLINE` says so in seconds, for slow machines.
fn deadline() -> Duration {
    let told = std::env::var("NODEWALK_TEST_DEADLINE").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(told.unwrap_or(60))
}

impl Pty {
    /// Starts the program on a terminal of 80 columns and 24 rows.
    pub(crate) fn start(bench: &Bench, arguments: &[&str]) -> Self {
        Self::start_in(bench, arguments, &[])
    }

    /// The same with more of an environment.
    pub(crate) fn start_in(bench: &Bench, arguments: &[&str], more: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(arguments);
        Self::command(bench, command, more)
    }

    /// Starts a shell script, where the program is `$NODEWALK`.
    pub(crate) fn shell(bench: &Bench, script: &str) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script]);
        Self::command(bench, command, &[])
    }

    fn command(bench: &Bench, mut command: CommandBuilder, more: &[(&str, &str)]) -> Self {
        command.cwd(bench.folder());
        command.env_clear();
        for (name, value) in Bench::environment() {
            command.env(name, value);
        }
        command.env("NODEWALK", PROGRAM);
        for (name, value) in more {
            command.env(name, value);
        }
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
        let settings = settings(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(cells(24), cells(80), 0);
        let seen = Seen { parser, bytes: Vec::new(), text: String::new(), ready: false, readied: 0, ended: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || read(reader, &shared));
        Self { child, master: pair.master, keys, seen, settings }
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }

    /// Waits until something holds of what is seen.
    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&Seen) -> bool) {
        let end = Instant::now() + deadline();
        let mut seen = self.lock();
        while !holds(&seen) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.ended {
                let ended = if seen.ended { "; the program has ended" } else { "" };
                let text = seen.text.clone();
                // Whoever reads on must not find the lock poisoned.
                drop(seen);
                panic!("{what} never came{ended}. The screen:\n{text}");
            }
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub(crate) fn wait(&self, text: &str) {
        self.until(&format!("{text:?}"), |seen| shows(seen, text));
    }

    /// Waits until a text is on the screen and Enter works.
    #[track_caller]
    pub(crate) fn ready(&self, text: &str) {
        self.until(&format!("{text:?} with a working Enter"), |seen| seen.ready && shows(seen, text));
    }

    /// Waits until the screen is another one than this.
    #[track_caller]
    pub(crate) fn changed(&self, text: &str) {
        self.until("another screen", |seen| seen.text != text);
    }

    /// Presses a key that only scrolls until the screen follows: a key that comes in the very position of drawing is dropped,
    /// and from then on none is.
    #[track_caller]
    pub(crate) fn scroll(&mut self, key: &str) {
        let before = self.text();
        for _ in 0..40 {
            self.keys(key);
            let seen = self.lock();
            let half = Duration::from_millis(500);
            let (seen, _) = self.seen.1.wait_timeout_while(seen, half, |seen| seen.text == before).unwrap();
            if seen.text != before {
                return;
            }
        }
        panic!("the screen does not follow {key:?}:\n{before}");
    }

    /// Waits until something holds of the text on the screen.
    #[track_caller]
    pub(crate) fn until_text(&self, what: &str, holds: impl Fn(&str) -> bool) {
        self.until(what, |seen| holds(&seen.text));
    }

    /// Types.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Presses Enter once it works, and waits for the next screen on which it does.
    #[track_caller]
    pub(crate) fn enter(&mut self) {
        self.ready("");
        let before = self.lock().readied;
        self.keys("\r");
        self.until("the next screen", |seen| seen.readied > before);
    }

    /// Presses Enter until a text is on a screen on which it works.
    #[track_caller]
    pub(crate) fn enter_until(&mut self, text: &str) {
        self.ready("");
        for _ in 0..400 {
            if squeezed(&self.text()).contains(text) {
                return;
            }
            self.enter();
        }
        panic!("{text:?} never came. The screen:\n{}", self.text());
    }

    /// The text on the screen.
    pub(crate) fn text(&self) -> String {
        self.lock().text.clone()
    }

    /// Everything that was written to the terminal.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.lock().bytes.clone()
    }

    /// Whether any row of the screen that contains a text is shown in reverse, as it is now.
    pub(crate) fn reversed(&self, text: &str) -> bool {
        let seen = self.lock();
        let screen = seen.parser.screen();
        let width = screen.size().1.get();
        let rows: Vec<String> = screen.rows(0, width).collect();
        let row = rows.iter().position(|row| row.contains(text)).and_then(|row| u16::try_from(row).ok());
        let cells = |row| (0..width).filter_map(move |column| screen.cell(row, column));
        row.is_some_and(|row| cells(row).any(vt100::Cell::inverse))
    }

    /// Makes the terminal another size.
    pub(crate) fn resize(&self, cols: u16, rows: u16) {
        self.lock().parser.screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(PtySize { rows, cols, ..PtySize::default() }).unwrap();
    }

    /// Sends a signal, by its name. Every shell knows `kill`; a program of that name is not on every machine.
    pub(crate) fn signal(&self, name: &str) {
        let process = self.child.process_id().unwrap();
        let sent =
            std::process::Command::new("sh").args(["-c", &format!("kill -s {name} {process}")]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for the end; its exit status, or 128 and more for a signal's.
    #[track_caller]
    pub(crate) fn end(&mut self) -> u32 {
        let end = Instant::now() + deadline();
        let mut seen = self.lock();
        while !seen.ended {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "it never ended. The screen:\n{}", seen.text);
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
        drop(seen);
        self.child.wait().unwrap().exit_code()
    }

    /// Asserts that the terminal is as it was: its own screen, its cursor, its line discipline.
    #[track_caller]
    pub(crate) fn assert_restored(&self) {
        let seen = self.lock();
        assert!(contains(&seen.bytes, b"\x1b[?1049h"), "it never took the screen");
        assert!(contains(&seen.bytes, b"\x1b[?1049l") && contains(&seen.bytes, b"\x1b[?25h"));
        let screen = seen.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was not left");
        assert!(!screen.hide_cursor(), "the cursor stays hidden");
        assert!(!screen.bracketed_paste(), "pasting stays bracketed");
        assert_eq!(settings(self.master.as_ref()), self.settings, "raw mode stays on");
    }

    /// Asserts that single keys are read now: otherwise there is nothing to restore.
    #[track_caller]
    pub(crate) fn assert_taken(&self) {
        assert_ne!(settings(self.master.as_ref()), self.settings);
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a text is on the screen, wherever its lines are broken.
fn shows(seen: &Seen, text: &str) -> bool {
    squeezed(&seen.text).contains(&squeezed(text))
}

/// A text on one line, with single spaces.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number of rows or columns.
fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

/// The terminal's settings, comparable.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// Whether bytes contain others.
pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Takes what the program writes until it ends.
fn read(mut reader: Box<dyn Read + Send>, shared: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 4096];
    // The end shows as an error where the other side of the terminal is gone.
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        let mut seen = shared.0.lock().unwrap();
        for byte in &buffer[..count] {
            seen.take(*byte);
        }
        shared.1.notify_all();
    }
    let mut seen = shared.0.lock().unwrap();
    seen.text = seen.parser.screen().contents();
    seen.ended = true;
    shared.1.notify_all();
}

impl Seen {
    /// Takes one byte. A screen counts when it is drawn to its end, wherever the reads happen to end.
    fn take(&mut self, byte: u8) {
        self.bytes.push(byte);
        self.parser.process(&[byte]);
        let full = self.parser.screen().alternate_screen();
        if full && !self.bytes.ends_with(DRAWN) || !full && byte != b'\n' && byte != b' ' {
            return;
        }
        self.text = self.parser.screen().contents();
        let last = self.text.lines().last().unwrap_or_default();
        let ready = full && last.contains("Enter ");
        self.readied += usize::from(ready && !self.ready);
        self.ready = ready;
    }
}
