//! Parsed files: what the files of a procedure define together.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::DeValue;

use super::codes;
use super::diagnostic::Diagnostics;
use super::item::Item;
use super::sources::{Role, Sources};
use crate::text::near::hint;
use crate::text::quoted;

/// The parsed files of a procedure, each with its role.
pub(super) struct Parsed<'a> {
    roots: Vec<(&'a Role, Item<'a>)>,
    shared: &'a [String],
    diagnostics: &'a Diagnostics<'a>,
}

impl<'a> Parsed<'a> {
    /// Joins the sources with their parsed roots.
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
                    "this version of the file format is unknown",
                    "write `schema = 1`",
                );
            }
            if let Role::Phases(id) | Role::Proof(id) = role
                && root.words("id") != id
                && let Some(found) = root.get("id")
            {
                let message =
                    format!("the ID of the file is {}, but it is used as {}", quoted(root.words("id")), quoted(id));
                diagnostics.add(found.span(), codes::WRONG_ID, message, "change the ID, or rename the file");
            }
        }
        Self { roots, shared: &sources.shared, diagnostics }
    }

    /// The procedure itself.
    pub(super) fn procedure(&self) -> Option<Item<'a>> {
        self.roots.first().map(|(_, root)| *root)
    }

    /// The elements with this key in all files. Two files can define the same element alike. Reports elements that they define
    /// differently, or that one file defines twice.
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
        self.diagnostics.add(span, codes::DUPLICATE_ID, message, "give one of them another ID");
    }

    /// The elements with this key: the shared facts that the procedure takes, then those of each file.
    fn each(&self, key: &str) -> Vec<Item<'a>> {
        let shared = self.roots.iter().find(|(role, _)| **role == Role::Facts).filter(|_| key == "fact");
        let taken = shared.map(|(_, root)| self.taken(*root)).unwrap_or_default();
        let files = self.roots.iter().filter(|(role, _)| **role != Role::Facts);
        taken.into_iter().chain(files.flat_map(|(_, root)| root.list(key))).collect()
    }

    /// The shared facts that the procedure takes, in the order of its key `facts`.
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
                    "list it once",
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

    /// The phases of the main line, in order. A shared phase comes with the table that uses it.
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
                    self.diagnostics.add(name.span(), codes::DUPLICATE_ID, message, "use it once");
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
