//! Steps: one thing to do at one console.

use super::condition::Condition;
use super::{Change, Jump, Problem, Set, Span, Text, Writes};

/// One step of a phase or recovery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The id within its phase, kebab-case.
    pub id: String,
    /// The node, or a row alias.
    pub at: String,
    /// What is done, in a few words.
    pub title: Text,
    /// Included only when this holds; facts only.
    pub when: Option<Condition>,
    /// What to do. Nothing, where the step is only a restart.
    pub do_: Option<Text>,
    /// What to type, exactly; several lines are typed one after another.
    pub command: Option<Text>,
    /// What should be seen.
    pub expect: Option<Text>,
    /// Warnings that save someone here.
    pub warn: Vec<Text>,
    /// What is good to know here.
    pub notes: Vec<Text>,
    /// The gate: what must hold before text or command are shown as current.
    pub requires: Option<Condition>,
    /// When it is already so: then no command, no gate, no opens, no restart.
    pub already: Option<Condition>,
    /// Asks for the computer name as that console shows it.
    pub irreversible: bool,
    /// What is asked about the world before the step is confirmed.
    pub observes: Vec<Observe>,
    /// The readings asked for, as names (`here.repl_share`).
    pub asks: Vec<String>,
    /// What must hold of the readings; else the matching problem opens.
    pub succeeds: Option<Condition>,
    /// The files that are written before it is confirmed.
    pub writes: Vec<Writes>,
    /// What can go wrong.
    pub problem: Vec<Problem>,
    /// A shared list of more that can go wrong.
    pub problems: Option<String>,
    /// The states that confirming it sets.
    pub sets: Vec<Set>,
    /// The obligations that confirming it opens.
    pub opens: Vec<Change>,
    /// The obligations that confirming it closes.
    pub closes: Vec<Change>,
    /// Whether it may be skipped with a reason.
    pub skippable: bool,
    /// What should be on the screen on arrival at this console.
    pub arrive: Option<Text>,
    /// What to leave as it is when going to another console after this step.
    pub leave: Option<Text>,
    /// The restart that follows.
    pub restart: Option<Restart>,
    /// How long it usually takes.
    pub typical: Option<String>,
    /// When to worry.
    pub worry: Option<Text>,
    /// Where it comes from: article, section, number. Absent only where `added` stands.
    pub source: Option<String>,
    /// Why the step is ours and not the document's; shown so.
    pub added: Option<Text>,
    /// What the document prints and this walk corrects.
    pub errata: Vec<Erratum>,
    /// Where it is written.
    pub span: Span,
}

/// A question about the world at the end of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observe {
    /// The state, as a name.
    pub state: String,
    /// The value that should be seen.
    pub expect: String,
    /// How to look; the state's own way where the step gives none.
    pub look: Option<Text>,
}

/// A planned restart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restart {
    /// The node that restarts, as a name.
    pub node: String,
    /// How to restart it.
    pub do_: Text,
    /// What must hold when the restart itself is carried out, after the step's work.
    pub requires: Option<Condition>,
    /// Where its return leads: `next` is [`Jump::Return`], `repeat` the same step again.
    pub then: Jump,
    /// How long it usually takes.
    pub typical: Option<String>,
    /// When to worry.
    pub worry: Option<Text>,
}

/// What a document prints, what this walk uses instead, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erratum {
    /// What the document prints.
    pub prints: String,
    /// What this walk uses.
    pub uses: Text,
    /// Why.
    pub because: Text,
    /// The number of the contradiction, `C16`.
    pub number: Option<String>,
}

impl Step {
    /// Whether confirming it can be taken back with a key: it changed nothing.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.command.is_none()
            && self.sets.is_empty()
            && self.opens.is_empty()
            && self.closes.is_empty()
            && self.restart.is_none()
            && self.observes.is_empty()
            && self.asks.is_empty()
            && self.writes.is_empty()
            && !self.irreversible
    }

    /// The restart, where the step is nothing else: no work of its own before it.
    #[must_use]
    pub fn pure_restart(&self) -> Option<&Restart> {
        self.restart.as_ref().filter(|_| self.do_.is_none() && self.command.is_none())
    }

    /// Every text of the step that is shown before it is confirmed. The facts named in them are asked first.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let single = [
            Some(&self.title),
            self.do_.as_ref(),
            self.command.as_ref(),
            self.expect.as_ref(),
            self.arrive.as_ref(),
            self.leave.as_ref(),
            self.worry.as_ref(),
            self.added.as_ref(),
        ];
        let restart = self.restart.iter().flat_map(|restart| [Some(&restart.do_), restart.worry.as_ref()]);
        let looks = self.observes.iter().map(|observe| observe.look.as_ref());
        let errata = self.errata.iter().flat_map(|erratum| [&erratum.uses, &erratum.because]);
        single.into_iter().chain(restart).chain(looks).flatten().chain(&self.warn).chain(&self.notes).chain(errata)
    }
}
