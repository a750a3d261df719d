//! Findings: what the lint has to say, with where and how it comes about.

use crate::load::Diagnostic;
use crate::model::Procedure;
use crate::model::Severity;
use crate::model::Span;

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable code, `left-open`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where in the files.
    pub span: Span,
    /// What is wrong, lowercase, names in backticks.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The shortest way that leads there, in the operator's words; empty for what needs none.
    pub path: Vec<String>,
}

impl Finding {
    /// A finding that needs no path.
    pub(super) fn new(code: &'static str, place: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { code, severity: super::codes::severity(code), span: place, message, help, path: Vec::new() }
    }

    /// The finding as a diagnostic of the file it is about.
    #[must_use]
    pub fn diagnostic(&self, procedure: &Procedure) -> Option<Diagnostic> {
        let file = procedure.files.get(self.span.file)?;
        let notes =
            if self.path.is_empty() { Vec::new() } else { vec![format!("for example:\n  {}", self.path.join("\n  "))] };
        let (message, help) = (self.message.clone(), self.help.clone());
        Some(Diagnostic::new(file, self.span, self.severity, self.code, message, help, &notes))
    }
}
