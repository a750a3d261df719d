//! The world: facts, states and obligations, and the truth of conditions about them.

mod obligations;
mod render;
mod states;
mod titles;

pub use obligations::{Obligations, Standing};
pub(crate) use states::touched;
pub use states::{Seen, States};

use std::borrow::Cow;
use std::sync::LazyLock;

use super::facts::Facts;
use crate::model::condition::{Atom, Bound, Condition, Operand, Scope, Subject, Test, Truth, Valuation};
use crate::model::value::{Kind, Value};
use crate::model::{Node, Procedure};

/// The key of a member that stands for any member of its list. Its fields have labels but no values.
pub const BLANK: &str = "*";

/// Everything a condition or a text can ask about.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it; those that need it have a comment")]
pub struct World<'a> {
    pub procedure: &'a Procedure,
    /// Facts and readings.
    pub facts: &'a Facts,
    pub states: &'a States,
    pub obligations: &'a Obligations,
}

impl<'a> World<'a> {
    /// A world in which only facts are known, for plans and to choose a procedure.
    #[must_use]
    pub fn of_facts(procedure: &'a Procedure, facts: &'a Facts) -> Self {
        static STATES: LazyLock<States> = LazyLock::new(States::new);
        static OBLIGATIONS: LazyLock<Obligations> = LazyLock::new(Obligations::new);
        Self { procedure, facts, states: &STATES, obligations: &OBLIGATIONS }
    }

    /// The nodes with their full ids, in the order of their lanes. A family has a node for each member of its list,
    /// `n[N2]`, or none while the list is not known.
    #[must_use]
    pub fn nodes(&self) -> Vec<(String, &'a Node)> {
        let instances = self.procedure.nodes.iter().flat_map(|node| match &node.each {
            None => vec![(node.id.clone(), node)],
            Some(list) => {
                let members = self.facts.members(list).unwrap_or_default().iter();
                members.map(|member| (format!("{}[{}]", node.id, member.key), node)).collect()
            }
        });
        instances.collect()
    }

    /// The computer name of a node, or its label while the name is not known.
    #[must_use]
    pub fn node_name(&self, node: &str) -> String {
        if let Some((_, key)) = node.trim_end_matches(']').split_once('[') {
            return key.to_owned();
        }
        match self.facts.get(&format!("{node}.name")) {
            Some(name) => name.to_string(),
            None => self.procedure.node(node).map_or_else(|| node.to_owned(), |node| node.label.clone()),
        }
    }

