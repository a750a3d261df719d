//! Symmetry reduction: renames the members in a scenario's answers to those in the initial answers.
//!
//! A condition never depends on a member's key, only on its identity. After the renaming, paths with different initial
//! answers can reach the same states.

use crate::engine::facts::Facts;
use crate::lint::declarations;
use crate::model::Procedure;
use crate::model::value::{Kind, Member, Value};

/// The renamed members: the list, the present key, and the new key of each.
struct Renaming(Vec<(String, String, String)>);

/// Renames the members of each list, in their order, to those of a model. Returns the facts and a description of the
/// changes.
pub(super) fn renamed_as_in(model: &Facts, procedure: &Procedure, facts: &Facts) -> (Facts, String) {
    let renaming = Renaming::of(model, procedure, facts);
    let mut renamed = facts.clone();
    for (fact, id) in declarations::facts(procedure) {
        let Some(held) = facts.held(&id) else { continue };
        let value = match (&held.value, &fact.kind) {
            (Value::Members(members), Kind::Records(records)) => {
                let field = |(name, value): (&String, &Value)| {
                    let new = records.field(name).and_then(|field| {
                        let list = if *name == records.key { &id } else { field.member.as_ref()? };
                        renaming.value(list, value, &field.kind)
                    });
                    (name.clone(), new.unwrap_or_else(|| value.clone()))
                };
                let member = |member: &Member| {
                    let key = renaming.key(&id, &member.key).unwrap_or(&member.key);
                    Member { key: key.to_owned(), fields: member.fields.iter().map(field).collect() }
                };
                Some(Value::Members(members.iter().map(member).collect()))
            }
            (value, kind) => fact.member.as_ref().and_then(|list| renaming.value(list, value, kind)),
        };
        if let Some(value) = value {
            renamed.set(&id, value, held.provenance);
        }
    }
    let mut words = String::new();
    for (_, own, new) in &renaming.0 {
        put!(words, ", `{own}` called `{new}`");
    }
    (renamed, words)
}

impl Renaming {
    /// Pairs the members of the facts with those of the model.
    fn of(model: &Facts, procedure: &Procedure, facts: &Facts) -> Self {
        let mut renamed = Vec::new();
        for (_, id) in declarations::facts(procedure) {
            let (own, other) = (facts.members(&id).unwrap_or_default(), model.members(&id).unwrap_or_default());
            for (own, other) in own.iter().zip(other) {
                if facts.member(&id, &other.key).is_none() {
                    renamed.push((id.clone(), own.key.clone(), other.key.clone()));
                }
            }
        }
        Self(renamed)
    }

    /// The new key of a member. `None` if it keeps its key.
    fn key(&self, list: &str, key: &str) -> Option<&str> {
        let found = self.0.iter().find(|(own, known, _)| own == list && known == key);
        found.map(|(_, _, new)| new.as_str())
    }

    /// The new value of a reference to a member. `None` if the member keeps its key.
    fn value(&self, list: &str, value: &Value, kind: &Kind) -> Option<Value> {
        kind.read(self.key(list, &value.to_string())?).ok()
    }
}
