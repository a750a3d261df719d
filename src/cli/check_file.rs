//! `check-file`: a file that already exists, checked against a procedure's rules.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::args::ListFormat;
use super::failure::Failure;
use super::output::{Exit, print, print_json};
use crate::engine::files;
use crate::engine::files::FileFinding;
use crate::load::catalogue;
use crate::model::{FileRules, Procedure, Severity};
use crate::store::durable;
use crate::text::count;

/// The result as JSON.
#[derive(Serialize)]
struct Checked {
    file: String,
    rules: String,
    errors: usize,
    warnings: usize,
    findings: Vec<FindingRow>,
}

/// A finding as JSON.
#[derive(Serialize)]
struct FindingRow {
    line: Option<usize>,
    rule: String,
    severity: &'static str,
    text: String,
    help: String,
}

/// Prints what is wrong with a file. Falls short if there is an error.
pub(super) fn check_file(
    procedure: &str,
    path: &Path,
    rules: Option<&str>,
    format: ListFormat,
) -> Result<Exit, Failure> {
    let procedure = catalogue::open(procedure)?;
    let rules = chosen(&procedure, path, rules)?;
    let bytes = durable::read(path, files::LIMIT as u64).map_err(|error| {
        Failure::new(format!("cannot read `{}`: {error}", path.display()), "give the path of a file that you may read")
    })?;
    let findings = files::check(rules, &files::decode(&bytes));
    let number = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    let name = path.display().to_string();
    if format == ListFormat::Json {
        let findings = findings.into_iter().map(row).collect();
        print_json(&Checked { file: name, rules: rules.id.clone(), errors, warnings, findings })?;
    } else {
        let mut text: String = findings.iter().map(|finding| line(&name, finding)).collect();
        let _ = match (errors, warnings) {
            (0, 0) => writeln!(text, "{name}: nothing is wrong by the rules `{}`", rules.id),
            _ => writeln!(
                text,
                "{name}: {} and {}",
                count(errors, "error", "errors"),
                count(warnings, "warning", "warnings")
            ),
        };
        print(&text)?;
    }
    Ok(if errors == 0 { Exit::Done } else { Exit::FallsShort })
}

/// The rules with this id. By default, the rules for a file with this name.
fn chosen<'p>(procedure: &'p Procedure, path: &Path, wanted: Option<&str>) -> Result<&'p FileRules, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let found = match wanted {
        Some(id) => procedure.file_rules(id),
        None => procedure.file_rules.iter().find(|rules| rules.file.eq_ignore_ascii_case(&name)),
    };
    found.ok_or_else(|| {
        let known: Vec<String> =
            procedure.file_rules.iter().map(|rules| format!("`--rules {}` ({})", rules.id, rules.file)).collect();
        let message = match wanted {
            Some(id) => format!("`{}` has no file rules `{id}`", procedure.id),
            None => format!("`{}` has no rules for a file named `{name}`", procedure.id),
        };
        let help = if known.is_empty() {
            "this procedure writes no files".to_owned()
        } else {
            format!("give {}", known.join(" or "))
        };
        Failure::new(message, help)
    })
}

fn row(finding: FileFinding) -> FindingRow {
    let FileFinding { line, rule, severity, text, help } = finding;
    FindingRow { line, rule, severity: severity.word(), text, help }
}

/// A finding as text.
fn line(name: &str, finding: &FileFinding) -> String {
    let place = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    let FileFinding { rule, severity, text, help, .. } = finding;
    format!("{name}{place}: {}[{rule}]: {text}\n  help: {help}\n", severity.word())
}
