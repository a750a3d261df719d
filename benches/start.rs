//! How soon nodewalk shows its first screen and how much memory that takes, next to the least that a ratatui program
//! needs: `cargo bench --bench start`.
//!
//! Both programs are built with the release profile. They run by turns in a pseudo-terminal of 80 columns and 24 rows,
//! so that whatever slows the machine slows both.

use std::error::Error;
use std::fs;
use std::io::Read;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// How often each program runs.
const RUNS: usize = 20;
/// How long one program may take.
const DEADLINE: Duration = Duration::from_secs(30);
const COLUMNS: NonZeroU16 = NonZeroU16::new(80).unwrap();
const ROWS: NonZeroU16 = NonZeroU16::new(24).unwrap();

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What a program needed for its first screen.
struct Start {
    /// From the spawn until the bottom row is drawn, in milliseconds.
    time: f64,
    /// The most memory it held until then, in MiB. Only Linux tells.
    peak: Option<f64>,
}

fn main() -> Result<()> {
    // `cargo test --benches` comes here too, without this argument, and a debug build says nothing about speed.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let nodewalk = Path::new(env!("CARGO_BIN_EXE_nodewalk"));
    let bare = build_bare()?;
    let folder = tempfile::tempdir()?;
    let (mut bares, mut homes, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    // The first round only gets the programs into memory.
    for round in 0..=RUNS {
        let (small, home) = (start(&bare, folder.path())?, start(nodewalk, folder.path())?);
        let list = list(nodewalk, folder.path())?;
        if round > 0 {
            bares.push(small);
            homes.push(home);
            lists.push(list);
        }
    }
    println!("Medians of {RUNS} runs:");
    compare("first screen, ms", &bares, &homes, |start| Some(start.time));
    compare("peak memory, MiB", &bares, &homes, |start| start.peak);
    println!("`nodewalk procedures`, ms: {:.2}", median(lists));
    Ok(())
}

/// Builds the bare program, since Cargo builds no example for a bench.
fn build_bare() -> Result<PathBuf> {
    let cargo = std::env::var("CARGO")?;
    let built = Command::new(cargo).args(["build", "--release", "--quiet", "--example", "bare"]).status()?;
    if !built.success() {
        return Err("the bare program cannot be built".into());
    }
    // This bench is `target/release/deps/start-…`.
    let program = std::env::current_exe()?;
    let release = program.ancestors().nth(2).ok_or("this program is in no target folder")?;
    Ok(release.join("examples").join("bare").with_extension(std::env::consts::EXE_EXTENSION))
}

/// Starts a program in a terminal and ends it once its first screen is there.
fn start(program: &Path, folder: &Path) -> Result<Start> {
    let terminal =
        native_pty_system().openpty(PtySize { rows: ROWS.get(), cols: COLUMNS.get(), ..PtySize::default() })?;
    let mut command = CommandBuilder::new(program);
    command.cwd(folder);
    command.env("NODEWALK_HOME", folder);
    command.env("TERM", "xterm-256color");
    let output = read(terminal.master.try_clone_reader()?);

    let begun = Instant::now();
    let mut child = terminal.slave.spawn_command(command)?;
    drop(terminal.slave);
    let shown = first_screen(&output, begun);
    let peak = child.process_id().and_then(peak);
    child.kill()?;
    child.wait()?;
    Ok(Start { time: milliseconds(shown? - begun), peak })
}

/// Reads all that a program writes, each piece with the time it came.
fn read(mut from: Box<dyn Read + Send>) -> Receiver<(Instant, Vec<u8>)> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                break;
            }
        }
    });
    receiver
}

/// When the first screen was there: a screen is drawn from the top down, so its bottom row tells.
fn first_screen(output: &Receiver<(Instant, Vec<u8>)>, begun: Instant) -> Result<Instant> {
    let mut parser = vt100::Parser::new(ROWS, COLUMNS, 0);
    loop {
        let left = DEADLINE.saturating_sub(begun.elapsed());
        let Ok((time, bytes)) = output.recv_timeout(left) else {
            return Err(format!("no first screen came:\n{}", parser.screen().contents()).into());
        };
        parser.process(&bytes);
        let bottom = parser.screen().rows(0, COLUMNS.get()).last();
        if parser.screen().alternate_screen() && bottom.is_some_and(|row| !row.trim().is_empty()) {
            return Ok(time);
        }
    }
}

/// The most memory that a process has held so far, in MiB, where `/proc` tells.
fn peak(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes / 1024.0)
}

/// How long `nodewalk procedures` takes, in milliseconds.
fn list(nodewalk: &Path, folder: &Path) -> Result<f64> {
    let begun = Instant::now();
    let ran = Command::new(nodewalk).arg("procedures").env("NODEWALK_HOME", folder).output()?;
    let time = milliseconds(begun.elapsed());
    if !ran.status.success() {
        return Err("`nodewalk procedures` failed".into());
    }
    Ok(time)
}

/// Prints the medians of one measure, and how many times the bare program's nodewalk's is.
fn compare(what: &str, bares: &[Start], homes: &[Start], measure: impl Fn(&Start) -> Option<f64>) {
    let median = |starts: &[Start]| starts.iter().map(&measure).collect::<Option<Vec<_>>>().map(median);
    match (median(bares), median(homes)) {
        (Some(bare), Some(home)) => println!("{what}: bare {bare:.2}, nodewalk {home:.2}, ratio {:.2}", home / bare),
        _ => println!("{what}: skipped, this system does not tell"),
    }
}

/// The value in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
