//! The status of a session, as text and as JSON.
//!
//! The names in JSON are stable: new ones may come, but none is changed or removed.

mod page;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::page::Page;
use super::report::SessionFacts;
use crate::engine::checks;
use crate::engine::checks::Verdict;
use crate::engine::plan::Planned;
use crate::engine::walk::{Stage, Walk};
use crate::model::condition::{Scope, Truth};
use crate::model::value::Member;

/// The status of one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct SessionStatus {
    pub session: String,
    pub procedure: StatusProcedure,
    pub rehearsal: bool,
    /// `running`, `finished`, `stopped`, or `abandoned`.
    pub state: &'static str,
    /// The name of the screen that is due.
    pub screen: String,
    /// The full id of the next step, after the walk began.
    pub step: Option<String>,
    /// The number of the next step, and how many steps there are.
    pub position: Option<(usize, usize)>,
    /// The title of the next step.
    pub title: Option<String>,
    /// The id of the node at whose console the operator is.
    pub node: Option<String>,
    /// The computer name of that node, or else its label.
    pub node_name: Option<String>,
    /// The id of the recovery that is being walked.
    pub recovery: Option<String>,
    /// The known facts, by full id.
    pub facts: BTreeMap<String, StatusFact>,
    /// The known states, by full id.
    pub states: BTreeMap<String, StatusState>,
    /// All verdicts in one line.
    pub verdict: String,
    /// The checks with their verdicts on the current facts.
    pub checks: Vec<StatusCheck>,
    /// The obligations that were ever open.
    pub obligations: Vec<StatusObligation>,
    /// The files in which a crash may have left secrets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leftovers: Vec<String>,
    /// The nodes that are down, by id, and when they went down.
    pub down: BTreeMap<String, DateTime<FixedOffset>>,
    /// The steps of the main line, then of the active recovery.
    pub steps: Vec<StatusStep>,
    /// How many events the journal has.
    pub events: u64,
    /// When the last event was saved.
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// The seal of the last event.
    pub head: String,
}

/// The procedure of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct StatusProcedure {
    pub id: String,
    pub title: String,
    /// The SHA-256 of its files.
    pub digest: String,
}

/// A fact, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusFact {
    /// The value as the operator types it. For a list, its keys.
    pub value: String,
    /// `typed`, `measured`, or `imported`.
    pub provenance: &'static str,
    /// The members of a list, field by field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<BTreeMap<String, String>>>,
}

/// A state, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct StatusState {
    pub value: String,
    /// Whether it was observed. Otherwise it is assumed because a step was confirmed.
    pub observed: bool,
}

/// A check with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct StatusCheck {
    pub id: String,
    pub title: String,
    /// `pass`, `warning`, `fail`, `could-not-test`, `not-applicable`, or `waived`.
    pub verdict: &'static str,
    /// The clauses that decided it, with their values.
    pub because: String,
    /// Whether it blocks what it guards.
    pub blocks: bool,
}

/// An obligation that was ever open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct StatusObligation {
    pub id: String,
    pub title: String,
    /// `open`, `closed`, or `lost`.
    pub standing: &'static str,
    /// The id of the node at which it is open.
    pub node: Option<String>,
}

/// A step with its progress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct StatusStep {
    pub id: String,
    /// The id of its node.
    pub node: String,
    pub title: String,
    /// `yes`, `no`, or `undecided`.
    pub included: &'static str,
    /// `to-do`, `shown`, `restart-due`, `done`, `already`, `skipped`, or `passed`.
    pub status: &'static str,
    /// How many attempts there were.
    pub attempts: u32,
    /// When the latest attempt was shown.
    pub shown_at: Option<DateTime<FixedOffset>>,
    /// When it was settled.
    pub done_at: Option<DateTime<FixedOffset>>,
    /// Why it was skipped or passed, or else empty.
    pub reason: String,
}

