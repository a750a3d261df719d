//! Renders a file's lines with the names filled in, and the same with every secret blanked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use super::encode::encode;
use super::{LIMIT, Secrets};
use crate::engine::world::World;
use crate::model::condition::{Bound, Scope, Truth};
use crate::model::{FileLine, TextPart, Writes};
use crate::text::sha256;

/// A file that is ready to be written.
#[derive(Clone, PartialEq, Eq)]
pub struct RenderedFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its bytes. They are wiped when they are dropped, and never shown.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Its text with `<its label>` for each secret. Lines end in a line feed.
    pub blanked: String,
    /// The SHA-256 of its bytes with the secrets blanked.
    pub sha256: String,
    /// The full ids of its secrets, whether they were given or not.
    pub secrets: Vec<String>,
}

/// Why a file cannot be rendered. It never contains a secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct FileError {
    /// What is wrong.
    pub fault: String,
    /// What to do.
    pub help: String,
}

/// A line of the file: its declaration, and the meaning of its names.
struct Instance<'w> {
    line: &'w FileLine,
    scope: Scope,
}

/// Marks the place of a secret while a line is rendered. Neither a value nor a line of a procedure can contain it.
const MARK: char = '\u{1}';

/// Renders a file. A secret that is not given stays `<its label>`.
///
/// # Errors
///
/// Returns that the file's name is not valid, that a line has a character that the encoding lacks, or that a value would end
/// the line's quotes early.
pub fn render(writes: &Writes, world: &World<'_>, scope: &Scope, secrets: &Secrets) -> Result<RenderedFile, FileError> {
    let name = world.render(&writes.name, scope);
    check_name(&name)?;
    let mut whole: Vec<Zeroizing<String>> = Vec::new();
    let mut blanked: Vec<Zeroizing<String>> = Vec::new();
    let mut size = 0;
    for (index, Instance { line, scope }) in instances(writes, world, scope).into_iter().enumerate() {
        let blank = Secrets::default();
        for (secrets, lines) in [(secrets, &mut whole), (&blank, &mut blanked)] {
            let text = fill(line, world, &scope, secrets);
            size += text.len();
            // One text can be several lines of the file. A value never contains a line break.
            for part in text.split('\n') {
                check_line(part, line, writes, index + 1)?;
                lines.push(Zeroizing::new(part.to_owned()));
            }
        }
        if size > LIMIT {
            return Err(FileError { fault: format!("`{name}` is too large"), help: String::new() });
        }
    }
    let bytes = |lines: &[Zeroizing<String>]| encode(lines, writes.newline, writes.encoding);
    Ok(RenderedFile {
        name,
        sha256: sha256(&bytes(&blanked)),
        bytes: bytes(&whole),
        blanked: blanked.iter().flat_map(|line| [line.as_str(), "\n"]).collect(),
        secrets: needs(writes, world, scope).1,
    })
}

/// The full ids of the facts that a file needs and that aren't known yet, and the full ids of its secrets.
#[must_use]
pub fn needs(writes: &Writes, world: &World<'_>, scope: &Scope) -> (Vec<String>, Vec<String>) {
    let mut missing = world.unknown_in(&writes.name, scope);
    for line in &writes.lines {
        missing
            .extend(line.each.iter().map(|(list, _)| list.clone()).filter(|list| world.facts.members(list).is_none()));
        for scope in scopes(line, world, scope) {
            match line.when.as_ref().map_or(Truth::True, |when| when.truth(world, &scope)) {
                Truth::True => missing.extend(world.unknown_in(&line.text, &numbered(line, scope, 0))),
                Truth::Undecided => {
                    let why = line.when.iter().map(|when| world.explain(when, &scope));
                    missing.extend(why.flat_map(|why| why.clauses).flat_map(|clause| clause.about));
                }
                Truth::False => {}
            }
        }
    }
    let mut seen = BTreeSet::new();
    missing.retain(|id| seen.insert(id.clone()));
    missing.into_iter().partition(|id| world.procedure.secret(id).is_none())
}

