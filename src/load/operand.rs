//! Operators and operands: how a subject can be tested.

use super::alias::Aliases;
use super::codes;
use super::decoder::Decoder;
use super::item::Item;
use super::text::Use;
use crate::model::State;
use crate::model::condition::{Operand, Test};
use crate::model::value::{Kind, Value};
use crate::text::near::hint;
use crate::text::quoted;

/// The operators of conditions. The compiler names each `match` that misses a new one.
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
const OBLIGATION_STATES: [&str; 3] = ["open", "closed", "lost"];

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
    fn words(self) -> String {
        let words: Vec<String> = match self {
            Tested::State(state) => state.values.iter().map(|value| quoted(&value.id)).collect(),
            _ => OBLIGATION_STATES.iter().map(|word| quoted(word)).collect(),
        };
        words.join(", ")
    }
}

/// Whether values of two kinds can be equal.
fn comparable(kind: &Kind, other: &Kind, operator: Operator) -> bool {
    let named = |kind: &Kind| {
        matches!(
            kind,
            Kind::NetbiosName
                | Kind::Domain
                | Kind::Account
                | Kind::Share
                | Kind::Drive
                | Kind::ClusterGroup
                | Kind::ClusterResource
                | Kind::Text
        )
    };
    match operator {
        Operator::OnDrive => *other == Kind::Drive,
        _ => std::mem::discriminant(kind) == std::mem::discriminant(other) || (named(kind) && named(other)),
    }
}

impl<'a> Decoder<'a> {
    /// Reads the test of an operator.
    pub(super) fn test(
        &self,
        value: Item<'a>,
        operator: Operator,
        tested: Tested<'_>,
        aliases: &Aliases,
    ) -> Option<Test> {
        let operand = |item: Item<'a>| self.operand(item, operator, tested, aliases);
        let flag = value.value.get_ref().as_bool();
        Some(match operator {
            Operator::Is => Test::Is(operand(value)?),
            Operator::IsNot => Test::IsNot(operand(value)?),
            Operator::OneOf => Test::OneOf(value.members().into_iter().filter_map(operand).collect()),
            Operator::Known => Test::Known(flag?),
            Operator::IsAbsent => Test::IsAbsent(flag?),
            Operator::NewerThan => Test::NewerThan(operand(value)?),
            Operator::OlderThan => Test::OlderThan(operand(value)?),
            Operator::AtLeast => Test::AtLeast(operand(value)?),
            Operator::AtMost => Test::AtMost(operand(value)?),
            Operator::SamePath => Test::SamePath(operand(value)?),
            Operator::OnDrive => Test::OnDrive(operand(value)?),
        })
    }

    /// Reads an operand.
    fn operand(&self, item: Item<'a>, operator: Operator, tested: Tested<'_>, aliases: &Aliases) -> Option<Operand> {
        if item.table().is_none() {
            return self.literal(item, operator, tested).map(Operand::Literal);
        }
        let Tested::Fact(kind) = tested else {
            let message = format!("{} can only be compared with its own values", tested.called());
            self.diagnostics.add(
                item.span(),
                codes::WRONG_OPERAND,
                message,
                format!("write one of {}", tested.words()),
            );
            return None;
        };
        if let Some(text) = item.get("text") {
            if operator == Operator::OnDrive || matches!(kind, Some(Kind::Records(_))) {
                let message = format!("`{}` does not take a text", operator.key());
                self.diagnostics.add(
                    text.span(),
                    codes::WRONG_OPERAND,
                    message,
                    "write a drive, or use a fact of type `drive`",
                );
            }
            return Some(Operand::Text(self.text_of(text, aliases, Use::Words)));
        }
        let fact = item.get("fact")?;
        let other = self.fact_named(fact.string()?, aliases, fact.span())?.kind;
        if let (Some(kind), Some(other)) = (kind, other)
            && !comparable(kind, other, operator)
        {
            let message = format!(
                "a `{}` cannot be compared with {}, a `{}`",
                kind.name(),
                quoted(item.words("fact")),
                other.name()
            );
            self.diagnostics.add(fact.span(), codes::WRONG_OPERAND, message, "compare values of the same type");
        }
        Some(Operand::Fact(fact.string()?.to_owned()))
    }

    /// Reads a value in the file as the kind of the subject.
    fn literal(&self, item: Item<'a>, operator: Operator, tested: Tested<'_>) -> Option<Value> {
        let kind = match tested {
            Tested::Fact(kind) => kind?,
            Tested::State(state) => {
                return self.state_value(state, item).map(Value::Choice);
            }
            Tested::Obligation => {
                let word = item.string().filter(|word| OBLIGATION_STATES.contains(word));
                if word.is_none() {
                    let message = "an obligation is open, closed, or lost".to_owned();
                    self.diagnostics.add(
                        item.span(),
                        codes::WRONG_OPERAND,
                        message,
                        format!("write one of {}", tested.words()),
                    );
                }
                return word.map(|word| Value::Choice(word.to_owned()));
            }
        };
        let kind = if operator == Operator::OnDrive { &Kind::Drive } else { kind };
        let flag = item.value.get_ref().as_bool();
        let text = match (kind, flag, item.number()) {
            (Kind::YesNo, Some(flag), _) => if flag { "yes" } else { "no" }.to_owned(),
            (Kind::Number { .. } | Kind::ServicePack | Kind::StatusCode, _, Some(number)) => number.to_string(),
            (_, None, None) => item.string().unwrap_or_default().to_owned(),
            _ => {
                let message = format!("a `{}` cannot be compared with a value of this TOML type", kind.name());
                self.diagnostics.add(
                    item.span(),
                    codes::WRONG_OPERAND,
                    message,
                    "write the value as the operator would type it",
                );
                return None;
            }
        };
        if let Kind::Choice(choices) | Kind::Choices(choices) = kind
            && !choices.is_empty()
            && let Some(wrong) = text.split(',').map(str::trim).find(|id| choices.iter().all(|choice| choice.id != *id))
        {
            let help = hint(wrong, choices.iter().map(|choice| choice.id.as_str()));
            self.diagnostics.add(
                item.span(),
                codes::UNKNOWN_VALUE,
                format!("{} is not one of the choices", quoted(wrong)),
                help,
            );
            return None;
        }
        // A session can keep a literal that its kind no longer accepts, as a journal can keep such a value.
        Some(kind.read(&text).unwrap_or_else(|error| {
            self.diagnostics.add(item.span(), codes::BAD_LITERAL, error.to_string(), error.help);
            kind.recall(&text)
        }))
    }
}
