//! Steps: one thing to do at one console.

use super::condition::Condition;
use super::{Change, Jump, Problem, Set, Span, Text, Writes};

/// One step of a phase or recovery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Step {
    pub id: String,
    /// The node's name in the scope of the phase.
    pub at: String,
    pub title: Text,
    pub when: Option<Condition>,
    /// `None` if the step is only a restart.
    pub do_: Option<Text>,
    pub command: Option<Text>,
    pub expect: Option<Text>,
    pub warn: Vec<Text>,
    pub notes: Vec<Text>,
    /// The gate of the step.
    pub requires: Option<Condition>,
    /// While it holds, the step has no command and no gate. Confirming it opens nothing and needs no restart.
    pub already: Option<Condition>,
    pub irreversible: bool,
    pub observes: Vec<Observe>,
    /// The readings' names in the scope of the phase: `here.repl_share`.
    pub asks: Vec<String>,
    pub succeeds: Option<Condition>,
    pub writes: Vec<Writes>,
    pub problem: Vec<Problem>,
    pub problems: Option<String>,
    pub sets: Vec<Set>,
    pub opens: Vec<Change>,
    pub closes: Vec<Change>,
    pub skippable: bool,
    pub arrive: Option<Text>,
    pub leave: Option<Text>,
    pub restart: Option<Restart>,
    pub typical: Option<String>,
    pub worry: Option<Text>,
    /// `None` only if `added` says why the step is ours.
    pub source: Option<String>,
    pub added: Option<Text>,
    /// The keys `erratum` and `errata`.
    pub errata: Vec<Erratum>,
    pub span: Span,
}

/// A state that the operator looks at before confirming a step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Observe {
    /// The state's name in the scope of the phase.
    pub state: String,
    pub expect: String,
    pub look: Option<Text>,
}

/// A planned restart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Restart {
    /// The node's name in the scope of the phase.
    pub node: String,
    pub do_: Text,
    pub requires: Option<Condition>,
    /// `next` is [`Jump::Return`].
    pub then: Jump,
    pub typical: Option<String>,
    pub worry: Option<Text>,
}

/// An error in a document that the procedure corrects.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Erratum {
    pub prints: String,
    pub uses: Text,
    pub because: Text,
    pub number: Option<String>,
}

impl Step {
    /// Whether confirming it changes nothing, so that the operator can take it back with a key.
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

    /// The restart, if the step has no work before it.
    #[must_use]
    pub fn pure_restart(&self) -> Option<&Restart> {
        self.restart.as_ref().filter(|_| self.do_.is_none() && self.command.is_none())
    }

    /// Every text of the step that is shown before it is confirmed. The wizard asks for the facts in them first.
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
