//! A driver over the engine alone: no files, no terminal.

use std::convert::Infallible;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use nodewalk::engine::action::{Action, typed};
use nodewalk::engine::answers::actions;
use nodewalk::engine::event::{Event, Record};
use nodewalk::engine::plan::Planned;
use nodewalk::engine::walk::{Ask, Gate, Position, Refusal, Stage, Status, Walk};
use nodewalk::engine::world::Standing;
use nodewalk::load::answers;
use nodewalk::ui::screen;
use nodewalk::ui::screen::{Screen, ScreenBlock};

/// Everything passes.
pub(crate) const ANSWERS: &str = include_str!("../../../assets/answers/q191138.toml");

/// More actions than any walk needs: beyond them it goes round in circles.
const MANY: usize = 600;

/// A walk being driven.
#[derive(Clone, Debug)]
pub(crate) struct Drive {
    walk: Walk,
    records: Vec<Record>,
    readings: Vec<Action>,
}

impl Drive {
    /// A rehearsal of Q191138 with these answers, at its worksheet.
    #[track_caller]
    pub(crate) fn rehearse(answers: &str) -> Self {
        Self::new("q191138", answers, true)
    }

    /// A real walk of Q191138 with these answers, at its worksheet.
    #[track_caller]
    pub(crate) fn walk(answers: &str) -> Self {
        Self::new("q191138", answers, false)
    }

    /// A walk of any procedure with these answers, at its worksheet.
    #[track_caller]
    pub(crate) fn new(procedure: &str, text: &str, rehearsal: bool) -> Self {
        let procedure = super::procedure(procedure);
        let answers = answers::read(&procedure, "answers.toml", text).unwrap_or_else(|errors| panic!("{errors:?}"));
        let walk = Walk::new(procedure, rehearsal);
        let mut drive = Self { walk, records: Vec::new(), readings: actions(&answers.readings) };
        drive.open_again();
        let readings = if rehearsal { drive.readings.clone() } else { Vec::new() };
        for action in actions(&answers.facts).iter().chain(&readings) {
            drive.take(action).unwrap_or_else(|refusal| panic!("{action:?}: {refusal}"));
        }
        drive
    }

    /// The walk.
    pub(crate) fn walk_ref(&self) -> &Walk {
        &self.walk
    }

    /// Every record so far.
    pub(crate) fn records(&self) -> &[Record] {
        &self.records
    }

    /// Records that the session was opened, as after a break or a crash.
    #[track_caller]
    pub(crate) fn open_again(&mut self) -> &mut Self {
        let opened = Event::Opened { holder: "kim@desk, process 1".to_owned(), version: "0".to_owned() };
        let Self { walk, records, .. } = self;
        let Ok(_) = walk.advance(vec![opened], |walk, event| {
            keep(walk, records, event);
            Ok::<_, Infallible>(())
        });
        self
    }

    /// Takes an action; refused, it changes nothing.
    #[track_caller]
    pub(crate) fn take(&mut self, action: &Action) -> Result<(), Refusal> {
        let before = self.walk.events();
        let Self { walk, records, .. } = self;
        let events = walk.decide(action)?;
        let Ok(_) = walk.advance(events, |walk, event| {
            keep(walk, records, event);
            Ok::<_, Infallible>(())
        });
        // So many events come only of a recovery that leads to itself.
        let endless = self.walk.events() > before + 60 && !self.walk.entry_events().is_empty();
        assert!(!endless, "entry events without end at {}\n{}", self.at(), self.tail());
        Ok(())
    }

    /// Takes an action of which only the first events reach the disk; then the session is opened again.
    pub(crate) fn take_and_crash(&mut self, action: &Action, kept: usize) -> Result<(), Refusal> {
        for event in self.walk.decide(action)?.into_iter().take(kept) {
            keep(&mut self.walk, &mut self.records, event);
        }
        self.open_again();
        Ok(())
    }

