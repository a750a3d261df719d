//! Sources: the files of a procedure, parsed, and what they define together.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Library;
use super::codes;
use super::diagnostic::Diagnostics;
use super::item::Item;
use super::keys::{Element, FACTS, PHASES, PROCEDURE, PROOF};
use super::shape;
use crate::model::{SourceFile, Span};
use crate::text::near::hint;
use crate::text::quoted;

/// The files, the procedure's first, with what each one is.
pub(super) struct Sources {
    /// The files in the order in which places index them.
    pub(super) files: Vec<SourceFile>,
    /// What each file is.
    pub(super) roles: Vec<Role>,
    /// The ids of all shared phase files, for near names.
    pub(super) shared: Vec<String>,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The procedure.
    Procedure,
    /// The shared facts.
    Facts,
    /// The shared phase file with this id.
    Phases(String),
    /// The rules and scenarios of the procedure with this id.
    Proof(String),
}

impl Role {
    /// The keys of such a file.
    fn element(&self) -> &'static Element {
        match self {
            Role::Procedure => &PROCEDURE,
            Role::Facts => &FACTS,
            Role::Phases(_) => &PHASES,
            Role::Proof(_) => &PROOF,
        }
    }
}

impl Sources {
    /// Finds the files that a procedure takes from the library.
    pub(super) fn gather(file: SourceFile, library: &dyn Library) -> Self {
        let (table, _) = DeTable::parse_recoverable(&file.text);
        let facts = table.get_ref().contains_key("facts").then(|| (Role::Facts, library.facts()));
        let mut taken: Vec<(Role, SourceFile)> = facts.into_iter().collect();
        let phases = table.get_ref().get("phase").and_then(|value| value.get_ref().as_array());
        for id in phases.into_iter().flatten().filter_map(|phase| phase.get_ref().get("use")?.get_ref().as_str()) {
            let role = Role::Phases(id.to_owned());
            if !taken.iter().any(|(known, _)| *known == role) {
                taken.extend(library.phase(id).map(|file| (role, file)));
            }
        }
        // An odd id is reported where it stands, and leads to no file.
        let id = table.get_ref().get("id").and_then(|id| id.get_ref().as_str()).filter(|id| shape::kebab(id));
        taken.extend(id.and_then(|id| Some((Role::Proof(id.to_owned()), library.proof(id)?))));
        let (roles, files) = [(Role::Procedure, file)].into_iter().chain(taken).unzip();
        Self { files, roles, shared: library.phases() }
    }

    /// Parses every file and checks its shapes. Nothing is given where broken syntax hides what the files say.
    pub(super) fn parse<'a>(&'a self, diagnostics: &Diagnostics<'_>) -> Vec<Spanned<DeValue<'a>>> {
        let mut roots = Vec::new();
        for (file, source) in self.files.iter().enumerate() {
            let (table, errors) = DeTable::parse_recoverable(&source.text);
            for error in errors {
                let span = error.span().unwrap_or(0..0);
                diagnostics.add(Span { file, start: span.start, end: span.end }, codes::SYNTAX, error.message(), "");
            }
            let root = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
            one_line(Item { file, value: &root }, &source.text, diagnostics);
            roots.push(root);
        }
        for (file, (value, role)) in roots.iter().zip(&self.roles).enumerate() {
            shape::check(Item { file, value }, role.element(), diagnostics);
        }
        if diagnostics.has_syntax() {
            diagnostics.keep_syntax();
        }
        roots
    }
}

/// Reports inline tables that go over several lines: TOML 1.0 breaks lines inside lists only.
fn one_line(item: Item<'_>, text: &str, diagnostics: &Diagnostics<'_>) {
    let span = item.value.span();
    let parts: Vec<Item<'_>> = item.entries().into_iter().map(|(_, _, value)| value).chain(item.members()).collect();
    if item.table().is_some() && text[span.clone()].starts_with('{') {
        let starts = parts.iter().map(|part| part.value.span().start).chain([span.end]);
        let ends = [span.start].into_iter().chain(parts.iter().map(|part| part.value.span().end));
        if ends.zip(starts).any(|(end, start)| text.get(end..start).is_some_and(|between| between.contains('\n'))) {
            let message = "the inline table goes over several lines";
            diagnostics.add(
                item.span(),
                codes::SYNTAX,
                message,
                "keep it on one line, or break lines inside a list only",
            );
        }
    }
    for part in parts {
        one_line(part, text, diagnostics);
    }
}

/// The parsed files together.
pub(super) struct Parsed<'a> {
    roots: Vec<(&'a Role, Item<'a>)>,
    shared: &'a [String],
    diagnostics: &'a Diagnostics<'a>,
}

