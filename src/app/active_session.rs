//! An open session: its walk, its journal, and what is being looked at.

use std::path::PathBuf;

use super::clock::Clock;
use super::files::Held;
use super::notices;
use crate::documents::report;
use crate::documents::report::{Report, SessionFacts};
use crate::engine::action::Action;
use crate::engine::event::{Event, Record};
use crate::engine::walk::{Position, Walk};
use crate::store::journal::{Error, Store};
use crate::store::leftovers;
use crate::store::session::Session;
use crate::ui::help::help;
use crate::ui::screen;
use crate::ui::screen::{Mark, Notice, Screen};

/// What is looked at instead of the screen that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// All steps.
    Map,
    /// What is left open.
    Open,
    /// The facts.
    Facts,
    /// The checks.
    Checks,
    /// What is possible now.
    Help,
    /// An earlier step.
    Look(String),
    /// Whether a node went down indeed, as this action says.
    Sure(Action),
}

/// What becomes of an action that may have been a slip.
enum Said {
    /// It is done.
    Meant,
    /// What was asked about is done.
    Yes(Action),
    /// Nothing is done: it is asked, or the answer was no.
    Nothing,
}

/// A walk with the store that keeps its events.
pub struct Open<S> {
    walk: Walk,
    store: S,
    records: Vec<Record>,
    views: Vec<View>,
    notices: Vec<Notice>,
    pub(super) held: Held,
}

impl Open<Session> {
    /// Writes the report of the walk into the session's folder for what is written, as text and as one HTML file. It can
    /// be printed again at any time, so that a disk that refuses it costs nothing but a notice.
    pub fn write_report(&mut self) {
        let session = SessionFacts {
            id: self.store.id().to_owned(),
            digest: self.store.header().digest.clone(),
            head: self.store.head().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            folder: self.store.folder().display().to_string(),
            leftovers: leftovers(&self.walk).iter().map(|path| path.display().to_string()).collect(),
        };
        let report = Report::of(&self.walk, &self.records, &session);
        let out = self.store.out();
        let written = std::fs::write(out.join("report.txt"), report::text(&report))
            .and_then(|()| std::fs::write(out.join("report.html"), report::html(&report)));
        let place = out.display();
        self.notices.push(match written {
            Ok(()) => Notice::new(
                Mark::Done,
                format!("The report is written: report.txt and report.html in {place}"),
                "Print the HTML file, or `nodewalk report -o FILE` for another form.",
            ),
            Err(error) => Notice::new(
                Mark::Warn,
                format!("The report could not be written to {place}: {error}"),
                "Everything is saved; `nodewalk report -o FILE` writes it elsewhere.",
            ),
        });
    }
}

impl<S: Store> Open<S> {
    /// Takes up what a store has kept.
    pub fn new(walk: Walk, store: S, records: Vec<Record>) -> Self {
        Self { walk, store, records, views: Vec::new(), notices: Vec::new(), held: Held::default() }
    }

    /// The walk.
    pub fn walk(&self) -> &Walk {
        &self.walk
    }

