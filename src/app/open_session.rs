//! Opening a session: a new one with its answers, or an old one again.

use thiserror::Error;

use super::Operator;
use super::active_session::ActiveSession;
use super::clock::Clock;
use crate::engine::action::Action;
use crate::engine::answers::actions;
use crate::engine::event::Event;
use crate::engine::walk::Walk;
use crate::load::answers;
use crate::load::answers::{AnswerError, Answers};
use crate::load::catalogue;
use crate::load::catalogue::CatalogueError;
use crate::model::Procedure;
use crate::store::journal;
use crate::store::session;
use crate::store::session::{Home, NewSession, Session};
use crate::ui::screen::{Mark, Notice};

/// The options of a new session.
#[derive(Clone, Debug, Default)]
pub struct StartOptions {
    /// The path of the answers file, and its text.
    pub answers: Option<(String, String)>,
    /// Whether the session is a rehearsal.
    pub rehearsal: bool,
    /// The facts that the advisor was told, by full ID.
    pub known: Vec<(String, String)>,
}

/// The reason why a session cannot be started or opened again.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "each variant says what the error is about")]
pub enum StartError {
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// Everything that is wrong with the answers.
    #[error("{}", listed(.0))]
    Answers(Vec<AnswerError>),
    #[error(transparent)]
    Session(#[from] session::Error),
    #[error(transparent)]
    Journal(#[from] journal::Error),
}

impl StartError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            StartError::Catalogue(error) => error.help(),
            StartError::Answers(_) => "fix the answers file; no session was started".to_owned(),
            StartError::Session(error) => error.help(),
            StartError::Journal(error) => error.help(),
        }
    }
}

/// Everything that is wrong with the answers, one error each.
fn listed(errors: &[AnswerError]) -> String {
    let lines: Vec<String> = errors.iter().map(|error| format!("{error}\n  help: {}", error.help)).collect();
    lines.join("\nerror: ")
}

/// Starts a session of a procedure.
pub(super) fn start(
    home: &Home,
    clock: &dyn Clock,
    operator: &Operator,
    procedure: Procedure,
    options: &StartOptions,
) -> Result<ActiveSession<Session>, StartError> {
    let answers = match &options.answers {
        Some((path, text)) => answers::read(&procedure, path, text).map_err(StartError::Answers)?,
        None => Answers::default(),
    };
    let session = home.create(NewSession {
        procedure: &procedure.id,
        title: &procedure.title,
        files: &procedure.files,
        rehearsal: options.rehearsal,
        created: clock.now(),
    })?;
    let walk = Walk::new(procedure.into(), options.rehearsal);
    let mut open = ActiveSession::new(walk, session, Vec::new());
    open.record(vec![opened(operator)], clock, &operator.by)?;
    let set = |(fact, value): &(String, String)| Action::Set { fact: fact.clone(), value: value.clone() };
    let known: Vec<Action> = options.known.iter().map(set).collect();
    let readings = if options.rehearsal { answers.readings.as_slice() } else { &[] };
    for action in [known, actions(&answers.facts), actions(readings)].iter().flatten() {
        match open.walk().decide(action) {
            Ok(events) => open.record(events, clock, &operator.by)?,
            Err(refusal) => {
                open.notify(Notice::new(Mark::Warn, format!("Left out of the answers: {refusal}."), refusal.help));
            }
        }
    }
    if !options.rehearsal && !answers.readings.is_empty() {
        let count = answers.readings.len();
        let text =
            format!("The answers file holds {count} readings; a real walk ignores them and asks at the console.");
        open.notify(Notice::new(Mark::Info, text, ""));
    }
    Ok(open)
}

/// Opens a session again.
pub(super) fn resume(
    home: &Home,
    clock: &dyn Clock,
    operator: &Operator,
    id: &str,
) -> Result<ActiveSession<Session>, StartError> {
    let (session, records) = home.open(id)?;
    let procedure = catalogue::reopen(session.files())?;
    let torn = session.torn().cloned();
    let walk = Walk::replay(procedure.into(), session.header().rehearsal, &records);
    let over = walk.is_over();
    let mut open = ActiveSession::new(walk, session, records);
    if !over {
        open.record(vec![opened(operator)], clock, &operator.by)?;
    }
    if let Some(torn) = torn {
        let text = format!("The last event had not been saved whole ({} bytes); it was set aside.", torn.bytes);
        open.notify(Notice::new(Mark::Warn, text, format!("It is kept in {}.", torn.file.display())));
    }
    Ok(open)
}

/// The event that says who opened the session.
fn opened(operator: &Operator) -> Event {
    Event::Opened { holder: operator.holder.clone(), version: env!("CARGO_PKG_VERSION").to_owned() }
}
