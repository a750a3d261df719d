//! `start`: a new walk.

use std::path::Path;

use super::answers;
use super::args::Shown;
use super::environment::Environment;
use super::failure::Failure;
use super::output::Exit;
use super::wizard;
use crate::app::StartOptions;
use crate::load::catalogue;

/// Starts a walk of a procedure. Without one, asks the advisor's questions first.
pub(super) fn start(
    environment: &Environment,
    shown: Shown,
    procedure: Option<&str>,
    answers: Option<&Path>,
    rehearsal: bool,
) -> Result<Exit, Failure> {
    let Some(procedure) = procedure else {
        if answers.is_some() || rehearsal {
            let ids = catalogue::ids().collect::<Vec<_>>().join(", ");
            return Err(Failure::usage(
                "answers and a rehearsal belong to one procedure",
                format!("name it: one of {ids}"),
            ));
        }
        let mut app = wizard::app(environment)?;
        app.advise();
        return wizard::show(app, environment, shown);
    };
    let procedure = catalogue::open(procedure)?;
    let answers = answers.map(answers::read).transpose()?;
    let mut app = wizard::app(environment)?;
    app.start(procedure, &StartOptions { answers, rehearsal, known: Vec::new() })?;
    wizard::show(app, environment, shown)
}
