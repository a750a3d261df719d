//! The best counterexample for each violation.

use std::collections::BTreeMap;

use super::graph::Cost;
use super::properties::Violation;
use crate::lint::finding::Finding;
use crate::model::Severity;

/// The violations by code and subject, each with the cost and the finding.
#[derive(Default)]
pub(super) struct Examples(BTreeMap<(&'static str, String), (Cost, Finding)>);

impl Examples {
    /// Adds a violation, unless a counterexample is known that costs no more.
    pub(super) fn add(&mut self, violation: Violation, cost: Cost, path: impl FnOnce() -> Vec<String>) {
        let key = (violation.finding.code, violation.subject);
        if self.0.get(&key).is_none_or(|(least, _)| cost < *least) {
            self.0.insert(key, (cost, Finding { path: path(), ..violation.finding }));
        }
    }

    pub(super) fn has_error(&self) -> bool {
        self.0.values().any(|(_, finding)| finding.severity == Severity::Error)
    }

    pub(super) fn findings(self) -> impl Iterator<Item = Finding> {
        self.0.into_values().map(|(_, finding)| finding)
    }
}
