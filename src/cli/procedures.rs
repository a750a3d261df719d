//! `procedures`: the built-in procedures.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::ListFormat;
use super::failure::Failure;
use super::output::{Exit, print, print_json};
use crate::load::index;
use crate::text::wrap;

/// A procedure as JSON.
#[derive(Serialize)]
struct ProcedureRow {
    id: String,
    title: String,
    summary: String,
    sources: Vec<String>,
}

/// Lists the built-in procedures.
pub(super) fn procedures(format: ListFormat) -> Result<Exit, Failure> {
    let source = |own: index::Document| format!("{}: {}", own.id, own.title);
    let row = |own: index::Entry| ProcedureRow {
        id: own.id,
        title: own.title,
        summary: own.summary,
        sources: own.sources.into_iter().map(source).collect(),
    };
    let rows: Vec<ProcedureRow> = index::entries().into_iter().map(row).collect();
    if format == ListFormat::Json {
        return print_json(&rows);
    }
    let mut text = String::new();
    for row in &rows {
        let summary = wrap(&row.summary, 76, "    ", "    ").join("\n");
        let _ = writeln!(text, "{}  {}\n{summary}", row.id, row.title);
        for source in &row.sources {
            let _ = writeln!(text, "{}", wrap(source, 80, "    source ", "           ").join("\n"));
        }
    }
    print(&text)
}
