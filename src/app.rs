//! The app: the one loop that joins clock, store and effects to the walk. Both fronts drive it.
//!
//! An action becomes events by [`crate::engine::walk::Walk::decide`]. Each event is on disk before the walk takes it over
//! and before a screen shows its effect. If the disk refuses, the action stays unconfirmed and the screen says why.

mod active_session;
mod advisor;
pub mod clock;
mod event_notices;
mod file_inputs;
mod home;
mod open_session;
mod session_facts;
mod status_line;
mod view;

pub use active_session::ActiveSession;
pub use open_session::{StartError, StartOptions};
pub use session_facts::session_facts;
pub use status_line::status_line;

use zeroize::Zeroize as _;

use crate::engine::action::Action;
use crate::engine::advisor::Advisor;
use crate::load::catalogue;
use crate::model::Procedure;
use crate::store::session::{Home, Session};
use crate::ui::application::{Application, Next};
use crate::ui::help::help;
use crate::ui::screen;
use crate::ui::screen::{Mark, Notice, Screen};
use advisor::Advised;
use clock::Clock;
use home::{Choice, HomePage};

/// The person at this workstation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// `user@host`, as events keep it.
    pub by: String,
    /// `user@host, process 4711`, as a session in use names its holder.
    pub holder: String,
}

/// The program as both fronts drive it: the home page, the advisor, or an open session.
pub struct App {
    home: Home,
    clock: Box<dyn Clock>,
    operator: Operator,
    showing: Showing,
    /// Whether the help is shown. An open session shows its own.
    helping: bool,
    notices: Vec<Notice>,
}

/// The part of the app that is shown.
enum Showing {
    /// The home page; `None` until it is first shown.
    Home(Option<Box<HomePage>>),
    Advisor(Advisor),
    Session(Box<ActiveSession<Session>>),
}

impl App {
    /// Creates an app that shows the home page.
    #[must_use]
    pub fn new(home: Home, clock: Box<dyn Clock>, operator: Operator) -> Self {
        Self { home, clock, operator, showing: Showing::Home(None), helping: false, notices: Vec::new() }
    }

    /// The folder with all sessions.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The open session.
    #[must_use]
    pub fn session(&self) -> Option<&ActiveSession<Session>> {
        match &self.showing {
            Showing::Session(session) => Some(session),
            _ => None,
        }
    }

    /// Opens the advisor over the built-in procedures.
    pub fn advise(&mut self) {
        self.showing = Showing::Advisor(advisor::of_built_in_procedures());
    }

    /// Starts a session of a procedure and opens it.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the answers, before anything is written, or why the session cannot be kept.
    pub fn start(&mut self, procedure: Procedure, options: &StartOptions) -> Result<(), StartError> {
        let session = open_session::start(&self.home, self.clock.as_ref(), &self.operator, procedure, options)?;
        self.showing = Showing::Session(Box::new(session));
        Ok(())
    }

    /// Opens a session again.
    ///
    /// # Errors
    ///
    /// Returns who holds it, what damages it, or why it cannot be written.
    pub fn resume(&mut self, id: &str) -> Result<(), StartError> {
        let session = open_session::resume(&self.home, self.clock.as_ref(), &self.operator, id)?;
        self.showing = Showing::Session(Box::new(session));
        Ok(())
    }

    /// Acts while no session is open.
    fn act_outside_a_session(&mut self, action: &Action) {
        self.notices.clear();
        let was_helping = std::mem::replace(&mut self.helping, false);
        match action {
            Action::Done | Action::Back | Action::Help if was_helping => return,
            Action::Help => {
                self.helping = true;
                return;
            }
            _ => {}
        }
        let refused = match &mut self.showing {
            Showing::Advisor(advisor) => match advisor::act(advisor, action) {
                Ok(Advised::Asks) => None,
                Ok(Advised::Leaves) => {
                    self.showing = Showing::Home(None);
                    None
                }
                Ok(Advised::Starts(procedure, options)) => self.start(*procedure, &options).err().as_ref().map(failed),
                Err(notice) => Some(notice),
            },
            Showing::Home(page) => {
                let page = page.get_or_insert_with(|| Box::new(HomePage::read(&self.home)));
                match page.choice(action) {
                    Ok(choice) => choice.and_then(|choice| self.choose(choice).err().as_ref().map(failed)),
                    Err(notice) => Some(notice),
                }
            }
            Showing::Session(_) => None,
        };
        self.notices.extend(refused);
    }

    /// Does what a line of the home page says.
    fn choose(&mut self, choice: Choice) -> Result<(), StartError> {
        match choice {
            Choice::Resume(id) => self.resume(&id),
            Choice::Start(id) => self.start(catalogue::open(&id)?, &StartOptions::default()),
            Choice::Advise => {
                self.advise();
                Ok(())
            }
            Choice::ReadAgain => {
                self.showing = Showing::Home(None);
                Ok(())
            }
        }
    }

    /// Says what is saved and where, for an operator who leaves.
    fn farewell(&self) -> String {
        let Some(session) = self.session() else {
            return format!("Nothing is open. Sessions are kept in {}.", self.home.root().display());
        };
        let line = status_line(session.walk());
        let id = session.store().id();
        let folder = session.store().folder().display();
        if session.walk().is_over() {
            format!("{line}\nSession {id} in {folder}\nPrint the report: nodewalk report {id}")
        } else {
            format!("Saved: {line}\nSession {id} in {folder}\nGo on: nodewalk resume {id}")
        }
    }
}

impl Application for App {
    fn screen(&mut self) -> Screen {
        let mut shown = match &mut self.showing {
            Showing::Session(session) => return session.screen(),
            Showing::Advisor(advisor) => screen::advisor(advisor),
            Showing::Home(page) => page.get_or_insert_with(|| Box::new(HomePage::read(&self.home))).screen.clone(),
        };
        shown.notices.clone_from(&self.notices);
        if self.helping { help(&shown) } else { shown }
    }

    fn act(&mut self, action: Action) -> Next {
        match &mut self.showing {
            Showing::Session(session) if action == Action::Quit => session.forget_inputs(),
            Showing::Session(session) if session.walk().is_over() && action == Action::Done => {
                return Next::Leave(self.farewell());
            }
            Showing::Session(session) => {
                let was_over = session.walk().is_over();
                session.act(&action, self.clock.as_ref(), &self.operator.by);
                if session.walk().is_over() && !was_over {
                    session.write_report();
                }
            }
            Showing::Home(_) | Showing::Advisor(_) if action != Action::Quit => self.act_outside_a_session(&action),
            Showing::Home(_) | Showing::Advisor(_) => {}
        }
        if action == Action::Quit {
            return Next::Leave(self.farewell());
        }
        // The value may have been a secret.
        if let Action::Set { mut value, .. } = action {
            value.zeroize();
        }
        Next::Stay
    }
}

/// A notice that says why no session was opened.
fn failed(error: &StartError) -> Notice {
    Notice::new(Mark::Fail, error.to_string(), error.help())
}
