//! The home page: sessions to resume, procedures to start, and sessions that are over.

use chrono::{DateTime, FixedOffset};

use super::frame::offer;
use super::{Input, MenuItem, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::text::capitalized;

/// A session in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields without a comment are what they are called")]
pub struct SessionLine {
    pub id: String,
    /// The title of the procedure.
    pub title: String,
    /// The position of the walk in a few words: `step 9 of 47 at NODEB`.
    pub stands: String,
    /// The time at which the last event was saved.
    pub saved: Option<DateTime<FixedOffset>>,
    /// Whether the walk was finished or given up.
    pub over: bool,
    pub rehearsal: bool,
}

/// A procedure in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are what they are called")]
pub struct ProcedureLine {
    pub id: String,
    pub title: String,
    pub summary: String,
}

/// The home page. Sessions to resume come first, then procedures to start, then sessions that are over.
#[must_use]
pub fn home(sessions: &[SessionLine], procedures: &[ProcedureLine], kept_in: &str, damaged: &[String]) -> Screen {
    let mut items = Vec::new();
    let section = |items: &mut Vec<MenuItem>, heading: &str, lines: Vec<(String, String)>| {
        for (index, (text, detail)) in lines.into_iter().enumerate() {
            items.push(MenuItem { text, detail, section: (index == 0).then(|| heading.to_owned()) });
        }
    };
    let line = |session: &SessionLine| {
        let saved =
            session.saved.map(|saved| format!(", saved {}", saved.format("%Y-%m-%d %H:%M"))).unwrap_or_default();
        let rehearsal = if session.rehearsal { "REHEARSAL  " } else { "" };
        (format!("{rehearsal}{}", session.title), format!("{}: {}{saved}", session.id, session.stands))
    };
    section(&mut items, "Resume", sessions.iter().filter(|session| !session.over).map(line).collect());
    let advised = (
        "Let nodewalk find the procedure".to_owned(),
        "a few questions; it says why the others do not apply".to_owned(),
    );
    let starts = procedures.iter().map(|own| {
        let first = own.summary.split_inclusive(". ").next().unwrap_or_default().trim_end();
        (own.title.clone(), format!("{}: {first}", own.id))
    });
    section(&mut items, "Start", std::iter::once(advised).chain(starts).collect());
    section(&mut items, "Over: read the report", sessions.iter().filter(|session| session.over).map(line).collect());
    let mut blocks = vec![ScreenBlock::Text(
        "Each step says which console to be at, what to type and what you should see. Every confirmed step is saved before \
         the screen moves on."
            .to_owned(),
    )];
    blocks.extend(damaged.iter().map(|text| ScreenBlock::Warning(text.clone())));
    blocks.push(ScreenBlock::labelled("Kept in", kept_in));
    Screen {
        blocks,
        input: Input::Menu(items),
        offers: vec![
            offer(Command::Done, "open the first"),
            offer(Command::Choose, "choose"),
            offer(Command::Help, "keys"),
            offer(Command::Quit, "leave"),
        ],
        ..Screen::outside_a_walk(ScreenKind::Home, "What do you want to walk?")
    }
}

/// The home page if the sessions cannot be read. It says what is wrong and offers nothing that starts another walk.
#[must_use]
pub fn unreadable_home(fault: &str, help: &str) -> Screen {
    let text = "A walk may have begun already. Nothing can be started here until nodewalk can read its sessions.";
    Screen {
        blocks: vec![
            ScreenBlock::Warning(format!("{}.", capitalized(fault))),
            ScreenBlock::Text(help.to_owned()),
            ScreenBlock::Text(text.to_owned()),
        ],
        offers: vec![
            offer(Command::Done, "read them again"),
            offer(Command::Help, "keys"),
            offer(Command::Quit, "leave"),
        ],
        ..Screen::outside_a_walk(ScreenKind::Home, "The sessions cannot be read")
    }
}
