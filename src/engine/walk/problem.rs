//! Problems: something went wrong at a step.

use super::undo::Undo;
use super::{Position, Refusal, Status, Walk};
use crate::engine::event::Event;
use crate::engine::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::{Jump, Problem};

/// The problem whose screen is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenProblem {
    /// The full id of the step.
    pub step: String,
    /// The id of the listed problem, or `None` if it isn't listed.
    pub problem: Option<String>,
    /// What the operator said or nodewalk found.
    pub text: String,
    /// What the listed problem itself changed, in case the operator leaves it.
    undo: Undo,
}

impl Walk {
    /// The problem whose screen is open.
    #[must_use]
    pub fn problem(&self) -> Option<&OpenProblem> {
        self.problem.as_ref()
    }

    /// The problem whose screen is open, with its declaration if it is a listed one. It stays open even if what it sets makes
    /// its own condition false.
    #[must_use]
    pub fn open_problem(&self) -> Option<(&OpenProblem, Option<&Problem>)> {
        let open = self.problem.as_ref()?;
        let problem = open.problem.as_ref().and_then(|id| {
            let step = self.planned(&open.step)?.step(&self.procedure);
            self.procedure.problems(step).find(|problem| problem.id == *id)
        });
        Some((open, problem))
    }

    /// The problems listed for a step: its own, then those of its table. Leaves out those that cannot be, whatever the operator
    /// sees next.
    #[must_use]
    pub fn listed(&self, step: &str) -> Vec<&Problem> {
        let Some(planned) = self.planned(step) else { return Vec::new() };
        let problems = self.procedure.problems(planned.step(&self.procedure));
        if problems.clone().all(|problem| problem.when.is_none()) {
            return problems.collect();
        }
        let (facts, states) = self.attempted(planned);
        let of_world = |id: &str| self.procedure.state(id).is_some_and(|state| state.start.is_none());
        let world = World { facts: &facts, states: &states.without(of_world), ..self.world() };
        let can_be = |problem: &&Problem| {
            problem.when.as_ref().is_none_or(|when| when.truth(&world, &planned.scope) != Truth::False)
        };
        problems.filter(can_be).collect()
    }

    /// The problems of a step that match what a screen says, the best match first. A problem matches by its code, if one text
    /// contains the other, or if most words are the same.
    #[must_use]
    pub fn search(&self, step: &str, text: &str) -> Vec<&Problem> {
        let Some(planned) = self.planned(step) else { return Vec::new() };
        let world = self.world();
        let wanted = fold(text);
        let code = crate::model::value::StatusCode::read(text);
        let mut found: Vec<(u32, &Problem)> = Vec::new();
        for problem in self.listed(step) {
            let seen = fold(&world.render(&problem.seen, &planned.scope));
            let score = match () {
                () if code.is_some() && problem.code == code => 100,
                () if seen == wanted || problem.id == text.trim() => 100,
                () if wanted.len() >= 6 && (seen.contains(&wanted) || wanted.contains(&seen)) => 90,
                () => shared_words(&seen, &wanted),
            };
            if score >= 60 {
                found.push((score, problem));
            }
        }
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, problem)| problem).collect()
    }

    /// Opens a problem: by its number in the step's list, by what a screen says, or as one that isn't listed.
    pub(super) fn decide_problem(&self, text: &str) -> Result<Vec<Event>, Refusal> {
        let (Position::Step { step, .. } | Position::Restart { step } | Position::Waiting { step: Some(step), .. }) =
            self.position()
        else {
            return Err(Refusal::new("no step is being done here", "a problem is said of a step"));
        };
        let listed = self.listed(&step);
        if let Ok(number) = text.trim().parse::<usize>()
            && number <= listed.len().max(20)
        {
            let Some(problem) = number.checked_sub(1).and_then(|index| listed.get(index)) else {
                return Err(Refusal::new(
                    format!("there is no problem `{number}` here"),
                    "type its number, or `problem` and what the screen says",
                ));
            };
            return Ok(vec![Event::Problem { step, problem: Some(problem.id.clone()), text: String::new() }]);
        }
        let found = self.search(&step, text).first().map(|problem| problem.id.clone());
        Ok(vec![Event::Problem { step, problem: found, text: text.trim().to_owned() }])
    }

    /// Chooses from the menu of a problem: follows it or leaves it.
    pub(super) fn decide_choose(&self, number: usize) -> Result<Vec<Event>, Refusal> {
        match (self.position(), number) {
            (Position::Problem, 1) => Ok(self.follow_problem()),
            (Position::Problem, 2) => Ok(self.leave_problem()),
            _ => {
                Err(Refusal::new(format!("there is no choice `{number}` here"), "type `help` for what is possible now"))
            }
        }
    }

    /// Goes where the open problem leads. One that isn't listed repeats its step.
    pub(super) fn follow_problem(&self) -> Vec<Event> {
        let Some((open, problem)) = self.open_problem() else { return Vec::new() };
        let scope = self.planned(&open.step).map_or(Scope::empty(), |planned| &planned.scope);
        let seen =
            |problem: &Problem| one_line(&self.world().render(&problem.seen, scope)).trim_end_matches('.').to_owned();
        let because = problem.map_or_else(|| open.text.clone(), seen);
        let jump = problem.map_or(&Jump::Repeat, |problem| &problem.then);
        self.follow(jump, &open.step, because)
    }

    /// Leaves the open problem, so that its step is shown again.
    pub(super) fn leave_problem(&self) -> Vec<Event> {
        self.problem.iter().map(|open| Event::ProblemLeft { step: open.step.clone() }).collect()
    }

    /// Ends the attempt because something went wrong.
    pub(super) fn problem_opened(&mut self, step: &str, problem: Option<&str>, text: &str) {
        let procedure = std::sync::Arc::clone(&self.procedure);
        let planned = self.planned(step).cloned();
        let mut before = (self.states.clone(), self.obligations.clone());
        let mut after = before.clone();
        // Only what this attempt found counts. What an earlier one found may no longer be so.
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
        self.problem = Some(OpenProblem { step: step.to_owned(), problem, text, undo: Undo::new(before, after) });
    }

    /// Leaves a problem that wasn't the right one. Takes back what the problem itself changed, but not what was seen.
    pub(super) fn problem_left(&mut self) {
        if let Some(open) = self.problem.take() {
            open.undo.take_back(&mut self.states, &mut self.obligations);
        }
    }
}

/// The text in lower case and with single spaces.
fn fold(text: &str) -> String {
    one_line(text).to_lowercase()
}

/// The text on one line, with single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many of the wanted words a text has: 0 for none to 89 for all. Words of up to 3 letters don't count.
fn shared_words(seen: &str, wanted: &str) -> u32 {
    let words = |text: &str| -> Vec<String> {
        let split = text.split(|c: char| !c.is_alphanumeric());
        split.filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let (seen, wanted) = (words(seen), words(wanted));
    let shared = wanted.iter().filter(|word| seen.contains(word)).count();
    match wanted.len() {
        0 => 0,
        all => u32::try_from(shared * 89 / all).unwrap_or(0),
    }
}
