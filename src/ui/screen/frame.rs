//! The frame: what stands on every screen of a walk, whatever it is about.

use super::{Block, Cell, Console, Entry, Input, Kind, Lane, LeftOpen, Mark, Offer, Screen, Verb};
use crate::engine::plan::{Plan, Planned};
use crate::engine::walk::{Position, Stage, Status, StepProgress, Walk};
use crate::engine::world::Standing;
use crate::model::Procedure;
use crate::model::condition::Truth;

/// A screen of a walk with its frame filled and its body empty.
pub(super) fn frame(walk: &Walk, kind: Kind) -> Screen {
    let procedure = walk.procedure();
    let walking = matches!(walk.stage(), Stage::Walking);
    let target = walk.target().filter(|_| walking);
    Screen {
        kind,
        title: procedure.title.clone(),
        rehearsal: walk.rehearsal(),
        position: target.and_then(|target| position(walk, target)),
        saved: walk.saved(),
        console: target.and_then(|target| console(walk, walk.console().unwrap_or(&target.node))),
        heading: String::new(),
        aside: String::new(),
        notices: Vec::new(),
        blocks: Vec::new(),
        input: Input::Confirm,
        open: left_open(walk),
        lanes: if walking { lanes(walk) } else { Vec::new() },
        outline: if walking { outline(walk) } else { Vec::new() },
        offers: Vec::new(),
    }
}

/// An offer.
pub(super) fn offer(verb: Verb, label: impl Into<String>) -> Offer {
    Offer { verb, label: label.into() }
}

/// The offers that every screen of a walk ends with.
pub(super) fn always() -> Vec<Offer> {
    vec![
        offer(Verb::Map, "map"),
        offer(Verb::Open, "left open"),
        offer(Verb::Facts, "facts"),
        offer(Verb::Checks, "checks"),
        offer(Verb::Help, "keys"),
        offer(Verb::Quit, "leave"),
    ]
}

/// A node as a console to be at.
pub(super) fn console(walk: &Walk, node: &str) -> Option<Console> {
    let nodes = walk.world().nodes();
    let lane = nodes.iter().position(|(own, _)| own == node)?;
    let label = nodes[lane].1.label.clone();
    let name = walk.world().node_name(node);
    let name = if name == label { String::new() } else { name };
    Some(Console { lane, label, name })
}

/// The step's number among those walked; in a recovery, that of the step it interrupted.
fn position(walk: &Walk, target: &Planned) -> Option<(usize, usize)> {
    let plan = walk.plan();
    let of = plan.included().count();
    let main = main_target(walk).map_or(target.id.as_str(), |planned| planned.id.as_str());
    plan.number(main).map(|number| (number, of))
}

/// The next step of the main line, whatever recovery is running.
pub(super) fn main_target(walk: &Walk) -> Option<&Planned> {
    walk.plan().included().find(|planned| !walk.progress(&planned.id).is_some_and(StepProgress::is_settled))
}

/// What is left open or lost, with the console where it is; nodes that are down count.
pub(super) fn left_open(walk: &Walk) -> Vec<LeftOpen> {
    let world = walk.world();
    let open = walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
    let owed = open.filter_map(|(id, standing)| {
        let declared = walk.procedure().obligation(id)?;
        let console = walk.procedure().node_of(id).map(|node| world.node_name(&node)).unwrap_or_default();
        let text = world.render(&declared.title, &world.title_scope(id));
        Some(LeftOpen { console, text, lost: standing == Standing::Lost })
    });
    let down = walk.down().iter().map(|(node, down)| {
        let how = if down.planned { "restarting" } else { "down, not as planned" };
        let text = format!("{how} since {}", down.since.format("%H:%M"));
        LeftOpen { console: world.node_name(node), text, lost: false }
    });
    owed.chain(down).collect()
}

/// What is left open or lost, a line each, for the body of a screen.
pub(super) fn open_items(walk: &Walk) -> Vec<Block> {
    let items = left_open(walk).into_iter().map(|open| {
        let place = if open.console.is_empty() { String::new() } else { format!("{}: ", open.console) };
        let mark = if open.lost { Mark::Lost } else { Mark::Open };
        Block::Item { mark, text: format!("{place}{}", open.text), details: Vec::new() }
    });
    items.collect()
}

/// The mark of a step in the outline and the map.
pub(super) fn mark(walk: &Walk, planned: &Planned) -> Mark {
    let here = walk.target().is_some_and(|target| target.id == planned.id);
    match walk.progress(&planned.id).map(|progress| progress.status) {
        Some(Status::Done | Status::Already) => Mark::Done,
        Some(Status::Skipped | Status::Passed) => Mark::Skipped,
        _ if planned.included == Truth::False => Mark::NotApplicable,
        _ if here => Mark::Here,
        _ => Mark::Todo,
    }
}

