//! Deciding: what follows from an action.

use super::{Position, Refusal, Stage, Status, Walk};
use crate::engine::action::{Action, typed};
use crate::engine::event::{Event, Provenance};
use crate::engine::world::Standing;
use crate::model::Severity;

impl Walk {
    /// Turns an action into the events that follow from it. Actions that only open a view, such as map and help, give none.
    ///
    /// # Errors
    ///
    /// Returns why the action is refused, and what to do instead.
    pub fn decide(&self, action: &Action) -> Result<Vec<Event>, Refusal> {
        if self.is_over() && !matches!(action, Action::Note(_)) {
            return match action {
                Action::Map | Action::Open | Action::Facts | Action::Checks | Action::Help | Action::Back => {
                    Ok(Vec::new())
                }
                _ => Err(Refusal::new("the walk is over", "type `quit` to leave; its report stays")),
            };
        }
        match action {
            Action::Done => self.decide_done(),
            Action::Set { fact, value } => self.decide_set(fact, value, Provenance::Typed),
            Action::Add { list, key } => self.decide_add(list, key, Provenance::Typed),
            Action::Remove { list, key } => self.decide_remove(list, key),
            Action::See { state, value } => self.decide_see(state.as_deref(), value),
            Action::Name(name) => self.decide_name(name),
            Action::Note(text) => {
                let step = self.target().filter(|_| self.stage == Stage::Walking).map(|target| target.id.clone());
                Ok(vec![Event::Noted { step, text: text.clone() }])
            }
            Action::Problem(text) => self.decide_problem(text),
            Action::Choose(number) => self.decide_choose(*number),
            Action::Again(step) => self.decide_again(step),
            Action::Restarted(node) => self.decide_restarted(node),
            Action::Down(node) => self.decide_down(node),
            Action::NotRestarted => self.decide_not_restarted(),
            Action::Skip(reason) => self.decide_skip(reason),
            Action::Waive { check, reason } => self.decide_waive(check, reason),
            Action::Sign(name) if self.position() == Position::SignOff => {
                Ok([Event::Signed { name: name.clone() }].into_iter().chain(self.finish()?).collect())
            }
            Action::Sign(_) => {
                Err(Refusal::new("the walk is not at its end yet", "it is signed when every step is settled"))
            }
            Action::Write => self.decide_write(),
            Action::Folder(_) => Err(Refusal::new(
                "no file with secrets is written here",
                "every other file goes into the session's own folder",
            )),
            Action::Back => Ok(self.decide_back()),
            Action::Abandon(reason) => Ok(vec![Event::Abandoned { reason: reason.clone() }]),
            Action::Map | Action::Open | Action::Facts | Action::Checks | Action::Help | Action::Quit => Ok(Vec::new()),
        }
    }

    /// The main action of the screen that is due.
    fn decide_done(&self) -> Result<Vec<Event>, Refusal> {
        match self.position() {
            Position::Worksheet => self.hand_in(),
            Position::Checks => self.begin(),
            Position::PickUp => self.decide_picked_up(),
            Position::Problem => Ok(self.follow_problem()),
            Position::Stopped if self.corrected => {
                Ok(vec![Event::Resumed { because: "a fact was corrected".to_owned() }])
            }
            Position::Stopped => Err(Refusal::new(
                "nothing was corrected since the walk stopped",
                "correct the fact that caused it with `set FACT VALUE`, or leave with `quit`",
            )),
            Position::Ask { facts, .. } => Err(Refusal::new(
                format!("`{}` is not known yet", facts.join("`, `")),
                format!("type `set {} VALUE`", facts.first().map_or("FACT".to_owned(), |id| typed(id))),
            )),
            Position::Guarded { checks, .. } => Err(blocked(&checks)),
            Position::Lost { obligation } => self.follow_lost(&obligation),
            Position::HandOff { node, .. } => Ok(vec![Event::HandedOff { node }]),
            Position::Waiting { node, .. } => Ok(vec![self.came_back(&node)]),
            Position::Restart { step } => Ok(self.restart_done(&step)),
            Position::Step { step, gate } => self.confirm(&step, gate),
            Position::SignOff => self.finish(),
            Position::Ended => Ok(Vec::new()),
        }
    }

