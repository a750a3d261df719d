//! A run of one scenario: does what is expected from one departure to the next.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::engine::action::Action;
use crate::engine::facts::Facts;
use crate::engine::walk::{Gate, Position, Stage, Walk};
use crate::engine::world::{Standing, World};
use crate::lint::explore::{Atoms, Deviation, TraceStep, Transition, lines, place, transitions_at, violations};
use crate::lint::finding::Finding;
use crate::lint::{conditions, declarations};
use crate::model::condition::Scope;
use crate::model::{Departure, GivenValue, Goal, Procedure, Scenario, Span, StepScreen, means};

/// More screens than any scenario needs. A run that shows more goes round in circles.
const MAX_SCREENS: usize = 3000;

/// Walks a scenario. Returns the first thing that is wrong, because the rest usually follows from it.
pub(super) fn finding(procedure: &Arc<Procedure>, scenario: &Scenario, facts: Option<&Facts>) -> Option<Finding> {
    let Some(facts) = facts else {
        let message = format!("lint found no answers with which the scenario `{}` can begin", scenario.id);
        let help = "make sure that the given answers pass `applies` and every blocking check";
        return Some(Finding::new("scenario-fails", scenario.span, message, help));
    };
    let mut run = Run::new(procedure, scenario, facts);
    let failure = run.play().or_else(|| run.missed())?;
    Some(Finding { path: run.path(), ..failure })
}

/// A run of a scenario.
struct Run<'p> {
    scenario: &'p Scenario,
    atoms: Atoms<'p>,
    walk: Walk,
    /// The departures still to come.
    departures: &'p [Departure],
    /// The readings given at the present step.
    given: BTreeSet<String>,
    /// Every step shown with its gate open, or already done.
    shown: Vec<String>,
    trace: Vec<TraceStep>,
}

impl<'p> Run<'p> {
    fn new(procedure: &'p Arc<Procedure>, scenario: &'p Scenario, facts: &'p Facts) -> Self {
        let world = World::of_facts(procedure, facts);
        let atoms = Atoms::of(&world, &conditions::at_all(procedure, &declarations::planned(&world)));
        let walk = Walk::with_facts(Arc::clone(procedure), facts.clone());
        let (given, shown, trace) = (BTreeSet::new(), Vec::new(), Vec::new());
        Self { scenario, atoms, walk, departures: &scenario.at, given, shown, trace }
    }

    /// Walks as far as the scenario goes. Returns a failure on the way.
    fn play(&mut self) -> Option<Finding> {
        for _ in 0..MAX_SCREENS {
            let position = self.walk.position();
            if let Position::Step { step, gate: Gate::Open | Gate::Already } = &position
                && self.shown.last() != Some(step)
            {
                self.shown.push(step.clone());
            }
            if let Some(violation) = violations(&self.walk, &position).into_iter().next() {
                let message = format!("in the scenario `{}`, {}", self.scenario.id, violation.finding.message);
                return Some(Finding { message, ..violation.finding });
            }
            if let Some(departure) = self.departures.first().filter(|own| self.is_here(own, &position)) {
                self.departures = &self.departures[1..];
                if let Some(failure) = self.depart(departure, &position) {
                    return Some(failure);
                }
            } else if (self.departures.is_empty() && self.is_at_goal(&position)) || !self.go_on(&position) {
                return None;
            }
        }
        None
    }

    /// Says the words of a departure. Returns a failure if the walk refuses them.
    fn depart(&mut self, departure: &Departure, position: &Position) -> Option<Finding> {
        for (words, span) in &departure.do_ {
            let refused = |fault: &str, help: &str| {
                let message = format!("the scenario `{}` can't say `{words}` here: {fault}", self.scenario.id);
                Some(Finding::new("scenario-refused", *span, message, help))
            };
            let action: Action = match words.parse() {
                Ok(action) => action,
                Err(error) => return refused(&error.fault, &error.help),
            };
            if let Err(refusal) = self.walk.take(&action) {
                return refused(&refusal.fact, &refusal.help);
            }
            self.trace.push(TraceStep { at: place(position), words: words.clone() });
            if let Action::Set { fact: id, .. } | Action::Add { list: id, .. } = action {
                self.given.insert(id.split('.').take(2).collect::<Vec<_>>().join("."));
                self.given.insert(id);
            }
        }
        // Words that only answer a question are confirmed before the next departure.
        if self.walk.position() == *position && self.walk.position() != Position::Stopped {
            self.go_on(position);
        }
        None
    }

    /// Does what is expected. Returns whether there was something to do.
    fn go_on(&mut self, position: &Position) -> bool {
        let transitions = match position {
            Position::Ended | Position::Stopped | Position::Worksheet | Position::PickUp => Vec::new(),
            Position::Guarded { .. } => self.looks_that_help(position),
            _ => transitions_at(&self.walk, position, &self.atoms, false),
        };
        let expected = |own: &Transition| own.deviation == Deviation::None && own.words != "skip";
        for transition in transitions.into_iter().filter(expected) {
            let actions = transition.actions.iter().filter(|action| !self.is_given(action));
            let Some(after) = self.after(actions) else { continue };
            if !matches!(position, Position::HandOff { .. }) {
                self.trace.push(TraceStep { at: place(position), words: transition.words });
            }
            self.walk = after;
            if self.walk.position() != *position {
                self.given.clear();
            }
            return true;
        }
        false
    }

    /// Whether a departure has already given the value that an action would give.
    fn is_given(&self, action: &Action) -> bool {
        let (Action::Set { fact: id, .. } | Action::Add { list: id, .. }) = action else { return false };
        let covers =
            |own: &String| id.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.given.iter().any(covers)
    }

