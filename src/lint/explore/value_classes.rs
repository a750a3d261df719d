//! Value classes: a partition of a fact's values into classes that the conditions can tell apart.
//!
//! Each value of a choice is tried. For versions, numbers and service packs, lint tries the values below, at and above
//! each constant in a condition. If a fact is compared with another fact, lint tries the other fact's value and a
//! different one. It also tries `absent` for a file, and no value for an optional fact.

use super::atoms::Atoms;
use crate::engine::event::Provenance;
use crate::engine::facts::{Address, Facts};
use crate::engine::world::World;
use crate::model::Procedure;
use crate::model::condition::{Test, Truth, Valuation};
use crate::model::value::{FileVersion, Kind, Value};

impl<'p> Atoms<'p> {
    /// The results of all tests of a fact. Two values with the same results belong to the same class.
    fn signature(&self, world: &World<'_>, full: &str) -> Vec<Truth> {
        self.of_fact(full).iter().map(|own| world.atom(own.atom, &own.scope)).collect()
    }

    /// The results of the live tests of a fact. `None` if nothing tests the fact, or if a live test involves a reading.
    pub(super) fn truths(&self, world: &World<'_>, full: &str, is_live: impl Fn(&str) -> bool) -> Option<Vec<Truth>> {
        let atoms = self.of_fact(full);
        let live: Vec<_> = atoms.iter().filter(|own| is_live(&own.words)).collect();
        if atoms.is_empty() || live.iter().any(|own| own.of_reading) {
            return None;
        }
        Some(live.into_iter().map(|own| world.atom(own.atom, &own.scope)).collect())
    }

    /// The values to try for a fact, at least one of each class. `None` in the list is no value. Empty for a member's
    /// key, which can't change.
    pub(super) fn values(&self, world: &World<'p>, full: &str) -> Vec<Option<Value>> {
        let Some(address) = Address::find(world.procedure, full).filter(|address| !address.is_key()) else {
            return Vec::new();
        };
        let mut values = ordinary(world, &address, full);
        for own in self.of_fact(full) {
            let (atom, scope) = (own.atom, &own.scope);
            if world.full_id(&atom.subject, scope) == full {
                let operands = atom.test.operands().iter();
                let known = operands.filter_map(|operand| world.operand(operand, &atom.subject, scope));
                values.extend(known.flat_map(|value| around(&atom.test, address.kind(), &value)));
            } else if let Some(value) = world.facts.lookup(atom.subject.name(), scope) {
                values.extend(match &atom.test {
                    Test::OnDrive(_) => drive_of(value),
                    _ => Some(value.clone()),
                });
            }
        }
        let mut unique: Vec<Option<Value>> = Vec::new();
        for value in values.into_iter().filter(|value| fits(address.kind(), value)).map(Some) {
            if !unique.contains(&value) {
                unique.push(value);
            }
        }
        if address.is_optional() {
            unique.push(None);
        }
        unique
    }

    /// One value of each class except that of the present value.
    pub(super) fn other_classes(&self, world: &World<'p>, full: &str) -> Vec<Option<Value>> {
        let mut known = vec![self.signature(world, full)];
        let mut classes = Vec::new();
        for value in self.values(world, full) {
            let facts = with(world.procedure, world.facts, full, value.as_ref());
            let signature = self.signature(&World { facts: &facts, ..*world }, full);
            if !known.contains(&signature) {
                known.push(signature);
                classes.push(value);
            }
        }
        classes
    }
}

/// A copy of the facts with another value for one of them, or without a value for it.
pub(super) fn with(procedure: &Procedure, facts: &Facts, full: &str, value: Option<&Value>) -> Facts {
    let mut facts = facts.clone();
    match (Address::find(procedure, full), value) {
        (Some(Address::Field { id, key, field, .. }), value) => {
            facts.set_field(&id, &key, &field.id, value.cloned(), Provenance::Typed);
        }
        (_, Some(value)) => facts.set(full, value.clone(), Provenance::Typed),
        (_, None) => facts.forget(full),
    }
    facts
}

