//! The files of a step: their text before they are written, where they went afterwards.

use super::worksheet::ask_of;
use super::{Block, Field, Mark, Target};
use crate::engine::files::{Finding, Secrets};
use crate::engine::plan::Planned;
use crate::engine::walk::Walk;
use crate::model::{Encoding, Newline, Severity, Writes};

/// What a step's screen says of its files.
pub(super) fn blocks(walk: &Walk, planned: &Planned) -> Vec<Block> {
    planned.step(walk.procedure()).writes.iter().flat_map(|writes| of_file(walk, planned, writes)).collect()
}

/// One file.
fn of_file(walk: &Walk, planned: &Planned, writes: &Writes) -> Vec<Block> {
    let item = |mark, text, details| Block::Item { mark, text, details };
    let made = match walk.render_file(planned, writes, &Secrets::default()) {
        Ok(made) => made,
        Err(error) => return vec![item(Mark::Fail, super::checks::capital(&error.fault), vec![error.help])],
    };
    let newline = if writes.newline == Newline::Crlf { "CR LF" } else { "LF" };
    let encoding = match writes.encoding {
        Encoding::Ascii => "ASCII",
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16",
    };
    let count = made.blanked.lines().count();
    let text = format!("{}, {count} lines, {encoding}, lines end in {newline}:", made.name);
    let mut blocks = vec![Block::Labelled { label: "File".to_owned(), text }];
    let lines: Vec<String> = made.blanked.lines().map(|line| format!("    {line}\n")).collect();
    blocks.push(Block::Verbatim(lines.concat()));
    if writes.is_secret() {
        let text = if walk.rehearsal() {
            "In a rehearsal its secrets stay blank, and it goes into the session's own folder."
        } else {
            "Its secrets are typed below and put in as the file is written. Each is asked once, held in memory until the \
             last file with it is written, and kept nowhere."
        };
        blocks.push(Block::Note(text.to_owned()));
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

/// Something wrong with a file.
fn of_finding(finding: &Finding) -> Block {
    let mark = if finding.severity == Severity::Error { Mark::Fail } else { Mark::Warn };
    let line = finding.line.map(|line| format!("Line {line}: ")).unwrap_or_default();
    Block::Item { mark, text: format!("{line}{}", finding.text), details: vec![finding.help.clone()] }
}

/// The fields for a step's secrets, each once, and for the folder of the files that they stand in.
pub(super) fn fields(walk: &Walk, planned: &Planned) -> Vec<Field> {
    let secret = planned.step(walk.procedure()).writes.iter().filter(|writes| writes.is_secret());
    let files: Vec<&Writes> = secret.filter(|_| !walk.rehearsal()).collect();
    let required = |writes: &Writes| !walk.is_written(&planned.id, &writes.id);
    let mut fields: Vec<Field> = Vec::new();
    for writes in &files {
        let named = walk.file_needs(planned, writes).1.into_iter();
        let named = named.filter_map(|id| of_secret(walk, planned, id, required(writes)));
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
fn of_secret(walk: &Walk, planned: &Planned, id: String, required: bool) -> Option<Field> {
    let fact = walk.procedure().secret(&id)?;
    let world = walk.world();
    Some(Field {
        section: None,
        label: world.label_of(&id, &planned.scope),
        ask: ask_of(walk, fact, &id),
        help: fact.help.as_ref().map(|help| world.render(help, &world.title_scope(&id))).unwrap_or_default(),
        example: String::new(),
        value: None,
        choices: Vec::new(),
        required,
        fault: None,
        target: Target::Secret(id),
    })
}

/// The field for the folder of the files with secrets.
fn folder(required: bool) -> Field {
    let help =
        "A folder that exists, on a disk that you take along or can wipe. Only you will be able to read the file.";
    Field {
        target: Target::Folder,
        section: None,
        label: "Folder".to_owned(),
        ask: "Into which folder? The file holds secrets, so not into the session's own.".to_owned(),
        help: help.to_owned(),
        example: "/media/floppy".to_owned(),
        value: None,
        choices: Vec::new(),
        required,
        fault: None,
    }
}
