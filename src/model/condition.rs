//! Conditions: typed trees over facts, states and obligations, evaluated in three values.
//!
//! A condition never reads the world itself. It asks a [`Valuation`] for the truth of each atom, so that the walk and the
//! lint evaluate the very same tree.

mod scope;
mod truth;
mod valuation;

pub use scope::{Bound, Scope};
pub use truth::Truth;
pub use valuation::Valuation;

use std::borrow::Cow;

use super::value::Value;

/// A condition with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What it says.
    pub form: Form,
    /// Where it says so.
    pub span: super::Span,
}

/// What a condition says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Every part holds; true when there are none.
    All(Vec<Condition>),
    /// At least one part holds; false when there are none.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// The condition that the procedure names so.
    Holds(String),
    /// Something about the members of a list.
    Each(Each),
    /// One test of one subject.
    Atom(Atom),
}

/// A condition over the members of a list fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Each {
    /// How many members must meet it.
    pub quantifier: Quantifier,
    /// The list's fact id.
    pub list: String,
    /// The name by which the part calls a member.
    pub as_: String,
    /// What is asked of a member.
    pub holds: Box<Condition>,
}

/// How many members of a list must meet a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// Each of them.
    Every,
    /// At least one.
    Some,
    /// Not one.
    None,
}

/// One test of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// What is tested.
    pub subject: Subject,
    /// What it must be.
    pub test: Test,
    /// Whether a value that was only claimed does not count. States only.
    pub observed: bool,
}

/// What an atom tests. Names are as written: `here.name` is resolved through the [`Scope`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A fact or reading, or a field of a bound member.
    Fact(String),
    /// A state.
    State(String),
    /// An obligation; of a family, all its members.
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

/// What an atom asks of its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Means the same as the operand.
    Is(Operand),
    /// Does not mean the same as the operand.
    IsNot(Operand),
    /// Means the same as one of these.
    OneOf(Vec<Operand>),
    /// Has a value (`true`) or has none yet (`false`).
    Known(bool),
    /// Is the value `absent` (`true`) or is anything else (`false`).
    IsAbsent(bool),
    /// A version after the operand; false for an absent file.
    NewerThan(Operand),
    /// A version before the operand; false for an absent file.
    OlderThan(Operand),
    /// A number or service pack not below the operand.
    AtLeast(Operand),
    /// A number or service pack not above the operand.
    AtMost(Operand),
    /// The same path by Windows rules.
    SamePath(Operand),
    /// A path on the drive that the operand names.
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

    /// Tests a known value against known operands, in the order of [`Test::operands`]; `Known` is decided before this.
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

/// The rank of an ordered value; the loader admits `at_least` and `at_most` for numbers and service packs only.
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
    /// A value written in the procedure, read by the subject's kind.
    Literal(Value),
    /// Another fact.
    Fact(String),
    /// A text with facts in it, read by the subject's kind.
    Text(super::Text),
}

impl Operand {
    /// The names of the facts in it, as written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let (fact, text) = match self {
            Operand::Literal(_) => (None, None),
            Operand::Fact(name) => (Some(name), None),
            Operand::Text(text) => (None, Some(text)),
        };
        fact.into_iter().chain(text.into_iter().flat_map(|text| &text.names)).map(String::as_str)
    }
}
