//! Decisions: what follows from an action at this position.

use super::{Gate, Position, Refusal, Stage, Status, Walk};
use crate::engine::action::{Action, typed};
use crate::engine::event::{Event, Provenance, Return};
use crate::engine::world::Standing;
use crate::model::{Severity, State};

impl Walk {
    /// Turns an action into the events that follow from it. Actions that only look (map, help) give none.
    ///
    /// # Errors
    ///
    /// Returns why the action is refused and what to do; then nothing changes.
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

    /// Whether the walk has ended for good.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Finished | Stage::Abandoned { .. })
    }

    /// The main action of the current screen.
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

    /// Ends the walk, unless something is left open.
    fn finish(&self) -> Result<Vec<Event>, Refusal> {
        match self.obligations.iter().find(|(_, standing)| *standing != Standing::Closed) {
            None => Ok(vec![Event::Finished]),
            Some((open, _)) => Err(Refusal::new(
                format!("`{open}` is left open"),
                "put it right with `again STEP`; if its step left the walk when a fact was corrected, correct the fact first",
            )),
        }
    }

    /// Hands the worksheet in; lists that nobody spoke of have no members.
    fn hand_in(&self) -> Result<Vec<Event>, Refusal> {
        let missing = self.unanswered();
        if let Some(first) = missing.first() {
            let more = match missing.len() {
                1 => String::new(),
                many => format!(" and {} more", many - 1),
            };
            let list = self
                .procedure
                .fact(first)
                .is_some_and(|fact| matches!(fact.kind, crate::model::value::Kind::Records(_)));
            let help =
                if list { format!("type `add {first} KEY`") } else { format!("type `set {} VALUE`", typed(first)) };
            return Err(Refusal::new(format!("`{first}`{more} not answered yet"), help));
        }
        let lists = self.silent_lists().into_iter();
        let known = lists.map(|list| Event::ListKnown { step: None, list, provenance: Provenance::Typed });
        Ok(known.chain([Event::Answered]).collect())
    }

    /// Begins the walk if no check stands against it.
    fn begin(&self) -> Result<Vec<Event>, Refusal> {
        let blocking = self.blocking_start();
        if !blocking.is_empty() {
            return Err(blocked(&blocking));
        }
        let mut events = self.checked_events(self.verdicts());
        events.push(Event::Began);
        Ok(events)
    }

    /// Says what is seen: of the running step's question, of a state that the gate asks about, of any state of the world,
    /// or whether something left open is still so.
    fn decide_see(&self, state: Option<&str>, value: &str) -> Result<Vec<Event>, Refusal> {
        if self.stage != Stage::Walking {
            return Err(Refusal::new("nothing is to be observed yet", "type `help` for what is possible now"));
        }
        let state = match state {
            Some(state) => state.to_owned(),
            None => self
                .asked_state()
                .ok_or_else(|| Refusal::new("no state is asked for here", "type `see STATE VALUE` to say which"))?,
        };
        if self.procedure.obligation(&state).is_some() {
            return self.see_obligation(&state, value);
        }
        let Some(declared) = self.procedure.state(&state) else {
            return Err(Refusal::new(format!("`{state}` is not a state of this procedure"), self.states_of_world()));
        };
        self.of_a_member(declared, &state)?;
        let Some(choice) = declared.values.iter().find(|choice| choice.id.eq_ignore_ascii_case(value.trim())) else {
            let values: Vec<String> = declared.values.iter().map(|choice| format!("`{}`", choice.id)).collect();
            return Err(Refusal::new(
                format!("`{value}` is not a value of `{state}`"),
                format!("type one of {}", values.join(", ")),
            ));
        };
        let value = choice.id.clone();
        if let Position::Step { step, gate: Gate::Open | Gate::Already } = self.position()
            && let Some(planned) = self.planned(&step)
            && let Some(observe) = self.observed_by(planned, &state)
        {
            let differs = observe.expect != value;
            let problem = differs.then(|| self.mismatch(planned, &state, &value, &declared.label(&value)));
            let observed = Event::Observed { step: Some(step.clone()), state, value };
            let events = std::iter::once(observed).chain(problem).collect();
            return Ok(events);
        }
        if declared.start.is_some() {
            return Err(Refusal::new(
                format!("`{state}` follows from the walk and is not looked at"),
                "do the step that brings it about",
            ));
        }
        Ok(vec![Event::Observed { step: None, state, value }])
    }

    /// Refuses the state of a family without its member, or with one that its list does not have.
    fn of_a_member(&self, declared: &State, state: &str) -> Result<(), Refusal> {
        let Some(list) = &declared.each else { return Ok(()) };
        let keys: Vec<&str> =
            self.facts.members(list).unwrap_or_default().iter().map(|member| member.key.as_str()).collect();
        let key = state.strip_suffix(']').and_then(|state| state.split_once('[')).map(|(_, key)| key);
        if key.is_some_and(|key| keys.contains(&key)) {
            return Ok(());
        }
        let ids: Vec<String> = keys.into_iter().map(|key| format!("`{}[{key}]`", declared.id)).collect();
        Err(Refusal::new(format!("`{state}` is not the state of a member"), format!("type one of {}", ids.join(", "))))
    }

    /// Says whether something left open is still so.
    fn see_obligation(&self, obligation: &str, value: &str) -> Result<Vec<Event>, Refusal> {
        let standing = self.obligations.iter().find(|(id, _)| *id == obligation).map(|(_, standing)| standing);
        match (standing, value.trim()) {
            (Some(Standing::Open), "open" | "lost") => {
                Ok(vec![Event::Observed { step: None, state: obligation.to_owned(), value: value.trim().to_owned() }])
            }
            (Some(Standing::Open), _) => {
                Err(Refusal::new(format!("`{value}` cannot be said of `{obligation}`"), "type `open` or `lost`"))
            }
            _ => Err(Refusal::new(format!("`{obligation}` is not open"), "type `open` for what is")),
        }
    }

    /// The state that an observation without a name means: the first that the screen asks about.
    fn asked_state(&self) -> Option<String> {
        match self.position() {
            Position::Step { step, gate: Gate::Shut } => {
                let planned = self.planned(&step)?;
                self.gate_states(planned).into_iter().find(|id| !self.states.get(id).is_some_and(|seen| seen.observed))
            }
            Position::Step { step, gate } => {
                let planned = self.planned(&step)?;
                let asks = self.asks(planned, gate == Gate::Already);
                asks.into_iter().filter(|ask| !self.is_answered(&step, ask)).find_map(|ask| match ask {
                    super::Ask::State { state, .. } => Some(state),
                    _ => None,
                })
            }
            Position::PickUp => self.pick_up_asks().into_iter().next(),
            _ => None,
        }
    }

    /// The states that can be observed at any time, for a help line.
    fn states_of_world(&self) -> String {
        let states = self.procedure.states.iter().filter(|state| state.start.is_none());
        let ids: Vec<String> =
            states.flat_map(|state| state.full_ids().map(|id| format!("`{id}`")).collect::<Vec<_>>()).collect();
        format!("what can be looked at: {}", ids.join(", "))
    }

    /// Takes the computer name that the console shows.
    fn decide_name(&self, name: &str) -> Result<Vec<Event>, Refusal> {
        let Position::Step { step, gate: Gate::Open } = self.position() else {
            return Err(Refusal::new(
                "no computer name is asked for here",
                "it is asked at steps that cannot be undone",
            ));
        };
        let Some(planned) = self.planned(&step).filter(|planned| planned.step(&self.procedure).irreversible) else {
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
        Ok(vec![Event::Named { step, name: name.trim().to_owned() }])
    }

    /// Chooses from the menu of a problem that is not listed.
    fn decide_choose(&self, number: usize) -> Result<Vec<Event>, Refusal> {
        match (self.position(), number) {
            (Position::Problem, 1) => Ok(self.follow_problem()),
            (Position::Problem, 2) => Ok(self.leave_problem()),
            _ => {
                Err(Refusal::new(format!("there is no choice `{number}` here"), "type `help` for what is possible now"))
            }
        }
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

    /// Waives a warning.
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

    /// Goes back: leaves a problem, takes the worksheet up again, or withdraws the last confirmation if it changed nothing.
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

    /// The step whose confirmation can be taken back: the last settled one, if it changed nothing.
    #[must_use]
    pub fn withdrawable(&self) -> Option<&str> {
        let last = self.last_settled()?;
        let plain = self.planned(last)?.step(&self.procedure).is_plain();
        let done = self.progress.get(last)?.status == Status::Done;
        (plain && done && self.recovery.is_none()).then_some(last)
    }

    /// A node that comes back, as planned or not.
    pub(super) fn came_back(&self, node: &str) -> Event {
        let planned = self.down.get(node).is_some_and(|down| down.planned);
        Event::CameBack { node: node.to_owned(), how: if planned { Return::AsPlanned } else { Return::Unplanned } }
    }
}

/// The refusal for checks that block.
fn blocked(checks: &[String]) -> Refusal {
    Refusal::new(
        format!("`{}` stands against it", checks.join("`, `")),
        "correct what it found with `set FACT VALUE`, or settle it at the node first",
    )
}