    /// Begins the walk, unless a check blocks it.
    fn begin(&self) -> Result<Vec<Event>, Refusal> {
        let blocking = self.blocking_start();
        if !blocking.is_empty() {
            return Err(blocked(&blocking));
        }
        let mut events = self.checked_events(self.verdicts());
        events.push(Event::Began);
        Ok(events)
    }

    /// Ends the walk, unless an obligation is open.
    fn finish(&self) -> Result<Vec<Event>, Refusal> {
        match self.obligations.iter().find(|(_, standing)| *standing != Standing::Closed) {
            None => Ok(vec![Event::Finished]),
            Some((open, _)) => Err(Refusal::new(
                format!("`{open}` is left open"),
                "put it right with `again STEP`; if its step left the walk when a fact was corrected, correct the fact first",
            )),
        }
    }

    /// Takes the computer name that the console shows.
    fn decide_name(&self, name: &str) -> Result<Vec<Event>, Refusal> {
        let Some(planned) = self.open_step().filter(|planned| planned.step(&self.procedure).irreversible) else {
            return Err(Refusal::new(
                "no computer name is asked for here",
                "it is asked at steps that cannot be undone",
            ));
        };
        let wanted = self.world().node_name(&planned.node);
        if !name.trim().eq_ignore_ascii_case(&wanted) {
            return Err(Refusal::new(
                format!("this step is for `{wanted}`, and that console says `{}`", name.trim()),
                format!("go to {wanted}, type `echo %COMPUTERNAME%` there, and enter what it shows"),
            ));
        }
        Ok(vec![Event::Named { step: planned.id.clone(), name: name.trim().to_owned() }])
    }

    /// Skips the current step.
    fn decide_skip(&self, reason: &str) -> Result<Vec<Event>, Refusal> {
        let Position::Step { step, .. } = self.position() else {
            return Err(Refusal::new("there is no step here to skip", "type `help` for what is possible now"));
        };
        match self.planned(&step).map(|planned| planned.step(&self.procedure).skippable) {
            Some(true) => Ok(vec![Event::Skipped { step, reason: reason.to_owned() }]),
            _ => Err(Refusal::new(
                format!("`{step}` cannot be skipped"),
                "do it, or type `problem TEXT` if it cannot be done",
            )),
        }
    }

    /// Waives a check that only warns.
    fn decide_waive(&self, check: &str, reason: &str) -> Result<Vec<Event>, Refusal> {
        match self.procedure.check(check) {
            None => {
                let ids: Vec<String> = self.procedure.checks.iter().map(|check| format!("`{}`", check.id)).collect();
                Err(Refusal::new(format!("`{check}` is not a check"), format!("the checks are {}", ids.join(", "))))
            }
            Some(found) if found.severity == Severity::Error => Err(Refusal::new(
                format!("`{check}` blocks and cannot be waived"),
                "correct what it found; only warnings are waived",
            )),
            Some(_) => Ok(vec![Event::Waived { check: check.to_owned(), reason: reason.to_owned() }]),
        }
    }

    /// Goes back: leaves a problem, reopens the worksheet, or withdraws the last confirmation if it changed nothing.
    fn decide_back(&self) -> Vec<Event> {
        match self.position() {
            Position::Checks => vec![Event::Reopened],
            Position::Problem => self.leave_problem(),
            Position::Step { .. } | Position::HandOff { .. } | Position::SignOff | Position::Ask { .. } => {
                self.withdrawable().map(|step| Event::Withdrawn { step: step.to_owned() }).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The step whose confirmation can be withdrawn: the one settled last, if it changed nothing.
    #[must_use]
    pub fn withdrawable(&self) -> Option<&str> {
        let last = self.last_settled()?;
        let plain = self.planned(last)?.step(&self.procedure).is_plain();
        let done = self.progress.get(last)?.status == Status::Done;
        (plain && done && self.recovery.is_none()).then_some(last)
    }
}

/// The refusal for checks that block.
fn blocked(checks: &[String]) -> Refusal {
    Refusal::new(
        format!("`{}` stands against it", checks.join("`, `")),
        "correct what it found with `set FACT VALUE`, or settle it at the node first",
    )
}