/// Whether a value can be typed for a kind.
fn fits(kind: &Kind, value: &Value) -> bool {
    kind.read(&value.to_string()).is_ok_and(|read| read.same(value))
}

/// The values to try for a fact whatever the conditions test: every choice, every member of its list, or a made-up
/// value.
fn ordinary(world: &World<'_>, address: &Address<'_>, full: &str) -> Vec<Value> {
    let member = match address {
        Address::Fact(fact) => &fact.member,
        Address::Field { field, .. } => &field.member,
    };
    if let Some(list) = member {
        let members = world.facts.members(list).unwrap_or_default();
        return members.iter().map(|member| Value::Name(member.key.clone())).collect();
    }
    match address.kind() {
        Kind::Choice(choices) => choices.iter().map(|choice| Value::Choice(choice.id.clone())).collect(),
        Kind::Choices(choices) => {
            let one = choices.iter().map(|choice| Value::Choices(vec![choice.id.clone()]));
            let all = choices.iter().map(|choice| choice.id.clone()).collect();
            one.chain([Value::Choices(Vec::new()), Value::Choices(all)]).collect()
        }
        Kind::YesNo => vec![Value::Flag(true), Value::Flag(false)],
        kind => fresh(kind, full).into_iter().collect(),
    }
}

/// Makes up a value from a fact's full ID, so that no other fact has the same. `None` for a list.
pub(super) fn fresh(kind: &Kind, full: &str) -> Option<Value> {
    let number = full.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 9000 + 1000;
    let text = match kind {
        Kind::Choice(choices) | Kind::Choices(choices) => choices.first().map(|choice| choice.id.clone())?,
        Kind::WindowsPath => format!(r"C:\X{number}"),
        Kind::Drive => char::from(b'D' + u8::try_from(number % 20).unwrap_or_default()).to_string(),
        Kind::Version => format!("1.0.0.{number}"),
        Kind::Ipv4 => format!("10.1.{}.{}", number / 250, number % 250 + 1),
        Kind::ServicePack => "SP1".to_owned(),
        Kind::YesNo => "yes".to_owned(),
        Kind::Number { min, .. } => min.to_string(),
        Kind::StatusCode => number.to_string(),
        Kind::Records(_) => return None,
        _ => format!("X{number}"),
    };
    kind.read(&text).ok()
}

/// The values to try for a constant in a test: the constant and, if the test compares an order, the values below and
/// above.
fn around(test: &Test, kind: &Kind, value: &Value) -> Vec<Value> {
    let ordered = matches!(test, Test::NewerThan(_) | Test::OlderThan(_) | Test::AtLeast(_) | Test::AtMost(_));
    let mut values = vec![value.clone()];
    match value {
        Value::Version(version) => {
            values.push(Value::Absent);
            if ordered {
                values.extend([beside(*version, false), beside(*version, true)].into_iter().flatten());
            }
        }
        Value::Number(number) if ordered => {
            values.extend([number.checked_sub(1), number.checked_add(1)].into_iter().flatten().map(Value::Number));
        }
        Value::ServicePack(level) if ordered => {
            values.extend([level.checked_sub(1), level.checked_add(1)].into_iter().flatten().map(Value::ServicePack));
        }
        Value::Name(drive) if matches!(test, Test::OnDrive(_)) => {
            values.extend(kind.read(&format!(r"{drive}:\X")).ok());
        }
        _ => {}
    }
    values
}

/// The version right before or after another.
fn beside(version: FileVersion, after: bool) -> Option<Value> {
    let mut numbers = version.0;
    let last = numbers.last_mut()?;
    if after {
        *last = last.checked_add(1)?;
    } else if let Some(less) = last.checked_sub(1) {
        *last = less;
    } else {
        numbers[2] = numbers[2].checked_sub(1)?;
    }
    Some(Value::Version(FileVersion(numbers)))
}

/// The drive that a path is on.
fn drive_of(value: &Value) -> Option<Value> {
    match value {
        Value::Path(path) => Some(Value::Name(path.drive().to_string())),
        _ => None,
    }
}
