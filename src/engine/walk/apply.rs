//! Evolution: what an event changes.

use chrono::{DateTime, FixedOffset};

use super::{File, OpenProblem, Owed, PickUp, Replan, Running, Stage, Status, StepProgress, Walk};
use crate::engine::checks::Waiver;
use crate::engine::event::{Event, Record};
use crate::engine::facts::Address;
use crate::engine::plan::{Plan, Planned};
use crate::model::condition::Truth;
use crate::model::{Change, Jump, Set};

impl Walk {
    /// Applies one record of the journal.
    pub fn evolve(&mut self, record: &Record) {
        self.apply(&record.event, record.time, &record.by);
        self.events = record.number;
        self.saved = Some(record.time);
    }

    /// Applies one event. What it names and the procedure does not have is passed over; the journal is bound to its
    /// procedure by a digest, so that happens only to an event that nodewalk did not write.
    pub(super) fn apply(&mut self, event: &Event, time: DateTime<FixedOffset>, by: &str) {
        if !event.changes_facts() {
            self.catch_up();
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
                std::sync::Arc::make_mut(&mut self.checked).insert(check.clone(), format!("{verdict} {because}"));
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
                self.unfinished.insert(path.clone());
            }
            Event::Written { step, file, path, file_sha256, secrets } => self.wrote(File {
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
            Event::Problem { step, problem, text } => self.met(step, problem.as_deref(), text),
            Event::ProblemLeft { .. } => self.leave(),
            Event::Repeated { step, .. } => {
                self.problem = None;
                self.owed = None;
                self.reset(step);
            }
            Event::WentTo { step, because } => self.went_to(step, because, time),
            Event::RecoveryBegan { recovery, because } => self.recover(recovery, because),
            Event::RecoveryEnded { recovery } => self.recovered(recovery),
            Event::Skipped { step, reason } => self.settle(step, Status::Skipped, reason, time),
            Event::Withdrawn { step } => {
                self.reset(step);
                self.console = self.planned(step).map(|planned| planned.node.clone());
            }
            Event::Noted { .. } | Event::Signed { .. } => {}
            Event::Stopped { because } => {
                self.problem = None;
                self.owed = None;
                self.corrected = false;
                self.stage = Stage::Stopped { because: because.clone() };
            }
            Event::Resumed { .. } => self.stage = Stage::Walking,
            Event::Abandoned { reason } => self.stage = Stage::Abandoned { reason: reason.clone() },
            Event::Finished => self.stage = Stage::Finished,
        }
        self.progress.advance(&self.plan);
    }

    /// The session was opened: a walk that had begun is picked up.
    fn opened(&mut self) {
        if self.stage != Stage::Walking {
            return;
        }
        let shown = self.target().and_then(|target| {
            let progress = self.progress.get(&target.id)?;
            let at = progress.shown_at.filter(|_| progress.status == Status::Shown)?;
            Some((target.id.clone(), at))
        });
        self.pick_up = Some(PickUp { unrecorded: shown, ..PickUp::default() });
    }

    /// A fact, a reading or a list changed.
    fn answered(&mut self, event: &Event) {
        let procedure = std::sync::Arc::clone(&self.procedure);
        let (id, step) = match event {
            Event::Fact { fact, .. } | Event::FactForgotten { fact } => (fact, None),
            Event::ListKnown { list, step, .. }
            | Event::MemberAdded { list, step, .. }
            | Event::MemberRemoved { list, step, .. } => (list, step.as_ref()),
            Event::Read { reading, step, .. } => (reading, Some(step)),
            _ => return,
        };
        let Some(address) = Address::find(&procedure, id) else { return };
        let facts = match step {
            Some(step) => &mut self.progress.edit(step).inputs.readings,
            None if address.fact().reading => &mut self.prepared,
            None => &mut self.facts,
        };
        match event {
            Event::Fact { fact, value, provenance } => facts.write(&procedure, fact, value, *provenance),
            Event::Read { reading, value, .. } => {
                facts.write(&procedure, reading, value, crate::engine::event::Provenance::Typed);
            }
            Event::FactForgotten { .. } => match &address {
                Address::Fact(_) => facts.forget(id),
                Address::Field { id, key, field, .. } => {
                    facts.set_field(id, key, &field.id, None, crate::engine::event::Provenance::Typed);
                }
            },
            Event::ListKnown { list, provenance, .. } => facts.know_list(list, *provenance),
            Event::MemberAdded { list, key, provenance, .. } => facts.add(address.fact(), list, key, *provenance),
            Event::MemberRemoved { list, key, .. } => facts.remove(list, key),
            _ => {}
        }
        self.outdate_files(step.map(String::as_str));
        if step.is_none() {
            self.corrected = true;
            match &mut self.replan {
                Replan::AtOnce => self.plan_anew(),
                Replan::Later { due } => *due = true,
            }
        }
    }

    /// Plans anew if a fact changed since the plan was made.
    pub(super) fn catch_up(&mut self) {
        if self.replan == (Replan::Later { due: true }) {
            self.replan = Replan::Later { due: false };
            self.plan_anew();
        }
    }

    /// Plans anew; a step that begins to apply behind the position is remembered as late.
    fn plan_anew(&mut self) {
        let before = std::mem::replace(&mut self.plan, Plan::of(&self.procedure, &self.facts));
        self.progress.begin_anew();
        if let Some(recovery) = &mut self.recovery {
            recovery.plan = Plan::of_recovery(&self.procedure, &self.facts, &recovery.id);
        }
        let settled = |planned: &Planned| self.progress.is_settled(&planned.id);
        let Some(furthest) = self.plan.steps.iter().rposition(settled) else { return };
        let was_walked = |id: &str| before.get(id).is_some_and(|planned| planned.included == Truth::True);
        let late = self.plan.steps[..furthest]
            .iter()
            .filter(|planned| planned.included == Truth::True && !was_walked(&planned.id) && !settled(planned));
        self.late.extend(late.map(|planned| planned.id.clone()));
    }

    /// A state was observed, or whether an obligation is still so.
    fn observed(&mut self, step: Option<&str>, state: &str, value: &str) {
        if let Some(pick_up) = &mut self.pick_up {
            pick_up.seen.insert(state.to_owned());
        }
        match step {
            Some(step) => {
                let seen = &mut self.progress.edit(step).inputs.observed;
                seen.retain(|(own, _)| own != state);
                seen.push((state.to_owned(), value.to_owned()));
            }
            None if self.procedure.obligation(state).is_some() => {
                if value == "lost" {
                    self.obligations.lose(state);
                }
            }
            None => self.states.set(state, value, true),
        }
    }

    /// An attempt ends: its readings and observations take effect.
    fn take_inputs(&mut self, step: &str) {
        let Some(progress) = self.progress.edit_known(step) else { return };
        let inputs = std::mem::take(&mut progress.inputs);
        let lists =
            inputs.readings.iter().any(|(_, held)| matches!(held.value, crate::model::value::Value::Members(_)));
        self.facts.merge(&inputs.readings);
        for (state, value) in inputs.observed {
            self.states.set(&state, &value, true);
        }
        if lists {
            self.plan_anew();
        }
    }

    /// A step was confirmed.
    fn confirmed(&mut self, step: &str, already: bool, time: DateTime<FixedOffset>) {
        let Some(planned) = self.planned(step).cloned() else { return };
        self.take_inputs(step);
        if already {
            self.settle(step, Status::Already, "", time);
            return;
        }
        let procedure = std::sync::Arc::clone(&self.procedure);
        let declared = planned.step(&procedure);
        let before = (self.states.clone(), self.obligations.clone());
        self.set_states(&planned, &declared.sets, false);
        self.change(&planned, &declared.opens, true);
        self.change(&planned, &declared.closes, false);
        let work_before_restart = declared.restart.is_some() && declared.pure_restart().is_none();
        let restart = declared.restart.as_ref().map(|restart| self.procedure.node_id(&restart.node, &planned.scope));
        if work_before_restart {
            self.expected.extend(restart.map(|node| (node, step.to_owned())));
            let progress = self.progress.edit(step);
            progress.status = Status::RestartDue;
        } else {
            self.settle(step, Status::Done, "", time);
            // The event that the node went down follows; should a crash keep it from the journal, it is down all the same.
            if let Some(node) = restart {
                self.expected.insert(node.clone(), step.to_owned());
                self.fall(&node, true, time, before);
            }
        }
    }

    /// Marks a step as settled.
    pub(super) fn settle(&mut self, step: &str, status: Status, reason: &str, time: DateTime<FixedOffset>) {
        self.progress.settle(step);
        let progress = self.progress.edit(step);
        progress.status = status;
        progress.done_at = Some(time);
        reason.clone_into(&mut progress.reason);
        self.late.remove(step);
    }

    /// Sets states: those whose condition holds; what rests on this attempt's readings was observed. Of a failed attempt
    /// only the conditional ones count.
    fn set_states(&mut self, planned: &Planned, sets: &[Set], only_conditional: bool) {
        for set in sets {
            let holds = match &set.when {
                Some(when) => when.truth(&self.world(), &planned.scope).holds(),
                None => !only_conditional,
            };
            if holds {
                let observed = set.when.as_ref().is_some_and(|when| self.rests_on_readings(planned, when));
                let own = self
                    .procedure
                    .state(&self.procedure.state_id(&set.state, &planned.scope))
                    .is_some_and(|state| state.start.is_some());
                self.states.set(&self.procedure.state_id(&set.state, &planned.scope), &set.to, observed || own);
            }
        }
    }

    /// Opens or closes obligations: those whose condition holds; of a family all members, or the one that the scope is about.
    fn change(&mut self, planned: &Planned, changes: &[Change], open: bool) {
        for change in changes {
            let holds = |when: &crate::model::condition::Condition| when.truth(&self.world(), &planned.scope).holds();
            if !change.when.as_ref().is_none_or(holds) {
                continue;
            }
            let id = self.world().obligation_id(&change.obligation, &planned.scope);
            let list = self.procedure.obligation(&id).and_then(|declared| declared.each.clone());
            if !open {
                self.obligations.close(&id);
                continue;
            }
            match list {
                Some(list) if !id.contains('[') => {
                    let keys: Vec<String> =
                        self.facts.members(&list).unwrap_or_default().iter().map(|member| member.key.clone()).collect();
                    for key in keys {
                        self.obligations.open(&format!("{id}[{key}]"));
                    }
                }
                _ => self.obligations.open(&id),
            }
        }
    }

    /// A recovery came to its end.
    fn recovered(&mut self, id: &str) {
        self.recovery = None;
        let then = self.procedure.recovery(id).map(|recovery| recovery.then.clone());
        if let Some(jump) = then.filter(|jump| *jump != Jump::Return) {
            let because = format!("\"{}\" is dealt with", self.world().part_title(id));
            self.owed = Some(Owed { jump, step: String::new(), because });
        }
    }

    /// A problem ends the attempt.
    fn met(&mut self, step: &str, problem: Option<&str>, text: &str) {
        let procedure = std::sync::Arc::clone(&self.procedure);
        let planned = self.planned(step).cloned();
        let mut before = (self.states.clone(), self.obligations.clone());
        let mut after = before.clone();
        // What this attempt has not found out is not known of it, whatever an earlier one found.
        let (readings, states) = planned.as_ref().map(|planned| self.unanswered_by(planned)).unwrap_or_default();
        for id in &readings {
            self.facts.forget(id);
        }
        self.take_inputs(step);
        if let Some(planned) = planned {
            let known: Vec<_> =
                states.into_iter().filter_map(|id| self.states.take(&id).map(|seen| (id, seen))).collect();
            let declared = planned.step(&procedure);
            self.set_states(&planned, &declared.sets, true);
            before = (self.states.clone(), self.obligations.clone());
            for (id, seen) in &known {
                before.0.put_back(id.clone(), seen.clone());
            }
            let listed = problem.and_then(|id| procedure.problems(declared).find(|own| own.id == id));
            if let Some(listed) = listed {
                self.set_states(&planned, &listed.sets, false);
                self.change(&planned, &listed.closes, false);
            }
            for (id, seen) in known {
                self.states.put_back(id, seen);
            }
            after = (self.states.clone(), self.obligations.clone());
        }
        if let Some(progress) = self.progress.edit_known(step)
            && progress.status == Status::Shown
        {
            progress.status = Status::Todo;
        }
        let (problem, text) = (problem.map(str::to_owned), text.to_owned());
        self.problem = Some(OpenProblem { step: step.to_owned(), problem, text, change: [before, after] });
    }

    /// A problem is left: it was not the one. What it changed itself is as it was; what was seen stays seen.
    fn leave(&mut self) {
        let Some(OpenProblem { change: [before, after], .. }) = self.problem.take() else { return };
        self.states.take_back(&before.0, &after.0);
        self.obligations.take_back(&before.1, &after.1);
    }

    /// Makes a step to do again.
    pub(super) fn reset(&mut self, step: &str) {
        self.progress.unsettle(step);
        self.expected.retain(|_, own| own != step);
        if let Some(progress) = self.progress.edit_known(step) {
            progress.status = Status::Todo;
            progress.inputs = super::Inputs::default();
            progress.done_at = None;
        }
    }

    /// Goes on at another step: of the running recovery, else of the main line, which leaves the recovery.
    fn went_to(&mut self, step: &str, because: &str, time: DateTime<FixedOffset>) {
        self.problem = None;
        self.owed = None;
        self.recovery = self.recovery.take().filter(|recovery| recovery.plan.get(step).is_some());
        let plan = self.recovery.as_ref().map_or(&self.plan, |recovery| &recovery.plan);
        let Some(place) = plan.steps.iter().position(|planned| planned.id == step) else { return };
        let of_plan = plan.steps.iter().enumerate();
        let ids: Vec<(bool, bool, String)> = of_plan
            .map(|(index, planned)| (index >= place, planned.included != Truth::False, planned.id.clone()))
            .collect();
        for (again, walked, id) in ids {
            let settled = self.progress.is_settled(&id);
            if again {
                self.reset(&id);
            } else if !settled && walked {
                self.settle(&id, Status::Passed, because, time);
            }
        }
    }

    /// Begins a recovery, or begins it again.
    fn recover(&mut self, id: &str, because: &str) {
        self.problem = None;
        self.owed = None;
        let plan = Plan::of_recovery(&self.procedure, &self.facts, id);
        for planned in plan.steps.iter() {
            self.progress.unsettle(&planned.id);
            let progress = self.progress.edit(&planned.id);
            *progress = StepProgress { attempts: progress.attempts, ..StepProgress::default() };
        }
        if let Some(target) = self.target().map(|target| target.id.clone())
            && let Some(progress) = self.progress.edit_known(&target)
            && progress.status == Status::Shown
        {
            progress.status = Status::Todo;
            progress.inputs = super::Inputs::default();
        }
        self.recovery = Some(Running { id: id.to_owned(), plan, because: because.to_owned() });
    }
}
