//! The files of a step: their text before they are written, and their place afterwards.

use super::fields::ask_of;
use super::{FieldTarget, FormField, Mark, ScreenBlock};
use crate::engine::files::{FileFinding, Secrets};
use crate::engine::plan::Planned;
use crate::engine::walk::Walk;
use crate::model::{Encoding, Newline, Severity, Writes};
use crate::text::capitalized;

/// The blocks for the files of a step.
pub(super) fn blocks(walk: &Walk, planned: &Planned) -> Vec<ScreenBlock> {
    planned.step(walk.procedure()).writes.iter().flat_map(|writes| of_file(walk, planned, writes)).collect()
}

/// The blocks for one file.
fn of_file(walk: &Walk, planned: &Planned, writes: &Writes) -> Vec<ScreenBlock> {
    let item = |mark, text, details| ScreenBlock::Item { mark, text, details };
    let made = match walk.render_file(planned, writes, &Secrets::default()) {
        Ok(made) => made,
        Err(error) => return vec![item(Mark::Fail, capitalized(&error.fault), vec![error.help])],
    };
    let newline = if writes.newline == Newline::Crlf { "CR LF" } else { "LF" };
    let encoding = match writes.encoding {
        Encoding::Ascii => "ASCII",
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16",
    };
    let count = made.blanked.lines().count();
    let text = format!("{}, {count} lines, {encoding}, lines end in {newline}:", made.name);
    let mut blocks = vec![ScreenBlock::labelled("File", text)];
    let lines: Vec<String> = made.blanked.lines().map(|line| format!("    {line}\n")).collect();
    blocks.push(ScreenBlock::Verbatim(lines.concat()));
    if writes.is_secret() {
        let text = if walk.rehearsal() {
            "In a rehearsal its secrets stay blank, and it goes into the session's own folder."
        } else {
            "Its secrets are typed below and put in as the file is written. Each is asked once, held in memory until the \
             last file with it is written, and kept nowhere."
        };
        blocks.push(ScreenBlock::Note(text.to_owned()));
    }
    let (missing, _) = walk.file_needs(planned, writes);
    blocks.extend(missing.iter().map(|id| item(Mark::Untested, format!("`{id}` is not known yet"), Vec::new())));
    blocks.extend(walk.file_findings(writes, &made.blanked).iter().map(of_finding));
    if let Some(file) = walk.file(&planned.id, &writes.id) {
        let stale = !walk.is_written(&planned.id, &writes.id);
        let (mark, word) = if stale { (Mark::Todo, "Written before, to write again") } else { (Mark::Done, "Written") };
        let of = if file.secrets { " of the file with its secrets blanked" } else { "" };
        let details = vec![format!("SHA-256{of}: {}", file.sha256)];
        blocks.push(item(mark, format!("{word}, {}: {}", file.at.format("%H:%M"), file.path), details));
    }
    blocks
}

/// A fault that the rules find in a file.
fn of_finding(finding: &FileFinding) -> ScreenBlock {
    let mark = if finding.severity == Severity::Error { Mark::Fail } else { Mark::Warn };
    let line = finding.line.map(|line| format!("Line {line}: ")).unwrap_or_default();
    ScreenBlock::Item { mark, text: format!("{line}{}", finding.text), details: vec![finding.help.clone()] }
}

/// The fields for the secrets of a step, each once, and for the folder of the files with secrets.
pub(super) fn fields(walk: &Walk, planned: &Planned) -> Vec<FormField> {
    let secret = planned.step(walk.procedure()).writes.iter().filter(|writes| writes.is_secret());
    let files: Vec<&Writes> = secret.filter(|_| !walk.rehearsal()).collect();
    let required = |writes: &Writes| !walk.is_written(&planned.id, &writes.id);
    let mut fields: Vec<FormField> = Vec::new();
    for writes in &files {
        let (_, named) = walk.file_needs(planned, writes);
        let named = named.iter().filter_map(|id| of_secret(walk, planned, id, required(writes)));
        for field in named {
            if fields.iter().all(|known| known.target != field.target) {
                fields.push(field);
            }
        }
    }
    if !files.is_empty() {
        fields.push(folder(files.into_iter().any(required)));
    }
    fields
}

/// The field for a secret.
fn of_secret(walk: &Walk, planned: &Planned, id: &str, required: bool) -> Option<FormField> {
    let fact = walk.procedure().secret(id)?;
    let world = walk.world();
    let target = FieldTarget::Secret(id.to_owned());
    Some(FormField {
        help: fact.help.as_ref().map(|help| world.render(help, &world.title_scope(id))).unwrap_or_default(),
        required,
        ..FormField::new(target, world.label_of(id, &planned.scope), ask_of(walk, fact, id))
    })
}

/// The field for the folder of the files with secrets.
fn folder(required: bool) -> FormField {
    let help =
        "A folder that exists, on a disk that you take along or can wipe. Only you will be able to read the file.";
    let ask = "Into which folder? The file holds secrets, so not into the session's own.";
    FormField {
        help: help.to_owned(),
        example: "/media/floppy".to_owned(),
        required,
        ..FormField::new(FieldTarget::Folder, "Folder", ask)
    }
}
