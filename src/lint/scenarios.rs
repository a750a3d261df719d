//! Scenarios: finds the answers with which each begins, and walks it.

mod given;
mod run;

use std::sync::Arc;

use super::finding::Finding;
use super::parallel;
use crate::engine::facts::Facts;
use crate::model::{Procedure, Scenario};

/// The scenarios of a procedure, each with its initial answers. `None` if the search found no such answers.
pub(super) type Given<'p> = Vec<(&'p Scenario, Option<Facts>)>;

/// Finds the initial answers of every scenario.
pub(super) fn given(procedure: &Procedure) -> Given<'_> {
    let found = parallel::map(&procedure.scenarios, |scenario| given::facts(procedure, scenario));
    procedure.scenarios.iter().zip(found).collect()
}

/// Walks the scenarios of a procedure. Each is walked when the iterator reaches it.
pub(super) fn findings(procedure: &Arc<Procedure>) -> impl Iterator<Item = Finding> {
    let scenarios = procedure.scenarios.iter();
    scenarios.filter_map(|scenario| run::finding(procedure, scenario, given::facts(procedure, scenario).as_ref()))
}

/// Walks scenarios whose initial answers are known.
pub(super) fn findings_with(procedure: &Arc<Procedure>, given: &Given<'_>) -> Vec<Finding> {
    given.iter().filter_map(|(scenario, facts)| run::finding(procedure, scenario, facts.as_ref())).collect()
}

/// The different initial answers, each with the ID of the first scenario that has them.
pub(super) fn answers(given: &Given<'_>) -> Vec<(String, Facts)> {
    let mut answers: Vec<(String, Facts)> = Vec::new();
    for (scenario, facts) in given {
        if let Some(facts) = facts.as_ref().filter(|facts| answers.iter().all(|(_, own)| own != *facts)) {
            answers.push((scenario.id.clone(), facts.clone()));
        }
    }
    answers
}
