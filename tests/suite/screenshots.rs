//! The pictures in `screenshots/` are rendered from the real screens; this test fails when they drift.
//! `NODEWALK_BLESS=1 cargo test --test suite screenshots` draws them anew.

use std::convert::Infallible;
use std::fs;
use std::path::Path;

use chrono::{DateTime, Duration, FixedOffset};
use nodewalk::engine::action::Action;
use nodewalk::engine::answers::actions;
use nodewalk::engine::event::Event;
use nodewalk::engine::walk::{Position, Walk};
use nodewalk::load::answers;
use nodewalk::model::Procedure;
use nodewalk::ui::screen;
use nodewalk::ui::screen::{ProcedureLine, Screen, SessionLine};
use nodewalk::ui::tui;
use nodewalk::ui::tui::{Look, UiState, picture};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::common::{built_in, procedure};

/// A walk in memory, a minute an event.
struct Drive {
    walk: Walk,
    time: DateTime<FixedOffset>,
}

impl Drive {
    /// A walk of Q191138 with an answers file.
    fn new(answers: &str, rehearsal: bool) -> Self {
        let procedure = procedure("q191138");
        let path = format!("assets/answers/{answers}.toml");
        let text = fs::read_to_string(&path).unwrap();
        let answers = answers::read(&procedure, &path, &text).unwrap();
        let time = DateTime::parse_from_rfc3339("2026-11-22T01:30:00+01:00").unwrap();
        let mut drive = Self { walk: Walk::new(procedure, rehearsal), time };
        drive.record(vec![Event::Opened { holder: "ops@desk7, process 4711".to_owned(), version: "0".to_owned() }]);
        let readings = if rehearsal { actions(&answers.readings) } else { Vec::new() };
        for action in actions(&answers.facts).iter().chain(&readings) {
            drive.time -= Duration::seconds(20);
            drive.act(action);
        }
        drive
    }

    /// Records events, 20 seconds apart.
    fn record(&mut self, events: Vec<Event>) {
        let Self { walk, time } = self;
        let Ok(_) = walk.advance(events, |walk, event| {
            *time += Duration::seconds(20);
            walk.evolve(&walk.next_record(event, *time, "ops@desk7"));
            Ok::<_, Infallible>(())
        });
    }

    /// Does something that is not refused.
    #[track_caller]
    fn act(&mut self, action: &Action) {
        match self.walk.decide(action) {
            Ok(events) => self.record(events),
            Err(refusal) => panic!("{action:?} was refused: {refusal}; {}", refusal.help),
        }
    }

    /// Says `done` until the position is reached.
    #[track_caller]
    fn until(&mut self, wanted: impl Fn(&Position) -> bool) -> Screen {
        for _ in 0..400 {
            if wanted(&self.walk.position()) {
                return screen::due(&self.walk);
            }
            self.act(&Action::Done);
        }
        panic!("never reached; the walk stands at {:?}", self.walk.position());
    }

    /// Says `done` until a step is shown.
    #[track_caller]
    fn step(&mut self, id: &str) -> Screen {
        self.until(|position| matches!(position, Position::Step { step, .. } if step == id))
    }
}

/// The first step of the walk that cannot be undone.
fn irreversible(walk: &Walk) -> String {
    let mut steps = walk.plan().included();
    steps.find(|planned| planned.step(walk.procedure()).irreversible).unwrap().id.clone()
}

/// Every picture: its name, its size, its screen.
fn pictures() -> Vec<(&'static str, (u16, u16), Screen)> {
    let small = (80, 24);
    let wide = (120, 40);
    let mut passing = Drive::new("q191138", false);
    let worksheet = screen::due(&passing.walk);
    passing.act(&Action::Done);
    let checks = screen::due(&passing.walk);
    let mut failing = Drive::new("q191138-failing", false);
    failing.act(&Action::Done);
    let checks_failing = screen::due(&failing.walk);

    let mut walk = Drive::new("q191138", true);
    walk.until(|position| matches!(position, Position::Step { .. }));
    let step = screen::due(&walk.walk);
    let irreversible = irreversible(&walk.walk);
    let irreversible = walk.step(&irreversible);
    let hand_off = walk.until(|position| matches!(position, Position::HandOff { node, .. } if node == "b"));
    let waiting = walk.until(|position| matches!(position, Position::Waiting { .. }));
    let map = screen::map(&walk.walk);
    let wide_step = walk.until(|position| matches!(position, Position::Step { .. }));
    walk.until(|position| matches!(position, Position::Step { step, .. } if step.starts_with("iissync/run")));
    walk.act(&Action::Problem("2147500037".to_owned()));
    let problem = screen::due(&walk.walk);
    walk.act(&Action::Back);
    let report = walk.until(|position| *position == Position::Ended);

    vec![
        ("home", small, home()),
        ("worksheet", small, worksheet),
        ("checks", small, checks),
        ("checks-failing", wide, checks_failing),
        ("step", small, step),
        ("irreversible", small, irreversible),
        ("hand-off", small, hand_off),
        ("waiting", small, waiting),
        ("wide", wide, wide_step),
        ("map", wide, map),
        ("problem", small, problem),
        ("report", small, report),
    ]
}

/// Home with one walk to resume and one that is over.
fn home() -> Screen {
    let at = |text: &str| Some(DateTime::parse_from_rfc3339(text).unwrap());
    let session = |id: &str, stands: &str, saved: &str, over: bool, rehearsal: bool| SessionLine {
        id: id.to_owned(),
        title: "Option Pack on Microsoft Cluster Server".to_owned(),
        stands: stands.to_owned(),
        saved: at(saved),
        over,
        rehearsal,
    };
    let sessions = [
        session("q191138-20261122-0130", "waiting for NODEB to come back", "2026-11-22T02:02:00+01:00", false, false),
        session("q191138-20261121-1510-rehearsal", "finished", "2026-11-21T16:40:00+01:00", true, true),
    ];
    let procedures: Vec<ProcedureLine> = built_in()
        .map(|procedure| {
            let Procedure { id, title, summary, .. } = procedure.as_ref().clone();
            ProcedureLine { id, title, summary: summary.to_string() }
        })
        .collect();
    screen::home(&sessions, &procedures, "/home/ops/.local/share/nodewalk", &[])
}

#[test]
fn the_pictures_are_the_screens() {
    let bless = std::env::var_os("NODEWALK_BLESS").is_some();
    let mut drifted = Vec::new();
    for (name, (width, height), screen) in pictures() {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        tui::draw(&screen, &UiState::new(&screen), Look::default(), area, &mut buffer);
        let svg = picture::svg(&buffer);
        let path = format!("screenshots/{name}.svg");
        let kept = fs::read_to_string(Path::new(&path)).unwrap_or_default();
        if bless {
            fs::write(&path, &svg).unwrap();
        } else if kept.replace("\r\n", "\n") != svg {
            drifted.push(path);
        }
    }
    assert!(drifted.is_empty(), "drifted: {}; draw them anew with NODEWALK_BLESS=1", drifted.join(", "));
}