    /// The kind of the fact with this name in a scope.
    #[must_use]
    pub fn kind_of(&self, name: &str, scope: &Scope) -> Option<&'a Kind> {
        if let Some((alias, field)) = name.split_once('.')
            && let Some(Bound::Member { list, .. }) = scope.get(alias)
            && let Kind::Records(records) = &self.procedure.fact(list)?.kind
        {
            return records.field(field).map(|field| &field.kind);
        }
        self.procedure.fact(&scope.resolve(name)).map(|fact| &fact.kind)
    }

    /// The value of an operand, or `None` while a fact in it is not known.
    pub(crate) fn operand<'v>(
        &'v self,
        operand: &'v Operand,
        subject: &Subject,
        scope: &Scope,
    ) -> Option<Cow<'v, Value>> {
        match operand {
            Operand::Literal(value) => Some(Cow::Borrowed(value)),
            Operand::Fact(name) => self.facts.lookup(name, scope).filter(|value| value.is_read()).map(Cow::Borrowed),
            Operand::Text(text) => {
                let known = text.names().all(|name| self.facts.lookup(name, scope).is_some());
                let kind = self.kind_of(subject.name(), scope)?;
                // It may be made of a recorded value that would be refused today.
                let value = known.then(|| kind.recall(&self.render(text, scope)));
                value.filter(Value::is_read).map(Cow::Owned)
            }
        }
    }

    /// The value of a subject, and whether it was observed rather than claimed.
    pub(super) fn value_of(&self, subject: &Subject, scope: &Scope) -> Option<(Cow<'_, Value>, bool)> {
        match subject {
            Subject::Fact(name) => self.facts.lookup(name, scope).map(|value| (Cow::Borrowed(value), true)),
            Subject::State(name) => {
                let id = self.procedure.state_id(name, scope);
                if let Some(seen) = self.states.get(&id) {
                    return Some((Cow::Owned(Value::Choice(seen.value.clone())), seen.observed));
                }
                // The state of a member has its start value until a step sets it.
                let start = self.procedure.state(&id).filter(|state| state.each.is_some())?.start.clone()?;
                Some((Cow::Owned(Value::Choice(start)), true))
            }
            Subject::Obligation(_) => None,
        }
    }

    /// The truth of an obligation's test. A family is open or lost if any member's is, and closed if all are.
    fn obligation(&self, name: &str, test: &Test, scope: &Scope) -> Truth {
        let Test::Is(Operand::Literal(wanted)) = test else { return Truth::Undecided };
        let id = self.obligation_id(name, scope);
        let standings: Vec<Standing> = self.obligations.matching(&id).map(|(_, standing)| standing).collect();
        let holds = match wanted.to_string().as_str() {
            "open" => standings.contains(&Standing::Open),
            "lost" => standings.contains(&Standing::Lost),
            _ => standings.iter().all(|standing| *standing == Standing::Closed),
        };
        holds.into()
    }

    /// The full id of an obligation in a scope. If the scope has a member of the family's list, the id ends with the
    /// member's key.
    #[must_use]
    pub fn obligation_id(&self, name: &str, scope: &Scope) -> String {
        let id = scope.resolve(name);
        let list = self.procedure.obligation(&id).and_then(|obligation| obligation.each.as_deref());
        match list.and_then(|list| scope.key_in(list)) {
            Some(key) if !id.contains('[') => format!("{id}[{key}]"),
            _ => id.into_owned(),
        }
    }

    /// The full ID of a subject in a scope.
    #[must_use]
    pub fn full_id(&self, subject: &Subject, scope: &Scope) -> String {
        match subject {
            Subject::Fact(name) => self.full_name(name, scope),
            Subject::State(name) => self.procedure.state_id(name, scope),
            Subject::Obligation(name) => self.obligation_id(name, scope),
        }
    }

    /// Visits every atom that a condition can ask in this world. See [`Condition::visit_atoms`].
    pub fn visit_atoms(&self, condition: &'a Condition, scope: &Scope, visit: &mut dyn FnMut(&'a Atom, &Scope)) {
        let members = |list: &str| self.members(list).unwrap_or_default();
        condition.visit_atoms(scope, &mut |id| self.procedure.named(id), &members, visit);
    }
}

impl Valuation for World<'_> {
    fn atom(&self, atom: &Atom, scope: &Scope) -> Truth {
        if let Subject::Obligation(name) = &atom.subject {
            return self.obligation(name, &atom.test, scope);
        }
        let found = self.value_of(&atom.subject, scope);
        if let Test::Known(known) = atom.test {
            return (found.is_some() == known).into();
        }
        let Some((value, observed)) = found.filter(|(value, _)| value.is_read()) else { return Truth::Undecided };
        if atom.observed && !observed {
            return Truth::False;
        }
        let operands: Option<Vec<Cow<'_, Value>>> =
            atom.test.operands().iter().map(|operand| self.operand(operand, &atom.subject, scope)).collect();
        operands.map_or(Truth::Undecided, |operands| atom.test.admits(&value, &operands).into())
    }

    fn members(&self, list: &str) -> Option<Vec<String>> {
        let members = self.facts.members(list)?;
        Some(members.iter().map(|member| member.key.clone()).collect())
    }

    fn named(&self, id: &str) -> Option<&Condition> {
        self.procedure.named(id)
    }
}
