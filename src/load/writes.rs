//! Reads the files that a step writes.

use super::alias::{AliasKind, Aliases};
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use super::text::Use;
use crate::model::{Encoding, FileLine, Newline, Writes};
use crate::text::near::hint;
use crate::text::quoted;

impl<'a> Decoder<'a> {
    /// Reads the files that a step writes: one or several.
    pub(super) fn writes(&self, step: Item<'a>, aliases: &Aliases) -> Vec<Writes> {
        let files =
            step.get("writes").map(|writes| if writes.table().is_some() { vec![writes] } else { writes.members() });
        let files = files.unwrap_or_default();
        self.unique(&files);
        let written: Vec<Writes> = files.into_iter().map(|file| self.written(file, aliases)).collect();
        if written.iter().any(Writes::is_secret) && !step.has("opens") {
            let message = format!("the step {} writes a secret but opens no obligation", quoted(step.words("id")));
            let help = "open an obligation to destroy the file, and close it in the step that does so";
            self.diagnostics.add(step.key_span("writes"), codes::MISSING_OBLIGATION, message, help);
        }
        written
    }

    /// Reads one file.
    fn written(&self, item: Item<'a>, aliases: &Aliases) -> Writes {
        Writes {
            id: item.words("id").to_owned(),
            name: self.text(item, "name", aliases),
            newline: if item.words("newline") == "lf" { Newline::Lf } else { Newline::Crlf },
            encoding: match item.words("encoding") {
                "utf-8" => Encoding::Utf8,
                "utf-16le" => Encoding::Utf16Le,
                _ => Encoding::Ascii,
            },
            lines: item.list("lines").into_iter().map(|line| self.line(line, aliases)).collect(),
            rules: self.file_rules_named(item),
        }
    }

    /// Reads one line of a file.
    fn line(&self, item: Item<'a>, aliases: &Aliases) -> FileLine {
        let (each, aliases) = self.line_each(item, aliases);
        let numbered = match item.get("number") {
            Some(name) => self.bind(&aliases, name.string().unwrap_or_default(), AliasKind::Number, name.span()),
            None => aliases.clone(),
        };
        let secret = item.flag("secret");
        let used = if secret { Use::Secret } else { Use::Words };
        FileLine {
            text: item.get("text").map(|text| self.text_of(text, &numbered, used)).unwrap_or_default(),
            when: self.maybe_condition(item, "when", &aliases, Allowed::Facts),
            each,
            number: item.maybe("number"),
            secret,
        }
    }

    /// Reads the list whose members each have the line, with the names that the line can use.
    fn line_each(&self, item: Item<'a>, aliases: &Aliases) -> (Option<(String, String)>, Aliases) {
        match (item.get("each"), item.get("as")) {
            (Some(list), Some(alias)) => {
                let (name, called) = (list.string().unwrap_or_default(), alias.string().unwrap_or_default());
                self.list_named(name, list.span());
                let aliases = self.bind(aliases, called, AliasKind::Member(name.to_owned()), alias.span());
                (Some((name.to_owned(), called.to_owned())), aliases)
            }
            (None, None) => (None, aliases.clone()),
            (list, _) => {
                let (there, missing) = if list.is_some() { ("each", "as") } else { ("as", "each") };
                let message = format!("the line has `{there}` but no `{missing}`");
                self.diagnostics.add(
                    item.key_span(there),
                    codes::MISSING_KEY,
                    message,
                    "write `each = \"LIST\", as = \"NAME\"`",
                );
                (None, aliases.clone())
            }
        }
    }

    /// Reads the file rules that a file must pass.
    fn file_rules_named(&self, item: Item<'a>) -> Option<String> {
        let rules = item.get("rules")?;
        let id = rules.string()?;
        if !self.file_rules_ids.contains(&id) {
            let help = hint(id, self.file_rules_ids.iter().copied());
            self.diagnostics.add(
                rules.span(),
                codes::UNKNOWN_NAME,
                format!("{} is not a set of file rules", quoted(id)),
                help,
            );
        }
        Some(id.to_owned())
    }
}