    /// Does what a line of the plain front says; it must not be refused.
    #[track_caller]
    pub(crate) fn act(&mut self, line: &str) -> &mut Self {
        let action: Action = line.parse().unwrap_or_else(|error| panic!("`{line}`: {error}"));
        if let Err(refusal) = self.take(&action) {
            panic!("`{line}` was refused at {}: {refusal} ({})\n{}", self.at(), refusal.help, self.tail());
        }
        self
    }

    /// Several lines, one after another.
    #[track_caller]
    pub(crate) fn acts<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) -> &mut Self {
        for line in lines {
            self.act(line);
        }
        self
    }

    /// Does what a line says; it must be refused, and nothing may change.
    #[track_caller]
    pub(crate) fn refused(&self, line: &str) -> Refusal {
        let action: Action = line.parse().unwrap_or_else(|error| panic!("`{line}`: {error}"));
        match self.walk.decide(&action) {
            Err(refusal) => refusal,
            Ok(events) => panic!("`{line}` was taken at {}: {events:?}\n{}", self.at(), self.tail()),
        }
    }

    /// Where the walk stands, in one line: `step setup-a/start`, `shut begin-b/start`, `waiting b`, `finished`.
    pub(crate) fn at(&self) -> String {
        match self.walk.position() {
            Position::Worksheet => "worksheet".to_owned(),
            Position::Checks => "checks".to_owned(),
            Position::PickUp => "pick-up".to_owned(),
            Position::Problem => {
                let open = self.walk.problem().unwrap();
                format!("problem {} at {}", open.problem.as_deref().unwrap_or("unlisted"), open.step)
            }
            Position::Stopped => "stopped".to_owned(),
            Position::Ask { step, facts } => format!("ask {} for {step}", facts.join(" ")),
            Position::Guarded { step, checks } => format!("guarded {} at {step}", checks.join(" ")),
            Position::Lost { obligation } => format!("lost {obligation}"),
            Position::HandOff { node, .. } => format!("hand-off {node}"),
            Position::Waiting { node, .. } => format!("waiting {node}"),
            Position::Restart { step } => format!("restart {step}"),
            Position::Step { step, gate: Gate::Open } => format!("step {step}"),
            Position::Step { step, gate: Gate::Already } => format!("already {step}"),
            Position::Step { step, gate: Gate::Shut } => format!("shut {step}"),
            Position::SignOff => "sign-off".to_owned(),
            Position::Ended => self.walk.stage().word().to_owned(),
        }
    }

    /// The walk stands here.
    #[track_caller]
    pub(crate) fn stands(&mut self, at: &str) -> &mut Self {
        assert_eq!(self.at(), at, "\n{}", self.tail());
        self
    }

    /// The last events, for a failure.
    pub(crate) fn tail(&self) -> String {
        let told = self.records.iter().filter(|record| !matches!(record.event, Event::Checked { .. }));
        let told: Vec<&Record> = told.collect();
        let from = told.len().saturating_sub(25);
        let lines = told[from..].iter().map(|record| format!("  {:>4} {:?}", record.number, record.event));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Empty lines, as long as they go on, until the walk stands here.
    #[track_caller]
    pub(crate) fn until(&mut self, at: &str) -> &mut Self {
        for _ in 0..MANY {
            if self.at() == at {
                return self;
            }
            self.expected();
            assert!(!self.walk.is_over(), "`{at}` was never reached: {}\n{}", self.at(), self.tail());
        }
        panic!("`{at}` was not reached, but {}\n{}", self.at(), self.tail());
    }

    /// Goes on until the walk is over or stopped.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> &mut Self {
        for _ in 0..MANY {
            if self.walk.is_over() || matches!(self.walk.stage(), Stage::Stopped { .. }) {
                return self;
            }
            self.expected();
        }
        panic!("the walk does not come to its end: {}\n{}", self.at(), self.tail());
    }

    /// The walk is finished: every step that is walked is settled, nothing is open or lost, no node is down.
    #[track_caller]
    pub(crate) fn is_finished(&self) -> &Self {
        assert_eq!(self.at(), "finished", "\n{}", self.tail());
        let open: Vec<&str> = self.left_open();
        assert!(open.is_empty(), "left open: {open:?}\n{}", self.tail());
        for planned in self.walk.plan().included() {
            let settled = self.walk.progress(&planned.id).is_some_and(nodewalk::engine::walk::StepProgress::is_settled);
            assert!(settled, "`{}` is not settled\n{}", planned.id, self.tail());
        }
        assert!(self.walk.down().is_empty(), "down: {:?}", self.walk.down());
        self
    }

    /// The obligations that are open or lost.
    pub(crate) fn left_open(&self) -> Vec<&str> {
        let open = self.walk.obligations().iter().filter(|(_, standing)| *standing != Standing::Closed);
        open.map(|(id, _)| id).collect()
    }

    /// What a state is known to be, or `unknown`.
    pub(crate) fn state(&self, id: &str) -> &str {
        self.walk.states().get(id).map_or("unknown", |seen| seen.value.as_str())
    }

    /// What became of a step.
    pub(crate) fn status(&self, step: &str) -> Status {
        self.walk.progress(step).map(|progress| progress.status).unwrap_or_default()
    }

    /// The step that is next.
    pub(crate) fn target(&self) -> Option<&Planned> {
        self.walk.target()
    }

    /// The main action, with all that the screen asks for answered as it should be: what a rehearsal takes from an empty
    /// line, said aloud. A shut gate is looked at, and what it needs is seen.
    #[track_caller]
    pub(crate) fn expected(&mut self) -> &mut Self {
        let lines = self.answers_here();
        for line in lines {
            self.act(&line);
        }
        if matches!(self.walk.position(), Position::Step { gate: Gate::Shut, .. }) {
            panic!("the gate stays shut at {}\n{}\n{}", self.at(), self.gate_words(), self.tail());
        }
        self.act("")
    }

    /// As `expected`, where it may not be possible.
    pub(crate) fn try_expected(&mut self) -> Result<(), Refusal> {
        let mut lines = self.answers_here();
        lines.push(String::new());
        for line in lines {
            self.take(&line.parse().unwrap_or_else(|error| panic!("{line}: {error}")))?;
        }
        Ok(())
    }

    /// Why the gate stands as it does.
    pub(crate) fn gate_words(&self) -> String {
        let explained = self.walk.target().and_then(|target| self.walk.gate_explained(target));
        explained.map(|explained| explained.words()).unwrap_or_default()
    }

    /// The lines that answer what the present screen asks for, as it should be.
    pub(crate) fn answers_here(&self) -> Vec<String> {
        answers_at(&self.walk, &self.readings)
    }

    /// The walk at every position of the main line, from the first step to the sign-off.
    #[track_caller]
    pub(crate) fn moments(mut self) -> Vec<Drive> {
        let mut moments = Vec::new();
        while !self.at().starts_with("step ") {
            self.expected();
        }
        while !self.walk.is_over() {
            moments.push(self.clone());
            self.expected();
        }
        moments
    }

    /// The screen that is due.
    pub(crate) fn screen(&self) -> Screen {
        screen::due(&self.walk)
    }

    /// The commands on the screen that is due.
    pub(crate) fn commands(&self) -> Vec<String> {
        commands(&self.screen())
    }

    /// Replaying the records from the first gives the walk as it is.
    #[track_caller]
    pub(crate) fn replays(&self) {
        let replayed = Walk::replay(Arc::clone(self.walk.procedure()), self.walk.rehearsal(), &self.records);
        self.is_told_by(&replayed);
    }

    /// A replayed walk is the same as this one in all that can be asked of it.
    #[track_caller]
    pub(crate) fn is_told_by(&self, one: &Walk) {
        let other = &self.walk;
        assert_eq!(one.position(), other.position());
        assert_eq!(one.stage(), other.stage());
        assert_eq!(one.facts(), other.facts());
        assert_eq!(one.states(), other.states());
        assert_eq!(one.obligations(), other.obligations());
        assert_eq!(one.down(), other.down());
        assert_eq!(one.console(), other.console());
        assert_eq!(one.recovery(), other.recovery());
        assert_eq!(one.problem(), other.problem());
        assert_eq!(one.pick_up(), other.pick_up());
        assert_eq!(one.plan(), other.plan());
        assert_eq!(one.events(), other.events());
        assert_eq!(one.last_settled(), other.last_settled());
        for planned in one.plan().steps.iter() {
            assert_eq!(one.progress(&planned.id), other.progress(&planned.id), "{}", planned.id);
            assert_eq!(one.is_missed(&planned.id), other.is_missed(&planned.id), "{}", planned.id);
        }
    }
}

