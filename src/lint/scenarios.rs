//! Scenarios, walked: with the walk's own decider, from one departure to the next as expected.

mod given;

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::available_parallelism;

use super::explore::counterexample;
use super::explore::counterexample::Hop;
use super::explore::properties::Judge;
use super::explore::transitions;
use super::explore::transitions::Sort;
use super::explore::value_classes::Asked;
use super::finding::Finding;
use super::uses;
use crate::engine::action::Action;
use crate::engine::facts::Facts;
use crate::engine::walk::{Gate, Position, Stage, Walk};
use crate::engine::world::{Standing, World};
use crate::model::Span;
use crate::model::condition::Scope;
use crate::model::{Departure, GivenValue, Goal, Procedure, Scenario, StepScreen, means};

/// More screens than any scenario needs: beyond them it goes round in circles.
const MANY: usize = 3000;

/// The answers with which each scenario of a procedure begins; none where none were found.
pub(super) type Given<'p> = Vec<(&'p Scenario, Option<Facts>)>;

/// Finds the answers with which each scenario begins, on as many threads as the machine has processors.
pub(super) fn given(procedure: &Procedure) -> Given<'_> {
    let threads = available_parallelism().map_or(1, usize::from);
    let share = procedure.scenarios.len().div_ceil(threads).max(1);
    let find = |own: &'_ Scenario| given::facts(procedure, own);
    std::thread::scope(|scope| {
        let shares = procedure.scenarios.chunks(share);
        let found: Vec<_> = shares.map(|own| scope.spawn(move || own.iter().map(find).collect::<Vec<_>>())).collect();
        let found = found.into_iter().flat_map(|own| own.join().unwrap_or_else(|panic| resume_unwind(panic)));
        procedure.scenarios.iter().zip(found).collect()
    })
}

/// What is wrong with the scenarios of a procedure.
pub(super) fn findings(procedure: &Arc<Procedure>) -> impl Iterator<Item = Finding> {
    let scenarios = procedure.scenarios.iter();
    scenarios.filter_map(|scenario| findings_of(procedure, scenario, given::facts(procedure, scenario).as_ref()))
}

/// What is wrong with the scenarios that begin with these answers.
pub(super) fn findings_with(procedure: &Arc<Procedure>, given: &Given<'_>) -> Vec<Finding> {
    given.iter().filter_map(|(scenario, facts)| findings_of(procedure, scenario, facts.as_ref())).collect()
}

/// The answers of the scenarios, with their ids; each once.
pub(super) fn seeds(given: &Given<'_>) -> Vec<(String, Facts)> {
    let mut seeds: Vec<(String, Facts)> = Vec::new();
    for (scenario, facts) in given {
        if let Some(facts) = facts.as_ref().filter(|facts| seeds.iter().all(|(_, own)| own != *facts)) {
            seeds.push((scenario.id.clone(), facts.clone()));
        }
    }
    seeds
}

/// What is wrong with one scenario; the first thing only, for the rest follows from it.
fn findings_of(procedure: &Arc<Procedure>, scenario: &Scenario, facts: Option<&Facts>) -> Option<Finding> {
    let Some(facts) = facts else {
        let message = format!("no answers were found with which the scenario `{}` begins", scenario.id);
        let help = "see that what is given passes `applies` and every blocking check";
        return Some(Finding::new("scenario-fails", scenario.span, message, help));
    };
    let mut run = Run::new(procedure, scenario, facts);
    let failure = run.play().or_else(|| run.missed())?;
    Some(Finding { path: run.path(), ..failure })
}

/// A scenario being walked.
struct Run<'p> {
    scenario: &'p Scenario,
    asked: Asked<'p>,
    walk: Walk,
    /// The departures still to come.
    left: &'p [Departure],
    /// The readings said at the step where the walk stands.
    said: BTreeSet<String>,
    /// Every step shown with its gate open or already so.
    shown: Vec<String>,
    hops: Vec<Hop>,
    /// Who sees that no rule is broken on the way.
    judge: Judge<'p>,
}

