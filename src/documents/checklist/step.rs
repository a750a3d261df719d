//! Steps of the checklist.

#![expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]

use serde::Serialize;

use crate::engine::plan::{Plan, Planned};
use crate::engine::rendered_step::{RenderedErratum, RenderedObserve, RenderedProblem, RenderedStep};
use crate::engine::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::{Change, Jump};

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistStep {
    /// The full id.
    pub id: String,
    /// The number among the included steps. `None` if it is left out or in a recovery.
    pub number: Option<usize>,
    /// The id of the phase or recovery.
    pub phase: String,
    /// The title of the phase or recovery, with the names of its repetition filled in.
    pub phase_title: String,
    /// The node's full id.
    pub node: String,
    /// The node's computer name, or its label while the name is not known.
    pub node_name: String,
    pub title: String,
    pub text: Option<String>,
    pub command: Option<String>,
    pub expect: Option<String>,
    pub warnings: Vec<String>,
    pub notes: Vec<String>,
    pub source: Option<String>,
    /// `yes`, `no` or `undecided`.
    pub included: &'static str,
    /// Why it is left out or undecided. Empty if it is included.
    pub because: String,
    /// The full id of the node that it restarts.
    pub restarts: Option<String>,
    pub restart: Option<ChecklistRestart>,
    /// The full ids of the obligations that it opens.
    pub opens: Vec<String>,
    /// The full ids of the obligations that it closes.
    pub closes: Vec<String>,
    pub opens_titles: Vec<String>,
    pub closes_titles: Vec<String>,
    pub problems: Vec<ChecklistProblem>,
    /// The gate, one line for each part.
    pub requires: Vec<String>,
    /// If these hold, the step is done already.
    pub already: Vec<String>,
    /// Whether the operator must type the computer name first.
    pub irreversible: bool,
    /// The labels of its readings.
    pub reads: Vec<String>,
    /// The states to look at.
    pub sees: Vec<ChecklistSee>,
    pub skippable: bool,
    /// The computer name that the console must show. A label in angle brackets while it is not known.
    pub computer_name: String,
    /// The way on after an unplanned restart, one line for each node.
    pub if_restarted: Vec<String>,
    /// The way on after a restart loses what the step opened.
    pub if_lost: Vec<String>,
    pub arrive: Option<String>,
    pub leave: Option<String>,
    pub typical: Option<String>,
    pub worry: Option<String>,
    pub added: Option<String>,
    /// What the document prints, what this walk uses, and why.
    pub errata: Vec<String>,
}

/// A restart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistRestart {
    /// The node's computer name, or its label while the name is not known.
    pub node_name: String,
    pub text: String,
    /// The way on after the node is back.
    pub then: String,
    pub typical: Option<String>,
    pub worry: Option<String>,
}

/// A state to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistSee {
    /// The state's full id.
    pub state: String,
    pub title: String,
    pub expect: String,
    pub look: Option<String>,
}

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistProblem {
    pub id: String,
    pub seen: String,
    pub cause: String,
    pub fix: String,
    /// The way on after the fix.
    pub then: String,
}

impl ChecklistSee {
    fn of(own: RenderedObserve) -> Self {
        Self { state: own.state, title: own.title, expect: own.expect, look: own.look }
    }
}

impl ChecklistProblem {
    fn of(own: RenderedProblem, then: String) -> Self {
        Self { id: own.id, seen: own.seen, cause: own.cause, fix: own.fix, then }
    }
}

/// The steps of a plan. Jumps lead into the main line.
pub(super) fn steps(world: &World<'_>, plan: &Plan, main: &Plan) -> Vec<ChecklistStep> {
    plan.steps.iter().map(|planned| one(world, planned, main)).collect()
}

