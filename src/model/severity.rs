//! Severity: how bad a finding is.

/// How bad a finding is: of a check before a step, of a rule about a file, of a diagnostic about a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It stops: the check blocks what it guards, the file or procedure can't be used as it is.
    Error,
    /// It never stops, but somebody should look. A check that warns can be waived.
    Warning,
}

impl Severity {
    /// The word for it, as JSON and file rules write it. A check calls the two `block` and `warn`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}
