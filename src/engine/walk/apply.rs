//! Applying events: what each one changes.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{Inputs, Replan, Stage, Status, Walk, WrittenFile};
use crate::engine::checks::Waiver;
use crate::engine::event::{Event, Record};
use crate::engine::plan::{Plan, Planned};
use crate::model::Procedure;
use crate::model::condition::Truth;

impl Walk {
    /// The walk that a journal records.
    pub fn replay<'a>(
        procedure: Arc<Procedure>,
        rehearsal: bool,
        records: impl IntoIterator<Item = &'a Record>,
    ) -> Self {
        let mut walk = Self::new(procedure, rehearsal);
        walk.replan = Replan::Later { due: false };
        for record in records {
            walk.evolve(record);
        }
        walk.replan_if_due();
        walk.replan = Replan::AtOnce;
        walk
    }

    /// Applies one record of the journal.
    pub fn evolve(&mut self, record: &Record) {
        self.apply(&record.event, record.time, &record.by);
        self.events = record.number;
        self.saved = Some(record.time);
    }

    /// Applies one event. Ignores ids that the procedure doesn't have. Since a digest ties the journal to its procedure, that
    /// happens only to events that nodewalk didn't write.
    pub(super) fn apply(&mut self, event: &Event, time: DateTime<FixedOffset>, by: &str) {
        if !event.changes_facts() {
            self.replan_if_due();
        }
        match event {
            Event::Opened { .. } => self.opened(),
            Event::Fact { .. }
            | Event::FactForgotten { .. }
            | Event::ListKnown { .. }
            | Event::MemberAdded { .. }
            | Event::MemberRemoved { .. }
            | Event::Read { .. } => self.answered(event),
            Event::Answered => self.stage = Stage::Checks,
            Event::Reopened => self.stage = Stage::Worksheet,
            Event::Checked { check, verdict, because } => {
                Arc::make_mut(&mut self.checked).insert(check.clone(), format!("{verdict} {because}"));
            }
            Event::Waived { check, reason } => {
                let waiver = Waiver { by: by.to_owned(), time, reason: reason.clone() };
                self.waivers.insert(check.clone(), waiver);
            }
            Event::Began => {
                self.stage = Stage::Walking;
                self.corrected = false;
                self.console = self.target().map(|target| target.node.clone());
            }
            Event::PickedUp => self.pick_up = None,
            Event::HandedOff { node } => self.console = Some(node.clone()),
            Event::Shown { step, attempt } => {
                let progress = self.progress.edit(step);
                progress.status = Status::Shown;
                progress.attempts = *attempt;
                progress.shown_at = Some(time);
            }
            Event::Observed { step, state, value } => self.observed(step.as_deref(), state, value),
            Event::Named { step, .. } => self.progress.edit(step).inputs.named = true,
            Event::Writing { path, .. } => {
                self.unfinished_files.insert(path.clone());
            }
            Event::Written { step, file, path, file_sha256, secrets } => self.wrote(WrittenFile {
                step: step.clone(),
                file: file.clone(),
                path: path.clone(),
                sha256: file_sha256.clone(),
                secrets: *secrets,
                at: time,
                by: by.to_owned(),
            }),
            Event::Confirmed { step, already, .. } => self.confirmed(step, *already, time),
            Event::RestartExpected { node, step } => {
                self.expected.insert(node.clone(), step.clone());
            }
            Event::WentDown { node, planned } => self.went_down(node, *planned, time),
            Event::CameBack { node, how } => self.came_back_from(node, *how),
            Event::Problem { step, problem, text } => self.problem_opened(step, problem.as_deref(), text),
            Event::ProblemLeft { .. } => self.problem_left(),
            Event::Repeated { step, .. } => {
                self.problem = None;
                self.pending_jump = None;
                self.reset(step);
            }
            Event::WentTo { step, because } => self.went_to(step, because, time),
            Event::RecoveryBegan { recovery, because } => self.begin_recovery(recovery, because),
            Event::RecoveryEnded { recovery } => self.end_recovery(recovery),
            Event::Skipped { step, reason } => self.settle(step, Status::Skipped, reason, time),
            Event::Withdrawn { step } => {
                self.reset(step);
                self.console = self.planned(step).map(|planned| planned.node.clone());
            }
            Event::Noted { .. } | Event::Signed { .. } => {}
            Event::Stopped { because } => {
                self.problem = None;
                self.pending_jump = None;
                self.corrected = false;
                self.stage = Stage::Stopped { because: because.clone() };
            }
            Event::Resumed { .. } => self.stage = Stage::Walking,
            Event::Abandoned { reason } => self.stage = Stage::Abandoned { reason: reason.clone() },
            Event::Finished => self.stage = Stage::Finished,
        }
        self.progress.advance(&self.plan);
    }

    /// Settles a step, so that the walk is past it.
    pub(super) fn settle(&mut self, step: &str, status: Status, reason: &str, time: DateTime<FixedOffset>) {
        self.progress.settle(step);
        let progress = self.progress.edit(step);
        progress.status = status;
        progress.done_at = Some(time);
        reason.clone_into(&mut progress.reason);
        self.missed.remove(step);
    }

    /// Resets a step, so that it must be done again.
    pub(super) fn reset(&mut self, step: &str) {
        self.progress.unsettle(step);
        self.expected.retain(|_, own| own != step);
        if let Some(progress) = self.progress.edit_known(step) {
            progress.status = Status::Todo;
            progress.inputs = Inputs::default();
            progress.done_at = None;
        }
    }

    /// Makes a new plan if a fact changed since the last one.
    pub(super) fn replan_if_due(&mut self) {
        if self.replan == (Replan::Later { due: true }) {
            self.replan = Replan::Later { due: false };
            self.plan_again();
        }
    }

    /// Makes a new plan, and remembers the steps that begin to apply when the walk is past them already.
    pub(super) fn plan_again(&mut self) {
        let before = std::mem::replace(&mut self.plan, Plan::of(&self.procedure, &self.facts));
        self.progress.plan_changed();
        if let Some(recovery) = &mut self.recovery {
            recovery.plan = Plan::of_recovery(&self.procedure, &self.facts, &recovery.id);
        }
        let settled = |planned: &Planned| self.progress.is_settled(&planned.id);
        let Some(furthest) = self.plan.steps.iter().rposition(settled) else { return };
        let was_walked = |id: &str| before.get(id).is_some_and(|planned| planned.included == Truth::True);
        let missed = self.plan.steps[..furthest]
            .iter()
            .filter(|planned| planned.included == Truth::True && !was_walked(&planned.id) && !settled(planned));
        self.missed.extend(missed.map(|planned| planned.id.clone()));
    }

    /// The walk after some events, to decide what follows from them. Their times don't matter.
    pub(super) fn clone_with(&self, events: &[Event]) -> Walk {
        let mut after = self.clone();
        for event in events {
            after.apply(event, chrono::DateTime::default(), "");
        }
        after
    }
}