fn one(world: &World<'_>, planned: &Planned, main: &Plan) -> ChecklistStep {
    let procedure = world.procedure;
    let step = planned.step(procedure);
    let rendered = RenderedStep::of(world, planned);
    let ids = |changes: &[Change]| -> Vec<String> {
        changes.iter().map(|change| world.obligation_id(&change.obligation, &planned.scope)).collect()
    };
    let titles = |ids: &[String]| ids.iter().map(|id| world.title_of(id)).collect();
    let (opens, closes) = (ids(&step.opens), ids(&step.closes));
    let because = match planned.included {
        Truth::True => String::new(),
        _ => main.because(planned, procedure, world.facts).words(),
    };
    let lost = |id: &String| {
        let jump = procedure.obligation(id)?.if_lost.as_ref()?;
        Some(jump_words(world, jump, Some(planned), main))
    };
    let then = |jump: &Jump| jump_words(world, jump, Some(planned), main);
    let problems = rendered.problems.into_iter().zip(procedure.problems(step));
    let restart = rendered.restart.zip(step.restart.as_ref());
    ChecklistStep {
        id: planned.id.clone(),
        number: main.number(&planned.id),
        phase: planned.stem().split('/').next().unwrap_or_default().to_owned(),
        phase_title: planned.part_title(world),
        node: planned.node.clone(),
        node_name: world.node_name(&planned.node),
        title: rendered.title,
        text: rendered.do_,
        command: rendered.command,
        expect: rendered.expect,
        warnings: rendered.warn,
        notes: rendered.notes,
        source: rendered.source,
        included: included(planned.included),
        because,
        restarts: restart.as_ref().map(|(own, _)| own.node.clone()),
        restart: restart.map(|(own, declared)| ChecklistRestart {
            node_name: own.node_name,
            text: own.do_,
            then: then(&declared.then),
            typical: own.typical,
            worry: own.worry,
        }),
        opens_titles: titles(&opens),
        closes_titles: titles(&closes),
        problems: problems.map(|(own, declared)| ChecklistProblem::of(own, then(&declared.then))).collect(),
        requires: rendered.requires,
        already: rendered.already,
        irreversible: step.irreversible,
        reads: rendered.asks,
        sees: rendered.observes.into_iter().map(ChecklistSee::of).collect(),
        skippable: step.skippable,
        computer_name: computer_name(world, &planned.node),
        if_restarted: if_restarted(world, planned, main),
        if_lost: opens.iter().filter_map(lost).collect(),
        opens,
        closes,
        arrive: rendered.arrive,
        leave: rendered.leave,
        typical: rendered.typical,
        worry: rendered.worry,
        added: rendered.added,
        errata: rendered.errata.iter().map(erratum).collect(),
    }
}

/// What the document prints, what this walk uses, and why.
fn erratum(own: &RenderedErratum) -> String {
    format!("prints \"{}\"; here: {} ({})", own.prints, own.uses, own.because)
}

fn computer_name(world: &World<'_>, node: &str) -> String {
    let id = format!("{node}.name");
    match (world.facts.get(&id), world.procedure.fact(&id)) {
        (Some(name), _) => name.to_string(),
        (None, Some(_)) => format!("<{}>", world.label_of(&id, Scope::empty())),
        (None, None) => world.node_name(node),
    }
}

/// The way on after an unplanned restart while a step is due.
fn if_restarted(world: &World<'_>, planned: &Planned, main: &Plan) -> Vec<String> {
    let restarts = planned.phase(world.procedure).map(|phase| phase.on_restart.as_slice()).unwrap_or_default();
    let told = restarts.iter().map(|own| {
        let node = world.node_name(&world.procedure.node_id(&own.node, &planned.scope));
        format!("{node}: {}", jump_words(world, &own.jump, Some(planned), main))
    });
    told.collect()
}

/// The word for whether a step is walked.
fn included(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Undecided => "undecided",
    }
}

/// A jump in words, for someone who follows the checklist.
pub(super) fn jump_words(world: &World<'_>, jump: &Jump, from: Option<&Planned>, main: &Plan) -> String {
    let scope = from.map_or(Scope::empty(), |planned| &planned.scope);
    match jump {
        Jump::Repeat => "do this step again".to_owned(),
        Jump::Return => "go on with the next step".to_owned(),
        Jump::GoTo(reference) => match main.find(reference, from) {
            Some(planned) => {
                let title = planned.title(world);
                match main.number(&planned.id) {
                    Some(number) => format!("go to step {number}, {title}"),
                    None => format!("go to {title}"),
                }
            }
            None => format!("go to {reference}"),
        },
        Jump::Run(id) => format!("go to recovery \"{}\"", world.part_title(id)),
        Jump::Stop(text) => format!("STOP: {}", world.render(text, scope).trim_end_matches('.')),
    }
}
