//! The home page: the sessions to resume, the procedures to start, and what each line of its menu does.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::status_line::status_line;
use crate::engine::action::Action;
use crate::engine::walk::Walk;
use crate::load::catalogue;
use crate::load::index;
use crate::model::Procedure;
use crate::store::session::{Home, Listed};
use crate::ui::screen;
use crate::ui::screen::{Mark, Notice, ProcedureLine, Screen, SessionLine};

/// The home page as it was when it was first shown. Nothing changes it until it is read again.
pub(super) struct HomePage {
    pub(super) screen: Screen,
    /// The choices of the menu, in its order. The first is the main action.
    choices: Vec<Choice>,
}

/// The effect of a line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Opens this session again.
    Resume(String),
    Advise,
    /// Starts a session of this procedure.
    Start(String),
    /// Reads the page again, after its folder could not be read.
    ReadAgain,
}

impl HomePage {
    /// Reads the sessions and the index of the procedures. A page whose folder cannot be read offers neither: a session
    /// that nobody sees might be started a second time.
    pub(super) fn read(home: &Home) -> Self {
        match home.list() {
            Ok(listed) => Self::of(home, &listed),
            Err(error) => Self {
                screen: screen::unreadable_home(&error.to_string(), &error.help()),
                choices: vec![Choice::ReadAgain],
            },
        }
    }

    /// A page with these sessions.
    fn of(home: &Home, listed: &[Listed]) -> Self {
        let damaged: Vec<String> = listed.iter().filter_map(damage).collect();
        let sessions = lines(listed);
        let procedures: Vec<ProcedureLine> = index::entries()
            .into_iter()
            .map(|entry| ProcedureLine { id: entry.id, title: entry.title, summary: entry.summary })
            .collect();
        let resume = |over: bool| {
            let found = sessions.iter().filter(move |session| session.over == over);
            found.map(|session| Choice::Resume(session.id.clone()))
        };
        let starts = procedures.iter().map(|own| Choice::Start(own.id.clone()));
        Self {
            choices: resume(false).chain([Choice::Advise]).chain(starts).chain(resume(true)).collect(),
            screen: screen::home(&sessions, &procedures, &home.root().display().to_string(), &damaged),
        }
    }

    /// The choice that an action makes, if any, or why the action is refused.
    pub(super) fn choice(&self, action: &Action) -> Result<Option<Choice>, Notice> {
        let number = match action {
            Action::Done => 1,
            Action::Choose(number) => *number,
            Action::Back => return Ok(None),
            _ => return Err(Notice::new(Mark::Fail, "no walk is open here", "type `choose N` to open one")),
        };
        let choice = number.checked_sub(1).and_then(|index| self.choices.get(index));
        let missing = || {
            let text = format!("there is no choice `{number}`");
            Notice::new(Mark::Fail, text, "type `choose` and a number of the list")
        };
        choice.cloned().map(Some).ok_or_else(missing)
    }
}

/// The sessions as the page lists them. A procedure is read once for all its sessions.
fn lines(listed: &[Listed]) -> Vec<SessionLine> {
    let mut known: BTreeMap<&str, Arc<Procedure>> = BTreeMap::new();
    let mut lines = Vec::new();
    for own in listed {
        let Ok(snapshot) = &own.snapshot else { continue };
        let digest = snapshot.header.digest.as_str();
        if !known.contains_key(digest)
            && let Ok(procedure) = catalogue::reopen(&snapshot.files)
        {
            known.insert(digest, procedure.into());
        }
        let replayed = |procedure| Walk::replay(procedure, snapshot.header.rehearsal, &snapshot.records);
        let walk = known.get(digest).map(|procedure| replayed(Arc::clone(procedure)));
        // A session that this nodewalk cannot walk is listed too. Choosing it says why.
        let unreadable = || "its procedure cannot be read by this nodewalk".to_owned();
        lines.push(SessionLine {
            id: own.id.clone(),
            title: snapshot.header.title.clone(),
            stands: walk.as_ref().map_or_else(unreadable, status_line),
            saved: snapshot.records.last().map(|record| record.time),
            over: walk.as_ref().is_some_and(Walk::is_over),
            rehearsal: snapshot.header.rehearsal,
        });
    }
    lines
}

/// Says why a session cannot be read. `None` if it can.
fn damage(listed: &Listed) -> Option<String> {
    let error = listed.snapshot.as_ref().err()?;
    Some(format!("Session {} cannot be read: {error}. {}", listed.id, error.help()))
}
