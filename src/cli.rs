//! The command line: reads the environment once, runs one command, and exits with its status.

mod answers;
mod args;
mod check_file;
mod completions;
mod environment;
mod failure;
mod lint;
mod new;
mod output;
mod plan;
mod procedures;
mod report;
mod resume;
mod schema;
mod session;
mod sessions;
mod start;
mod status;
mod verify;
mod wizard;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use args::{Cli, Command};
use environment::Environment;
use failure::Failure;
use output::Exit;

/// Runs the program. Exits with 0 if all is well, 1 if the command failed or its result isn't good enough, and 2 for
/// wrong usage.
#[must_use]
pub fn main() -> ExitCode {
    let environment = Environment::read();
    let kept = environment
        .home()
        .map_or_else(|_| "nowhere yet: set NODEWALK_HOME".to_owned(), |home| home.root().display().to_string());
    let command = Cli::command().after_help(format!("Sessions are kept in {kept} (NODEWALK_HOME overrides)."));
    let cli = match Cli::from_arg_matches(&command.get_matches()) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    match run(cli, &environment) {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::FallsShort) => ExitCode::from(1),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            // If standard error is closed too, there is nobody left to tell.
            let _ = write!(io::stderr(), "{failure}");
            ExitCode::from(failure.status())
        }
    }
}

/// Runs one command.
fn run(cli: Cli, environment: &Environment) -> Result<Exit, Failure> {
    let Some(command) = cli.command else { return wizard::wizard(environment, cli.shown) };
    match command {
        Command::Start { procedure, answers, rehearse } => {
            start::start(environment, cli.shown, procedure.as_deref(), answers.as_deref(), rehearse)
        }
        Command::Resume { session } => resume::resume(environment, cli.shown, session.as_deref()),
        Command::Sessions { format } => sessions::sessions(environment, format),
        Command::Status { session, format } => status::status(environment, session.as_deref(), format),
        Command::Procedures { format } => procedures::procedures(format),
        Command::Plan { procedure, answers, format } => plan::plan(&procedure, answers.as_deref(), format),
        Command::Report { session, output, format } => {
            report::report(environment, session.as_deref(), output.as_deref(), format)
        }
        Command::Verify { session } => verify::verify(environment, session.as_deref()),
        Command::Lint(asked) => lint::lint(&asked),
        Command::New { file } => new::new(&file),
        Command::Schema { sort } => schema::schema(sort),
        Command::CheckFile { procedure, file, rules, format } => {
            check_file::check_file(&procedure, &file, rules.as_deref(), format)
        }
        Command::Completions { shell } => completions::completions(shell),
        Command::Man => completions::man(),
    }
}
