//! Files: what the operator gives for them is held here, they are written here, and nowhere else.
//!
//! Secrets live in this wizard only, in memory: from the moment they are typed until the last file that is made of them is
//! written, the walk ends or stops, or the operator leaves. No event, notice or screen takes them from here.

use std::fs;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::Open;
use super::clock::Clock;
use crate::engine::action::Action;
use crate::engine::event::Event;
use crate::engine::files::{LIMIT, RenderedFile, Secrets};
use crate::engine::plan::Planned;
use crate::engine::walk::{Gate, Position, Refusal, WrittenFile};
use crate::model::{Severity, Writes};
use crate::store::durable;
use crate::store::durable::Readers;
use crate::store::journal::{Error, Store};
use crate::text::sha256;
use crate::ui::screen::{FieldTarget, Input, Mark, Notice, Screen};

/// What is held for the files still to be written.
#[derive(Debug, Default)]
pub(super) struct Held {
    secrets: Secrets,
    folder: Option<PathBuf>,
}

impl<S: Store> Open<S> {
    /// Takes a secret or a folder for the files of the step, where the step asks for it; says whether that was it.
    pub(super) fn hold(&mut self, action: &Action) -> bool {
        let Some(planned) = self.writing() else { return false };
        let writes = &planned.step(self.walk().procedure()).writes;
        let secret = writes.iter().any(Writes::is_secret) && !self.walk().rehearsal();
        let asked =
            |id: &str| writes.iter().any(|own| self.walk().file_needs(planned, own).1.iter().any(|known| known == id));
        let held = match action {
            Action::Set { fact, value } if secret && asked(fact) => {
                let typed = Zeroizing::new(value.clone());
                let held = self.held.secrets.hold(fact, typed);
                held.map_err(|error| Refusal::new(error.to_string(), error.help))
            }
            Action::Folder(folder) if secret => self.folder(folder).map(|folder| self.held.folder = Some(folder)),
            _ => return false,
        };
        if let Err(refusal) = held {
            self.notify(Notice::new(Mark::Fail, refusal.to_string(), refusal.help));
        }
        true
    }

    /// Forgets what is held.
    pub(super) fn forget(&mut self) {
        self.held = Held::default();
    }

    /// Forgets what no file still to be written is made of.
    pub(super) fn forget_unneeded(&mut self) {
        if self.held.secrets.is_empty() && self.held.folder.is_none() {
            return;
        }
        let needed = self.walk().secrets_to_come();
        if needed.is_empty() {
            self.forget();
        } else {
            self.held.secrets.keep(&needed);
        }
    }

    /// The step whose files can be written now.
    fn writing(&self) -> Option<&Planned> {
        let Position::Step { step, gate: Gate::Open } = self.walk().position() else { return None };
        self.walk().planned(&step).filter(|planned| !planned.step(self.walk().procedure()).writes.is_empty())
    }

    /// Says on a screen what is held, though not what it is.
    pub(super) fn show_held(&self, screen: &mut Screen) {
        let Input::Form(fields) = &mut screen.input else { return };
        for field in fields {
            let held = match &field.target {
                FieldTarget::Secret(id) if self.held.secrets.holds(id) => {
                    "held until the last file with it is written".to_owned()
                }
                FieldTarget::Folder => match &self.held.folder {
                    Some(folder) => folder.display().to_string(),
                    None => continue,
                },
                _ => continue,
            };
            field.value = Some((held, "typed".to_owned()));
        }
    }

    /// Writes the files that events report, and completes those events: first the file, then its event. That a file with
    /// secrets is about to be written is recorded before it is.
    pub(super) fn carry_out(&mut self, events: Vec<Event>, clock: &dyn Clock, by: &str) -> Result<Vec<Event>, Refusal> {
        let mut done = Vec::new();
        for event in events {
            let Event::Written { step, file, .. } = event else {
                done.push(event);
                continue;
            };
            let new = self.new_file(step, file)?;
            if new.secrets {
                let writing = Event::Writing {
                    step: new.step.clone(),
                    file: new.file.clone(),
                    path: new.path.display().to_string(),
                };
                let not_saved =
                    |error: Error| Refusal::new(format!("not saved, and so not done: {error}"), error.help());
                self.record(vec![writing], clock, by).map_err(not_saved)?;
            }
            done.push(new.write()?);
        }
        Ok(done)
    }

    /// A file that can be written now: all that it is made of is known, and no other file is in its place.
    fn new_file(&self, step: String, file: String) -> Result<NewFile, Refusal> {
        let gone = || Refusal::new(format!("`{step}` writes no file `{file}`"), "");
        let planned = self.walk().planned(&step).ok_or_else(gone)?;
        let mut declared = planned.step(self.walk().procedure()).writes.iter();
        let writes = declared.find(|writes| writes.id == file).ok_or_else(gone)?;
        let readers = if writes.is_secret() { Readers::Owner } else { Readers::All };
        let secrets = writes.is_secret() && !self.walk().rehearsal();
        let made = self.made(planned, writes)?;
        let folder = match &self.held.folder {
            Some(folder) if secrets => folder.clone(),
            None if secrets => {
                return Err(Refusal::new("the folder for the file with secrets is asked first", "type `folder PATH`"));
            }
            _ => self.out()?,
        };
        let path = folder.join(&made.name);
        let replaces = fs::symlink_metadata(&path).is_ok();
        if replaces {
            let before = self.walk().file(&step, &file).filter(|file| Path::new(&file.path) == path);
            replaceable(&path, &made, before)?;
        }
        Ok(NewFile { step, file, path, made, readers, secrets, replaces })
    }

