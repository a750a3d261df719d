//! The desk: home, and the session that is open.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Begin, Open, StartError};
use zeroize::Zeroize as _;

use super::clock::Clock;
use crate::engine::action::Action;
use crate::engine::advisor::Advisor;
use crate::engine::walk::{Position, Stage, Walk};
use crate::load::{catalogue, index};
use crate::model::Procedure;
use crate::store::session::{Home, Listed, Session};
use crate::ui::front::{Turn, Wizard};
use crate::ui::help::help;
use crate::ui::screen;
use crate::ui::screen::{Mark, Notice, ProcedureLine, Screen, SessionLine};

/// Who works here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// `user@host`, as events keep it.
    pub by: String,
    /// `user@host, process 4711`, as a held session names its holder.
    pub holder: String,
}

/// The wizard as both fronts drive it.
pub struct App {
    home: Home,
    clock: Box<dyn Clock>,
    operator: Operator,
    open: Option<Open<Session>>,
    pub(super) notices: Vec<Notice>,
    pub(super) helping: bool,
    pub(super) advisor: Option<Advisor>,
    menu: Vec<Choice>,
    shown: Option<Screen>,
}

/// What a line of home's menu does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Resume(String),
    Advise,
    Start(String),
}

impl App {
    /// A wizard at home.
    #[must_use]
    pub fn new(home: Home, clock: Box<dyn Clock>, operator: Operator) -> Self {
        Self {
            home,
            clock,
            operator,
            open: None,
            notices: Vec::new(),
            helping: false,
            advisor: None,
            menu: Vec::new(),
            shown: None,
        }
    }

    /// Where sessions are kept.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// Who works here, as events keep it.
    #[must_use]
    pub fn by(&self) -> &str {
        &self.operator.by
    }

    /// Who works here, as a held session names its holder.
    #[must_use]
    pub fn holder(&self) -> &str {
        &self.operator.holder
    }

    /// The open session.
    #[must_use]
    pub fn open(&self) -> Option<&Open<Session>> {
        self.open.as_ref()
    }

    /// Opens a session on the desk.
    pub(super) fn put(&mut self, open: Open<Session>) {
        self.open = Some(open);
    }

    /// Home as it was read when it was first shown: nothing changes it while it stands.
    fn at_home(&mut self) -> Screen {
        if let Some(shown) = &self.shown {
            return shown.clone();
        }
        let shown = self.read_home();
        self.shown.insert(shown).clone()
    }

    /// Reads what home lists.
    fn read_home(&mut self) -> Screen {
        let listed = self.home.list().unwrap_or_default();
        let damaged: Vec<String> = listed.iter().filter_map(damage).collect();
        let sessions = lines(&listed);
        let procedures: Vec<ProcedureLine> = index::entries()
            .into_iter()
            .map(|entry| ProcedureLine { id: entry.id, title: entry.title, summary: entry.summary })
            .collect();
        let running = sessions.iter().filter(|session| !session.over).map(|session| Choice::Resume(session.id.clone()));
        let starts = procedures.iter().map(|own| Choice::Start(own.id.clone()));
        let over = sessions.iter().filter(|session| session.over).map(|session| Choice::Resume(session.id.clone()));
        self.menu = running.chain([Choice::Advise]).chain(starts).chain(over).collect();
        screen::home(&sessions, &procedures, &self.home.root().display().to_string(), &damaged)
    }

    /// Does what a line of home's menu says.
    fn choose(&mut self, number: usize) -> Result<(), Notice> {
        let failed = |error: StartError| Notice::new(Mark::Fail, error.to_string(), error.help());
        match number.checked_sub(1).and_then(|index| self.menu.get(index)).cloned() {
            Some(Choice::Resume(id)) => self.resume(&id).map_err(failed),
            Some(Choice::Advise) => {
                self.advise();
                Ok(())
            }
            Some(Choice::Start(id)) => {
                let procedure = catalogue::open(&id).map_err(|error| failed(error.into()))?;
                self.start(procedure, &Begin::default()).map_err(failed)
            }
            None => Err(Notice::new(
                Mark::Fail,
                format!("there is no choice `{number}`"),
                "type `choose` and a number of the list",
            )),
        }
    }

    /// Acts at home.
    fn act_at_home(&mut self, action: &Action) {
        self.notices.clear();
        let chosen = match action {
            Action::Done if self.helping => {
                self.helping = false;
                return;
            }
            Action::Done => self.choose(1),
            Action::Choose(number) => self.choose(*number),
            Action::Help => {
                self.helping = !self.helping;
                return;
            }
            Action::Back => {
                self.helping = false;
                return;
            }
            _ => Err(Notice::new(Mark::Fail, "no walk is open here", "type `choose N` to open one")),
        };
        self.helping = false;
        self.notices.extend(chosen.err());
    }

