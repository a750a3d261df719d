//! `resume`: a walk that goes on.

use super::args::Shown;
use super::environment::Environment;
use super::failure::Failure;
use super::output::Exit;
use super::wizard;

/// Opens a session again. By default, opens the latest session.
pub(super) fn resume(environment: &Environment, shown: Shown, session: Option<&str>) -> Result<Exit, Failure> {
    let mut app = wizard::app(environment)?;
    let id = app.home().find(session)?;
    app.resume(&id)?;
    wizard::show(app, environment, shown)
}
