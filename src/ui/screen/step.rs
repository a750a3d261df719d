//! A step: its gate while that is shut, else what to do, what to type, what to see.

use super::frame::{always, console, frame, offer};
use super::worksheet::{choices, of_fact};
use super::{Block, Field, Input, Kind, Mark, Screen, Target, Verb};
use crate::engine::plan::Planned;
use crate::engine::walk::{Ask, Gate, Status, Walk};
use crate::engine::world::Standing;
use crate::model::condition::{Clause, Truth};
use crate::model::{Erratum, Restart, Step};

/// The screen of a step.
pub(super) fn step(walk: &Walk, id: &str, gate: Gate) -> Screen {
    let Some(planned) = walk.planned(id) else { return frame(walk, Kind::Step) };
    let mut screen = head(walk, planned);
    match gate {
        Gate::Shut => shut(walk, planned, &mut screen),
        Gate::Already => already(walk, planned, &mut screen),
        Gate::Open => open(walk, planned, &mut screen),
    }
    screen.offers.extend([
        offer(Verb::Problem, "problem"),
        offer(Verb::Note, "note"),
        offer(Verb::Copy, "copy"),
        offer(Verb::Back, "back"),
        offer(Verb::Skip, "skip"),
        offer(Verb::Again, "again"),
        offer(Verb::Restart, "a node went down"),
        offer(Verb::Abandon, "give up"),
    ]);
    let declared = planned.step(walk.procedure());
    let copies = screen.blocks.iter().any(|block| matches!(block, Block::Command(_)));
    screen.offers.retain(|offer| match offer.verb {
        Verb::Skip => declared.skippable,
        Verb::Copy => copies,
        _ => true,
    });
    screen.offers.extend(always());
    screen
}

/// The frame with the step's heading.
fn head(walk: &Walk, planned: &Planned) -> Screen {
    let mut screen = frame(walk, Kind::Step);
    let step = planned.step(walk.procedure());
    screen.heading = walk.world().render(&step.title, &planned.scope);
    screen.aside = step.source.clone().unwrap_or_else(|| "ours".to_owned());
    screen.console = console(walk, &planned.node);
    if let Some(recovery) = walk.recovery() {
        let title = walk.procedure().recovery(&recovery.id).map(|own| walk.world().render(&own.title, &planned.scope));
        screen.blocks.push(Block::Note(format!("Recovery: {} ({})", title.unwrap_or_default(), recovery.because)));
    }
    if walk.is_late(&planned.id) {
        let text = "This step applies since a fact was corrected; steps after it are already settled.";
        screen.blocks.push(Block::Warning(text.to_owned()));
    }
    screen
}

/// A shut gate: what must hold and how to get there; no text, no command.
fn shut(walk: &Walk, planned: &Planned, screen: &mut Screen) {
    let console = walk.world().node_name(&planned.node);
    screen.blocks.push(Block::Text(format!("Not yet. Before this is done at {console}, this must hold:")));
    let explained = walk.gate_explained(planned);
    for clause in explained.map(|explained| explained.clauses).unwrap_or_default() {
        let mark = match clause.truth {
            Truth::True => Mark::Pass,
            Truth::Undecided => Mark::Untested,
            Truth::False => Mark::Fail,
        };
        let details = ways(walk, &clause);
        screen.blocks.push(Block::Item { mark, text: super::checks::capital(&clause.words), details });
    }
    let states = walk.gate_states(planned);
    screen.input = Input::Form(states.iter().map(|state| state_field(walk, planned, state, None)).collect());
    screen.offers = vec![offer(Verb::Answer, "say what you see"), offer(Verb::Done, "go on")];
}

/// How to make a clause hold: where it can be looked at, or which steps bring it about.
fn ways(walk: &Walk, clause: &Clause) -> Vec<String> {
    let mut ways = Vec::new();
    let world = walk.world();
    let Some(id) = clause.about.first() else { return ways };
    if let Some(state) = walk.procedure().state(id) {
        if let Some(look) = state.look.as_ref().filter(|_| state.start.is_none()) {
            ways.push(format!(
                "Look: {}. Then `see {id} VALUE`",
                world.render(look, &world.title_scope(id)).trim_end_matches('.')
            ));
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
        let title = walk.world().render(&planned.step(walk.procedure()).title, &planned.scope);
        let number = walk.plan().number(&planned.id).unwrap_or_default();
        format!("step {number}, {title} (`again {}`)", planned.id)
    })
}

