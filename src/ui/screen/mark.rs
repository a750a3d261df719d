//! Marks: the sign and the word beside a line.

/// A mark beside a line. It is always a sign and a word, never a colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the marks without a comment are what they are called")]
pub enum Mark {
    Pass,
    Warn,
    Fail,
    /// Not tested yet, or not known.
    Untested,
    NotApplicable,
    Waived,
    Open,
    Lost,
    Info,
    Done,
    /// The current step.
    Here,
    Todo,
    /// Skipped or passed over.
    Skipped,
}

impl Mark {
    /// The word of the mark.
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