impl<'p> Run<'p> {
    /// A walk that is about to begin.
    fn new(procedure: &'p Arc<Procedure>, scenario: &'p Scenario, facts: &'p Facts) -> Self {
        let asked = {
            let world = World::of_facts(procedure, facts);
            let planned = uses::planned(&world);
            Asked::of(&world, &uses::all(procedure, &planned))
        };
        let walk = Walk::with_facts(Arc::clone(procedure), facts.clone());
        let (said, shown, hops) = (BTreeSet::new(), Vec::new(), Vec::new());
        let judge = Judge::new(procedure);
        Self { scenario, asked, walk, left: &scenario.at, said, shown, hops, judge }
    }

    /// Walks as far as the scenario tells. Gives what went wrong on the way.
    fn play(&mut self) -> Option<Finding> {
        for _ in 0..MANY {
            let position = self.walk.position();
            if let Position::Step { step, gate: Gate::Open | Gate::Already } = &position
                && self.shown.last() != Some(step)
            {
                self.shown.push(step.clone());
            }
            if let Some(charge) = self.judge.look(&self.walk, &position).into_iter().next() {
                let message = format!("on the way of the scenario `{}`, {}", self.scenario.id, charge.finding.message);
                return Some(Finding { message, ..charge.finding });
            }
            if let Some(departure) = self.left.first().filter(|own| self.is_here(own, &position)) {
                self.left = &self.left[1..];
                if let Some(failure) = self.depart(departure, &position) {
                    return Some(failure);
                }
                continue;
            }
            if self.left.is_empty() && self.is_there(&position) {
                return None;
            }
            if !self.go_on(&position) {
                return None;
            }
        }
        None
    }

    /// Says what a departure says.
    fn depart(&mut self, departure: &Departure, position: &Position) -> Option<Finding> {
        for (words, place) in &departure.do_ {
            let refused = |fault: &str, help: &str| {
                let message = format!("the scenario `{}` cannot say `{words}` here: {fault}", self.scenario.id);
                Some(Finding::new("scenario-refused", *place, message, help))
            };
            let action: Action = match words.parse() {
                Ok(action) => action,
                Err(error) => return refused(&error.fault, &error.help),
            };
            if let Err(refusal) = self.walk.take(&action) {
                return refused(&refusal.fact, &refusal.help);
            }
            self.hops.push(Hop { at: counterexample::place(position), words: words.clone() });
            if let Action::Set { fact: id, .. } | Action::Add { list: id, .. } = action {
                self.said.insert(id.split('.').take(2).collect::<Vec<_>>().join("."));
                self.said.insert(id);
            }
        }
        // What only answers is confirmed before the next departure is looked at.
        if self.walk.position() == *position && self.walk.position() != Position::Stopped {
            self.go_on(position);
        }
        None
    }

