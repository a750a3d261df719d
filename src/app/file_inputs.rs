//! File inputs: the secrets and the folder that the operator gives for the files of a step. They are kept here, the files are
//! written here, and nowhere else.
//!
//! Secrets exist only in memory: from the moment they are typed until the last file that needs them is written, the walk
//! ends or stops, or the operator leaves. No event, notice or screen takes them from here.

use std::fs;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::engine::action::Action;
use crate::engine::event::Event;
use crate::engine::files::{LIMIT, RenderedFile, Secrets};
use crate::engine::plan::Planned;
use crate::engine::walk::{Refusal, Walk, WrittenFile};
use crate::model::{Severity, Writes};
use crate::store::durable;
use crate::store::durable::Readers;
use crate::text::sha256;
use crate::ui::screen::{FieldTarget, Input, Screen};

/// The secrets and the folder for the files that are not written yet.
#[derive(Debug, Default)]
pub(super) struct FileInputs {
    secrets: Secrets,
    /// The folder for files with secrets.
    folder: Option<PathBuf>,
}

impl FileInputs {
    /// Takes a secret or a folder if the step asks for it. `None` if the action is another one. `kept` is the folder of the
    /// session.
    pub(super) fn take(&mut self, walk: &Walk, kept: Option<&Path>, action: &Action) -> Option<Result<(), Refusal>> {
        let planned = walk.open_step()?;
        let writes = &planned.step(walk.procedure()).writes;
        if walk.rehearsal() || !writes.iter().any(Writes::is_secret) {
            return None;
        }
        let asked = |id: &String| writes.iter().any(|own| walk.file_needs(planned, own).1.contains(id));
        match action {
            Action::Set { fact, value } if asked(fact) => {
                let held = self.secrets.hold(fact, Zeroizing::new(value.clone()));
                Some(held.map_err(|error| Refusal::new(error.to_string(), error.help)))
            }
            Action::Folder(typed) => Some(folder_for_secrets(typed, kept).map(|folder| self.folder = Some(folder))),
            _ => None,
        }
    }

    /// Forgets the secrets that no file still to be written needs, and the folder with the last of them.
    pub(super) fn forget_unneeded(&mut self, walk: &Walk) {
        if self.secrets.is_empty() && self.folder.is_none() {
            return;
        }
        let needed = walk.secrets_to_come();
        if needed.is_empty() {
            *self = Self::default();
        } else {
            self.secrets.keep(&needed);
        }
    }

    /// Shows on a screen what was given. Of a secret it shows only that it was.
    pub(super) fn show(&self, screen: &mut Screen) {
        let Input::Form(fields) = &mut screen.input else { return };
        for field in fields {
            let given = match &field.target {
                FieldTarget::Secret(id) if self.secrets.holds(id) => {
                    "held until the last file with it is written".to_owned()
                }
                FieldTarget::Folder => match &self.folder {
                    Some(folder) => folder.display().to_string(),
                    None => continue,
                },
                _ => continue,
            };
            field.value = Some((given, "typed".to_owned()));
        }
    }

    /// A file that can be written now: all that it needs is known, and no other file is in its place. `kept` is the folder
    /// of the session.
    pub(super) fn new_file(
        &self,
        walk: &Walk,
        kept: Option<&Path>,
        step: String,
        file: String,
    ) -> Result<NewFile, Refusal> {
        let gone = || Refusal::new(format!("`{step}` writes no file `{file}`"), "");
        let planned = walk.planned(&step).ok_or_else(gone)?;
        let mut declared = planned.step(walk.procedure()).writes.iter();
        let writes = declared.find(|writes| writes.id == file).ok_or_else(gone)?;
        let readers = if writes.is_secret() { Readers::Owner } else { Readers::All };
        let secrets = writes.is_secret() && !walk.rehearsal();
        let made = self.made(walk, planned, writes)?;
        let folder = match &self.folder {
            Some(folder) if secrets => folder.clone(),
            None if secrets => {
                return Err(Refusal::new("the folder for the file with secrets is asked first", "type `folder PATH`"));
            }
            _ => out_folder(kept)?,
        };
        let path = folder.join(&made.name);
        let replaces = fs::symlink_metadata(&path).is_ok();
        if replaces {
            let before = walk.file(&step, &file).filter(|file| Path::new(&file.path) == path);
            replaceable(&path, &made, before)?;
        }
        Ok(NewFile { step, file, path, made, readers, secrets, replaces })
    }

