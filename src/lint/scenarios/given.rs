//! The initial answers of a scenario: the facts that it gives, completed by a search.

use std::collections::BTreeSet;

use crate::engine::event::Provenance;
use crate::engine::facts::Facts;
use crate::lint::explore::{StartConditions, fill};
use crate::model::{GivenValue, Procedure, Scenario};

/// Finds answers that contain the given facts and with which a walk can begin.
pub(super) fn facts(procedure: &Procedure, scenario: &Scenario) -> Option<Facts> {
    let start = StartConditions::of(procedure);
    let mut fixed = BTreeSet::new();
    for given in &scenario.given {
        fixed.insert(given.fact.clone());
        if let GivenValue::Members(members) = &given.value {
            let fields = |(key, fields): &(String, Vec<(String, String)>)| {
                fields.iter().map(|(field, _)| format!("{}.{key}.{field}", given.fact)).collect::<Vec<_>>()
            };
            fixed.extend(members.iter().flat_map(fields));
        }
    }
    [1, 2].into_iter().find_map(|members| {
        let mut facts = start.draft(members);
        for given in &scenario.given {
            give(procedure, &given.fact, &given.value, &mut facts);
        }
        start.point_new_at_members(&mut facts);
        // A given reference keeps its value even if no member has that key.
        for given in &scenario.given {
            give(procedure, &given.fact, &given.value, &mut facts);
        }
        start.reach(facts, &fixed)
    })
}

/// Sets a fact to a given value. Fields that aren't given get made-up values.
fn give(procedure: &Procedure, fact: &str, value: &GivenValue, facts: &mut Facts) {
    match value {
        GivenValue::Text(text) if text.is_empty() => facts.forget(fact),
        GivenValue::Text(text) => facts.write(procedure, fact, text, Provenance::Typed),
        GivenValue::Members(members) => {
            let Some(declared) = procedure.fact(fact) else { return };
            let stale: Vec<String> = facts
                .members(fact)
                .unwrap_or_default()
                .iter()
                .map(|member| member.key.clone())
                .filter(|key| !members.iter().any(|(own, _)| own.eq_ignore_ascii_case(key)))
                .collect();
            for key in stale {
                facts.remove(fact, &key);
            }
            facts.know_list(fact, Provenance::Typed);
            for (key, fields) in members {
                if facts.member(fact, key).is_none() {
                    facts.add(declared, fact, key, Provenance::Typed);
                    fill(declared, fact, key, facts);
                }
                for (field, text) in fields {
                    if text.is_empty() {
                        facts.set_field(fact, key, field, None, Provenance::Typed);
                    } else {
                        facts.write(procedure, &format!("{fact}.{key}.{field}"), text, Provenance::Typed);
                    }
                }
            }
        }
    }
}
