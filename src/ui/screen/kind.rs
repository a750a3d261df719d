//! The kinds of screens.

/// A kind of screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the kinds without a comment are what they are called")]
pub enum ScreenKind {
    /// The home page.
    Home,
    /// The questions that find the procedure.
    Advisor,
    /// The facts, before the walk or as a view.
    Worksheet,
    Checks,
    /// The facts that the next step needs.
    Ask,
    /// The way to another console.
    HandOff,
    Step,
    Restart,
    /// A node that is down.
    Waiting,
    /// A problem, and what to do about it.
    Problem,
    /// An obligation that was lost.
    Lost,
    /// The position after the session was opened again.
    PickUp,
    /// A walk that the procedure stopped.
    Stopped,
    /// The end of the walk, which the operator can sign.
    SignOff,
    /// A walk that is over.
    Report,
    /// All steps.
    Map,
    /// Everything that is left open.
    Open,
    /// The commands that are possible now.
    Help,
    /// An earlier step as a view.
    Look,
    /// A question before an action that would lose something.
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
