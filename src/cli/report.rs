//! `report`: the report of one session, finished or not.

use std::path::Path;

use super::args::DocumentFormat;
use super::environment::Environment;
use super::failure::Failure;
use super::output::{Exit, document, print};
use super::session;
use crate::documents::report::Report;

/// Prints the report, or writes it to a file.
pub(super) fn report(
    environment: &Environment,
    id: Option<&str>,
    output: Option<&Path>,
    format: Option<DocumentFormat>,
) -> Result<Exit, Failure> {
    let (walk, snapshot) = session::read(environment, id)?;
    let report = Report::of(&walk, &snapshot.records, &session::facts(&walk, &snapshot));
    let text = document(format.unwrap_or_else(|| format_of(output)), &report.page, &report);
    let Some(path) = output else { return print(&text) };
    std::fs::write(path, text).map_err(|error| {
        Failure::new(format!("cannot write `{}`: {error}", path.display()), "give a path that you may write")
    })?;
    Ok(Exit::Done)
}

/// The format that a file's extension means; text for any other.
fn format_of(output: Option<&Path>) -> DocumentFormat {
    let extension = output.and_then(Path::extension).map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("html" | "htm") => DocumentFormat::Html,
        Some("md" | "markdown") => DocumentFormat::Markdown,
        Some("json") => DocumentFormat::Json,
        _ => DocumentFormat::Text,
    }
}
