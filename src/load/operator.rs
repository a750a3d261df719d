//! The operators of conditions, and which of them can test what.

use crate::model::State;
use crate::model::value::Kind;
use crate::text::quoted;

/// An operator. The compiler reports each `match` that misses a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Is,
    IsNot,
    OneOf,
    Known,
    IsAbsent,
    NewerThan,
    OlderThan,
    AtLeast,
    AtMost,
    SamePath,
    OnDrive,
}

impl Operator {
    /// Every operator, in the order in which messages list them.
    pub(super) const ALL: [Self; 11] = [
        Self::Is,
        Self::IsNot,
        Self::OneOf,
        Self::Known,
        Self::IsAbsent,
        Self::NewerThan,
        Self::OlderThan,
        Self::AtLeast,
        Self::AtMost,
        Self::SamePath,
        Self::OnDrive,
    ];

    /// The key in the procedure file.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is_not",
            Self::OneOf => "one_of",
            Self::Known => "known",
            Self::IsAbsent => "is_absent",
            Self::NewerThan => "newer_than",
            Self::OlderThan => "older_than",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::SamePath => "same_path",
            Self::OnDrive => "on_drive",
        }
    }

    /// Whether a key of a condition is an operator.
    pub(super) fn is_key(key: &str) -> bool {
        Self::ALL.iter().any(|operator| operator.key() == key)
    }
}

/// The subject of an atom, after its name was found.
#[derive(Clone, Copy)]
pub(super) enum Tested<'d> {
    /// A value of this kind. `None` if its declaration is wrong.
    Fact(Option<&'d Kind>),
    /// A state.
    State(&'d State),
    /// An obligation.
    Obligation,
}

/// The words for the state of an obligation.
pub(super) const OBLIGATION_STATES: [&str; 3] = ["open", "closed", "lost"];

impl Tested<'_> {
    /// Whether the operator can test it.
    pub(super) fn takes(self, operator: Operator) -> bool {
        use Operator::{AtLeast, AtMost, Is, IsAbsent, IsNot, Known, NewerThan, OlderThan, OnDrive, OneOf, SamePath};
        match self {
            Tested::Fact(None) => true,
            Tested::Obligation => operator == Is,
            Tested::State(_) => matches!(operator, Is | IsNot | OneOf | Known),
            Tested::Fact(Some(kind)) => match operator {
                Known => true,
                Is | IsNot | OneOf => !matches!(kind, Kind::Records(_)),
                NewerThan | OlderThan | IsAbsent => *kind == Kind::Version,
                AtLeast | AtMost => matches!(kind, Kind::Number { .. } | Kind::ServicePack),
                SamePath | OnDrive => *kind == Kind::WindowsPath,
            },
        }
    }

    /// What it is called in a message.
    pub(super) fn called(self) -> String {
        match self {
            Tested::Fact(kind) => format!("of type `{}`", kind.map_or("text", Kind::name)),
            Tested::State(_) => "a state".to_owned(),
            Tested::Obligation => "an obligation".to_owned(),
        }
    }

    /// The operators that can test it, as a list in a message.
    pub(super) fn operators(self) -> String {
        let taken: Vec<String> = Operator::ALL
            .into_iter()
            .filter(|operator| self.takes(*operator))
            .map(|operator| format!("`{}`", operator.key()))
            .collect();
        taken.join(", ")
    }

    /// The values that it can have, as a list in a message.
    pub(super) fn words(self) -> String {
        let words: Vec<String> = match self {
            Tested::State(state) => state.values.iter().map(|value| quoted(&value.id)).collect(),
            _ => OBLIGATION_STATES.iter().map(|word| quoted(word)).collect(),
        };
        words.join(", ")
    }
}
