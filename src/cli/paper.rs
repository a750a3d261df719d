//! Paper: the plan before the walk, the status during it, the report after it.

use std::path::Path;

use super::args::Form;
use super::{Failure, Outcome, Place};

pub(super) fn plan(procedure: &str, answers: Option<&Path>, format: Form) -> Result<Outcome, Failure> {
    let _ = (procedure, answers, format);
    Ok(Outcome::Done)
}
pub(super) fn status(place: &Place, session: Option<&str>, format: Form) -> Result<Outcome, Failure> {
    let _ = (place, session, format);
    Ok(Outcome::FallsShort)
}
pub(super) fn report(
    place: &Place,
    session: Option<&str>,
    output: Option<&Path>,
    format: Option<Form>,
) -> Result<Outcome, Failure> {
    let _ = (place, session, output, format);
    Ok(Outcome::Done)
}