/// A step that is already so: verify and confirm.
fn already(walk: &Walk, planned: &Planned, screen: &mut Screen) {
    screen.blocks.push(Block::Text("This is already so; nothing is to be done here:".to_owned()));
    for clause in walk.gate_explained(planned).map(|explained| explained.clauses).unwrap_or_default() {
        screen.blocks.push(Block::Item {
            mark: Mark::Pass,
            text: super::checks::capital(&clause.words),
            details: Vec::new(),
        });
    }
    let asks = walk.asks(planned, true);
    if !asks.is_empty() {
        screen.input = Input::Form(asks.iter().flat_map(|ask| fields(walk, planned, ask)).collect());
    }
    screen.offers = vec![offer(Verb::Done, "already so")];
}

/// A step with its gate open.
fn open(walk: &Walk, planned: &Planned, screen: &mut Screen) {
    let world = walk.world();
    let step = planned.step(walk.procedure());
    let render = |text: &crate::model::Text| world.render(text, &planned.scope);
    if let Some(text) = &step.do_ {
        screen.blocks.push(Block::Text(render(text)));
    }
    let pure = step.pure_restart();
    if let Some(restart) = pure {
        screen.blocks.push(Block::Text(render(&restart.do_)));
    }
    screen.blocks.extend(step.command.as_ref().map(|command| Block::Command(render(command))));
    screen.blocks.extend(step.expect.as_ref().map(|expect| labelled("You should see", render(expect))));
    screen.blocks.extend(step.warn.iter().map(|warning| Block::Warning(render(warning))));
    screen.blocks.extend(step.notes.iter().map(|note| Block::Note(render(note))));
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
        if let Some(declared) = walk.procedure().obligation(&id) {
            let text = world.render(&declared.title, &world.title_scope(&id));
            screen.blocks.push(Block::Item { mark: Mark::Open, text: format!("Settles: {text}"), details: Vec::new() });
        }
    }
    screen.blocks.extend(step.typical.as_ref().map(|typical| labelled("Usually", typical.clone())));
    screen.blocks.extend(step.worry.as_ref().map(|worry| labelled("Worry", render(worry))));
    screen.blocks.extend(pure.into_iter().flat_map(|restart| timing(walk, planned, restart)));
    screen.blocks.extend(step.added.as_ref().map(|added| Block::Added(render(added))));
    screen.blocks.extend(step.errata.iter().map(|erratum| Block::Erratum(erratum_words(walk, planned, step, erratum))));
    let problems: Vec<String> = walk.listed(&planned.id).into_iter().map(|problem| render(&problem.seen)).collect();
    if !problems.is_empty() {
        screen.blocks.push(Block::Problems(problems));
    }
    screen.blocks.extend(super::files::blocks(walk, planned));
    let fields: Vec<Field> = walk.asks(planned, false).iter().flat_map(|ask| fields(walk, planned, ask)).collect();
    if !fields.is_empty() {
        screen.input = Input::Form(fields);
    }
    let label = if pure.is_some() { "it is restarting" } else { "done" };
    screen.offers = vec![offer(Verb::Done, label)];
    if !step.writes.is_empty() {
        screen
            .offers
            .push(offer(Verb::Write, if step.writes.len() == 1 { "write the file" } else { "write the files" }));
    }
}

/// A label and its text.
fn labelled(label: &str, text: String) -> Block {
    Block::Labelled { label: label.to_owned(), text }
}

/// How long a restart takes and when to worry.
pub(super) fn timing(walk: &Walk, planned: &Planned, restart: &Restart) -> Vec<Block> {
    let typical = restart.typical.as_ref().map(|typical| labelled("Usually", typical.clone()));
    let worry = restart.worry.as_ref().map(|worry| labelled("Worry", walk.world().render(worry, &planned.scope)));
    typical.into_iter().chain(worry).collect()
}

/// What the document prints, what this walk uses, why.
fn erratum_words(walk: &Walk, planned: &Planned, step: &Step, erratum: &Erratum) -> String {
    let render = |text: &crate::model::Text| walk.world().render(text, &planned.scope);
    let article = step.source.as_deref().and_then(|source| source.split(',').next()).unwrap_or("the document");
    let number = erratum.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    format!(
        "{article} prints \"{}\"; this walk uses {}. {}{number}.",
        erratum.prints,
        render(&erratum.uses).trim_end_matches('.'),
        super::checks::capital(render(&erratum.because).trim_end_matches('.'))
    )
}