/// Records an event, a minute after the one before.
fn keep(walk: &mut Walk, records: &mut Vec<Record>, event: Event) {
    let start = DateTime::<FixedOffset>::parse_from_rfc3339("2026-11-22T01:00:00+01:00").unwrap();
    let time = start + chrono::Duration::minutes(i64::try_from(walk.events() + 1).unwrap());
    let record = walk.next_record(event, time, "kim@desk");
    walk.evolve(&record);
    records.push(record);
}

/// The commands that a screen shows.
pub(crate) fn commands(screen: &Screen) -> Vec<String> {
    let commands = screen.blocks.iter().filter_map(|block| match block {
        ScreenBlock::Command(text) => Some(text.clone()),
        _ => None,
    });
    commands.collect()
}

/// What a state of the world should be seen to be, where nothing else is said.
fn usual(state: &str) -> Option<&'static str> {
    match state.rsplit('.').next()? {
        "cluster_service" => Some("running"),
        "groups" => Some("all-a"),
        "possible_owner" | "dtc_proven" => Some("yes"),
        "setup_window" => Some("none"),
        _ => None,
    }
}

/// The lines that answer what a walk asks for now, as it should be, with readings from an answers file.
pub(crate) fn answers_at(walk: &Walk, readings: &[Action]) -> Vec<String> {
    match walk.position() {
        Position::Step { step, gate } if gate != Gate::Shut && !walk.rehearsal() => {
            let planned = walk.planned(&step).unwrap();
            let asks = walk.asks(planned, gate == Gate::Already);
            let open = asks.iter().filter(|ask| !walk.is_answered(&step, ask));
            open.flat_map(|ask| answer(walk, readings, planned, ask)).collect()
        }
        Position::Step { step, gate: Gate::Shut } => {
            let planned = walk.planned(&step).unwrap();
            let unseen = |id: &String| !walk.states().get(id).is_some_and(|seen| seen.observed);
            let states = walk.gate_states(planned).into_iter().filter(unseen);
            states.filter_map(|id| Some(format!("see {id} {}", usual(&id)?))).collect()
        }
        Position::PickUp if !walk.rehearsal() => {
            let asks = walk.pick_up_asks();
            let again = asks.iter().filter_map(|id| {
                let value = match walk.procedure().obligation(id) {
                    Some(_) => "open",
                    None => walk.states().get(id).map(|seen| seen.value.as_str()).or_else(|| usual(id))?,
                };
                Some(format!("see {id} {value}"))
            });
            again.collect()
        }
        _ => Vec::new(),
    }
}

/// The lines that answer one thing as it should be.
fn answer(walk: &Walk, readings: &[Action], planned: &Planned, ask: &Ask) -> Vec<String> {
    match ask {
        Ask::File(_) => vec!["write".to_owned()],
        Ask::ComputerName => vec![format!("name {}", walk.world().node_name(&planned.node))],
        Ask::State { state, expect } => vec![format!("see {state} {expect}")],
        Ask::Reading(id) => {
            let of_it = |name: &str| name == id || name.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'));
            let lines = readings.iter().filter_map(|action| match action {
                Action::Set { fact, value } if of_it(fact) => Some(format!("set {} {value}", typed(fact))),
                Action::Add { list, key } if list == id => Some(format!("add {list} {key}")),
                _ => None,
            });
            lines.collect()
        }
    }
}
