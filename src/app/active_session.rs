//! The active session: its walk, its journal, and what the operator looks at.

use std::borrow::Cow;
use std::path::PathBuf;

use super::clock::Clock;
use super::event_notices;
use super::file_inputs::FileInputs;
use super::session_facts::session_facts;
use super::view::View;
use crate::documents::page;
use crate::documents::page::Format;
use crate::documents::report::Report;
use crate::engine::action::Action;
use crate::engine::event::{Event, Record};
use crate::engine::walk::{Position, Refusal, StepProgress, Walk};
use crate::store::journal::{Error, Store};
use crate::store::leftovers;
use crate::store::session::Session;
use crate::ui::screen;
use crate::ui::screen::{Mark, Notice, Screen};

/// A walk with the store that keeps its events.
pub struct ActiveSession<S> {
    walk: Walk,
    store: S,
    records: Vec<Record>,
    /// The views that the operator opened, the current one last.
    views: Vec<View>,
    /// The notices for the next screen.
    notices: Vec<Notice>,
    inputs: FileInputs,
}

impl ActiveSession<Session> {
    /// Writes the report into the folder of the session, as text and as one HTML file. A disk that refuses it costs only a
    /// notice, since the report can be printed again at any time.
    pub fn write_report(&mut self) {
        let session = session_facts(&self.walk, self.store.header(), &self.store.head(), self.store.folder());
        let report = Report::of(&self.walk, &self.records, &session);
        let out = self.store.out();
        let written = [("report.txt", Format::Text), ("report.html", Format::Html)]
            .into_iter()
            .try_for_each(|(name, format)| std::fs::write(out.join(name), page::write(format, &report.page)));
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

impl<S: Store> ActiveSession<S> {
    /// A session with what its store has kept.
    pub fn new(walk: Walk, store: S, records: Vec<Record>) -> Self {
        Self { walk, store, records, views: Vec::new(), notices: Vec::new(), inputs: FileInputs::default() }
    }

    /// The walk.
    pub fn walk(&self) -> &Walk {
        &self.walk
    }

    /// The records so far.
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

    /// Records events, and then what must be recorded before the next screen is shown. Each event is kept before the walk
    /// takes it over.
    ///
    /// # Errors
    ///
    /// Returns why the store refused an event. The events after it are not recorded.
    pub fn record(&mut self, events: Vec<Event>, clock: &dyn Clock, by: &str) -> Result<(), Error> {
        let Self { walk, store, records, notices, .. } = self;
        let kept = walk.advance(events, |walk, event| {
            let record = walk.next_record(event, clock.now(), by);
            store.append(&record)?;
            notices.extend(event_notices::before(walk, &record));
            walk.evolve(&record);
            notices.extend(event_notices::after(walk, &record));
            records.push(record);
            Ok(())
        });
        kept.map(drop)
    }

    /// Does what the operator said. A refusal is a notice on the next screen.
    pub fn act(&mut self, action: &Action, clock: &dyn Clock, by: &str) {
        self.notices.clear();
        let Some(action) = self.confirmed(action) else { return };
        if self.look(&action) || self.take_input(&action) {
            return;
        }
        // What could not be recorded of this screen comes first.
        if let Err(error) = self.record(Vec::new(), clock, by) {
            self.notify(not_saved(&error));
            return;
        }
        let decided = self.walk.decide(&action).and_then(|events| self.write_files(events, clock, by));
        match decided {
            Ok(events) if events.is_empty() && *action == Action::Back => return self.look_back(),
            Ok(events) => {
                if !stays_in_view(&action) {
                    self.views.clear();
                }
                let done = self.walk.events() + events.len() as u64;
                match self.record(events, clock, by) {
                    Ok(()) => {}
                    Err(error) if self.walk.events() < done => self.notify(not_saved(&error)),
                    Err(error) => {
                        let text = format!("what you did is saved, but not that this was shown: {error}");
                        self.notify(Notice::new(Mark::Fail, text, error.help()));
                    }
                }
            }
            Err(refusal) => self.notify(refused(refusal)),
        }
        self.inputs.forget_unneeded(&self.walk);
    }

    /// The action to do now, once the operator has confirmed what would lose something that is left open. `None` if the
    /// question is still to be answered or the answer was no; anything but a yes is a no.
    fn confirmed<'a>(&mut self, action: &'a Action) -> Option<Cow<'a, Action>> {
        if let Some(View::Question(asked)) = self.views.pop_if(|view| matches!(view, View::Question(_))) {
            match action {
                Action::Choose(2) => return Some(Cow::Owned(asked)),
                Action::Choose(1) | Action::Done | Action::Back => {
                    self.notify(Notice::new(Mark::Info, "nothing was recorded", ""));
                    return None;
                }
                _ => {}
            }
        }
        if self.walk.would_lose(action).is_some() {
            self.views.push(View::Question(action.clone()));
            return None;
        }
        Some(Cow::Borrowed(action))
    }