/// The fields for something that a step asks.
fn fields(walk: &Walk, planned: &Planned, ask: &Ask) -> Vec<Field> {
    match ask {
        Ask::ComputerName => {
            let name = walk.world().node_name(&planned.node);
            let named = walk.progress(&planned.id).is_some_and(|progress| progress.inputs.named);
            vec![Field {
                target: Target::ComputerName,
                section: None,
                label: "This console".to_owned(),
                ask: format!("This cannot be undone. Computer name, as `echo %COMPUTERNAME%` shows it at {name}?"),
                help: String::new(),
                example: String::new(),
                value: named.then(|| (name, "typed".to_owned())),
                choices: Vec::new(),
                required: true,
                fault: None,
            }]
        }
        Ask::State { state, .. } => vec![state_field(walk, planned, state, Some(&planned.id))],
        Ask::File(id) => {
            let first = planned.step(walk.procedure()).writes.first().is_some_and(|writes| writes.id == *id);
            if first { super::files::fields(walk, planned) } else { Vec::new() }
        }
        Ask::Reading(id) => {
            let Some(fact) = walk.procedure().fact(id) else { return Vec::new() };
            let nothing = crate::engine::facts::Facts::default();
            of_fact(walk, fact, id, walk.readings_of(&planned.id).unwrap_or(&nothing))
        }
    }
}

/// The field for a state: as seen in the running attempt of a step, or as known.
pub(super) fn state_field(walk: &Walk, planned: &Planned, state: &str, attempt: Option<&str>) -> Field {
    let world = walk.world();
    let declared = walk.procedure().state(state);
    let title =
        declared.map_or_else(|| state.to_owned(), |declared| world.render(&declared.title, &world.title_scope(state)));
    let step = planned.step(walk.procedure());
    let observe =
        step.observes.iter().find(|observe| walk.procedure().state_id(&observe.state, &planned.scope) == state);
    let own = observe.and_then(|observe| observe.look.as_ref()).map(|look| world.render(look, &planned.scope));
    let general =
        declared.and_then(|declared| declared.look.as_ref()).map(|look| world.render(look, &world.title_scope(state)));
    let seen = match attempt {
        Some(step) => walk.progress(step).and_then(|progress| {
            let seen = progress.inputs.observed.iter().find(|(own, _)| own == state);
            seen.map(|(_, value)| (value.clone(), "seen".to_owned()))
        }),
        None => {
            walk.states().get(state).filter(|seen| seen.observed).map(|seen| (seen.value.clone(), "seen".to_owned()))
        }
    };
    Field {
        target: Target::State(state.to_owned()),
        section: None,
        ask: format!("{title}: what do you see now?"),
        label: title,
        help: own.or(general).unwrap_or_default(),
        example: String::new(),
        value: seen,
        choices: declared
            .map(|declared| choices(&crate::model::value::Kind::Choice(declared.values.clone())))
            .unwrap_or_default(),
        required: true,
        fault: None,
    }
}

/// An earlier step, only to look at.
#[must_use]
pub fn look(walk: &Walk, id: &str) -> Screen {
    let Some(planned) = walk.plan().get(id) else { return frame(walk, Kind::Look) };
    let mut screen = head(walk, planned);
    screen.kind = Kind::Look;
    let progress = walk.progress(id);
    let status = progress.map_or(Status::Todo, |progress| progress.status);
    let when = progress
        .and_then(|progress| progress.done_at)
        .map(|at| format!(" at {}", at.format("%H:%M")))
        .unwrap_or_default();
    screen.blocks.push(Block::Warning(format!(
        "Only to look at: this step is {}{when}, and the world does not roll back. `again {id}` does it, and those after it, again.",
        status.word()
    )));
    open(walk, planned, &mut screen);
    if walk.gate(planned) != Gate::Open {
        // A command that must not be typed now is not there to be copied either.
        screen.blocks.retain(|block| !matches!(block, Block::Command(_)));
    }
    screen.input = Input::Confirm;
    screen.offers =
        vec![offer(Verb::Done, "back to the walk"), offer(Verb::Back, "further back"), offer(Verb::Again, "again")];
    screen
}
