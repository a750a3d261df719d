//! Leads followed: problems, recoveries, and going back to a step.

use super::{OpenProblem, Position, Refusal, Stage, Walk};
use crate::engine::event::Event;
use crate::engine::plan::Planned;
use crate::engine::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::{Jump, Problem};
use crate::text::near;

impl Walk {
    /// Opens a problem: by its number in the step's list, by what the screen says, or as an unlisted one.
    pub(super) fn decide_problem(&self, text: &str) -> Result<Vec<Event>, Refusal> {
        if self.stage != Stage::Walking || self.problem.is_some() {
            return Err(Refusal::new("no step is being done here", "a problem is said of a step"));
        }
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

    /// The problems listed for a step: its own, then those of its table. One that cannot be, whatever is seen of the world
    /// now, is left out.
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

    /// The problems of a step that fit what the screen says, the best first: the same code, the text inside the other, or
    /// most of its words in common.
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

    /// The problem whose screen is open. One that was listed stays open when what it sets takes away its own reason.
    #[must_use]
    pub fn open_problem(&self) -> Option<(&OpenProblem, Option<&Problem>)> {
        let open = self.problem.as_ref()?;
        let problem = open.problem.as_ref().and_then(|id| {
            let step = self.planned(&open.step)?.step(&self.procedure);
            self.procedure.problems(step).find(|problem| problem.id == *id)
        });
        Some((open, problem))
    }

    /// Goes where the open problem leads; an unlisted one repeats its step.
    pub(super) fn follow_problem(&self) -> Vec<Event> {
        let Some((open, problem)) = self.open_problem() else { return Vec::new() };
        let scope = self.planned(&open.step).map_or(Scope::empty(), |planned| &planned.scope);
        let seen =
            |problem: &Problem| one_line(&self.world().render(&problem.seen, scope)).trim_end_matches('.').to_owned();
        let because = problem.map_or_else(|| open.text.clone(), seen);
        let jump = problem.map_or(&Jump::Repeat, |problem| &problem.then);
        self.follow(jump, &open.step, because)
    }

    /// Leaves the open problem: its step is shown again.
    pub(super) fn leave_problem(&self) -> Vec<Event> {
        self.problem.iter().map(|open| Event::ProblemLeft { step: open.step.clone() }).collect()
    }

    /// Goes where a lost obligation leads.
    pub(super) fn follow_lost(&self, obligation: &str) -> Result<Vec<Event>, Refusal> {
        let step = self.target().map(|target| target.id.clone()).unwrap_or_default();
        match self.if_lost(obligation) {
            Some(jump) => Ok(self.follow(jump, &step, format!("lost: {}", self.world().title_of(obligation)))),
            None => Err(Refusal::new(
                format!("`{obligation}` was lost, and the walk cannot go on with it"),
                "type `again STEP` for the step that opened it",
            )),
        }
    }

    /// The events that follow a lead from a step.
    pub(super) fn follow(&self, jump: &Jump, step: &str, because: String) -> Vec<Event> {
        match jump {
            Jump::Repeat => vec![Event::Repeated { step: step.to_owned(), because }],
            Jump::GoTo(reference) => {
                let found = self.led_to(reference, self.planned(step));
                found.map(|planned| Event::WentTo { step: planned.id.clone(), because }).into_iter().collect()
            }
            Jump::Run(recovery) => vec![Event::RecoveryBegan { recovery: recovery.clone(), because }],
            Jump::Stop(text) => {
                let scope = self.planned(step).map_or_else(Scope::default, |planned| planned.scope.clone());
                vec![Event::Stopped { because: self.world().render(text, &scope) }]
            }
            Jump::Return => Vec::new(),
        }
    }

    /// The step that a lead from another one names: of the running recovery, else of the main line.
    #[must_use]
    pub fn led_to(&self, reference: &str, from: Option<&Planned>) -> Option<&Planned> {
        let inside = self.recovery.as_ref().and_then(|recovery| recovery.plan.get(reference));
        inside.or_else(|| self.plan.find(reference, from)).or_else(|| self.plan.get(reference))
    }

    /// The help for a step that is not there: the nearest one by its id, with or without its phase.
    fn near_step(&self, wrong: &str) -> String {
        let ids = || self.plan.included().map(|planned| planned.id.as_str());
        let own = |id: &'_ str| id.split_once('/').map_or(id, |(_, own)| own).to_owned();
        let near = near::nearest(wrong, ids().map(str::to_owned).chain(ids().map(own)));
        match near.and_then(|near| ids().find(|id| *id == near || own(id) == near)) {
            Some(id) => format!("did you mean `{id}`? type `map` for all of them"),
            None => "type `map` for all of them".to_owned(),
        }
    }

    /// Repeats from a step: it and those after it are to do again.
    pub(super) fn decide_again(&self, reference: &str) -> Result<Vec<Event>, Refusal> {
        if self.stage != Stage::Walking {
            return Err(Refusal::new("no step was done yet", "type `done` to go on"));
        }
        let reference = reference.trim();
        let because = "at the operator's word".to_owned();
        if let Some(recovery) = &self.recovery
            && let Some(planned) = recovery.plan.find(reference, None)
        {
            let steps = &recovery.plan.steps;
            let place = |id: &str| steps.iter().position(|own| own.id == id);
            // An earlier run of the recovery does not count.
            if self.target().is_some_and(|target| place(&planned.id) > place(&target.id)) {
                return Err(not_reached(&planned.id));
            }
            return Ok(vec![Event::WentTo { step: planned.id.clone(), because }]);
        }
        let Some(planned) = self.plan.find(reference, self.target()) else {
            return Err(Refusal::new(
                format!("`{reference}` is not a step, or not one alone"),
                self.near_step(reference),
            ));
        };
        let reached =
            self.progress.get(&planned.id).is_some_and(|progress| progress.attempts > 0 || progress.is_settled());
        if !reached {
            return Err(not_reached(&planned.id));
        }
        Ok(vec![Event::WentTo { step: planned.id.clone(), because }])
    }
}

/// The refusal of a step that was not reached yet.
fn not_reached(step: &str) -> Refusal {
    Refusal::new(format!("`{step}` has not been reached yet"), "only a step that was reached can be done again")
}

/// A text without case and with single spaces.
fn fold(text: &str) -> String {
    one_line(text).to_lowercase()
}

/// A text on one line, with single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many of the wanted words stand in a text, in hundredths; short words do not count.
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