    /// The events so far.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The store.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Puts a notice on the next screen.
    pub fn notify(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// Records events one by one: each is kept before the walk takes it over.
    ///
    /// # Errors
    ///
    /// Returns why the store refused one; those after it are not recorded.
    pub fn record(&mut self, events: Vec<Event>, clock: &dyn Clock, by: &str) -> Result<(), Error> {
        for event in events {
            let record = Record { number: self.walk.events() + 1, time: clock.now(), by: by.to_owned(), event };
            self.store.append(&record)?;
            self.notices.extend(notices::of(&self.walk, &record));
            self.walk.evolve(&record);
            self.notices.extend(notices::after(&self.walk, &record));
            self.records.push(record);
        }
        Ok(())
    }

    /// Does what the operator said.
    pub fn act(&mut self, action: &Action, clock: &dyn Clock, by: &str) {
        self.notices.clear();
        let meant;
        let action = match self.make_sure(action) {
            Said::Meant => action,
            Said::Yes(asked) => {
                meant = asked;
                &meant
            }
            Said::Nothing => return,
        };
        if self.look(action) || self.hold(action) {
            return;
        }
        // What could not be recorded of this screen comes first.
        if let Err(error) = self.arrive(clock, by) {
            self.not_done(&error);
            return;
        }
        let decided = self.walk.decide(action).and_then(|events| self.carry_out(events, clock, by));
        match decided {
            Ok(events) => {
                if events.is_empty() && *action == Action::Back {
                    self.look_back();
                    return;
                }
                let seen_at_once = matches!(
                    action,
                    Action::Set { .. }
                        | Action::Add { .. }
                        | Action::Remove { .. }
                        | Action::Waive { .. }
                        | Action::Note(_)
                );
                if !seen_at_once {
                    self.views.clear();
                }
                if let Err(error) = self.record(events, clock, by) {
                    self.not_done(&error);
                } else if let Err(error) = self.arrive(clock, by) {
                    let text = format!("what you did is saved, but not that this was shown: {error}");
                    self.notices.push(Notice::new(Mark::Fail, text, error.help()));
                }
            }
            Err(refusal) => self.notices.push(Notice::new(Mark::Fail, refusal.to_string(), refusal.help)),
        }
        self.forget_unneeded();
    }

    /// Asks before a node that nobody expected down costs what is left open; anything but a yes is a no.
    fn make_sure(&mut self, action: &Action) -> Said {
        if let Some(View::Sure(asked)) = self.views.pop_if(|view| matches!(view, View::Sure(_))) {
            match action {
                Action::Choose(2) => return Said::Yes(asked),
                Action::Choose(1) | Action::Done | Action::Back => {
                    self.notices.push(Notice::new(Mark::Info, "nothing was recorded", ""));
                    return Said::Nothing;
                }
                _ => {}
            }
        }
        if self.walk.would_lose(action).is_none() {
            return Said::Meant;
        }
        self.views.push(View::Sure(action.clone()));
        Said::Nothing
    }

    /// Says why an action was not done.
    fn not_done(&mut self, error: &Error) {
        self.notices.push(Notice::new(Mark::Fail, format!("not saved, and so not done: {error}"), error.help()));
    }

    /// Records what comes before the next screen.
    ///
    /// # Errors
    ///
    /// Returns why the store refused an event.
    pub fn arrive(&mut self, clock: &dyn Clock, by: &str) -> Result<(), Error> {
        loop {
            let events = self.walk.entry_events();
            if events.is_empty() {
                return Ok(());
            }
            self.record(events, clock, by)?;
        }
    }

    /// Opens and closes views; says whether that was all.
    fn look(&mut self, action: &Action) -> bool {
        let view = match action {
            Action::Map => View::Map,
            Action::Open => View::Open,
            Action::Facts => View::Facts,
            Action::Checks => View::Checks,
            Action::Help => View::Help,
            Action::Back | Action::Done if !self.views.is_empty() => {
                match (action, self.views.last()) {
                    (Action::Back, Some(View::Look(_))) => self.look_back(),
                    _ => drop(self.views.pop()),
                }
                return true;
            }
            _ => return false,
        };
        if self.views.last() != Some(&view) {
            self.views.push(view);
        }
        true
    }

    /// Looks at the step before the one looked at, or before the current one.
    fn look_back(&mut self) {
        let at = match (self.views.last(), self.walk.position()) {
            (Some(View::Look(id)), _) => Some(id.clone()),
            (_, Position::Worksheet | Position::Checks) => return,
            _ => self.walk.target().map(|target| target.id.clone()),
        };
        let settled = |id: &str| self.walk.progress(id).is_some_and(crate::engine::walk::StepProgress::is_settled);
        let steps = &self.walk.plan().steps;
        let end = at.and_then(|id| steps.iter().position(|planned| planned.id == id)).unwrap_or(steps.len());
        let before = steps[..end].iter().rev().find(|planned| settled(&planned.id)).map(|planned| planned.id.clone());
        match before {
            Some(id) => {
                self.views.clear();
                self.views.push(View::Look(id));
            }
            None => self.notices.push(Notice::new(Mark::Info, "there is nothing before this", "")),
        }
    }

    /// What to show now.
    pub fn screen(&self) -> Screen {
        let walk = &self.walk;
        let mut shown = match self.views.last() {
            None => screen::due(walk),
            Some(View::Map) => screen::map(walk),
            Some(View::Open) => screen::open(walk),
            Some(View::Facts) => screen::facts(walk),
            Some(View::Checks) => screen::checks(walk),
            Some(View::Help) => help(&screen::due(walk)),
            Some(View::Look(id)) => screen::look(walk, id),
            Some(View::Sure(asked)) => match walk.would_lose(asked) {
                Some((node, lost)) => screen::question(walk, &node, &lost),
                None => screen::due(walk),
            },
        };
        self.show_held(&mut shown);
        shown.notices.extend(self.notices.iter().cloned());
        if matches!(self.views.last(), None | Some(View::Open)) {
            let warning = |path: PathBuf| {
                let text = format!("A crash may have left secrets in `{}`.", path.display());
                Notice::new(Mark::Warn, text, "Delete that file. Until it is gone, it is listed here.")
            };
            shown.notices.extend(leftovers(walk).into_iter().map(warning));
        }
        shown
    }
}
