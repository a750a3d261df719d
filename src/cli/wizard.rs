//! The wizard: `nodewalk` without a command, and what `start` and `resume` share with it.

use std::io::{self, IsTerminal as _};

use super::args::Shown;
use super::environment::Environment;
use super::failure::Failure;
use super::output::{Exit, print};
use crate::app::App;
use crate::app::clock::Workstation;
use crate::ui::plain;
use crate::ui::tui;

/// Opens the wizard at its home screen.
pub(super) fn wizard(environment: &Environment, shown: Shown) -> Result<Exit, Failure> {
    show(app(environment)?, environment, shown)
}

/// The wizard with this machine's clock and home.
pub(super) fn app(environment: &Environment) -> Result<App, Failure> {
    Ok(App::new(environment.home()?, Box::new(Workstation), environment.operator.clone()))
}

/// Runs the wizard: on the full screen, or as lines of text if asked to or if there is no terminal with room for more.
pub(super) fn show(mut app: App, environment: &Environment, shown: Shown) -> Result<Exit, Failure> {
    let full = !shown.plain && io::stdin().is_terminal() && io::stdout().is_terminal() && tui::has_room();
    let farewell = if full {
        tui::run(&mut app, tui::Look { color: environment.color, ascii: shown.ascii || environment.ascii })?
    } else {
        plain::run(&mut app, io::stdin().lock(), io::stdout().lock())?
    };
    print(&format!("{farewell}\n"))
}
