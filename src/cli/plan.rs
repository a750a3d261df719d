//! Paper: the plan before the walk, the status during it, the report after it.

use std::path::Path;

use super::args::{Form, Listing};
use super::{Failure, Outcome, Place, print};
use crate::documents::checklist;
use crate::documents::checklist::Paper;
use crate::documents::report;
use crate::documents::report::{Report, SessionFacts};
use crate::documents::status;
use crate::documents::status::Status;
use crate::engine::action::Action;
use crate::engine::answers::actions;
use crate::engine::walk::Walk;
use crate::load::answers;
use crate::load::catalogue;
use crate::store::session::{Home, Snapshot};
use crate::ui::screen;

/// The steps on paper before the walk.
pub(super) fn plan(procedure: &str, answers: Option<&Path>, format: Form) -> Result<Outcome, Failure> {
    let procedure = catalogue::open(procedure)?;
    let answers = answers.map(super::walk::read).transpose()?;
    let mut walk = Walk::new(procedure.into(), false);
    if let Some((path, text)) = &answers {
        let read = answers::read(walk.procedure(), path, text).map_err(crate::app::StartError::Answers)?;
        for action in &actions(&read.facts) {
            walk.assume(action);
        }
        walk.assume(&Action::Done);
    }
    let sheet = Paper::of(walk.procedure(), walk.facts());
    print(
        match format {
            Form::Text => checklist::text(&sheet),
            Form::Markdown => checklist::markdown(&sheet),
            Form::Html => checklist::html(&sheet),
            Form::Json => checklist::json(&sheet),
        }
        .as_bytes(),
    )?;
    let short = answers.is_some() && checklist::falls_short(&sheet);
    Ok(if short { Outcome::FallsShort } else { Outcome::Done })
}

/// Where one session stands.
pub(super) fn status(place: &Place, session: Option<&str>, format: Listing) -> Result<Outcome, Failure> {
    let (walk, snapshot) = read(place, session)?;
    let screen = screen::due(&walk).kind.name();
    let status = Status::of(&walk, &facts(&snapshot), screen);
    let text = match format {
        Listing::Text => status::text(&status),
        Listing::Json => status::json(&status),
    };
    print(text.as_bytes())?;
    Ok(if status::falls_short(&walk) { Outcome::FallsShort } else { Outcome::Done })
}

/// The report of a session, finished or not.
pub(super) fn report(
    place: &Place,
    session: Option<&str>,
    output: Option<&Path>,
    format: Option<Form>,
) -> Result<Outcome, Failure> {
    let (walk, snapshot) = read(place, session)?;
    let report = Report::of(&walk, &snapshot.records, &facts(&snapshot));
    let text = match format.unwrap_or_else(|| of_ending(output)) {
        Form::Text => report::text(&report),
        Form::Markdown => report::markdown(&report),
        Form::Html => report::html(&report),
        Form::Json => report::json(&report),
    };
    let Some(path) = output else { return print(text.as_bytes()) };
    std::fs::write(path, text).map_err(|error| {
        Failure::new(format!("cannot write `{}`: {error}", path.display()), "give a path that you may write")
    })?;
    Ok(Outcome::Done)
}

/// The form that a file's ending says; text for any other.
fn of_ending(output: Option<&Path>) -> Form {
    let ending = output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("html" | "htm") => Form::Html,
        Some("md" | "markdown") => Form::Markdown,
        Some("json") => Form::Json,
        _ => Form::Text,
    }
}

/// A session's walk, read without taking its lock.
fn read(place: &Place, session: Option<&str>) -> Result<(Walk, Snapshot), Failure> {
    let home = Home::new(&place.home);
    let id = home.find(session)?;
    let snapshot = home.read(&id)?;
    let procedure = catalogue::reopen(&snapshot.files)?;
    let walk = Walk::replay(procedure.into(), snapshot.header.rehearsal, &snapshot.records);
    Ok((walk, snapshot))
}

/// What the report says of the session itself.
fn facts(snapshot: &Snapshot) -> SessionFacts {
    SessionFacts {
        id: snapshot.header.session.clone(),
        digest: snapshot.header.digest.clone(),
        head: snapshot.head.to_string(),
        version: snapshot.header.version.clone(),
        folder: snapshot.path.display().to_string(),
    }
}
