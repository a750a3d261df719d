//! Keys: the answers of a scenario with the members of its lists called as they are elsewhere.
//!
//! Nothing that a procedure asks depends on what a member is called, only on which it is. Under the same keys, walks that
//! began with other answers meet those that did not.

use crate::facts::Facts;
use crate::procedure::Procedure;
use crate::value::{Kind, Member, Value};

/// A member that is called otherwise: the list, its own key, and the other.
type Renamed = (String, String, String);

/// Some facts with the members of each list called as those of a model are, in their order; and in words which are called
/// otherwise.
pub(super) fn called_as_in(model: &Facts, procedure: &Procedure, facts: &Facts) -> (Facts, String) {
    let renamed = renamed(model, procedure, facts);
    let mut called = facts.clone();
    let other = |list: Option<&String>, value: &Value, kind: &Kind| {
        let (_, _, key) = renamed.iter().find(|(own, key, _)| Some(own) == list && *key == value.to_string())?;
        kind.read(key).ok()
    };
    for fact in procedure.facts.iter().filter(|fact| !fact.reading) {
        for id in fact.full_ids() {
            let Some(held) = facts.held(&id) else { continue };
            let value = match (&held.value, &fact.kind) {
                (Value::Members(members), Kind::Records(records)) => {
                    let rename = |member: &Member| {
                        let (_, _, key) = renamed.iter().find(|(list, key, _)| *list == id && *key == member.key)?;
                        Some(key.clone())
                    };
                    let call = |member: &Member| {
                        let key = rename(member).unwrap_or_else(|| member.key.clone());
                        let field = |(name, value): (&String, &Value)| {
                            let declared = records.field(name);
                            let list = declared.and_then(|field| field.member.as_ref());
                            let list = if *name == records.key { Some(&id) } else { list };
                            let value = declared
                                .and_then(|field| other(list, value, &field.kind))
                                .unwrap_or_else(|| value.clone());
                            (name.clone(), value)
                        };
                        Member { key, fields: member.fields.iter().map(field).collect() }
                    };
                    Some(Value::Members(members.iter().map(call).collect()))
                }
                (value, kind) => other(fact.member.as_ref(), value, kind),
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
