//! The rendered step: the texts of a step with the names filled in. Screens, the checklist and the report show these.
//!
//! The wizard asks for every fact in [`crate::model::Procedure::texts`] before it shows the step.

use super::plan::Planned;
use super::world::World;
use crate::model::condition::Condition;
use crate::model::{Observe, Problem, Restart, Step, Text};

/// A step with the names filled in. A fact that is not known yet is `<its label>`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the keys of a step")]
pub struct RenderedStep {
    pub title: String,
    pub do_: Option<String>,
    pub command: Option<String>,
    pub expect: Option<String>,
    pub warn: Vec<String>,
    pub notes: Vec<String>,
    /// The gate, one line for each part.
    pub requires: Vec<String>,
    /// One line for each part.
    pub already: Vec<String>,
    pub observes: Vec<RenderedObserve>,
    /// The labels of its readings.
    pub asks: Vec<String>,
    /// Its own problems, then those of its table.
    pub problems: Vec<RenderedProblem>,
    pub restart: Option<RenderedRestart>,
    pub arrive: Option<String>,
    pub leave: Option<String>,
    pub typical: Option<String>,
    pub worry: Option<String>,
    pub source: Option<String>,
    pub added: Option<String>,
    pub errata: Vec<RenderedErratum>,
}

/// A state to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the keys of a step")]
pub struct RenderedObserve {
    /// The state's full id.
    pub state: String,
    pub title: String,
    /// The label of the value that should be seen.
    pub expect: String,
    /// The step's own way to look, or else the state's.
    pub look: Option<String>,
}

/// Something that can go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the keys of a step")]
pub struct RenderedProblem {
    pub id: String,
    pub seen: String,
    pub cause: String,
    pub fix: String,
}

/// The restart that follows the step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the keys of a step")]
pub struct RenderedRestart {
    /// The node's full id.
    pub node: String,
    /// The node's computer name, or its label while that is not known.
    pub node_name: String,
    pub do_: String,
    pub typical: Option<String>,
    pub worry: Option<String>,
}

/// A correction of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the keys of a step")]
pub struct RenderedErratum {
    pub prints: String,
    pub uses: String,
    pub because: String,
    pub number: Option<String>,
}

impl RenderedStep {
    /// Renders a step.
    #[must_use]
    pub fn of(world: &World<'_>, planned: &Planned) -> Self {
        let step: &Step = planned.step(world.procedure);
        let text = |text: &Text| world.render(text, &planned.scope);
        let maybe = |own: &Option<Text>| own.as_ref().map(text);
        let all = |texts: &[Text]| texts.iter().map(text).collect();
        let lines = |condition: &Option<Condition>| {
            condition.as_ref().map(|own| world.requirements(own, &planned.scope)).unwrap_or_default()
        };
        let errata = step.errata.iter().map(|own| RenderedErratum {
            prints: own.prints.clone(),
            uses: text(&own.uses),
            because: text(&own.because),
            number: own.number.clone(),
        });
        Self {
            title: planned.title(world),
            do_: maybe(&step.do_),
            command: maybe(&step.command),
            expect: maybe(&step.expect),
            warn: all(&step.warn),
            notes: all(&step.notes),
            requires: lines(&step.requires),
            already: lines(&step.already),
            observes: step.observes.iter().map(|own| RenderedObserve::of(world, planned, own)).collect(),
            asks: step.asks.iter().map(|name| world.label_of(name, &planned.scope)).collect(),
            problems: world.procedure.problems(step).map(|own| RenderedProblem::of(world, planned, own)).collect(),
            restart: step.restart.as_ref().map(|own| RenderedRestart::of(world, planned, own)),
            arrive: maybe(&step.arrive),
            leave: maybe(&step.leave),
            typical: step.typical.clone(),
            worry: maybe(&step.worry),
            source: step.source.clone(),
            added: maybe(&step.added),
            errata: errata.collect(),
        }
    }

    /// The step's own way to look at a state, or else the state's.
    #[must_use]
    pub fn look(&self, world: &World<'_>, state: &str) -> Option<String> {
        match self.observes.iter().find(|own| own.state == state) {
            Some(own) => own.look.clone(),
            None => world.look_of(state),
        }
    }
}

impl RenderedObserve {
    fn of(world: &World<'_>, planned: &Planned, own: &Observe) -> Self {
        let state = world.procedure.state_id(&own.state, &planned.scope);
        let label = world.procedure.state(&state).map(|declared| declared.label(&own.expect));
        let look = own.look.as_ref().map(|look| world.render(look, &planned.scope));
        Self {
            title: world.title_of(&state),
            expect: label.unwrap_or_else(|| own.expect.clone()),
            look: look.or_else(|| world.look_of(&state)),
            state,
        }
    }
}

impl RenderedProblem {
    /// Renders a problem of a step.
    #[must_use]
    pub fn of(world: &World<'_>, planned: &Planned, problem: &Problem) -> Self {
        let text = |text: &Text| world.render(text, &planned.scope);
        Self { id: problem.id.clone(), seen: text(&problem.seen), cause: text(&problem.cause), fix: text(&problem.fix) }
    }
}

impl RenderedRestart {
    fn of(world: &World<'_>, planned: &Planned, restart: &Restart) -> Self {
        let node = world.procedure.node_id(&restart.node, &planned.scope);
        Self {
            node_name: world.node_name(&node),
            node,
            do_: world.render(&restart.do_, &planned.scope),
            typical: restart.typical.clone(),
            worry: restart.worry.as_ref().map(|worry| world.render(worry, &planned.scope)),
        }
    }
}
