//! Starting: a new session with its answers, or an old one taken up again.

use thiserror::Error;

use super::{App, Open};
use crate::engine::action::Action;
use crate::engine::answers::actions;
use crate::engine::event::Event;
use crate::engine::walk::Walk;
use crate::load::answers::{AnswerError, Answers};
use crate::load::catalogue;
use crate::load::catalogue::CatalogueError;
use crate::model::Procedure;
use crate::store::journal;
use crate::store::session;
use crate::store::session::{NewSession, Session};
use crate::ui::screen::{Mark, Notice};

/// What to start.
#[derive(Clone, Debug, Default)]
pub struct Begin {
    /// The answers file: its path and its text.
    pub answers: Option<(String, String)>,
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
    /// Facts known beforehand, by full id: what the advisor was told.
    pub known: Vec<(String, String)>,
}

/// Why a session cannot be started or taken up.
#[derive(Debug, Error)]
pub enum StartError {
    /// The procedure.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The answers: all that is wrong with them.
    #[error("{}", listed(.0))]
    Answers(Vec<AnswerError>),
    /// The session's folder.
    #[error(transparent)]
    Session(#[from] session::Error),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] journal::Error),
}

impl StartError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            StartError::Catalogue(error) => error.help(),
            StartError::Answers(_) => "mend the answers file; nothing was started".to_owned(),
            StartError::Session(error) => error.help(),
            StartError::Journal(error) => error.help(),
        }
    }
}

/// All that is wrong with the answers, an error each.
fn listed(errors: &[AnswerError]) -> String {
    let lines: Vec<String> = errors.iter().map(|error| format!("{error}\n  help: {}", error.help)).collect();
    lines.join("\nerror: ")
}

impl App {
    /// Starts a walk of a procedure.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the answers, before anything is written, or why the session cannot be kept.
    pub fn start(&mut self, procedure: Procedure, begin: &Begin) -> Result<(), StartError> {
        let answers = match &begin.answers {
            Some((path, text)) => crate::load::answers::read(&procedure, path, text).map_err(StartError::Answers)?,
            None => Answers::default(),
        };
        let session = self.home().create(NewSession {
            procedure: &procedure.id,
            title: &procedure.title,
            files: &procedure.files,
            rehearsal: begin.rehearsal,
            created: self.clock().now(),
        })?;
        let walk = Walk::new(procedure.into(), begin.rehearsal);
        let mut open = Open::new(walk, session, Vec::new());
        self.record_opened(&mut open)?;
        for (fact, value) in &begin.known {
            self.answer(&mut open, &Action::Set { fact: fact.clone(), value: value.clone() })?;
        }
        let readings = if begin.rehearsal { answers.readings.as_slice() } else { &[] };
        for action in [actions(&answers.facts), actions(readings)].iter().flatten() {
            self.answer(&mut open, action)?;
        }
        if !begin.rehearsal && !answers.readings.is_empty() {
            let count = answers.readings.len();
            let text =
                format!("The answers file holds {count} readings; a real walk ignores them and asks at the console.");
            open.notify(Notice::new(Mark::Info, text, ""));
        }
        self.put(open);
        Ok(())
    }

    /// Records one answer of the file.
    fn answer(&self, open: &mut Open<Session>, action: &Action) -> Result<(), StartError> {
        match open.walk().decide(action) {
            Ok(events) => Ok(open.record(events, self.clock(), self.by())?),
            Err(refusal) => {
                open.notify(Notice::new(Mark::Warn, format!("Left out of the answers: {refusal}."), refusal.help));
                Ok(())
            }
        }
    }

    /// Takes a session up again.
    ///
    /// # Errors
    ///
    /// Returns who holds it, what damages it, or why it cannot be written.
    pub fn resume(&mut self, id: &str) -> Result<(), StartError> {
        let (session, records) = self.home().open(id)?;
        let procedure = catalogue::reopen(session.files())?;
        let rehearsal = session.header().rehearsal;
        let torn = session.torn().cloned();
        let walk = Walk::replay(procedure.into(), rehearsal, &records);
        let over = walk.is_over();
        let mut open = Open::new(walk, session, records);
        if !over {
            self.record_opened(&mut open)?;
            open.arrive(self.clock(), self.by())?;
        }
        if let Some(torn) = torn {
            let text = format!("The last event had not been saved whole ({} bytes); it was set aside.", torn.bytes);
            open.notify(Notice::new(Mark::Warn, text, format!("It is kept in {}.", torn.file.display())));
        }
        self.put(open);
        Ok(())
    }

    /// Records that the session was opened, and by whom.
    fn record_opened(&self, open: &mut Open<Session>) -> Result<(), StartError> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let event = Event::Opened { holder: self.holder().to_owned(), version };
        Ok(open.record(vec![event], self.clock(), self.by())?)
    }
}
