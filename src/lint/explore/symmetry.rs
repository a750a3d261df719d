//! Keys: the answers of a scenario with the members of its lists called as they are elsewhere.
//!
//! Nothing that a procedure asks depends on what a member is called, only on which it is. Under the same keys, walks that
//! began with other answers meet those that did not.

use crate::engine::facts::Facts;
use crate::model::Procedure;
use crate::model::value::{Kind, Member, Value};

/// A member that is called otherwise: the list, its own key, and the other.
type Renamed = (String, String, String);

/// Some facts with the members of each list called as those of a model are, in their order; and in words which are called
/// otherwise.
pub(in crate::lint) fn called_as_in(model: &Facts, procedure: &Procedure, facts: &Facts) -> (Facts, String) {
    let renamed = renamed(model, procedure, facts);
    let mut called = facts.clone();
    let other = |list: &str, key: &str| {
        let found = renamed.iter().find(|(own, known, _)| own == list && known == key);
        found.map(|(_, _, other)| other.clone())
    };
    let renamed_value = |list: &str, value: &Value, kind: &Kind| kind.read(&other(list, &value.to_string())?).ok();
    for fact in procedure.facts.iter().filter(|fact| !fact.reading) {
        for id in fact.full_ids() {
            let Some(held) = facts.held(&id) else { continue };
            let value = match (&held.value, &fact.kind) {
                (Value::Members(members), Kind::Records(records)) => {
                    let call = |member: &Member| {
                        let field = |(name, value): (&String, &Value)| {
                            let called = records.field(name).and_then(|field| {
                                let list = if *name == records.key { &id } else { field.member.as_ref()? };
                                renamed_value(list, value, &field.kind)
                            });
                            (name.clone(), called.unwrap_or_else(|| value.clone()))
                        };
                        let key = other(&id, &member.key).unwrap_or_else(|| member.key.clone());
                        Member { key, fields: member.fields.iter().map(field).collect() }
                    };
                    Some(Value::Members(members.iter().map(call).collect()))
                }
                (value, kind) => fact.member.as_ref().and_then(|list| renamed_value(list, value, kind)),
            };
            if let Some(value) = value {
                called.set(&id, value, held.provenance);
            }
        }
    }
    let words = renamed.iter().map(|(_, own, other)| format!(", `{own}` called `{other}`"));
    let words = words.collect();
    (called, words)
}

/// The members that are called otherwise than in a model.
fn renamed(model: &Facts, procedure: &Procedure, facts: &Facts) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    for fact in procedure.facts.iter().filter(|fact| !fact.reading) {
        for id in fact.full_ids() {
            let (own, other) = (facts.members(&id).unwrap_or_default(), model.members(&id).unwrap_or_default());
            for (own_member, other) in own.iter().zip(other) {
                if facts.member(&id, &other.key).is_none() {
                    renamed.push((id.clone(), own_member.key.clone(), other.key.clone()));
                }
            }
        }
    }
    renamed
}
