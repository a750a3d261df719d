//! Steps on paper.

use serde::Serialize;

use super::gate;
use crate::engine::plan::{Part, Plan, Planned};
use crate::engine::world::World;
use crate::model::condition::{Scope, Truth};
use crate::model::{Change, Jump, Problem, Text};

/// A step on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaperStep {
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
    pub restart: Option<PaperRestart>,
    /// The obligations that it opens, by full id.
    pub opens: Vec<String>,
    /// The obligations that it closes, by full id.
    pub closes: Vec<String>,
    /// What those are about.
    pub opens_titles: Vec<String>,
    /// What those are about.
    pub closes_titles: Vec<String>,
    /// What can go wrong.
    pub problems: Vec<PaperProblem>,
    /// What must be so before it, one line each.
    pub requires: Vec<String>,
    /// When it is so already and nothing is to be done, one line each.
    pub already: Vec<String>,
    /// Whether the computer name is asked first.
    pub irreversible: bool,
    /// What to read at the console and write down, by label.
    pub reads: Vec<String>,
    /// What to look at in the end.
    pub sees: Vec<PaperSee>,
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
pub struct PaperRestart {
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
pub struct PaperSee {
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
pub struct PaperProblem {
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

/// The steps of a plan; references lead into the main line.
pub(super) fn steps(world: &World<'_>, plan: &Plan, main: &Plan) -> Vec<PaperStep> {
    plan.steps.iter().map(|planned| one(world, planned, main)).collect()
}

/// One step.
fn one(world: &World<'_>, planned: &Planned, main: &Plan) -> PaperStep {
    let procedure = world.procedure;
    let step = planned.step(procedure);
    let render = |text: &Text| world.render(text, &planned.scope);
    let some = |text: &Option<Text>| text.as_ref().map(render);
    let all = |texts: &[Text]| texts.iter().map(render).collect();
    let ids = |changes: &[Change]| -> Vec<String> {
        changes.iter().map(|change| world.obligation_id(&change.obligation, &planned.scope)).collect()
    };
    let titles = |changes: &[Change]| ids(changes).iter().map(|id| obligation_title(world, id)).collect();
    let (phase, phase_title) = match planned.part {
        Part::Phase(index) => procedure.phases.get(index).map(|own| (own.id.clone(), render(&own.title))),
        Part::Recovery(index) => procedure.recoveries.get(index).map(|own| (own.id.clone(), render(&own.title))),
    }
    .unwrap_or_default();
    let because = match planned.included {
        Truth::True => String::new(),
        _ => main.because(planned, procedure, world.facts).words(),
    };
    let lost = |id: &String| {
        let jump = procedure.obligation(id)?.if_lost.as_ref()?;
        Some(jump_words(world, jump, Some(planned), main))
    };
    let lines = |condition: &Option<crate::model::condition::Condition>| {
        condition.as_ref().map(|own| gate::lines(world, own, &planned.scope)).unwrap_or_default()
    };
    PaperStep {
        id: planned.id.clone(),
        number: main.number(&planned.id),
        phase,
        phase_title,
        node: planned.node.clone(),
        node_name: world.node_name(&planned.node),
        title: render(&step.title),
        text: some(&step.do_),
        command: some(&step.command),
        expect: some(&step.expect),
        warnings: all(&step.warn),
        notes: all(&step.notes),
        source: step.source.clone(),
        included: included(planned.included),
        because,
        restarts: step.restart.as_ref().map(|restart| world.procedure.node_id(&restart.node, &planned.scope)),
        restart: step.restart.as_ref().map(|restart| PaperRestart {
            node_name: world.node_name(&world.procedure.node_id(&restart.node, &planned.scope)),
            text: render(&restart.do_),
            then: jump_words(world, &restart.then, Some(planned), main),
            typical: restart.typical.clone(),
            worry: some(&restart.worry),
        }),
        opens: ids(&step.opens),
        closes: ids(&step.closes),
        opens_titles: titles(&step.opens),
        closes_titles: titles(&step.closes),
        problems: procedure.problems(step).map(|own| problem(world, own, planned, main)).collect(),
        requires: lines(&step.requires),
        already: lines(&step.already),
        irreversible: step.irreversible,
        reads: step.asks.iter().map(|name| world.label_of(name, &planned.scope)).collect(),
        sees: sees(world, planned),
        skippable: step.skippable,
        computer_name: computer_name(world, &planned.node),
        if_restarted: if_restarted(world, planned, main),
        if_lost: ids(&step.opens).iter().filter_map(lost).collect(),
        arrive: some(&step.arrive),
        leave: some(&step.leave),
        typical: step.typical.clone(),
        worry: some(&step.worry),
        added: some(&step.added),
        errata: step
            .errata
            .iter()
            .map(|own| format!("prints \"{}\"; here: {} ({})", own.prints, render(&own.uses), render(&own.because)))
            .collect(),
    }
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

/// What a step asks to look at.
fn sees(world: &World<'_>, planned: &Planned) -> Vec<PaperSee> {
    let observes = planned.step(world.procedure).observes.iter();
    let sees = observes.map(|own| {
        let state = world.procedure.state_id(&own.state, &planned.scope);
        let declared = world.procedure.state(&state);
        let scope = world.title_scope(&state);
        let own_look = own.look.as_ref().map(|look| world.render(look, &planned.scope));
        let usual = || declared.and_then(|declared| declared.look.as_ref()).map(|look| world.render(look, &scope));
        PaperSee {
            title: declared.map_or_else(|| state.clone(), |declared| world.render(&declared.title, &scope)),
            expect: declared.map_or_else(|| own.expect.clone(), |declared| declared.label(&own.expect)),
            look: own_look.or_else(usual),
            state,
        }
    });
    sees.collect()
}

/// One problem.
fn problem(world: &World<'_>, problem: &Problem, planned: &Planned, main: &Plan) -> PaperProblem {
    let render = |text: &Text| world.render(text, &planned.scope);
    PaperProblem {
        id: problem.id.clone(),
        seen: render(&problem.seen),
        cause: render(&problem.cause),
        fix: render(&problem.fix),
        then: jump_words(world, &problem.then, Some(planned), main),
    }
}

/// What an obligation is about.
pub(super) fn obligation_title(world: &World<'_>, id: &str) -> String {
    match world.procedure.obligation(id) {
        Some(declared) => world.render(&declared.title, &world.title_scope(id)),
        None => id.to_owned(),
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
                let title = world.render(&planned.step(world.procedure).title, &planned.scope);
                match main.number(&planned.id) {
                    Some(number) => format!("go to step {number}, {title}"),
                    None => format!("go to {title}"),
                }
            }
            None => format!("go to {reference}"),
        },
        Jump::Run(id) => match world.procedure.recovery(id) {
            Some(recovery) => format!("go to recovery \"{}\"", world.render(&recovery.title, Scope::empty())),
            None => format!("go to recovery {id}"),
        },
        Jump::Stop(text) => format!("STOP: {}", world.render(text, scope).trim_end_matches('.')),
    }
}
