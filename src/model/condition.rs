//! Conditions: typed trees over facts, states, and obligations. They are true, false, or undecided.
//!
//! A condition never reads facts or states itself. It asks a [`Valuation`] for the truth of each atom, so the walk and the lint
//! evaluate the same tree.

mod scope;
mod traverse;
mod truth;
mod valuation;

pub use scope::{Bound, Scope};
pub use truth::Truth;
pub use valuation::Valuation;

use std::borrow::Cow;

use super::value::Value;

/// A condition, with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Condition {
    pub form: Form,
    pub span: super::Span,
}

/// The form of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Every part holds. True if there are no parts.
    All(Vec<Condition>),
    /// At least one part holds. False if there are no parts.
    Any(Vec<Condition>),
    /// The part doesn't hold.
    Not(Box<Condition>),
    /// The named condition with this ID.
    Holds(String),
    /// A condition on the members of a list.
    Each(Each),
    /// One test of one subject.
    Atom(Atom),
}

/// A condition on the members of a list fact.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Each {
    pub quantifier: Quantifier,
    /// The list's fact ID: the value of the key `every`, `some`, or `none`.
    pub list: String,
    pub as_: String,
    pub holds: Box<Condition>,
}

/// How many members of a list must meet a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub enum Quantifier {
    Every,
    Some,
    None,
}

/// One test of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Atom {
    pub subject: Subject,
    pub test: Test,
    pub observed: bool,
}

/// What an atom tests. Names are as written: `here.name` is resolved through the [`Scope`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub enum Subject {
    Fact(String),
    State(String),
    /// An obligation. If each member of a list has one, the test is about all of them.
    Obligation(String),
}

impl Subject {
    /// The name as written.
    #[must_use]
    pub fn name(&self) -> &str {
        let (Subject::Fact(name) | Subject::State(name) | Subject::Obligation(name)) = self;
        name
    }
}

/// The test that an atom makes of its subject. Values are compared by what they mean, as [`Value::same`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub enum Test {
    Is(Operand),
    IsNot(Operand),
    OneOf(Vec<Operand>),
    Known(bool),
    IsAbsent(bool),
    /// False for an absent file.
    NewerThan(Operand),
    /// False for an absent file.
    OlderThan(Operand),
    AtLeast(Operand),
    AtMost(Operand),
    SamePath(Operand),
    OnDrive(Operand),
}

impl Test {
    /// The operands, in order.
    #[must_use]
    pub fn operands(&self) -> &[Operand] {
        match self {
            Test::OneOf(operands) => operands,
            Test::Is(operand)
            | Test::IsNot(operand)
            | Test::NewerThan(operand)
            | Test::OlderThan(operand)
            | Test::AtLeast(operand)
            | Test::AtMost(operand)
            | Test::SamePath(operand)
            | Test::OnDrive(operand) => std::slice::from_ref(operand),
            Test::Known(_) | Test::IsAbsent(_) => &[],
        }
    }

    /// Tests a known value against known operands, in the order of [`Test::operands`].
    #[must_use]
    pub fn admits(&self, value: &Value, operands: &[Cow<'_, Value>]) -> bool {
        let first = operands.first().map(Cow::as_ref);
        match self {
            Test::Is(_) => first.is_some_and(|operand| value.same(operand)),
            Test::IsNot(_) => first.is_some_and(|operand| !value.same(operand)),
            Test::OneOf(_) => operands.iter().any(|operand| value.same(operand)),
            Test::Known(known) => *known,
            Test::IsAbsent(absent) => (*value == Value::Absent) == *absent,
            Test::NewerThan(_) => matches!((value, first), (Value::Version(a), Some(Value::Version(b))) if a > b),
            Test::OlderThan(_) => matches!((value, first), (Value::Version(a), Some(Value::Version(b))) if a < b),
            Test::AtLeast(_) => first.is_some_and(|operand| level(value) >= level(operand)),
            Test::AtMost(_) => first.is_some_and(|operand| level(value) <= level(operand)),
            Test::SamePath(_) => matches!((value, first), (Value::Path(a), Some(Value::Path(b))) if a.same(b)),
            Test::OnDrive(_) => match (value, first) {
                (Value::Path(path), Some(drive)) => drive.same(&Value::Name(path.drive().to_string())),
                _ => false,
            },
        }
    }
}

/// The rank of an ordered value. The loader takes `at_least` and `at_most` only for numbers and service packs.
fn level(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::ServicePack(level) => Some(u64::from(*level)),
        _ => None,
    }
}

/// What a subject is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A value in the procedure, read as the subject's kind.
    Literal(Value),
    /// Another fact.
    Fact(String),
    /// A text with facts in it, read as the subject's kind.
    Text(super::Text),
}

impl Operand {
    /// The names of the facts in it, as written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let (fact, text) = match self {
            Operand::Literal(_) => (None, None),
            Operand::Fact(name) => (Some(name.as_str()), None),
            Operand::Text(text) => (None, Some(text)),
        };
        fact.into_iter().chain(text.into_iter().flat_map(super::Text::names))
    }
}
