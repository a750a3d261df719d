//! The plan on paper: the steps before the walk, as a checklist to be filled in by hand at the consoles.
//!
//! A [`Checklist`] is made from the procedure and the facts that are known; where a fact is not, its label stands in angle
//! brackets. The JSON names are stable: they are added to, never changed.

mod page;
mod step;

use serde::Serialize;

pub use step::{ChecklistProblem, ChecklistRestart, ChecklistSee, ChecklistStep};

use super::page::Page;
use crate::engine::checks;
use crate::engine::checks::Verdict;
use crate::engine::facts::Facts;
use crate::engine::plan::Plan;
use crate::engine::world::World;
use crate::model::condition::Scope;
use crate::model::{Procedure, Severity};

/// The plan on paper as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checklist {
    /// The procedure.
    pub procedure: ChecklistProcedure,
    /// The documents that it follows.
    pub sources: Vec<ChecklistSource>,
    /// The consoles, in the order of their lanes.
    pub nodes: Vec<ChecklistNode>,
    /// All checks in one line.
    pub verdict: String,
    /// What the walk needs to know, worksheet order, readings left out.
    pub facts: Vec<ChecklistFact>,
    /// The checks, with their verdicts on the facts as they are.
    pub checks: Vec<ChecklistCheck>,
    /// The main line, in order, what is left out included.
    pub steps: Vec<ChecklistStep>,
    /// What lies outside the main line.
    pub recoveries: Vec<ChecklistRecovery>,
}

/// The procedure's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistProcedure {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it achieves.
    pub summary: String,
}

/// A document that the procedure follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistSource {
    /// Its short id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistNode {
    /// Its id.
    pub id: String,
    /// What the procedure calls it.
    pub label: String,
    /// Its computer name, once that is known.
    pub name: Option<String>,
    /// Whether it is only visited.
    pub visited: bool,
}

/// A fact, or the blank for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistFact {
    /// Its full id.
    pub id: String,
    /// A short label.
    pub label: String,
    /// The question.
    pub ask: String,
    /// Its value, once that is known.
    pub value: Option<String>,
    /// The labels of a list's fields.
    pub fields: Vec<String>,
    /// The members of a list, once they are known: field labels and values.
    pub members: Vec<Vec<(String, String)>>,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistCheck {
    /// Its id.
    pub id: String,
    /// What it makes sure of.
    pub title: String,
    /// `block` or `warn`.
    pub severity: &'static str,
    /// `pass`, `warning`, `fail`, `could-not-test` or `not-applicable`.
    pub verdict: &'static str,
    /// The clauses that decided it, with their values.
    pub because: String,
    /// When it passes, one line each.
    pub passes_if: Vec<String>,
    /// Why it matters.
    pub why: String,
    /// What to do when it fails.
    pub fix: String,
    /// Where it comes from.
    pub source: String,
    /// The phases and steps before which it must pass; empty means the first step.
    pub guards: Vec<String>,
}

/// A recovery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistRecovery {
    /// Its id.
    pub id: String,
    /// What it puts right.
    pub title: String,
    /// Its steps.
    pub steps: Vec<ChecklistStep>,
    /// Where its end leads.
    pub then: String,
}

impl Checklist {
    /// The plan on paper with what is known so far.
    #[must_use]
    pub fn of(procedure: &Procedure, facts: &Facts) -> Self {
        let world = World::of_facts(procedure, facts);
        let render = |text| world.render(text, Scope::empty());
        let verdicts = checks::reach_all(&world, &std::collections::BTreeMap::new());
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

    /// The plan as a page.
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

/// The nodes with their names.
fn nodes(world: &World<'_>) -> Vec<ChecklistNode> {
    let node = |node: &crate::model::Node| ChecklistNode {
        id: node.id.clone(),
        label: node.label.clone(),
        name: world.facts.get(&format!("{}.name", node.id)).map(ToString::to_string),
        visited: node.visited,
    };
    world.procedure.nodes.iter().map(node).collect()
}

/// The facts that are asked or may be, with their values.
fn facts_of(world: &World<'_>) -> Vec<ChecklistFact> {
    use crate::model::condition::Truth;
    let asked = |fact: &&crate::model::Fact| {
        let when = fact.when.as_ref().map_or(Truth::True, |when| when.truth(world, Scope::empty()));
        !fact.reading && when != Truth::False
    };
    let facts = world.procedure.facts.iter().filter(asked).flat_map(|fact| {
        fact.full_ids().map(move |id| {
            let label_of = |field: &str| match &fact.kind {
                crate::model::value::Kind::Records(records) => records.field(field).map(|own| own.label.clone()),
                _ => None,
            };
            let members = world.facts.members(&id).unwrap_or_default().iter().map(|member| {
                let fields = member.fields.iter();
                fields.map(|(field, value)| (label_of(field).unwrap_or_default(), value.to_string())).collect()
            });
            let fields = match &fact.kind {
                crate::model::value::Kind::Records(records) => {
                    records.fields.iter().map(|field| field.label.clone()).collect()
                }
                _ => Vec::new(),
            };
            ChecklistFact {
                fields,
                label: world.label_of(&id, Scope::empty()),
                ask: fact.ask.clone(),
                value: world.facts.get(&id).map(ToString::to_string),
                members: members.collect(),
                id,
            }
        })
    });
    facts.collect()
}

/// One check.
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
