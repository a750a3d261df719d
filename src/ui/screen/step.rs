//! A step: its gate if that is shut, or else what to do, what to type, and what to see.

use super::fields::{FactFields, state_field};
use super::frame::{always, console, frame, offer};
use super::restart::timing;
use super::{FieldTarget, FormField, Input, Mark, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::facts::Facts;
use crate::engine::plan::Planned;
use crate::engine::rendered_step::{RenderedErratum, RenderedProblem, RenderedStep};
use crate::engine::walk::{Ask, Gate, Status, Walk};
use crate::engine::wording::Clause;
use crate::engine::world::Standing;
use crate::model::Step;
use crate::model::condition::Truth;
use crate::text::capitalized;

/// The screen of a step.
pub(super) fn step(walk: &Walk, id: &str, gate: Gate) -> Screen {
    let Some(planned) = walk.planned(id) else { return frame(walk, ScreenKind::Step) };
    let mut screen = head(walk, planned);
    match gate {
        Gate::Shut => shut(walk, planned, &mut screen),
        Gate::Already => already(walk, planned, &mut screen),
        Gate::Open => open(walk, planned, &mut screen),
    }
    screen.offers.extend([
        offer(Command::Problem, "problem"),
        offer(Command::Note, "note"),
        offer(Command::Copy, "copy"),
        offer(Command::Back, "back"),
        offer(Command::Skip, "skip"),
        offer(Command::Again, "again"),
        offer(Command::Restart, "a node went down"),
        offer(Command::Abandon, "give up"),
    ]);
    let declared = planned.step(walk.procedure());
    let copies = screen.blocks.iter().any(|block| matches!(block, ScreenBlock::Command(_)));
    screen.offers.retain(|offer| match offer.command {
        Command::Skip => declared.skippable,
        Command::Copy => copies,
        _ => true,
    });
    screen.offers.extend(always());
    screen
}

/// The frame with the heading of the step.
fn head(walk: &Walk, planned: &Planned) -> Screen {
    let mut screen = frame(walk, ScreenKind::Step);
    let step = planned.step(walk.procedure());
    screen.heading = planned.title(&walk.world());
    screen.aside = step.source.clone().unwrap_or_else(|| "ours".to_owned());
    screen.console = console(walk, &planned.node);
    if let Some(recovery) = walk.recovery() {
        let title = walk.world().part_title(&recovery.id);
        screen.blocks.push(ScreenBlock::Note(format!("Recovery: {title} ({})", recovery.because)));
    }
    if walk.is_missed(&planned.id) {
        let text = "This step applies since a fact was corrected; steps after it are already settled.";
        screen.blocks.push(ScreenBlock::Warning(text.to_owned()));
    }
    screen
}

/// Shows what must hold before the gate opens, and how to get there. The text and the command stay hidden.
fn shut(walk: &Walk, planned: &Planned, screen: &mut Screen) {
    let console = walk.world().node_name(&planned.node);
    screen.blocks.push(ScreenBlock::Text(format!("Not yet. Before this is done at {console}, this must hold:")));
    let explained = walk.gate_explained(planned);
    for clause in explained.map(|explained| explained.clauses).unwrap_or_default() {
        let mark = match clause.truth {
            Truth::True => Mark::Pass,
            Truth::Undecided => Mark::Untested,
            Truth::False => Mark::Fail,
        };
        let details = ways(walk, &clause);
        screen.blocks.push(ScreenBlock::Item { mark, text: capitalized(&clause.words), details });
    }
    let states = walk.gate_states(planned);
    screen.input = Input::Form(states.iter().map(|state| state_field(walk, planned, state, None)).collect());
    screen.offers = vec![offer(Command::Answer, "say what you see"), offer(Command::Done, "go on")];
}

/// The ways to make a clause hold: where to look, or which steps bring it about.
fn ways(walk: &Walk, clause: &Clause) -> Vec<String> {
    let mut ways = Vec::new();
    let world = walk.world();
    let Some(id) = clause.about.first() else { return ways };
    if let Some(state) = walk.procedure().state(id) {
        if let Some(look) = world.look_of(id).filter(|_| state.start.is_none()) {
            ways.push(format!("Look: {}. Then `see {id} VALUE`", look.trim_end_matches('.')));
        }
        let brings = |step: &Step, planned: &Planned| {
            let sets = step.sets.iter().any(|set| walk.procedure().state_id(&set.state, &planned.scope) == *id);
            sets || step.observes.iter().any(|observe| walk.procedure().state_id(&observe.state, &planned.scope) == *id)
        };
        ways.extend(steps_that(walk, brings).map(|step| format!("Brought about by {step}")));
    } else if walk.procedure().obligation(id).is_some() {
        let changes = |step: &Step, planned: &Planned| {
            let mut changed = step.opens.iter().chain(&step.closes);
            changed.any(|change| world.obligation_id(&change.obligation, &planned.scope) == *id)
        };
        ways.extend(steps_that(walk, changes).map(|step| format!("Changed by {step}")));
    } else if walk.procedure().fact(id).is_some_and(|fact| fact.reading) {
        let asks = |step: &Step, planned: &Planned| step.asks.iter().any(|name| planned.scope.resolve(name) == *id);
        ways.extend(steps_that(walk, asks).map(|step| format!("Read at {step}")));
    } else {
        ways.push(format!("Correct it with `set {id} VALUE` if it is wrong"));
    }
    ways
}

/// The steps of the main line that do something, as `step 12, title (again ID)`.
fn steps_that<'a>(walk: &'a Walk, does: impl Fn(&Step, &Planned) -> bool + 'a) -> impl Iterator<Item = String> + 'a {
    let found = walk.plan().included().filter(move |planned| does(planned.step(walk.procedure()), planned));
    found.map(|planned| {
        let title = planned.title(&walk.world());
        let number = walk.plan().number(&planned.id).unwrap_or_default();
        format!("step {number}, {title} (`again {}`)", planned.id)
    })
}

/// Shows a step whose goal is reached already.
fn already(walk: &Walk, planned: &Planned, screen: &mut Screen) {
    screen.blocks.push(ScreenBlock::Text("This is already so; nothing is to be done here:".to_owned()));
    for clause in walk.gate_explained(planned).map(|explained| explained.clauses).unwrap_or_default() {
        screen.blocks.push(ScreenBlock::item(Mark::Pass, capitalized(&clause.words)));
    }
    let asks = walk.asks(planned, true);
    if !asks.is_empty() {
        screen.input = Input::Form(asks.iter().flat_map(|ask| fields(walk, planned, ask)).collect());
    }
    screen.offers = vec![offer(Command::Done, "already so")];
}

/// Shows a step with its gate open.
fn open(walk: &Walk, planned: &Planned, screen: &mut Screen) {
    let world = walk.world();
    let step = planned.step(walk.procedure());
    let rendered = RenderedStep::of(&world, planned);
    let pure = rendered.restart.filter(|_| step.pure_restart().is_some());
    screen.blocks.extend(rendered.do_.map(ScreenBlock::Text));
    screen.blocks.extend(pure.as_ref().map(|restart| ScreenBlock::Text(restart.do_.clone())));
    screen.blocks.extend(rendered.command.map(ScreenBlock::Command));
    screen.blocks.extend(rendered.expect.map(|expect| ScreenBlock::labelled("You should see", expect)));
    screen.blocks.extend(rendered.warn.into_iter().map(ScreenBlock::Warning));
    screen.blocks.extend(rendered.notes.into_iter().map(ScreenBlock::Note));
    let settled = step.closes.iter().flat_map(|change| {
        let id = world.obligation_id(&change.obligation, &planned.scope);
        let open: Vec<String> = walk
            .obligations()
            .matching(&id)
            .filter(|(_, standing)| *standing != Standing::Closed)
            .map(|(own, _)| own.to_owned())
            .collect();
        open
    });
    for id in settled {
        screen.blocks.push(ScreenBlock::item(Mark::Open, format!("Settles: {}", world.title_of(&id))));
    }
    screen.blocks.extend(timing(rendered.typical.as_ref(), rendered.worry.as_ref()));
    if let Some(restart) = &pure {
        screen.blocks.extend(timing(restart.typical.as_ref(), restart.worry.as_ref()));
    }
    screen.blocks.extend(rendered.added.map(ScreenBlock::Added));
    let source = rendered.source.as_deref();
    screen.blocks.extend(rendered.errata.iter().map(|own| ScreenBlock::Erratum(erratum_words(source, own))));
    let listed = walk.listed(&planned.id).into_iter();
    let problems: Vec<String> = listed.map(|problem| RenderedProblem::of(&world, planned, problem).seen).collect();
    if !problems.is_empty() {
        screen.blocks.push(ScreenBlock::Problems(problems));
    }
    screen.blocks.extend(super::files::blocks(walk, planned));
    let fields: Vec<FormField> = walk.asks(planned, false).iter().flat_map(|ask| fields(walk, planned, ask)).collect();
    if !fields.is_empty() {
        screen.input = Input::Form(fields);
    }
    let label = if pure.is_some() { "it is restarting" } else { "done" };
    screen.offers = vec![offer(Command::Done, label)];
    if !step.writes.is_empty() {
        screen
            .offers
            .push(offer(Command::Write, if step.writes.len() == 1 { "write the file" } else { "write the files" }));
    }
}

/// An erratum in words.
fn erratum_words(source: Option<&str>, erratum: &RenderedErratum) -> String {
    let article = source.and_then(|source| source.split(',').next()).unwrap_or("the document");
    let number = erratum.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    format!(
        "{article} prints \"{}\"; this walk uses {}. {}{number}.",
        erratum.prints,
        erratum.uses.trim_end_matches('.'),
        capitalized(erratum.because.trim_end_matches('.'))
    )
}

/// The fields for something that a step asks for.
fn fields(walk: &Walk, planned: &Planned, ask: &Ask) -> Vec<FormField> {
    match ask {
        Ask::ComputerName => {
            let name = walk.world().node_name(&planned.node);
            let named = walk.progress(&planned.id).is_some_and(|progress| progress.inputs.named);
            let ask = format!("This cannot be undone. Computer name, as `echo %COMPUTERNAME%` shows it at {name}?");
            vec![FormField {
                value: named.then(|| (name, "typed".to_owned())),
                ..FormField::new(FieldTarget::ComputerName, "This console", ask)
            }]
        }
        Ask::State { state, .. } => vec![state_field(walk, planned, state, Some(&planned.id))],
        Ask::File(id) => {
            let first = planned.step(walk.procedure()).writes.first().is_some_and(|writes| writes.id == *id);
            if first { super::files::fields(walk, planned) } else { Vec::new() }
        }
        Ask::Reading(id) => {
            let Some(fact) = walk.procedure().fact(id) else { return Vec::new() };
            let nothing = Facts::default();
            let readings = walk.readings_of(&planned.id).unwrap_or(&nothing);
            FactFields::of_attempt(walk, planned, readings).of(fact, id)
        }
    }
}

/// The screen of an earlier step, as a view.
#[must_use]
pub fn look(walk: &Walk, id: &str) -> Screen {
    let Some(planned) = walk.plan().get(id) else { return frame(walk, ScreenKind::Look) };
    let mut screen = head(walk, planned);
    screen.kind = ScreenKind::Look;
    let progress = walk.progress(id);
    let status = progress.map_or(Status::Todo, |progress| progress.status);
    let when = progress
        .and_then(|progress| progress.done_at)
        .map(|at| format!(" at {}", at.format("%H:%M")))
        .unwrap_or_default();
    screen.blocks.push(ScreenBlock::Warning(format!(
        "Only to look at: this step is {}{when}, and the world does not roll back. `again {id}` does it, and those after it, again.",
        status.word()
    )));
    open(walk, planned, &mut screen);
    if walk.gate(planned) != Gate::Open {
        // The operator must not type this command now, so it cannot be copied either.
        screen.blocks.retain(|block| !matches!(block, ScreenBlock::Command(_)));
    }
    screen.input = Input::Confirm;
    screen.offers = vec![
        offer(Command::Done, "back to the walk"),
        offer(Command::Back, "further back"),
        offer(Command::Again, "again"),
    ];
    screen
}
