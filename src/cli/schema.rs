//! `schema`: the JSON Schema of procedure files, for editors.

use super::args;
use super::failure::Failure;
use super::output::{Exit, print};
use crate::load::schema;
use crate::load::schema::FileKind;

/// Prints the schema of one sort of file.
pub(super) fn schema(sort: args::Sort) -> Result<Exit, Failure> {
    print(&schema::schema(match sort {
        args::Sort::Procedure => FileKind::Procedure,
        args::Sort::Phases => FileKind::Phases,
        args::Sort::Facts => FileKind::Facts,
        args::Sort::Proof => FileKind::Proof,
    }))
}