    /// The file with its secrets, if all that it needs is known and it keeps its rules.
    fn made(&self, walk: &Walk, planned: &Planned, writes: &Writes) -> Result<RenderedFile, Refusal> {
        let (missing, secrets) = walk.file_needs(planned, writes);
        if let Some(id) = missing.first() {
            return Err(Refusal::new(format!("`{id}` is not known yet"), format!("type `set {id} VALUE`")));
        }
        let lacking = secrets.iter().find(|id| !self.secrets.holds(id)).filter(|_| !walk.rehearsal());
        if let Some(id) = lacking {
            return Err(Refusal::new(format!("the secret `{id}` is asked first"), format!("type `set {id} VALUE`")));
        }
        let blank = Secrets::default();
        let written = walk.render_file(planned, writes, if walk.rehearsal() { &blank } else { &self.secrets });
        let written = written.map_err(|error| Refusal::new(error.fault, error.help))?;
        let findings = walk.file_findings(writes, &written.blanked);
        match findings.into_iter().find(|finding| finding.severity == Severity::Error) {
            Some(finding) => {
                Err(Refusal::new(format!("`{}` breaks a rule: {}", written.name, finding.text), finding.help))
            }
            None => Ok(written),
        }
    }
}

/// A file that is about to be written.
pub(super) struct NewFile {
    step: String,
    file: String,
    path: PathBuf,
    made: RenderedFile,
    readers: Readers,
    secrets: bool,
    replaces: bool,
}

impl NewFile {
    /// The event that must be recorded before the file is written, so that a crash leaves no secret that nothing names.
    pub(super) fn announced(&self) -> Option<Event> {
        self.secrets.then(|| Event::Writing {
            step: self.step.clone(),
            file: self.file.clone(),
            path: self.path.display().to_string(),
        })
    }

    /// Writes the file, and returns the event that says so.
    pub(super) fn write(self) -> Result<Event, Refusal> {
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

/// The folder of the session for files without secrets.
fn out_folder(kept: Option<&Path>) -> Result<PathBuf, Refusal> {
    let none = || Refusal::new("this walk has no folder to write into", "");
    let out = kept.ok_or_else(none)?.join("out");
    durable::create_folders(&out)
        .map_err(|error| Refusal::new(format!("cannot create `{}`: {error}", out.display()), "check the disk"))?;
    Ok(out)
}

/// The folder that was typed for secrets: one that exists, and not where sessions are kept.
fn folder_for_secrets(typed: &str, kept: Option<&Path>) -> Result<PathBuf, Refusal> {
    let fault = |error: std::io::Error| {
        Refusal::new(format!("`{typed}` cannot be used: {error}"), "name a folder that is there")
    };
    let folder = fs::canonicalize(typed.trim()).map_err(fault)?;
    if !folder.is_dir() {
        return Err(Refusal::new(format!("`{typed}` is not a folder"), "name the folder; the file has its own name"));
    }
    let sessions = kept.map(|own| own.parent().unwrap_or(own)).map(fs::canonicalize);
    match sessions.transpose().map_err(fault)? {
        Some(sessions) if folder.starts_with(&sessions) => {
            let fact = format!("`{typed}` is where sessions are kept, and secrets never are");
            Err(Refusal::new(fact, "name a folder elsewhere, on a disk that you take along or can wipe"))
        }
        _ => std::path::absolute(typed.trim()).map_err(fault),
    }
}

/// Refuses to replace a file unless this walk wrote it and nobody changed it since, or it has the same bytes, left by a
/// crash.
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