/// The lines that are written, numbered.
fn instances<'w>(writes: &'w Writes, world: &World<'_>, scope: &Scope) -> Vec<Instance<'w>> {
    let mut counters: BTreeMap<&str, u64> = BTreeMap::new();
    let mut instances = Vec::new();
    for line in &writes.lines {
        for scope in scopes(line, world, scope) {
            if line.when.as_ref().is_some_and(|when| !when.truth(world, &scope).holds()) {
                continue;
            }
            let counter = counters.entry(line.number.as_deref().unwrap_or_default()).or_default();
            let scope = numbered(line, scope, *counter);
            *counter += 1;
            instances.push(Instance { line, scope });
        }
    }
    instances
}

/// A line's scope with its number in it.
fn numbered(line: &FileLine, scope: Scope, number: u64) -> Scope {
    match &line.number {
        Some(name) => scope.with(name, Bound::Number(number)),
        None => scope,
    }
}

/// The scopes in which a line is rendered: its step's, or one for each member of its list.
fn scopes(line: &FileLine, world: &World<'_>, scope: &Scope) -> Vec<Scope> {
    let Some((list, alias)) = &line.each else { return vec![scope.clone()] };
    let members = world.facts.members(list).unwrap_or_default().iter();
    members.map(|own| scope.with(alias, Bound::Member { list: list.clone(), key: own.key.clone() })).collect()
}

/// A line with its names and secrets filled in. The buffer has its full size from the beginning, so that no copy of a secret
/// stays in memory.
fn fill(line: &FileLine, world: &World<'_>, scope: &Scope, secrets: &Secrets) -> Zeroizing<String> {
    let given = |id: &str| secrets.holds(id).then(|| format!("{MARK}{id}{MARK}"));
    let marked = world.render_with(&line.text, scope, given);
    let parts: Vec<&str> = marked
        .split(MARK)
        .enumerate()
        .map(|(nth, part)| if nth % 2 == 0 { part } else { secrets.get(part).unwrap_or_default() })
        .collect();
    let mut text = Zeroizing::new(String::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        text.push_str(part);
    }
    text
}

/// Refuses a line that the encoding cannot represent, or whose values would end its quotes early.
fn check_line(text: &str, line: &FileLine, writes: &Writes, number: usize) -> Result<(), FileError> {
    let what = if line.secret { "a secret in it" } else { "it" };
    if let Some(c) = text.chars().find(|c| !writes.encoding.holds(*c)) {
        let encoding = writes.encoding.name();
        let which = if line.secret { String::new() } else { format!(" `{c}`") };
        return Err(FileError {
            fault: format!(
                "line {number} of the file cannot be written in {encoding}: {what} has the character{which}"
            ),
            help: "give the value without it".to_owned(),
        });
    }
    if text.chars().any(|c| c.is_control() && c != '\t') {
        let fault = format!("line {number} of the file has a control character");
        return Err(FileError { fault, help: "give the value without it".to_owned() });
    }
    let quotes = |text: &str| text.matches('"').count();
    let own = line.text.parts.iter().map(|part| match part {
        TextPart::Words(words) => quotes(words),
        TextPart::Name { .. } => 0,
    });
    let own: usize = own.sum();
    if own > 0 && quotes(text) != own {
        return Err(FileError {
            fault: format!("a value in line {number} of the file has a quote, and the line has quotes of its own"),
            help: "give the value without the quote".to_owned(),
        });
    }
    Ok(())
}

/// Refuses a name that isn't valid on Windows, or that leads into another folder.
fn check_name(name: &str) -> Result<(), FileError> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = DEVICES.contains(&stem.as_str())
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    let strange = name.is_empty()
        || name.len() > 128
        || name.chars().any(|c| c.is_control() || "\\/:*?\"<>|".contains(c))
        || name.ends_with(['.', ' '])
        || name.starts_with(' ');
    if !device && !strange {
        return Ok(());
    }
    let shown: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
    Err(FileError {
        fault: format!("`{shown}` cannot be the name of a file"),
        help: "correct the fact that it is made of".to_owned(),
    })
}

impl fmt::Debug for RenderedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenderedFile").field("name", &self.name).field("blanked", &self.blanked).finish_non_exhaustive()
    }
}
