//! The checklist: the plan before the walk, to print and fill in by hand at the consoles.
//!
//! Facts that are not known yet are labels in angle brackets. The names in JSON are stable: new ones may come, but none
//! is changed or removed.

#![expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]

mod page;
mod step;

use std::collections::BTreeMap;

use serde::Serialize;

pub use step::{ChecklistProblem, ChecklistRestart, ChecklistSee, ChecklistStep};

use super::page::Page;
use crate::engine::checks;
use crate::engine::checks::Verdict;
use crate::engine::facts::Facts;
use crate::engine::plan::Plan;
use crate::engine::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::value::Kind;
use crate::model::{Fact, Node, Procedure, Severity};

/// The checklist as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checklist {
    pub procedure: ChecklistProcedure,
    pub sources: Vec<ChecklistSource>,
    /// In the order of their lanes.
    pub nodes: Vec<ChecklistNode>,
    /// All verdicts in one line.
    pub verdict: String,
    /// In the order of the worksheet, without readings.
    pub facts: Vec<ChecklistFact>,
    /// The checks with their verdicts on the known facts.
    pub checks: Vec<ChecklistCheck>,
    /// The main line, including steps that do not apply.
    pub steps: Vec<ChecklistStep>,
    pub recoveries: Vec<ChecklistRecovery>,
}

/// The procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistProcedure {
    pub id: String,
    pub title: String,
    pub summary: String,
}

/// A document that the procedure follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistSource {
    pub id: String,
    pub title: String,
}

/// A console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistNode {
    pub id: String,
    pub label: String,
    /// The computer name, or `None` while it is not known.
    pub name: Option<String>,
    pub visited: bool,
}

/// A fact, or a blank for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistFact {
    /// The full id.
    pub id: String,
    pub label: String,
    pub ask: String,
    /// `None` while it is not known.
    pub value: Option<String>,
    /// The labels of a list's fields. Empty for any other fact.
    pub fields: Vec<String>,
    /// The labels and values of each known member's fields.
    pub members: Vec<Vec<(String, String)>>,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistCheck {
    pub id: String,
    pub title: String,
    /// `block` or `warn`.
    pub severity: &'static str,
    /// `pass`, `warning`, `fail`, `could-not-test` or `not-applicable`.
    pub verdict: &'static str,
    /// The clauses that decided it, with their values.
    pub because: String,
    /// The requirements to pass.
    pub passes_if: Vec<String>,
    pub why: String,
    pub fix: String,
    pub source: String,
    /// The phases and steps that it guards. If empty, the first step.
    pub guards: Vec<String>,
}

/// A recovery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistRecovery {
    pub id: String,
    pub title: String,
    pub steps: Vec<ChecklistStep>,
    /// The way on after its last step, in words.
    pub then: String,
}

impl Checklist {
    /// The checklist for what is known so far.
    #[must_use]
    pub fn of(procedure: &Procedure, facts: &Facts) -> Self {
        let world = World::of_facts(procedure, facts);
        let render = |text| world.render(text, Scope::empty());
        let verdicts = checks::reach_all(&world, &BTreeMap::new());
        let plan = Plan::of(procedure, facts);
        let recoveries = procedure.recoveries.iter().map(|recovery| ChecklistRecovery {
            id: recovery.id.clone(),
            title: world.part_title(&recovery.id),
            steps: step::steps(&world, &Plan::of_recovery(procedure, facts, &recovery.id), &plan),
            then: step::jump_words(&world, &recovery.then, None, &plan),
        });
        Self {
            procedure: ChecklistProcedure {
                id: procedure.id.clone(),
                title: procedure.title.clone(),
                summary: render(&procedure.summary),
            },
            sources: procedure
                .sources
                .iter()
                .map(|source| ChecklistSource { id: source.id.clone(), title: source.title.clone() })
                .collect(),
            nodes: nodes(&world),
            verdict: checks::overall(&verdicts),
            facts: facts_of(&world),
            checks: verdicts.iter().map(|verdict| check_of(&world, verdict)).collect(),
            steps: step::steps(&world, &plan, &plan),
            recoveries: recoveries.collect(),
        }
    }

    /// The checklist as a page.
    #[must_use]
    pub fn page(&self) -> Page {
        page::page(self)
    }

    /// Whether a blocking check fails or could not be tested.
    #[must_use]
    pub fn falls_short(&self) -> bool {
        let fails = |check: &ChecklistCheck| matches!(check.verdict, "fail" | "could-not-test");
        self.checks.iter().any(|check| check.severity == "block" && fails(check))
    }
}

fn nodes(world: &World<'_>) -> Vec<ChecklistNode> {
    let node = |node: &Node| ChecklistNode {
        id: node.id.clone(),
        label: node.label.clone(),
        name: world.facts.get(&format!("{}.name", node.id)).map(ToString::to_string),
        visited: node.visited,
    };
    world.procedure.nodes.iter().map(node).collect()
}

/// The facts that the worksheet asks or may ask for, with their values.
fn facts_of(world: &World<'_>) -> Vec<ChecklistFact> {
    let asked = |fact: &&Fact| {
        let when = fact.when.as_ref().map_or(Truth::True, |when| when.truth(world, Scope::empty()));
        !fact.reading && when != Truth::False
    };
    let facts = world.procedure.facts.iter().filter(asked);
    facts.flat_map(|fact| fact.full_ids().map(move |id| fact_of(world, fact, id))).collect()
}

fn fact_of(world: &World<'_>, fact: &Fact, id: String) -> ChecklistFact {
    let fields = match &fact.kind {
        Kind::Records(records) => records.fields.as_slice(),
        _ => &[],
    };
    let label =
        |id: &str| fields.iter().find(|field| field.id == id).map(|field| field.label.clone()).unwrap_or_default();
    let members = world.facts.members(&id).unwrap_or_default().iter().map(|member| {
        let values = member.fields.iter();
        values.map(|(field, value)| (label(field), value.to_string())).collect()
    });
    ChecklistFact {
        fields: fields.iter().map(|field| field.label.clone()).collect(),
        label: world.label_of(&id, Scope::empty()),
        ask: fact.ask.clone(),
        value: world.facts.get(&id).map(ToString::to_string),
        members: members.collect(),
        id,
    }
}

fn check_of(world: &World<'_>, verdict: &Verdict<'_>) -> ChecklistCheck {
    let check = verdict.check;
    ChecklistCheck {
        id: check.id.clone(),
        title: world.render(&check.title, Scope::empty()),
        severity: match check.severity {
            Severity::Error => "block",
            Severity::Warning => "warn",
        },
        verdict: verdict.outcome.word(),
        because: verdict.because.words(),
        passes_if: world.requirements(&check.pass, Scope::empty()),
        why: world.render(&check.why, Scope::empty()),
        fix: world.render(&check.fix, Scope::empty()),
        source: check.source.clone(),
        guards: check.guards.clone(),
    }
}
