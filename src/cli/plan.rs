//! `plan`: the steps on paper, before the walk.

use std::path::Path;

use super::answers;
use super::args::DocumentFormat;
use super::failure::Failure;
use super::output::{Exit, document, print};
use crate::app::StartError;
use crate::documents::checklist::Checklist;
use crate::engine::action::Action;
use crate::engine::answers::actions;
use crate::engine::walk::Walk;
use crate::load;
use crate::load::catalogue;

/// Prints the plan. With answers, falls short if a check blocks.
pub(super) fn plan(procedure: &str, answers: Option<&Path>, format: DocumentFormat) -> Result<Exit, Failure> {
    let procedure = catalogue::open(procedure)?;
    let answers = answers.map(answers::read).transpose()?;
    let mut walk = Walk::new(procedure.into(), false);
    if let Some((path, text)) = &answers {
        let read = load::answers::read(walk.procedure(), path, text).map_err(StartError::Answers)?;
        for action in &actions(&read.facts) {
            walk.assume(action);
        }
        walk.assume(&Action::Done);
    }
    let checklist = Checklist::of(walk.procedure(), walk.facts());
    print(&document(format, &checklist.page(), &checklist))?;
    let short = answers.is_some() && checklist.falls_short();
    Ok(if short { Exit::FallsShort } else { Exit::Done })
}