impl<'a> Parsed<'a> {
    /// The files of these sources, parsed into these roots.
    pub(super) fn new(
        sources: &'a Sources,
        roots: &'a [Spanned<DeValue<'a>>],
        diagnostics: &'a Diagnostics<'a>,
    ) -> Self {
        let roots = sources.roles.iter().zip(roots).enumerate();
        let roots: Vec<_> = roots.map(|(file, (role, value))| (role, Item { file, value })).collect();
        for (role, root) in &roots {
            if let Some(schema) = root.get("schema")
                && schema.number().is_some_and(|number| number != 1)
            {
                diagnostics.add(
                    schema.span(),
                    codes::UNKNOWN_SCHEMA,
                    "this version of the format is not known",
                    "write `schema = 1`",
                );
            }
            if let Role::Phases(id) | Role::Proof(id) = role
                && root.words("id") != id
                && let Some(found) = root.get("id")
            {
                let message =
                    format!("the file is used as {} and calls itself {}", quoted(id), quoted(root.words("id")));
                diagnostics.add(found.span(), codes::WRONG_ID, message, "give the file the id by which it is used");
            }
        }
        Self { roots, shared: &sources.shared, diagnostics }
    }

    /// The procedure itself, if it is there.
    pub(super) fn procedure(&self) -> Option<Item<'a>> {
        self.roots.first().map(|(_, root)| *root)
    }

    /// Everything of one sort from all files. What two files define alike counts once; what they define differently,
    /// and what one file defines twice, is reported.
    pub(super) fn all(&self, key: &str) -> Vec<Item<'a>> {
        let mut found: Vec<Item<'a>> = Vec::new();
        for item in self.each(key) {
            let id = item.words("id");
            match found.iter().find(|first| first.words("id") == id && item.has("id")) {
                None => found.push(item),
                Some(first) if first.file != item.file && first.same(item) => {}
                Some(first) => self.twice(item, *first),
            }
        }
        found
    }

    /// Reports the second of two definitions.
    pub(super) fn twice(&self, second: Item<'a>, first: Item<'a>) {
        let span = second.value_span("id");
        let at = self.diagnostics.at(first.value_span("id"));
        let differently = if second.file == first.file { "" } else { ", differently" };
        let message = format!("{} is defined twice{differently}: first at {at}", quoted(second.words("id")));
        self.diagnostics.add(span, codes::DUPLICATE_ID, message, "give one of them another id");
    }

    /// Everything of one sort: the shared facts that the procedure takes, then what each file defines.
    fn each(&self, key: &str) -> Vec<Item<'a>> {
        let shared = self.roots.iter().find(|(role, _)| **role == Role::Facts).filter(|_| key == "fact");
        let taken = shared.map(|(_, root)| self.taken(*root)).unwrap_or_default();
        let files = self.roots.iter().filter(|(role, _)| **role != Role::Facts);
        taken.into_iter().chain(files.flat_map(|(_, root)| root.list(key))).collect()
    }

    /// The shared facts that the procedure takes, in the order in which it names them.
    fn taken(&self, facts: Item<'a>) -> Vec<Item<'a>> {
        let known = facts.list("fact");
        let mut taken: HashMap<&str, Item<'a>> = HashMap::new();
        let names = self.procedure().map(|root| root.list("facts")).unwrap_or_default();
        let find = |name: Item<'a>| {
            let id = name.string()?;
            if taken.insert(id, name).is_some() {
                self.diagnostics.add(
                    name.span(),
                    codes::DUPLICATE_ID,
                    format!("{} is taken twice", quoted(id)),
                    "name it once",
                );
                return None;
            }
            let fact = known.iter().find(|fact| fact.words("id") == id).copied();
            if fact.is_none() {
                let help = hint(id, known.iter().map(|fact| fact.words("id")));
                self.diagnostics.add(
                    name.span(),
                    codes::UNKNOWN_NAME,
                    format!("{} is not a shared fact", quoted(id)),
                    help,
                );
            }
            fact
        };
        names.into_iter().filter_map(find).collect()
    }

    /// The phases of the main line in order, each with the `use` that brought it in.
    pub(super) fn phases(&self) -> Vec<(Item<'a>, Option<Item<'a>>)> {
        let mut phases: Vec<(Item<'a>, Option<Item<'a>>)> = Vec::new();
        let mut used: Vec<&str> = Vec::new();
        for entry in self.procedure().map(|root| root.list("phase")).unwrap_or_default() {
            let Some(name) = entry.get("use") else {
                phases.push((entry, None));
                continue;
            };
            let id = name.string().unwrap_or_default();
            let file = self.roots.iter().find(|(role, _)| **role == Role::Phases(id.to_owned()));
            match file {
                _ if used.contains(&id) => {
                    let message = format!("{} is used twice", quoted(id));
                    self.diagnostics.add(name.span(), codes::DUPLICATE_ID, message, "use it in one place");
                }
                Some((_, root)) => phases.extend(root.list("phase").into_iter().map(|phase| (phase, Some(entry)))),
                None => {
                    let message = format!("{} is not a shared phase", quoted(id));
                    let help = hint(id, self.shared.iter().map(String::as_str));
                    self.diagnostics.add(name.span(), codes::UNKNOWN_NAME, message, help);
                }
            }
            used.push(id);
        }
        phases
    }
}