    /// What is saved and where, for whoever leaves.
    fn farewell(&self) -> String {
        let Some(open) = &self.open else {
            return format!("Nothing is open. Sessions are kept in {}.", self.home.root().display());
        };
        let session = open.store();
        let stands = stands(open.walk());
        let folder = session.folder().display();
        if open.walk().is_over() {
            format!(
                "{stands}\nSession {} in {folder}\nPrint the report: nodewalk report {}",
                session.id(),
                session.id()
            )
        } else {
            format!("Saved: {stands}\nSession {} in {folder}\nGo on: nodewalk resume {}", session.id(), session.id())
        }
    }
}

impl Wizard for App {
    fn screen(&mut self) -> Screen {
        if let Some(open) = &self.open {
            open.screen()
        } else {
            let mut home = match &self.advisor {
                Some(advisor) => screen::advisor(advisor),
                None => self.at_home(),
            };
            home.notices.clone_from(&self.notices);
            if self.helping { help(&home) } else { home }
        }
    }

    fn act(&mut self, action: Action) -> Turn {
        if action == Action::Quit {
            if let Some(open) = &mut self.open {
                open.forget();
            }
            return Turn::Leave(self.farewell());
        }
        match &mut self.open {
            None if self.advisor.is_some() => self.act_advised(&action),
            None => self.act_at_home(&action),
            Some(open) if open.walk().is_over() && action == Action::Done => return Turn::Leave(self.farewell()),
            Some(open) => {
                let was_over = open.walk().is_over();
                open.act(&action, self.clock.as_ref(), &self.operator.by);
                if open.walk().is_over() && !was_over {
                    open.write_report();
                }
            }
        }
        // It may have been a secret.
        if let Action::Set { mut value, .. } = action {
            value.zeroize();
        }
        Turn::Stay
    }
}

/// Where a walk stands, in one line.
#[must_use]
pub(crate) fn stands(walk: &Walk) -> String {
    let at = |node: &str| walk.world().node_name(node);
    let step = |id: &str| {
        let number =
            walk.plan().number(id).map(|number| format!("step {number} of {}", walk.plan().included().count()));
        number.unwrap_or_else(|| format!("recovery step {id}"))
    };
    match walk.position() {
        Position::Worksheet => "the worksheet".to_owned(),
        Position::Checks => "the checks".to_owned(),
        Position::Waiting { node, .. } => format!("waiting for {} to come back", at(&node)),
        Position::Stopped => "stopped by the procedure".to_owned(),
        Position::SignOff => "every step settled, not signed off".to_owned(),
        Position::Ended if matches!(walk.stage(), Stage::Finished) => "finished".to_owned(),
        Position::Ended => "given up".to_owned(),
        _ => {
            let waiting = walk.down().keys().next().map(|node| format!(", {} is down", at(node))).unwrap_or_default();
            let here = walk.target().map(|target| format!("{} at {}", step(&target.id), at(&target.node)));
            format!("{}{waiting}", here.unwrap_or_default())
        }
    }
}

/// The sessions as home lists them. Those that keep the same procedure share it.
fn lines(listed: &[Listed]) -> Vec<SessionLine> {
    let mut known: BTreeMap<&str, Arc<Procedure>> = BTreeMap::new();
    let mut lines = Vec::new();
    for own in listed {
        let Ok(snapshot) = &own.snapshot else { continue };
        let digest = snapshot.header.digest.as_str();
        if !known.contains_key(digest)
            && let Ok(procedure) = catalogue::reopen(&snapshot.files)
        {
            known.insert(digest, procedure.into());
        }
        let replayed = |procedure| Walk::replay(procedure, snapshot.header.rehearsal, &snapshot.records);
        let walk = known.get(digest).map(|procedure| replayed(Arc::clone(procedure)));
        // One that this nodewalk cannot walk is listed all the same; choosing it says why.
        let unreadable = || "its procedure cannot be read by this nodewalk".to_owned();
        lines.push(SessionLine {
            id: own.id.clone(),
            title: snapshot.header.title.clone(),
            stands: walk.as_ref().map_or_else(unreadable, stands),
            saved: snapshot.records.last().map(|record| record.time),
            over: walk.as_ref().is_some_and(Walk::is_over),
            rehearsal: snapshot.header.rehearsal,
        });
    }
    lines
}

/// What is wrong with a session that cannot be read.
fn damage(listed: &Listed) -> Option<String> {
    let error = listed.snapshot.as_ref().err()?;
    Some(format!("Session {} cannot be read: {error}. {}", listed.id, error.help()))
}
