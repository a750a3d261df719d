//! Walking: the wizard in one of its two fronts.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::args::Shown;
use super::{Failure, Outcome, Place};
use crate::app::clock::Workstation;
use crate::app::{App, Begin};
use crate::load::catalogue;
use crate::store::session::Home;
use crate::ui::plain;
use crate::ui::tui;

/// The wizard at home.
pub(super) fn wizard(place: &Place, shown: Shown) -> Result<Outcome, Failure> {
    show(desk(place), place, shown)
}

/// A new walk.
pub(super) fn start(
    place: &Place,
    shown: Shown,
    procedure: Option<&str>,
    answers: Option<&Path>,
    rehearsal: bool,
) -> Result<Outcome, Failure> {
    let Some(procedure) = procedure else {
        if answers.is_some() || rehearsal {
            let ids = catalogue::ids().collect::<Vec<_>>().join(", ");
            return Err(Failure::usage(
                "answers and a rehearsal belong to one procedure",
                format!("name it: one of {ids}"),
            ));
        }
        let mut desk = desk(place);
        desk.advise();
        return show(desk, place, shown);
    };
    let procedure = catalogue::open(procedure)?;
    let answers = answers.map(read).transpose()?;
    let mut desk = desk(place);
    desk.start(procedure, &Begin { answers, rehearsal, known: Vec::new() })?;
    show(desk, place, shown)
}

/// An old walk taken up again.
pub(super) fn resume(place: &Place, shown: Shown, session: Option<&str>) -> Result<Outcome, Failure> {
    let mut desk = desk(place);
    let id = desk.home().find(session)?;
    desk.resume(&id)?;
    show(desk, place, shown)
}

/// An answers file: its path and its text.
pub(super) fn read(path: &Path) -> Result<(String, String), Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok((path.display().to_string(), text)),
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", path.display());
            Err(Failure::new(message, "give the path of an answers file that you may read"))
        }
    }
}

/// A wizard with this machine's clock and home.
fn desk(place: &Place) -> App {
    App::new(Home::new(&place.home), Box::new(Workstation), place.operator.clone())
}

/// Runs the wizard in the front that was asked for.
fn show(mut desk: App, place: &Place, shown: Shown) -> Result<Outcome, Failure> {
    let full = !shown.plain && io::stdin().is_terminal() && io::stdout().is_terminal() && tui::has_room();
    let farewell = if full {
        tui::run(&mut desk, tui::Look { color: place.color, ascii: shown.ascii || place.ascii })?
    } else {
        plain::run(&mut desk, io::stdin().lock(), io::stdout().lock())?
    };
    super::print(format!("{farewell}\n").as_bytes())
}
