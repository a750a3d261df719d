//! `status`: where one session stands.

use super::args::ListFormat;
use super::environment::Environment;
use super::failure::Failure;
use super::output::{Exit, print};
use super::session;
use crate::documents::json;
use crate::documents::page::{Format, write};
use crate::documents::status::SessionStatus;
use crate::ui::screen;

/// Prints where one session stands. Falls short if a check blocks.
pub(super) fn status(environment: &Environment, id: Option<&str>, format: ListFormat) -> Result<Exit, Failure> {
    let (walk, snapshot) = session::read(environment, id)?;
    let screen = screen::due(&walk).kind.name();
    let status = SessionStatus::of(&walk, &session::facts(&walk, &snapshot), screen);
    print(&match format {
        ListFormat::Text => write(Format::Text, &status.page()),
        ListFormat::Json => json::pretty(&status),
    })?;
    Ok(if status.falls_short() { Exit::FallsShort } else { Exit::Done })
}
