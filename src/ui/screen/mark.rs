//! Marks: the sign and the word beside a line.

/// A mark beside a line: always a sign and a word, never colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Passed, or holds.
    Pass,
    /// A warning.
    Warn,
    /// Failed, or does not hold.
    Fail,
    /// Could not be tested yet, or not known.
    Untested,
    /// Does not apply.
    NotApplicable,
    /// Waived.
    Waived,
    /// Left open.
    Open,
    /// Lost.
    Lost,
    /// Good to know.
    Info,
    /// Done.
    Done,
    /// Here.
    Here,
    /// Still to do.
    Todo,
    /// Skipped, passed over or excluded.
    Skipped,
}

impl Mark {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Mark::Pass => "pass",
            Mark::Warn => "warning",
            Mark::Fail => "FAIL",
            Mark::Untested => "could not test",
            Mark::NotApplicable => "not applicable",
            Mark::Waived => "waived",
            Mark::Open => "open",
            Mark::Lost => "LOST",
            Mark::Info => "note",
            Mark::Done => "done",
            Mark::Here => "here",
            Mark::Todo => "to do",
            Mark::Skipped => "skipped",
        }
    }
}
