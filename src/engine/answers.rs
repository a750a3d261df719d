//! Given facts as the actions by which an operator would give them.

use super::action::Action;
use crate::model::{Given, GivenValue};

/// The actions that give these facts their values, in order. A list is emptied first.
#[must_use]
pub fn actions(given: &[Given]) -> Vec<Action> {
    given.iter().flat_map(|given| of_fact(&given.fact, &given.value)).collect()
}

/// The actions that give one fact its value.
fn of_fact(fact: &str, value: &GivenValue) -> Vec<Action> {
    let set = |fact: String, value: &str| Action::Set { fact, value: value.to_owned() };
    match value {
        GivenValue::Text(text) => vec![set(fact.to_owned(), text)],
        GivenValue::Members(members) => {
            let mut actions = vec![set(fact.to_owned(), "none")];
            for (key, fields) in members {
                actions.push(Action::Add { list: fact.to_owned(), key: key.clone() });
                actions.extend(fields.iter().map(|(field, text)| set(format!("{fact}.{key}.{field}"), text)));
            }
            actions
        }
    }
}