    /// The file with its secrets, if all that it is made of is there and its rules hold.
    fn made(&self, planned: &Planned, writes: &Writes) -> Result<RenderedFile, Refusal> {
        let (missing, secrets) = self.walk().file_needs(planned, writes);
        if let Some(id) = missing.first() {
            return Err(Refusal::new(format!("`{id}` is not known yet"), format!("type `set {id} VALUE`")));
        }
        let lacking = secrets.iter().find(|id| !self.held.secrets.holds(id)).filter(|_| !self.walk().rehearsal());
        if let Some(id) = lacking {
            return Err(Refusal::new(format!("the secret `{id}` is asked first"), format!("type `set {id} VALUE`")));
        }
        let nothing = Secrets::default();
        let secrets = if self.walk().rehearsal() { &nothing } else { &self.held.secrets };
        let written = self.walk().render_file(planned, writes, secrets);
        let written = written.map_err(|error| Refusal::new(error.fault, error.help))?;
        let findings = self.walk().file_findings(writes, &written.blanked);
        match findings.into_iter().find(|finding| finding.severity == Severity::Error) {
            Some(finding) => {
                Err(Refusal::new(format!("`{}` breaks a rule: {}", written.name, finding.text), finding.help))
            }
            None => Ok(written),
        }
    }

    /// The session's own folder for what is written.
    fn out(&self) -> Result<PathBuf, Refusal> {
        let none = || Refusal::new("this walk has no folder to write into", "");
        let out = self.store().folder().ok_or_else(none)?.join("out");
        durable::create_folders(&out)
            .map_err(|error| Refusal::new(format!("cannot create `{}`: {error}", out.display()), "check the disk"))?;
        Ok(out)
    }

    /// A folder for secrets: it is there, and not where sessions are kept.
    fn folder(&self, typed: &str) -> Result<PathBuf, Refusal> {
        let fault = |error: std::io::Error| {
            Refusal::new(format!("`{typed}` cannot be used: {error}"), "name a folder that is there")
        };
        let folder = fs::canonicalize(typed.trim()).map_err(fault)?;
        if !folder.is_dir() {
            return Err(Refusal::new(
                format!("`{typed}` is not a folder"),
                "name the folder; the file has its own name",
            ));
        }
        let kept = self.store().folder().map(|own| own.parent().unwrap_or(own)).map(fs::canonicalize);
        match kept.transpose().map_err(fault)? {
            Some(kept) if folder.starts_with(&kept) => {
                let fact = format!("`{typed}` is where sessions are kept, and secrets never are");
                Err(Refusal::new(fact, "name a folder elsewhere, on a disk that you take along or can wipe"))
            }
            _ => std::path::absolute(typed.trim()).map_err(fault),
        }
    }
}

/// A file that is about to be written.
struct NewFile {
    step: String,
    file: String,
    path: PathBuf,
    made: RenderedFile,
    readers: Readers,
    secrets: bool,
    replaces: bool,
}

impl NewFile {
    /// Writes it, and gives the event that says so.
    fn write(self) -> Result<Event, Refusal> {
        let write = if self.replaces { durable::replace_for } else { durable::create_for };
        write(self.readers, &self.path, &self.made.bytes).map_err(|error| {
            let help = "check that the disk is there and that you may write to the folder; nothing was recorded";
            Refusal::new(format!("cannot write `{}`: {error}", self.path.display()), help)
        })?;
        Ok(Event::Written {
            step: self.step,
            file: self.file,
            path: self.path.display().to_string(),
            file_sha256: self.made.sha256,
            secrets: self.secrets,
        })
    }
}

/// Refuses to replace a file that this walk did not write so: one that it wrote, and nobody changed since, can be replaced,
/// and so can one with the very bytes, left from a crash.
fn replaceable(path: &Path, written: &RenderedFile, before: Option<&WrittenFile>) -> Result<(), Refusal> {
    let plain = fs::symlink_metadata(path).is_ok_and(|data| data.is_file());
    let found = Zeroizing::new(durable::read(path, LIMIT as u64).unwrap_or_default());
    let same = *found == *written.bytes;
    // The recorded SHA-256 of a file with secrets is not that of the file itself.
    let own = before.is_some_and(|file| file.secrets || sha256(&found) == file.sha256);
    if plain && (same || own) {
        return Ok(());
    }
    let why = if before.is_some() {
        "was changed since it was written"
    } else {
        "is there already, and this step did not write it"
    };
    Err(Refusal::new(
        format!("`{}` {why}", path.display()),
        "look at it, then move it away or write into another folder",
    ))
}