    /// Does what is expected. Gives whether there was something to do.
    fn go_on(&mut self, position: &Position) -> bool {
        let moves = match position {
            Position::Ended | Position::Stopped | Position::Worksheet | Position::PickUp => Vec::new(),
            Position::Guarded { .. } => self.looks_that_help(position),
            _ => transitions::at(&self.walk, position, &self.asked, false),
        };
        let said = &self.said;
        let again = |action: &Action| match action {
            Action::Set { fact: id, .. } | Action::Add { list: id, .. } => said
                .iter()
                .any(|own| own == id || id.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('.'))),
            _ => false,
        };
        for made in moves.into_iter().filter(|made| made.sort == Sort::Smooth && made.words != "skip") {
            let mut after = self.walk.clone();
            let actions = made.actions.iter().filter(|action| !again(action));
            if actions.into_iter().all(|action| after.take(action).is_ok()) {
                if !matches!(position, Position::HandOff { .. }) {
                    self.hops.push(Hop { at: counterexample::place(position), words: made.words });
                }
                self.walk = after;
                if self.walk.position() != *position {
                    self.said.clear();
                }
                return true;
            }
        }
        false
    }

    /// The looks after which fewer checks stand in the way.
    fn looks_that_help(&self, position: &Position) -> Vec<transitions::Move> {
        let blocking = |walk: &Walk| match walk.position() {
            Position::Guarded { checks, .. } => checks.len(),
            _ => 0,
        };
        let looks = transitions::at(&self.walk, position, &self.asked, false).into_iter();
        let helps = |made: &transitions::Move| {
            let mut after = self.walk.clone();
            made.actions.iter().all(|action| after.take(action).is_ok()) && blocking(&after) < blocking(&self.walk)
        };
        looks.filter(helps).collect()
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

    /// Whether the walk stands at the step that the scenario is about.
    fn is_there(&self, position: &Position) -> bool {
        let Position::Step { step: at, gate: Gate::Open | Gate::Already } = position else { return false };
        match &self.scenario.goal {
            Goal::Reaches(step) | Goal::ShutAt(step) => step.means(at),
            Goal::Finished | Goal::Stopped => false,
        }
    }

    /// What the scenario expects and the walk is not.
    fn missed(&self) -> Option<Finding> {
        let id = &self.scenario.id;
        let fails = |place: Span, message: String| {
            let help = "mend the procedure where it is wrong, or the scenario";
            Some(Finding::new("scenario-fails", place, message, help))
        };
        let position = self.walk.position();
        let stands = counterexample::place(&position);
        if let Some(missed) = self.left.first() {
            let message = format!("the scenario `{id}` never comes to `{}`: it stands at {stands}", missed.step);
            return fails(missed.span, message);
        }
        let (place, met) = match (&self.scenario.goal, &position) {
            (Goal::Finished, _) => (self.scenario.span, *self.walk.stage() == Stage::Finished),
            (Goal::Stopped, _) => (self.scenario.span, position == Position::Stopped),
            (Goal::Reaches(step), Position::Step { step: at, gate: Gate::Open | Gate::Already })
            | (Goal::ShutAt(step), Position::Step { step: at, gate: Gate::Shut }) => (step.span, step.means(at)),
            (Goal::Reaches(step) | Goal::ShutAt(step), _) => (step.span, false),
        };
        if !met {
            let wanted = match &self.scenario.goal {
                Goal::Finished => "finish".to_owned(),
                Goal::Stopped => "be stopped".to_owned(),
                Goal::Reaches(step) => format!("come to `{}`", step.step),
                Goal::ShutAt(step) => format!("find the gate of `{}` shut", step.step),
            };
            return fails(place, format!("the scenario `{id}` should {wanted}, and stands at {stands}{}", self.why()));
        }
        let mut rest = self.shown.iter();
        if let Some(missed) = self.scenario.through.iter().find(|wanted| !rest.any(|shown| wanted.means(shown))) {
            return fails(missed.span, format!("the scenario `{id}` does not come by `{}`", missed.step));
        }
        let met = self.scenario.avoids.iter().find(|shunned| self.shown.iter().any(|shown| shunned.means(shown)));
        if let Some(met) = met {
            return fails(met.span, format!("the scenario `{id}` comes by `{}`", met.step));
        }
        let with = self.scenario.with.as_ref()?;
        let scope = self.walk.target().map_or(Scope::empty(), |target| &target.scope);
        let explained = self.walk.world().explain(with, scope);
        if explained.truth.holds() {
            return None;
        }
        fails(with.span, format!("the scenario `{id}` leads to something else: {}", explained.words()))
    }

    /// Why the walk does not go on where it stands: what the gate lacks, what is left open.
    fn why(&self) -> String {
        if self.walk.position() == Position::SignOff {
            let open = self.walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
            let open: Vec<String> = open.map(|(id, standing)| format!("`{id}` is {}", standing.word())).collect();
            return format!(": {}", open.join(", "));
        }
        let shut = matches!(self.walk.position(), Position::Step { gate: Gate::Shut, .. });
        let target = self.walk.target().filter(|_| shut);
        let because = target.and_then(|target| self.walk.gate_explained(target));
        because.map(|because| format!(": {}", because.words())).unwrap_or_default()
    }

    /// The walk in the operator's words.
    fn path(&self) -> Vec<String> {
        let given = self.scenario.given.iter().map(|given| match &given.value {
            GivenValue::Text(text) if text.is_empty() => format!("no {}", given.fact),
            GivenValue::Text(text) => format!("{} = {text}", given.fact),
            GivenValue::Members(members) => format!("{} members in {}", members.len(), given.fact),
        });
        counterexample::words(&given.collect::<Vec<_>>().join(", "), &self.hops, &self.walk)
    }
}
