//! The kinds of screens.

/// Which kind of screen it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenKind {
    /// Resume, start, finished.
    Home,
    /// Which procedure applies, and why the others do not.
    Advisor,
    /// The facts before the walk, or as looked at during it.
    Worksheet,
    /// The prerequisite checks.
    Checks,
    /// Facts that the next step needs.
    Ask,
    /// The next step belongs to another console.
    HandOff,
    /// A step.
    Step,
    /// A restart to carry out.
    Restart,
    /// A node that is awaited.
    Waiting,
    /// A problem: what it is, what to do, where it leads.
    Problem,
    /// An obligation that a restart destroyed.
    Lost,
    /// Where things stand, after the session was opened again.
    PickUp,
    /// The walk was stopped by the procedure.
    Stopped,
    /// The end, to be signed.
    SignOff,
    /// The report.
    Report,
    /// All steps in lanes.
    Map,
    /// What is left open.
    Open,
    /// What is possible now.
    Help,
    /// An earlier step, only to look at.
    Look,
    /// Asks before something that cannot be taken back.
    Question,
}

impl ScreenKind {
    /// The stable name, as JSON prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ScreenKind::Home => "home",
            ScreenKind::Advisor => "advisor",
            ScreenKind::Worksheet => "worksheet",
            ScreenKind::Checks => "checks",
            ScreenKind::Ask => "ask",
            ScreenKind::HandOff => "hand-off",
            ScreenKind::Step => "step",
            ScreenKind::Restart => "restart",
            ScreenKind::Waiting => "waiting",
            ScreenKind::Problem => "problem",
            ScreenKind::Lost => "lost",
            ScreenKind::PickUp => "pick-up",
            ScreenKind::Stopped => "stopped",
            ScreenKind::SignOff => "sign-off",
            ScreenKind::Report => "report",
            ScreenKind::Map => "map",
            ScreenKind::Open => "open",
            ScreenKind::Help => "help",
            ScreenKind::Look => "look",
            ScreenKind::Question => "question",
        }
    }
}