    /// Opens and closes views. Returns whether that was all that the action does.
    fn look(&mut self, action: &Action) -> bool {
        if let Some(view) = View::of(action) {
            if self.views.last() != Some(&view) {
                self.views.push(view);
            }
            return true;
        }
        match (action, self.views.last()) {
            (Action::Back, Some(View::Look(_))) => self.look_back(),
            (Action::Back | Action::Done, Some(_)) => drop(self.views.pop()),
            _ => return false,
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
        let settled = |id: &str| self.walk.progress(id).is_some_and(StepProgress::is_settled);
        let steps = &self.walk.plan().steps;
        let end = at.and_then(|id| steps.iter().position(|planned| planned.id == id)).unwrap_or(steps.len());
        let before = steps[..end].iter().rev().find(|planned| settled(&planned.id)).map(|planned| planned.id.clone());
        match before {
            Some(id) => self.views = vec![View::Look(id)],
            None => self.notify(Notice::new(Mark::Info, "there is nothing before this", "")),
        }
    }

    /// Takes a secret or a folder for the files of the step. Returns whether that was all that the action does.
    fn take_input(&mut self, action: &Action) -> bool {
        let taken = self.inputs.take(&self.walk, self.store.folder(), action);
        let was_input = taken.is_some();
        if let Some(Err(refusal)) = taken {
            self.notify(refused(refusal));
        }
        was_input
    }

    /// Forgets the secrets and the folder that the operator gave for files.
    pub(super) fn forget_inputs(&mut self) {
        self.inputs = FileInputs::default();
    }

    /// Writes the files that events report, and completes those events: first the file, then its event.
    fn write_files(&mut self, events: Vec<Event>, clock: &dyn Clock, by: &str) -> Result<Vec<Event>, Refusal> {
        let mut done = Vec::new();
        for event in events {
            let Event::Written { step, file, .. } = event else {
                done.push(event);
                continue;
            };
            let new = self.inputs.new_file(&self.walk, self.store.folder(), step, file)?;
            if let Some(announced) = new.announced() {
                let refused = |error: Error| Refusal::new(format!("{NOT_SAVED}: {error}"), error.help());
                self.record(vec![announced], clock, by).map_err(refused)?;
            }
            done.push(new.write()?);
        }
        Ok(done)
    }

    /// The screen to show now.
    pub fn screen(&self) -> Screen {
        let mut shown = match self.views.last() {
            Some(view) => view.screen(&self.walk),
            None => screen::due(&self.walk),
        };
        self.inputs.show(&mut shown);
        shown.notices.extend(self.notices.iter().cloned());
        if matches!(self.views.last(), None | Some(View::Open)) {
            let warning = |path: PathBuf| {
                let text = format!("A crash may have left secrets in `{}`.", path.display());
                Notice::new(Mark::Warn, text, "Delete that file. Until it is gone, it is listed here.")
            };
            shown.notices.extend(leftovers(&self.walk).into_iter().map(warning));
        }
        shown
    }
}

const NOT_SAVED: &str = "not saved, and so not done";

/// Whether an action changes only what is seen at once, so that the view stays.
fn stays_in_view(action: &Action) -> bool {
    matches!(
        action,
        Action::Set { .. } | Action::Add { .. } | Action::Remove { .. } | Action::Waive { .. } | Action::Note(_)
    )
}

/// A notice that says why an action was not done.
fn not_saved(error: &Error) -> Notice {
    Notice::new(Mark::Fail, format!("{NOT_SAVED}: {error}"), error.help())
}

/// A notice that says why an action was refused.
fn refused(refusal: Refusal) -> Notice {
    Notice::new(Mark::Fail, refusal.to_string(), refusal.help)
}