impl SessionStatus {
    /// The status of a walk whose due screen has this name.
    #[must_use]
    pub fn of(walk: &Walk, session: &SessionFacts, screen: &str) -> Self {
        let verdicts = walk.verdicts();
        let begun = !matches!(walk.stage(), Stage::Worksheet | Stage::Checks);
        let target = walk.target().filter(|_| begun);
        let title = target.map(|own| own.title(&walk.world()));
        let number = target.and_then(|own| walk.plan().number(&own.id));
        let recovery = walk.recovery().map(|running| running.plan.steps.as_slice()).unwrap_or_default();
        Self {
            session: session.id.clone(),
            procedure: StatusProcedure {
                id: walk.procedure().id.clone(),
                title: walk.procedure().title.clone(),
                digest: session.digest.clone(),
            },
            rehearsal: walk.rehearsal(),
            state: walk.stage().word(),
            screen: screen.to_owned(),
            step: target.map(|own| own.id.clone()),
            position: number.map(|number| (number, walk.plan().included().count())),
            title,
            node: walk.console().map(str::to_owned),
            node_name: walk.console().map(|node| walk.world().node_name(node)),
            recovery: walk.recovery().map(|running| running.id.clone()),
            facts: facts(walk),
            states: walk
                .states()
                .iter()
                .map(|(id, seen)| (id.to_owned(), StatusState { value: seen.value.clone(), observed: seen.observed }))
                .collect(),
            verdict: checks::overall(&verdicts),
            checks: verdicts.iter().map(|verdict| check(walk, verdict)).collect(),
            obligations: obligations(walk),
            leftovers: session.leftovers.clone(),
            down: walk.down().iter().map(|(node, down)| (node.clone(), down.since)).collect(),
            steps: walk.plan().steps.iter().chain(recovery).map(|planned| step(walk, planned)).collect(),
            events: walk.events(),
            saved_at: walk.saved(),
            head: session.head.clone(),
        }
    }

    /// The status as a page.
    #[must_use]
    pub fn page(&self) -> Page {
        page::page(self)
    }

    /// Whether a blocking check fails or could not be tested.
    #[must_use]
    pub fn falls_short(&self) -> bool {
        self.checks.iter().any(|check| check.blocks)
    }
}

fn facts(walk: &Walk) -> BTreeMap<String, StatusFact> {
    let facts = walk.facts().iter().map(|(id, held)| {
        let members = walk.facts().members(id).map(|members| {
            let member = |member: &Member| {
                member.fields.iter().map(|(field, value)| (field.clone(), value.to_string())).collect()
            };
            members.iter().map(member).collect()
        });
        let fact = StatusFact { value: held.value.to_string(), provenance: held.provenance.word(), members };
        (id.to_owned(), fact)
    });
    facts.collect()
}

fn check(walk: &Walk, verdict: &Verdict<'_>) -> StatusCheck {
    StatusCheck {
        id: verdict.check.id.clone(),
        title: walk.world().render(&verdict.check.title, Scope::empty()),
        verdict: verdict.outcome.word(),
        because: verdict.because.words(),
        blocks: verdict.blocks(),
    }
}

fn obligations(walk: &Walk) -> Vec<StatusObligation> {
    let world = walk.world();
    let obligations = walk.obligations().iter().map(|(id, standing)| StatusObligation {
        id: id.to_owned(),
        title: world.title_of(id),
        standing: standing.word(),
        node: walk.procedure().node_of(id),
    });
    obligations.collect()
}

fn step(walk: &Walk, planned: &Planned) -> StatusStep {
    let progress = walk.progress(&planned.id).cloned().unwrap_or_default();
    StatusStep {
        id: planned.id.clone(),
        node: planned.node.clone(),
        title: planned.title(&walk.world()),
        included: match planned.included {
            Truth::True => "yes",
            Truth::False => "no",
            Truth::Undecided => "undecided",
        },
        status: progress.status.word(),
        attempts: progress.attempts,
        shown_at: progress.shown_at,
        done_at: progress.done_at,
        reason: progress.reason,
    }
}
