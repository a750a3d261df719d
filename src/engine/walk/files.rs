//! Files that nodewalk writes for a step.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{Refusal, Stage, Walk};
use crate::engine::event::Event;
use crate::engine::facts::Facts;
use crate::engine::files;
use crate::engine::files::{FileError, FileFinding, RenderedFile, Secrets};
use crate::engine::plan::Planned;
use crate::engine::world::World;
use crate::model::Writes;
use crate::model::condition::Truth;

/// A file that was written in this walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFile {
    /// The full id of the step.
    pub step: String,
    /// The file's id in its step.
    pub file: String,
    /// Its path.
    pub path: String,
    /// The SHA-256 of its bytes. If the file has secrets, of its bytes with the secrets blanked.
    pub sha256: String,
    /// Whether it has secrets.
    pub secrets: bool,
    /// When it was written.
    pub at: DateTime<FixedOffset>,
    /// Who wrote it.
    pub by: String,
}

impl Walk {
    /// The files written in this walk, in order. A file that was written again is listed once, as it was written last.
    #[must_use]
    pub fn files(&self) -> &[WrittenFile] {
        &self.files
    }

    /// A file of a step as it was written last.
    #[must_use]
    pub fn file(&self, step: &str, id: &str) -> Option<&WrittenFile> {
        self.files.iter().find(|file| file.step == step && file.file == id)
    }

    /// The paths of files with secrets whose writing was announced but not recorded. A crash may have left secrets there.
    pub fn unfinished_files(&self) -> impl Iterator<Item = &str> {
        self.unfinished_files.iter().map(String::as_str)
    }

    /// Whether the running attempt has written a file with the current facts.
    #[must_use]
    pub fn is_written(&self, step: &str, id: &str) -> bool {
        self.progress.get(step).is_some_and(|progress| progress.inputs.written.contains(id))
    }

    /// A file of a step, with this attempt's readings. A secret that isn't given stays `<its label>`.
    ///
    /// # Errors
    ///
    /// Returns why it cannot be rendered.
    pub fn render_file(
        &self,
        planned: &Planned,
        writes: &Writes,
        secrets: &Secrets,
    ) -> Result<RenderedFile, FileError> {
        self.in_attempt(planned, |world| files::render(writes, world, &planned.scope, secrets))
    }

    /// The ids of the facts that a file needs and that aren't known, and the ids of all its secrets.
    #[must_use]
    pub fn file_needs(&self, planned: &Planned, writes: &Writes) -> (Vec<String>, Vec<String>) {
        self.in_attempt(planned, |world| files::needs(writes, world, &planned.scope))
    }

    /// The ids of the secrets in files that must still be written. Empty if the walk has ended or stopped.
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
    pub fn file_findings(&self, writes: &Writes, text: &str) -> Vec<FileFinding> {
        let rules = writes.rules.as_ref().and_then(|id| self.procedure.file_rules(id));
        rules.map(|rules| files::check(rules, text)).unwrap_or_default()
    }

    /// The events of the step's files. Whoever writes a file fills in its path and SHA-256.
    pub(super) fn decide_write(&self) -> Result<Vec<Event>, Refusal> {
        let Some(planned) = self.open_step().filter(|planned| !planned.step(&self.procedure).writes.is_empty()) else {
            return Err(Refusal::new("no file is written here", "type `help` for what is possible now"));
        };
        let writes = planned.step(&self.procedure).writes.iter();
        Ok(writes.map(|writes| Self::to_write(&planned.id, writes)).collect())
    }

    /// The event of a file, without path and SHA-256.
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

    /// Keeps that a file was written.
    pub(super) fn wrote(&mut self, file: WrittenFile) {
        self.unfinished_files.remove(&file.path);
        self.progress.edit(&file.step).inputs.written.insert(file.file.clone());
        let files = Arc::make_mut(&mut self.files);
        files.retain(|own| own.step != file.step || own.file != file.file);
        files.push(file);
    }

    /// Requires files of running attempts, of one step or of all, to be written again, because a value changed.
    pub(super) fn outdate_files(&mut self, step: Option<&str>) {
        self.progress.outdate_files(step);
    }

    /// Calls a function with the world as a step's running attempt sees it.
    fn in_attempt<T>(&self, planned: &Planned, ask: impl FnOnce(&World<'_>) -> T) -> T {
        let nothing = Facts::default();
        if self.readings_of(&planned.id).unwrap_or(&nothing).is_empty() {
            return ask(&self.world());
        }
        let (facts, states) = self.attempted(planned);
        ask(&World { facts: &facts, states: &states, ..self.world() })
    }
}
