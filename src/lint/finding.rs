//! Findings: problems in a procedure, with their places and, if lint has walked there, an example.

use crate::load::Diagnostic;
use crate::model::Procedure;
use crate::model::Severity;
use crate::model::Span;

/// A problem in a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable code, such as `left-open`.
    pub code: &'static str,
    /// The severity of the code.
    pub severity: Severity,
    /// The place in the files.
    pub span: Span,
    /// The fact, in lowercase, with names in backticks.
    pub message: String,
    /// Advice on what to do.
    pub help: String,
    /// The shortest path that leads there, in the operator's words. Empty for static findings.
    pub path: Vec<String>,
}

impl Finding {
    /// A finding without a path.
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
