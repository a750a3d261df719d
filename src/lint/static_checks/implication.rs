//! Implication: the conditions that hold whenever a gate is open, derived from the gate alone without walking any path.

use std::collections::BTreeSet;

use crate::lint::declarations;
use crate::model::Procedure;
use crate::model::condition::{Atom, Condition, Each, Form, Operand, Quantifier, Subject, Test};

/// The depth to which nested `any` conditions of a gate are split into their cases.
const DEPTH: usize = 3;

/// The conditions that a gate asks for.
#[derive(Clone)]
pub(super) struct Gate<'p> {
    procedure: &'p Procedure,
    /// The aliases of the phase, with their nodes.
    row: &'p [(String, String)],
    asked: Vec<&'p Condition>,
}

impl<'p> Gate<'p> {
    /// The gate of some conditions, in one repetition of their phase.
    pub(super) fn of(procedure: &'p Procedure, row: &'p [(String, String)], conditions: &[&'p Condition]) -> Self {
        let mut gate = Self { procedure, row, asked: Vec::new() };
        for condition in conditions {
            gate.ask(condition);
        }
        gate
    }

    /// Adds a condition, with everything that must hold when it does.
    fn ask(&mut self, condition: &'p Condition) {
        match &condition.form {
            Form::All(parts) => parts.iter().for_each(|part| self.ask(part)),
            Form::Holds(id) => {
                self.asked.push(condition);
                if let Some(named) = self.procedure.named(id) {
                    self.ask(named);
                }
            }
            _ => self.asked.push(condition),
        }
    }

    /// Whether a condition is true wherever the gate is open; or false, if that is `wanted`. Facts count as settled:
    /// they do not change, and the checks have tested them.
    pub(super) fn implies(&self, condition: &Condition, wanted: bool) -> bool {
        self.implies_within(condition, wanted, DEPTH)
    }

    fn implies_within(&self, condition: &Condition, wanted: bool, depth: usize) -> bool {
        if wanted && self.asked.iter().any(|own| self.same(own, condition)) {
            return true;
        }
        let direct = match &condition.form {
            Form::All(parts) | Form::Any(parts) => {
                let implied = |part| self.implies_within(part, wanted, depth);
                let every = matches!(condition.form, Form::All(_)) == wanted;
                if every { parts.iter().all(implied) } else { parts.iter().any(implied) }
            }
            Form::Not(part) => self.implies_within(part, !wanted, depth),
            Form::Holds(id) => self.procedure.named(id).is_some_and(|named| self.implies_within(named, wanted, depth)),
            Form::Each(each) => only_facts(condition) || (wanted && self.members(each)),
            Form::Atom(atom) => match &atom.subject {
                Subject::Fact(name) => !self.is_reading(name),
                _ => self.settles(atom, wanted),
            },
        };
        direct || (depth > 0 && self.in_each_case(condition, wanted, depth))
    }

    /// Whether a condition follows in every case of one `any` in the gate.
    fn in_each_case(&self, condition: &Condition, wanted: bool, depth: usize) -> bool {
        self.asked.iter().enumerate().any(|(number, own)| {
            let Form::Any(cases) = &own.form else { return false };
            cases.iter().all(|case| {
                let mut gate = self.clone();
                gate.asked.remove(number);
                gate.ask(case);
                gate.implies_within(condition, wanted, depth - 1)
            })
        })
    }

    /// Whether a condition over a list follows from what the gate asks of every member.
    fn members(&self, wanted: &Each) -> bool {
        let holds = match wanted.quantifier {
            Quantifier::Every => true,
            Quantifier::None => false,
            Quantifier::Some => return false,
        };
        self.asked.iter().any(|own| match &own.form {
            Form::Each(own) if own.quantifier == Quantifier::Every && own.list == wanted.list => {
                let alike = own.as_ == wanted.as_;
                alike && Gate::of(self.procedure, self.row, &[&own.holds]).implies(&wanted.holds, holds)
            }
            _ => false,
        })
    }

    /// Whether every value that the gate leaves to a subject makes an atom true, or false.
    fn settles(&self, atom: &Atom, wanted: bool) -> bool {
        let Some(all) = self.values(&atom.subject) else { return false };
        let Some(good) = among(atom, &all, wanted) else { return false };
        let (mut left, mut asked, mut observed) = (all.clone(), false, false);
        for own in &self.asked {
            let (own, is) = match &own.form {
                Form::Atom(own) => (own, true),
                Form::Not(inner) => match &inner.form {
                    Form::Atom(own) => (own, false),
                    _ => continue,
                },
                _ => continue,
            };
            if self.one(&own.subject, &atom.subject)
                && let Some(values) = among(own, &all, is)
            {
                left.retain(|value| values.contains(value));
                asked = true;
                observed |= own.observed;
            }
        }
        asked && left.is_subset(&good) && (observed || !atom.observed || !wanted)
    }

    /// All values of a subject, if they can be listed.
    fn values(&self, subject: &Subject) -> Option<BTreeSet<String>> {
        match subject {
            Subject::Fact(_) => None,
            Subject::Obligation(_) => Some(["open", "closed", "lost"].map(str::to_owned).into()),
            Subject::State(name) => {
                let state = declarations::state(self.procedure, name)?;
                Some(state.values.iter().map(|value| value.id.clone()).collect())
            }
        }
    }

    /// Whether two conditions say the same, wherever they are written.
    fn same(&self, one: &Condition, other: &Condition) -> bool {
        match (&one.form, &other.form) {
            (Form::All(one), Form::All(other)) | (Form::Any(one), Form::Any(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| self.same(one, other))
            }
            (Form::Not(one), Form::Not(other)) => self.same(one, other),
            (Form::Holds(one), Form::Holds(other)) => one == other,
            (Form::Each(one), Form::Each(other)) => {
                let head = one.quantifier == other.quantifier && one.list == other.list && one.as_ == other.as_;
                head && self.same(&one.holds, &other.holds)
            }
            (Form::Atom(one), Form::Atom(other)) => {
                self.one(&one.subject, &other.subject)
                    && alike(&one.test, &other.test)
                    && one.observed == other.observed
            }
            _ => false,
        }
    }

    /// Whether a name is a reading's: unlike a fact, it can change on the way.
    fn is_reading(&self, name: &str) -> bool {
        self.procedure.fact(&self.full(name)).is_some_and(|fact| fact.reading)
    }

    /// A name with its alias replaced by the node.
    fn full(&self, name: &str) -> String {
        let Some((head, rest)) = name.split_once('.') else { return name.to_owned() };
        let node = self.row.iter().find(|(alias, _)| alias == head).map_or(head, |(_, node)| node);
        format!("{node}.{rest}")
    }

    /// Whether two subjects are the same one, by alias or by node.
    fn one(&self, one: &Subject, other: &Subject) -> bool {
        std::mem::discriminant(one) == std::mem::discriminant(other) && self.full(one.name()) == self.full(other.name())
    }
}

/// The values that make an atom true, or false.
fn among(atom: &Atom, all: &BTreeSet<String>, wanted: bool) -> Option<BTreeSet<String>> {
    let named: Vec<String> = atom.test.operands().iter().map(literal).collect::<Option<_>>()?;
    let is = match atom.test {
        Test::Is(_) | Test::OneOf(_) => wanted,
        Test::IsNot(_) => !wanted,
        _ => return None,
    };
    Some(all.iter().filter(|value| named.contains(value) == is).cloned().collect())
}

/// Whether two tests are the same, wherever their operands are written.
fn alike(one: &Test, other: &Test) -> bool {
    let same = |pair: (&Operand, &Operand)| match pair {
        (Operand::Text(one), Operand::Text(other)) => one.parts == other.parts,
        (one, other) => one == other,
    };
    let (left, right) = (one.operands(), other.operands());
    let head = std::mem::discriminant(one) == std::mem::discriminant(other) && left.len() == right.len();
    let flags = !left.is_empty() || one == other;
    head && flags && left.iter().zip(right).all(same)
}

/// A value that is written in the file.
fn literal(operand: &Operand) -> Option<String> {
    match operand {
        Operand::Literal(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Whether a condition asks about facts alone.
fn only_facts(condition: &Condition) -> bool {
    condition.parts().all(|part| match &part.form {
        Form::Atom(atom) => matches!(atom.subject, Subject::Fact(_)),
        Form::Holds(_) => false,
        _ => true,
    })
}
