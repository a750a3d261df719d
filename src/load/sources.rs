//! Sources: the files of a procedure, gathered and parsed.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Library;
use super::codes;
use super::diagnostic::Diagnostics;
use super::item::Item;
use super::keys::{Element, FACTS, PHASES, PROCEDURE, PROOF};
use super::shape;
use crate::model::{SourceFile, Span};

/// The files of a procedure, each with its role.
pub(super) struct Sources {
    /// The files, the procedure first. [`Span::file`] is an index of this list.
    pub(super) files: Vec<SourceFile>,
    /// The roles of the files.
    pub(super) roles: Vec<Role>,
    /// The IDs of all shared phases, to suggest a near one.
    pub(super) shared: Vec<String>,
}

/// The role of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The procedure.
    Procedure,
    /// The shared facts.
    Facts,
    /// The shared phases with this ID.
    Phases(String),
    /// The rules and scenarios of the procedure with this ID.
    Proof(String),
}

impl Role {
    /// The element at the top of such a file.
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
    /// Gathers the files that a procedure uses from the library.
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
        // An ID that isn't in kebab-case is reported later. It must not lead to a file.
        let id = table.get_ref().get("id").and_then(|id| id.get_ref().as_str()).filter(|id| shape::kebab(id));
        taken.extend(id.and_then(|id| Some((Role::Proof(id.to_owned()), library.proof(id)?))));
        let (roles, files) = [(Role::Procedure, file)].into_iter().chain(taken).unzip();
        Self { files, roles, shared: library.phases() }
    }

    /// Parses every file and checks its shapes. Broken syntax hides parts of a file, so it removes reports that may follow from it.
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

/// Reports inline tables with line breaks. TOML 1.0 allows line breaks only in lists.
fn one_line(item: Item<'_>, text: &str, diagnostics: &Diagnostics<'_>) {
    let span = item.value.span();
    let parts: Vec<Item<'_>> = item.entries().into_iter().map(|(_, _, value)| value).chain(item.members()).collect();
    if item.table().is_some() && text[span.clone()].starts_with('{') {
        let starts = parts.iter().map(|part| part.value.span().start).chain([span.end]);
        let ends = [span.start].into_iter().chain(parts.iter().map(|part| part.value.span().end));
        if ends.zip(starts).any(|(end, start)| text.get(end..start).is_some_and(|between| between.contains('\n'))) {
            let message = "the inline table has line breaks";
            diagnostics.add(
                item.span(),
                codes::SYNTAX,
                message,
                "write it on one line; only lists can have line breaks",
            );
        }
    }
    for part in parts {
        one_line(part, text, diagnostics);
    }
}
