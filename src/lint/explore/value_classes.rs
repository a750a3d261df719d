//! Values: for each fact, one value of every class that some condition can tell from the others.
//!
//! Of a choice that is every one; of a version, number or service pack, the values below, at and above each constant; of
//! anything that is compared with another fact, that fact's value and a different one; of a file, `absent`; of what is
//! optional, nothing.

use std::collections::BTreeMap;

use crate::engine::event::Provenance;
use crate::engine::facts::{Address, Facts};
use crate::engine::world::World;
use crate::lint::{condition_visit, uses};
use crate::model::Procedure;
use crate::model::condition::{Atom, Condition, Operand, Scope, Subject, Test, Truth, Valuation};
use crate::model::value::{FileVersion, Kind, Value};

/// A test that some condition makes of a fact.
struct Question<'p> {
    atom: &'p Atom,
    /// The scope in which it makes it.
    scope: Scope,
    /// In the words of [`uses::test`].
    words: String,
    /// Whether a reading has a part in it.
    of_reading: bool,
}

/// What conditions ask of each fact, by full id.
pub(in crate::lint) struct Asked<'p>(BTreeMap<String, Vec<Question<'p>>>);

impl<'p> Asked<'p> {
    /// What these conditions ask with the list members as they are.
    pub(in crate::lint) fn of(world: &World<'p>, conditions: &[(&'p Condition, Scope)]) -> Self {
        let mut asked: BTreeMap<String, Vec<Question<'p>>> = BTreeMap::new();
        for (condition, scope) in conditions {
            condition_visit::visit(world, condition, scope, &mut |atom, scope| {
                if !matches!(atom.subject, Subject::Fact(_)) {
                    return;
                }
                let mut names = vec![condition_visit::subject(world, atom, scope)];
                let operands = atom.test.operands().iter().flat_map(Operand::names);
                names.extend(operands.map(|name| world.full_name(name, scope)));
                let reading =
                    |name: &String| Address::find(world.procedure, name).is_some_and(|address| address.fact().reading);
                let of_reading = names.iter().any(reading);
                let words = uses::test(world, atom, scope);
                for name in names {
                    let questions = asked.entry(name).or_default();
                    if !questions.iter().any(|own| std::ptr::eq(own.atom, atom) && own.scope == *scope) {
                        let (scope, words) = (scope.clone(), words.clone());
                        questions.push(Question { atom, scope, words, of_reading });
                    }
                }
            });
        }
        Self(asked)
    }

    /// The facts asked about, by full id.
    pub(in crate::lint) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The truths of every question about a fact: two values with the same truths are of one class.
    pub(in crate::lint) fn signature(&self, world: &World<'_>, full: &str) -> Vec<Truth> {
        let questions = self.0.get(full).into_iter().flatten();
        questions.map(|own| world.atom(own.atom, &own.scope)).collect()
    }

    /// The truths of those questions about a fact that are live; nothing where nobody asks, or a reading has a part in it.
    pub(in crate::lint) fn truths(
        &self,
        world: &World<'_>,
        full: &str,
        live: impl Fn(&str) -> bool,
    ) -> Option<Vec<Truth>> {
        let live: Vec<&Question<'_>> = self.0.get(full)?.iter().filter(|own| live(&own.words)).collect();
        let of_reading = live.iter().any(|own| own.of_reading);
        (!of_reading).then(|| live.into_iter().map(|own| world.atom(own.atom, &own.scope)).collect())
    }

    /// The values that a fact may have, one or more of each class; nothing stands for not known. The key of a member has none
    /// but its own.
    pub(in crate::lint) fn values(&self, world: &World<'p>, full: &str) -> Vec<Option<Value>> {
        let Some(address) = Address::find(world.procedure, full).filter(|address| !address.is_key()) else {
            return Vec::new();
        };
        let mut values = ordinary(world, &address, full);
        for Question { atom, scope, .. } in self.0.get(full).into_iter().flatten() {
            let about = condition_visit::subject(world, atom, scope) == full;
            let operands = atom.test.operands().iter();
            if about {
                let known = operands.filter_map(|operand| world.operand(operand, &atom.subject, scope));
                values.extend(known.flat_map(|value| around(&atom.test, address.kind(), &value)));
            } else if let Some(value) = world.facts.lookup(atom.subject.name(), scope) {
                values.extend(match &atom.test {
                    Test::OnDrive(_) => drive_of(value).into_iter().collect(),
                    _ => vec![value.clone()],
                });
            }
        }
        let mut unique: Vec<Option<Value>> = Vec::new();
        for value in values.into_iter().filter(|value| fits(address.kind(), value)) {
            if !unique.contains(&Some(value.clone())) {
                unique.push(Some(value));
            }
        }
        if address.is_optional() {
            unique.push(None);
        }
        unique
    }

    /// The values of a fact, one of each class; the class of the present value is that value.
    pub(in crate::lint) fn classes(&self, world: &World<'p>, full: &str) -> Vec<Option<Value>> {
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

/// The same facts with one more value, or with one less.
pub(in crate::lint) fn with(procedure: &Procedure, facts: &Facts, full: &str, value: Option<&Value>) -> Facts {
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

/// Whether a value could be typed for a kind.
fn fits(kind: &Kind, value: &Value) -> bool {
    kind.read(&value.to_string()).is_ok_and(|read| read.same(value))
}

/// The values that a fact has without regard to any condition: every choice, a member of its list, one that no other has.
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

/// A value of a kind that no other fact has: made of the fact's own id.
pub(in crate::lint) fn fresh(kind: &Kind, full: &str) -> Option<Value> {
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

/// The values around a constant: what it is, and for an order what stands below and above.
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

/// The version right before or after one.
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
