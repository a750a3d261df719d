//! `lint`: what is wrong with procedures, and with the walks that they lead to.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

use super::args::{LintArgs, ListFormat};
use super::failure::Failure;
use super::output::{Exit, print, print_json};
use crate::lint;
use crate::lint::{Bounds, Lint};
use crate::load::Diagnostic;
use crate::load::catalogue;
use crate::load::catalogue::CatalogueError;
use crate::model::Severity;
use crate::text::{count, near, wrap};

/// A diagnostic as JSON.
#[derive(Serialize)]
struct DiagnosticRow {
    path: String,
    line: usize,
    column: usize,
    severity: &'static str,
    code: String,
    message: String,
    help: String,
    example: Vec<String>,
}

/// Checks procedures and every path through them, or explains a code. Falls short if there are errors.
pub(super) fn lint(asked: &LintArgs) -> Result<Exit, Failure> {
    if let Some(code) = &asked.explain {
        return explain(code);
    }
    let mut rows: Vec<DiagnosticRow> = Vec::new();
    let mut text = String::new();
    let mut falls_short = false;
    for wanted in &asked.procedures {
        let start = Instant::now();
        let mut found: Vec<(Diagnostic, Vec<String>)> = Vec::new();
        match catalogue::open(wanted) {
            Ok(procedure) => {
                let procedure = Arc::new(procedure);
                let whole = (!asked.quick)
                    .then(|| lint::lint_within(&procedure, Bounds { states: asked.walks, ..Bounds::default() }));
                let glanced = if whole.is_none() { lint::lint_quickly(&procedure) } else { Vec::new() };
                let paired = whole.as_ref().map_or(&glanced, |lint| &lint.findings).iter();
                found.extend(paired.filter_map(|one| Some((one.diagnostic(&procedure)?, one.path.clone()))));
                if let Some(lint) = whole.filter(|_| asked.stats) {
                    stats(&mut text, &procedure.id, &lint, start.elapsed().as_secs_f64());
                }
            }
            Err(CatalogueError::Invalid(diagnostics)) => {
                found.extend(diagnostics.into_iter().map(|diagnostic| (diagnostic, Vec::new())));
            }
            Err(error) => return Err(error.into()),
        }
        let number = |severity: Severity| found.iter().filter(|(one, _)| one.severity == severity).count();
        let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
        falls_short |= errors > 0 || (asked.deny_warnings && warnings > 0);
        for (one, _) in &found {
            let _ = writeln!(text, "{}\n", one.rendered);
        }
        let _ = writeln!(
            text,
            "{wanted}: {}, {}",
            count(errors, "error", "errors"),
            count(warnings, "warning", "warnings")
        );
        rows.extend(found.into_iter().map(row));
    }
    if asked.format == ListFormat::Json {
        print_json(&rows)?;
    } else {
        print(&text)?;
    }
    Ok(if falls_short { Exit::FallsShort } else { Exit::Done })
}

/// Prints what a code means.
fn explain(id: &str) -> Result<Exit, Failure> {
    let Some(code) = lint::explain(id) else {
        let otherwise = || "the code is in brackets after `error` or `warning`".to_owned();
        let help = near::suggest(id, lint::codes().map(|code| code.id), otherwise);
        return Err(Failure::new(format!("`{id}` is not a code of the lint"), help));
    };
    print(&format!("{} ({})\n\n{}\n", code.id, code.severity.word(), wrap(code.words, 78, "", "").join("\n")))
}

/// Adds how much of a procedure was explored.
fn stats(text: &mut String, id: &str, lint: &Lint, seconds: f64) {
    let explored = lint.explored;
    let (states, moves) = (explored.states, explored.transitions);
    let _ = writeln!(text, "{id}: {states} states, {moves} transitions, {seconds:.2} seconds");
    let _ = match explored.deviations {
        None => writeln!(text, "  every path"),
        Some(0) => writeln!(text, "  not even every path with the first answers"),
        Some(odd) => writeln!(
            text,
            "  every path with the first answers, and with others every one on which fewer than {odd} things are out of the ordinary"
        ),
    };
    for (rule, tried) in &lint.rules {
        let _ = writeln!(text, "  rule {rule}: tried at {tried} shown steps");
    }
    text.push('\n');
}

fn row((one, example): (Diagnostic, Vec<String>)) -> DiagnosticRow {
    DiagnosticRow {
        path: one.path,
        line: one.line,
        column: one.column,
        severity: one.severity.word(),
        code: one.code.to_owned(),
        message: one.message,
        help: one.help,
        example,
    }
}
