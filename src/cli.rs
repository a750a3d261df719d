//! The command line: reads the environment once, runs one command, says how it went.

mod args;
mod check_file;
mod environment;
mod failure;
mod lint;
mod list;
mod new;
mod plan;
mod walk;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};
use environment::Place;
use failure::Failure;

use crate::load::schema;

/// Runs the program. Exit status: 0 done, 1 failed or falls short, 2 wrong usage.
#[must_use]
pub fn main() -> ExitCode {
    let command = command();
    let cli = match Cli::from_arg_matches(&command.get_matches()) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    match run(cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::FallsShort) => ExitCode::from(1),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed as well; there is nobody left to tell then.
            let _ = write!(io::stderr(), "{failure}");
            ExitCode::from(failure.status())
        }
    }
}

/// How a command went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Done,
    /// It ran, and what it looked at falls short.
    FallsShort,
}

/// The command line, saying where sessions are kept.
fn command() -> clap::Command {
    let kept = environment::home()
        .map_or_else(|_| "nowhere yet: set NODEWALK_HOME".to_owned(), |home| home.display().to_string());
    Cli::command().after_help(format!("Sessions are kept in {kept} (NODEWALK_HOME overrides)."))
}

/// Runs one command.
fn run(cli: Cli) -> Result<Outcome, Failure> {
    let place = Place::read()?;
    match cli.command {
        None => walk::wizard(&place, cli.shown),
        Some(Command::Start { procedure, answers, rehearse }) => {
            walk::start(&place, cli.shown, procedure.as_deref(), answers.as_deref(), rehearse)
        }
        Some(Command::Resume { session }) => walk::resume(&place, cli.shown, session.as_deref()),
        Some(Command::Sessions { format }) => list::sessions(&place, format),
        Some(Command::Status { session, format }) => plan::status(&place, session.as_deref(), format),
        Some(Command::Procedures { format }) => list::procedures(format),
        Some(Command::Plan { procedure, answers, format }) => plan::plan(&procedure, answers.as_deref(), format),
        Some(Command::Report { session, output, format }) => {
            plan::report(&place, session.as_deref(), output.as_deref(), format)
        }
        Some(Command::Verify { session }) => list::verify(&place, session.as_deref()),
        Some(Command::Lint { explain: Some(code), .. }) => lint::explain(&code),
        Some(Command::Lint { procedures, format, deny_warnings, quick, walks, stats, .. }) => {
            lint::lint(&procedures, lint::Asked { format, deny_warnings, quick, walks, stats })
        }
        Some(Command::New { file }) => new::new(&file),
        Some(Command::Schema { sort }) => {
            let sort = match sort {
                args::Sort::Procedure => schema::FileKind::Procedure,
                args::Sort::Phases => schema::FileKind::Phases,
                args::Sort::Facts => schema::FileKind::Facts,
                args::Sort::Proof => schema::FileKind::Proof,
            };
            print(schema::schema(sort).as_bytes())
        }
        Some(Command::CheckFile { procedure, file, rules, format }) => {
            check_file::check_file(&procedure, &file, rules.as_deref(), format)
        }
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "nodewalk", &mut script);
            print(&script)
        }
        Some(Command::Man) => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            print(&page)
        }
    }
}

/// Writes to standard output.
fn print(bytes: &[u8]) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Done)
}