/// Every node's line of steps.
fn lanes(walk: &Walk) -> Vec<Lane> {
    let world = walk.world();
    let target = main_target(walk).map(|target| target.id.clone());
    let consoles: Vec<String> = left_open(walk).into_iter().map(|open| open.console).collect();
    let lane = |(index, (id, node)): (usize, (String, &crate::model::Node))| {
        let name = world.node_name(&id);
        Lane {
            lane: index,
            short: if node.each.is_some() { name.clone() } else { node.id.to_uppercase() },
            matters: consoles.contains(&name) || walk.console() == Some(&id),
            name,
            cells: walk.plan().included().map(|planned| cell(walk, planned, &id, target.as_deref())).collect(),
        }
    };
    world.nodes().into_iter().enumerate().map(lane).collect()
}

/// A step's cell in a node's lane.
fn cell(walk: &Walk, planned: &Planned, node: &str, target: Option<&str>) -> Cell {
    if planned.node != node {
        return Cell::Elsewhere;
    }
    if target == Some(&planned.id) {
        return Cell::Here;
    }
    let step = planned.step(walk.procedure());
    let open = |planned: &Planned| {
        step.opens.iter().any(|change| {
            let id = walk.world().obligation_id(&change.obligation, &planned.scope);
            walk.obligations().matching(&id).any(|(_, standing)| standing != Standing::Closed)
        })
    };
    match walk.progress(&planned.id).map(|progress| progress.status) {
        Some(Status::Done) if open(planned) => Cell::Open,
        Some(Status::Done) if step.restart.is_some() => Cell::Restart,
        Some(Status::Done | Status::Already) => Cell::Done,
        Some(Status::Skipped | Status::Passed) => Cell::Skipped,
        _ => Cell::Todo,
    }
}

/// All steps by phase; those of a running recovery where it interrupts.
pub(super) fn outline(walk: &Walk) -> Vec<Entry> {
    let procedure = walk.procedure();
    let main = main_target(walk).map(|target| target.id.clone());
    let mut entries = Vec::new();
    let mut group = String::new();
    for planned in walk.plan().steps.iter() {
        if let Some(recovery) = walk.recovery()
            && Some(&planned.id) == main.as_ref()
        {
            entries.extend(recovery_entries(walk, procedure, &recovery.id, &recovery.plan));
            group.clear();
        }
        let Some(phase) = planned.phase(procedure) else { continue };
        let title = walk.world().render(&phase.title, &planned.scope);
        let fresh = title != group;
        group.clone_from(&title);
        entries.push(entry(walk, planned, fresh.then_some(title)));
    }
    entries
}

/// The steps of the running recovery.
fn recovery_entries(walk: &Walk, procedure: &Procedure, id: &str, plan: &Plan) -> Vec<Entry> {
    let title = procedure
        .recovery(id)
        .map(|recovery| walk.world().render(&recovery.title, crate::model::condition::Scope::empty()));
    let heading = title.map(|title| format!("Recovery: {title}"));
    let steps = plan.steps.iter().enumerate();
    steps.map(|(index, planned)| entry(walk, planned, heading.clone().filter(|_| index == 0))).collect()
}

/// One step of the outline.
fn entry(walk: &Walk, planned: &Planned, phase: Option<String>) -> Entry {
    let procedure = walk.procedure();
    let step = planned.step(procedure);
    let progress = walk.progress(&planned.id);
    let word = match progress.map(|progress| progress.status) {
        Some(Status::Already) => "already so".to_owned(),
        Some(Status::Skipped | Status::Passed) => progress.map(|progress| progress.reason.clone()).unwrap_or_default(),
        _ if planned.included == Truth::False => walk.plan().because(planned, procedure, walk.facts()).words(),
        _ if walk.is_late(&planned.id) => "applies since a fact was corrected".to_owned(),
        _ => String::new(),
    };
    Entry {
        id: planned.id.clone(),
        phase,
        lane: walk.world().nodes().iter().position(|(node, _)| *node == planned.node).unwrap_or(0),
        number: walk.plan().number(&planned.id),
        title: walk.world().render(&step.title, &planned.scope),
        mark: mark(walk, planned),
        word,
    }
}

/// The screen that is due at this position.
pub(super) fn due(walk: &Walk) -> Screen {
    match walk.position() {
        Position::Worksheet => super::worksheet::worksheet(walk),
        Position::Checks => super::checks::before(walk),
        Position::PickUp => super::pick_up::pick_up(walk),
        Position::Problem => super::problem::problem(walk),
        Position::Stopped => super::stopped::stopped(walk),
        Position::Ask { step, facts } => super::worksheet::ask(walk, &step, &facts),
        Position::Guarded { step, checks } => super::checks::guarded(walk, &step, &checks),
        Position::Lost { obligation } => super::lost::lost(walk, &obligation),
        Position::HandOff { step, node } => super::hand_off::hand_off(walk, &step, &node),
        Position::Waiting { step, node } => super::waiting::waiting(walk, step.as_deref(), &node),
        Position::Restart { step } => super::waiting::restart(walk, &step),
        Position::Step { step, gate } => super::step::step(walk, &step, gate),
        Position::SignOff => super::sign_off::sign_off(walk),
        Position::Ended => super::sign_off::ended(walk),
    }
}
