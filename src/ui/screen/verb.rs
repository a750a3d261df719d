//! Verbs: what can be done on a screen, by key and by word.

/// The actions by their word and key: the one table behind both fronts, the footer and the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// The main action.
    Done,
    /// Answer a field.
    Answer,
    /// Choose from the menu.
    Choose,
    /// Say what went wrong.
    Problem,
    /// Note something.
    Note,
    /// Copy the command.
    Copy,
    /// Go back.
    Back,
    /// Show the map.
    Map,
    /// Show what is open.
    Open,
    /// Show the facts.
    Facts,
    /// Show the checks.
    Checks,
    /// Repeat from a step.
    Again,
    /// Say that a node restarted or is down.
    Restart,
    /// Say that the awaited restart did not happen.
    NotRestarted,
    /// Skip the step.
    Skip,
    /// Waive a check.
    Waive,
    /// Write the step's files.
    Write,
    /// Remove a member from a list.
    Remove,
    /// Sign off.
    Sign,
    /// Give the walk up.
    Abandon,
    /// Show the keys.
    Help,
    /// Leave.
    Quit,
}

impl Verb {
    /// The key that the TUI binds to it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Verb::Done => "Enter",
            Verb::Answer => "Tab",
            Verb::Choose => "1-9",
            Verb::Problem => "p",
            Verb::Note => "n",
            Verb::Copy => "c",
            Verb::Back => "b",
            Verb::Map => "m",
            Verb::Open => "o",
            Verb::Facts => "f",
            Verb::Checks => "k",
            Verb::Again => "a",
            Verb::Restart => "r",
            Verb::NotRestarted => "x",
            Verb::Skip => "s",
            Verb::Waive => "w",
            Verb::Write => "W",
            Verb::Remove => "Del",
            Verb::Sign => "g",
            Verb::Abandon => "A",
            Verb::Help => "?",
            Verb::Quit => "q",
        }
    }

    /// The word that the plain front reads for it, with what it takes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Verb::Done => "done",
            Verb::Answer => "set, see or name",
            Verb::Choose => "choose N",
            Verb::Problem => "problem N or TEXT",
            Verb::Note => "note TEXT",
            Verb::Copy => "",
            Verb::Back => "back",
            Verb::Map => "map",
            Verb::Open => "open",
            Verb::Facts => "facts",
            Verb::Checks => "checks",
            Verb::Again => "again STEP",
            Verb::Restart => "restarted NODE or down NODE",
            Verb::NotRestarted => "not-restarted",
            Verb::Skip => "skip REASON",
            Verb::Waive => "waive CHECK REASON",
            Verb::Write => "write",
            Verb::Remove => "remove LIST KEY",
            Verb::Sign => "sign NAME",
            Verb::Abandon => "abandon REASON",
            Verb::Help => "help",
            Verb::Quit => "quit",
        }
    }
}
