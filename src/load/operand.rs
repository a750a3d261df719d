//! Reads the test of an operator, and its operands.

use super::alias::Aliases;
use super::codes;
use super::decoder::Decoder;
use super::item::Item;
use super::operator::{OBLIGATION_STATES, Operator, Tested};
use super::text::Use;
use crate::model::condition::{Operand, Test};
use crate::model::value::{Kind, Value};
use crate::text::near::hint;
use crate::text::quoted;

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