    /// The walk after some actions; `None` if it refuses one.
    fn after<'a>(&self, mut actions: impl Iterator<Item = &'a Action>) -> Option<Walk> {
        let mut after = self.walk.clone();
        actions.all(|action| after.take(action).is_ok()).then_some(after)
    }

    /// The looks after which fewer checks block the walk.
    fn looks_that_help(&self, position: &Position) -> Vec<Transition> {
        let blocking = |walk: &Walk| match walk.position() {
            Position::Guarded { checks, .. } => checks.len(),
            _ => 0,
        };
        let now = blocking(&self.walk);
        let mut looks = transitions_at(&self.walk, position, &self.atoms, false);
        looks.retain(|own| self.after(own.actions.iter()).is_some_and(|after| blocking(&after) < now));
        looks
    }

    /// Whether a departure is made here. A step without work of its own has one screen, that of its restart.
    fn is_here(&self, departure: &Departure, position: &Position) -> bool {
        let restarts_only = |step: &str| {
            let own = self.walk.planned(step).map(|planned| planned.step(self.walk.procedure()));
            own.is_some_and(|own| own.restart.is_some() && own.do_.is_none())
        };
        match (departure.on, position) {
            (StepScreen::Restart, Position::Step { step, .. }) => restarts_only(step) && means(&departure.step, step),
            (StepScreen::Step, Position::Step { step, .. })
            | (StepScreen::Restart, Position::Restart { step })
            | (StepScreen::Wait, Position::Waiting { step: Some(step), .. }) => means(&departure.step, step),
            _ => false,
        }
    }

    /// Whether the walk is at the step that the scenario leads to.
    fn is_at_goal(&self, position: &Position) -> bool {
        let Position::Step { step: at, gate: Gate::Open | Gate::Already } = position else { return false };
        match &self.scenario.goal {
            Goal::Reaches(step) | Goal::ShutAt(step) => step.means(at),
            Goal::Finished | Goal::Stopped => false,
        }
    }

    /// The first expectation of the scenario that the walk doesn't meet.
    fn missed(&self) -> Option<Finding> {
        let id = &self.scenario.id;
        let fails = |span: Span, message: String| {
            let help = "fix the procedure or the scenario";
            Some(Finding::new("scenario-fails", span, message, help))
        };
        let position = self.walk.position();
        let at = place(&position);
        if let Some(missed) = self.departures.first() {
            return fails(
                missed.span,
                format!("the scenario `{id}` never reaches `{}`: the walk is at {at}", missed.step),
            );
        }
        let open = matches!(position, Position::Step { gate: Gate::Open | Gate::Already, .. });
        let shut = matches!(position, Position::Step { gate: Gate::Shut, .. });
        let is_at =
            |step: &crate::model::Reference| matches!(&position, Position::Step { step: at, .. } if step.means(at));
        let (span, met, wanted) = match &self.scenario.goal {
            Goal::Finished => (self.scenario.span, *self.walk.stage() == Stage::Finished, "finish".to_owned()),
            Goal::Stopped => (self.scenario.span, position == Position::Stopped, "be stopped".to_owned()),
            Goal::Reaches(step) => (step.span, open && is_at(step), format!("reach `{}`", step.step)),
            Goal::ShutAt(step) => (step.span, shut && is_at(step), format!("find the gate of `{}` shut", step.step)),
        };
        if !met {
            return fails(span, format!("the scenario `{id}` should {wanted}, but the walk is at {at}{}", self.why()));
        }
        let mut shown = self.shown.iter();
        if let Some(missed) = self.scenario.through.iter().find(|wanted| !shown.any(|shown| wanted.means(shown))) {
            return fails(missed.span, format!("the scenario `{id}` does not pass through `{}`", missed.step));
        }
        let avoided = self.scenario.avoids.iter().find(|avoided| self.shown.iter().any(|shown| avoided.means(shown)));
        if let Some(avoided) = avoided {
            return fails(avoided.span, format!("the scenario `{id}` passes through `{}`", avoided.step));
        }
        let with = self.scenario.with.as_ref()?;
        let scope = self.walk.target().map_or(Scope::empty(), |target| &target.scope);
        let explained = self.walk.world().explain(with, scope);
        if explained.truth.holds() {
            return None;
        }
        fails(with.span, format!("the scenario `{id}` does not end as expected: {}", explained.words()))
    }

    /// The reason why the walk doesn't go on: the clauses of a shut gate, or the open obligations.
    fn why(&self) -> String {
        match self.walk.position() {
            Position::SignOff => {
                let open = self.walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
                let open: Vec<String> = open.map(|(id, standing)| format!("`{id}` is {}", standing.word())).collect();
                format!(": {}", open.join(", "))
            }
            Position::Step { gate: Gate::Shut, .. } => {
                let because = self.walk.target().and_then(|target| self.walk.gate_explained(target));
                because.map(|because| format!(": {}", because.words())).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    /// The path in the operator's words.
    fn path(&self) -> Vec<String> {
        let given = self.scenario.given.iter().map(|given| match &given.value {
            GivenValue::Text(text) if text.is_empty() => format!("no {}", given.fact),
            GivenValue::Text(text) => format!("{} = {text}", given.fact),
            GivenValue::Members(members) => format!("{} members in {}", members.len(), given.fact),
        });
        lines(&given.collect::<Vec<_>>().join(", "), &self.trace, &self.walk)
    }
}
