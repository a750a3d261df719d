//! Steps on paper.

use serde::Serialize;

use crate::engine::plan::{Plan, Planned};
use crate::engine::rendered_step::{RenderedErratum, RenderedObserve, RenderedProblem, RenderedStep};
use crate::engine::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::{Change, Jump};

/// A step on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistStep {
    /// Its full id.
    pub id: String,
    /// Its number among those included; nothing for one left out or in a recovery.
    pub number: Option<usize>,
    /// The id of its phase or recovery.
    pub phase: String,
    /// The title of its phase or recovery, with the member it is repeated for.
    pub phase_title: String,
    /// The node's id.
    pub node: String,
    /// The node's computer name, or its label while that is not known.
    pub node_name: String,
    /// What is done.
    pub title: String,
    /// What to do.
    pub text: Option<String>,
    /// What to type, exactly.
    pub command: Option<String>,
    /// What should be seen.
    pub expect: Option<String>,
    /// Warnings.
    pub warnings: Vec<String>,
    /// What is good to know.
    pub notes: Vec<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// `yes`, `no` or `undecided`.
    pub included: &'static str,
    /// Why it is left out or undecided; empty otherwise.
    pub because: String,
    /// The id of the node that it restarts, if it does.
    pub restarts: Option<String>,
    /// How that restart is carried out.
    pub restart: Option<ChecklistRestart>,
    /// The obligations that it opens, by full id.
    pub opens: Vec<String>,
    /// The obligations that it closes, by full id.
    pub closes: Vec<String>,
    /// What those are about.
    pub opens_titles: Vec<String>,
    /// What those are about.
    pub closes_titles: Vec<String>,
    /// What can go wrong.
    pub problems: Vec<ChecklistProblem>,
    /// What must be so before it, one line each.
    pub requires: Vec<String>,
    /// When it is so already and nothing is to be done, one line each.
    pub already: Vec<String>,
    /// Whether the computer name is asked first.
    pub irreversible: bool,
    /// What to read at the console and write down, by label.
    pub reads: Vec<String>,
    /// What to look at in the end.
    pub sees: Vec<ChecklistSee>,
    /// Whether it may be skipped with a reason.
    pub skippable: bool,
    /// The computer name that the console must show; in angle brackets while it is not known.
    pub computer_name: String,
    /// Where an unplanned restart of a node leads while this step is due, one line a node.
    pub if_restarted: Vec<String>,
    /// Where it leads when a restart takes away what it leaves open, one line each.
    pub if_lost: Vec<String>,
    /// What should be on the screen on arrival.
    pub arrive: Option<String>,
    /// What to leave as it is when going to another console.
    pub leave: Option<String>,
    /// How long it usually takes.
    pub typical: Option<String>,
    /// When to worry.
    pub worry: Option<String>,
    /// Why it is ours and not the document's.
    pub added: Option<String>,
    /// What the document prints, what this walk uses, and why.
    pub errata: Vec<String>,
}

/// A restart on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistRestart {
    /// The node's computer name or label.
    pub node_name: String,
    /// How to restart it.
    pub text: String,
    /// Where its return leads.
    pub then: String,
    /// How long it usually takes.
    pub typical: Option<String>,
    /// When to worry.
    pub worry: Option<String>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistSee {
    /// The state's full id.
    pub state: String,
    /// What it is about.
    pub title: String,
    /// What should be seen.
    pub expect: String,
    /// How to look.
    pub look: Option<String>,
}

/// A problem on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistProblem {
    /// Its id.
    pub id: String,
    /// What may be seen.
    pub seen: String,
    /// Why it happens.
    pub cause: String,
    /// What to do about it.
    pub fix: String,
    /// Where it leads.
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

/// The steps of a plan; references lead into the main line.
pub(super) fn steps(world: &World<'_>, plan: &Plan, main: &Plan) -> Vec<ChecklistStep> {
    plan.steps.iter().map(|planned| one(world, planned, main)).collect()
}

/// One step.
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

/// The computer name that a console must show.
fn computer_name(world: &World<'_>, node: &str) -> String {
    let id = format!("{node}.name");
    match (world.facts.get(&id), world.procedure.fact(&id)) {
        (Some(name), _) => name.to_string(),
        (None, Some(_)) => format!("<{}>", world.label_of(&id, Scope::empty())),
        (None, None) => world.node_name(node),
    }
}

/// Where an unplanned restart leads while a step is due.
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

/// Where a lead takes someone who follows the paper.
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
