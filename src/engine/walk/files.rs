//! Files: what a step has nodewalk write, and what was written.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{Gate, Position, Refusal, Stage, Walk};
use crate::engine::event::Event;
use crate::engine::facts::Facts;
use crate::engine::files;
use crate::engine::files::{FileError, Finding, Secrets, Written};
use crate::engine::plan::Planned;
use crate::engine::world::World;
use crate::model::Writes;
use crate::model::condition::Truth;

/// A file that was written in this walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The step.
    pub step: String,
    /// The file's id in its step.
    pub file: String,
    /// Where it was written.
    pub path: String,
    /// The SHA-256 of its bytes; where it has secrets, of what they are with those blanked.
    pub sha256: String,
    /// Whether it has secrets.
    pub secrets: bool,
    /// When it was written.
    pub at: DateTime<FixedOffset>,
    /// Who wrote it.
    pub by: String,
}

impl Walk {
    /// The files written in this walk, in order; one that was written again stands once, as it was written last.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The file of a step as it was written last.
    #[must_use]
    pub fn file(&self, step: &str, id: &str) -> Option<&File> {
        self.files.iter().find(|file| file.step == step && file.file == id)
    }

    /// The paths of files with secrets that were about to be written and that no event says were. A crash may have left the
    /// secrets there.
    pub fn unfinished_files(&self) -> impl Iterator<Item = &str> {
        self.unfinished.iter().map(String::as_str)
    }

    /// Whether the running attempt has written a file, with the facts as they are now.
    #[must_use]
    pub fn is_written(&self, step: &str, id: &str) -> bool {
        self.progress.get(step).is_some_and(|progress| progress.inputs.written.contains(id))
    }

    /// A file of a step, with this attempt's readings; secrets that are not given stay `<their label>`.
    ///
    /// # Errors
    ///
    /// Returns why it cannot be made.
    pub fn render_file(&self, planned: &Planned, writes: &Writes, secrets: &Secrets) -> Result<Written, FileError> {
        self.in_attempt(planned, |world| files::render(writes, world, &planned.scope, secrets))
    }

    /// What a file of a step is made of and nobody has given yet: the facts not known, and all its secrets.
    #[must_use]
    pub fn file_needs(&self, planned: &Planned, writes: &Writes) -> (Vec<String>, Vec<String>) {
        self.in_attempt(planned, |world| files::needs(writes, world, &planned.scope))
    }

    /// The secrets that files still to be written are made of, by full id; none once the walk has ended or stopped.
    #[must_use]
    pub fn secrets_to_come(&self) -> BTreeSet<String> {
        let running = self.stage == Stage::Walking;
        let recovery = self.recovery.iter().flat_map(|recovery| recovery.plan.steps.iter());
        let steps = recovery
            .chain(self.plan.steps.iter())
            .filter(|planned| running && planned.included != Truth::False && !self.progress.is_settled(&planned.id));
        let files = steps.flat_map(|planned| {
            let writes = planned.step(&self.procedure).writes.iter();
            writes
                .filter(|writes| writes.is_secret() && !self.is_written(&planned.id, &writes.id))
                .map(move |writes| (planned, writes))
        });
        files.flat_map(|(planned, writes)| self.file_needs(planned, writes).1).collect()
    }

    /// What is wrong with a file of a step by its own rules.
    #[must_use]
    pub fn file_findings(&self, writes: &Writes, text: &str) -> Vec<Finding> {
        let rules = writes.rules.as_ref().and_then(|id| self.procedure.file_rules(id));
        rules.map(|rules| files::check(rules, text)).unwrap_or_default()
    }

    /// The files of a step as events: where they go, and what their SHA-256 is, only whoever writes them can say.
    pub(super) fn decide_write(&self) -> Result<Vec<Event>, Refusal> {
        let here = match self.position() {
            Position::Step { step, gate: Gate::Open } => self.planned(&step),
            _ => None,
        };
        let Some(planned) = here.filter(|planned| !planned.step(&self.procedure).writes.is_empty()) else {
            return Err(Refusal::new("no file is written here", "type `help` for what is possible now"));
        };
        let writes = planned.step(&self.procedure).writes.iter();
        Ok(writes.map(|writes| Self::to_write(&planned.id, writes)).collect())
    }

    /// The event of a file that is still to be written.
    pub(super) fn to_write(step: &str, writes: &Writes) -> Event {
        let secrets = writes.is_secret();
        Event::Written {
            step: step.to_owned(),
            file: writes.id.clone(),
            path: String::new(),
            file_sha256: String::new(),
            secrets,
        }
    }

    /// A file was written.
    pub(super) fn wrote(&mut self, file: File) {
        self.unfinished.remove(&file.path);
        self.progress.edit(&file.step).inputs.written.insert(file.file.clone());
        let files = Arc::make_mut(&mut self.files);
        files.retain(|own| own.step != file.step || own.file != file.file);
        files.push(file);
    }

    /// A value changed: what was written for a running attempt, of one step or of all, has to be written again.
    pub(super) fn outdate_files(&mut self, step: Option<&str>) {
        self.progress.outdate_files(step);
    }

    /// Asks something of the world as a step's running attempt sees it.
    fn in_attempt<T>(&self, planned: &Planned, ask: impl FnOnce(&World<'_>) -> T) -> T {
        let nothing = Facts::default();
        if self.readings_of(&planned.id).unwrap_or(&nothing).is_empty() {
            return ask(&self.world());
        }
        let (facts, states) = self.attempted(planned);
        ask(&World { facts: &facts, states: &states, ..self.world() })
    }
}
