//! Texts: finds the names in them and checks each one.

use minijinja::Environment;

use super::codes;
use super::decoder::Decoder;
use super::item::Item;
use super::names::Aliases;
use crate::model::value::Kind;
use crate::model::{Span, Text};
use crate::text::near::hint;
use crate::text::quoted;

/// The filters that a text may use.
const FILTERS: [&str; 2] = ["lower", "upper"];

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// To be read.
    Words,
    /// To be typed: no value may change it.
    Command,
    /// A line of a file with a secret in it.
    Secret,
}

/// What stands between one pair of braces.
struct Mention<'t> {
    /// The name, if the braces hold nothing but a name and filters.
    name: Option<&'t str>,
    /// The filters.
    filters: Vec<&'t str>,
    /// All of it.
    whole: &'t str,
}

impl<'a> Decoder<'a> {
    /// The text under a key; empty when there is none.
    pub(super) fn text(&self, item: Item<'a>, key: &str, aliases: &Aliases) -> Text {
        item.get(key).map(|text| self.text_of(text, aliases, Use::Words)).unwrap_or_default()
    }

    /// The text under a key, if there is one.
    pub(super) fn maybe_text(&self, item: Item<'a>, key: &str, aliases: &Aliases) -> Option<Text> {
        item.get(key).map(|text| self.text_of(text, aliases, Use::Words))
    }

    /// The command of a step, if there is one.
    pub(super) fn command(&self, item: Item<'a>, aliases: &Aliases) -> Option<Text> {
        item.get("command").map(|text| self.text_of(text, aliases, Use::Command))
    }

    /// The texts of a list.
    pub(super) fn texts(&self, item: Item<'a>, key: &str, aliases: &Aliases) -> Vec<Text> {
        item.list(key).into_iter().map(|text| self.text_of(text, aliases, Use::Words)).collect()
    }

    /// Checks a text; in a command, also that no value can change it.
    pub(super) fn text_of(&self, item: Item<'a>, aliases: &Aliases, used: Use) -> Text {
        let template = item.string().unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        let mut secret = false;
        self.syntax(item, template);
        for (nth, mention) in mentions(template).into_iter().enumerate() {
            let Some(name) = mention.name else {
                let message = match mention.whole {
                    "" => "there is no name between the braces".to_owned(),
                    whole => format!("{} is not a name", quoted(whole)),
                };
                let help = "write `{{ name }}` or `{{ name | upper }}`";
                self.diagnostics.add(self.part_span(item, nth, mention.whole), codes::BAD_TEXT, message, help);
                continue;
            };
            for filter in mention.filters.iter().filter(|filter| !FILTERS.contains(filter)) {
                let message = format!("{} is not a filter", quoted(filter));
                self.diagnostics.add(
                    self.part_span(item, nth, filter),
                    codes::UNKNOWN_FILTER,
                    message,
                    hint(filter, FILTERS),
                );
            }
            let span = self.part_span(item, nth, name);
            let unsafe_as = if self.is_label(name, aliases) {
                Some("it is a node's label".to_owned())
            } else {
                let kind = self.text_value(name, aliases, span).and_then(|named| named.kind);
                if kind == Some(&Kind::Secret) {
                    secret = true;
                    self.secret_named(name, span, &mention, used);
                }
                kind.filter(|kind| !kind.protects_commands() && **kind != Kind::Secret)
                    .map(|kind| format!("it is of type `{}`", kind.name()))
            };
            if let Some(what) = unsafe_as.filter(|_| used == Use::Command) {
                let message = format!("{} can hold what changes a command: {what}", quoted(name));
                let help = "take a fact whose type keeps commands whole, such as `account` or `windows-path`";
                self.diagnostics.add(span, codes::UNSAFE_IN_COMMAND, message, help);
            }
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        if used == Use::Secret && !secret {
            let message = "the line has `secret = true` and no secret in it";
            self.diagnostics.add(
                item.span(),
                codes::NO_SECRET,
                message,
                "name a fact of type `secret`, or take `secret` away",
            );
        }
        Text { template: template.to_owned(), names, span: item.span() }
    }

    /// Checks that a secret may stand here, as it is.
    fn secret_named(&self, name: &str, span: Span, mention: &Mention<'_>, used: Use) {
        if used != Use::Secret {
            self.secret_out_of_place(name, span);
        } else if !mention.filters.is_empty() {
            let message = format!("the secret {} cannot be changed by a filter", quoted(name));
            self.diagnostics.add(span, codes::SECRET_FILTERED, message, "take the filter away");
        }
    }

    /// Reports tags, comments, and what the template language cannot read.
    fn syntax(&self, item: Item<'a>, template: &str) {
        let raw = self.raw(item);
        for (mark, what) in [("{%", "a tag"), ("{#", "a comment")] {
            if template.contains(mark) {
                let start = raw.find(mark).map_or(item.span().start, |at| item.span().start + at);
                let span = Span { start, end: start + mark.len(), ..item.span() };
                let message = format!("{} starts {what}, which a text cannot have", quoted(mark));
                self.diagnostics.add(span, codes::BAD_TEXT, message, "write names only, as in `{{ a.name }}`");
                return;
            }
        }
        if let Err(error) = Environment::empty().template_from_str(template)
            && mentions(template).iter().all(|mention| mention.name.is_some())
        {
            let message = format!("the text cannot be read: {}", error.detail().unwrap_or("its braces do not match"));
            self.diagnostics.add(item.span(), codes::BAD_TEXT, message, "close each `{{` with `}}`");
        }
    }

    /// Where a part of the braces with this number is written.
    fn part_span(&self, item: Item<'a>, nth: usize, part: &str) -> Span {
        let raw = self.raw(item);
        let found = raw.match_indices("{{").nth(nth).and_then(|(at, _)| {
            let inside = &raw[at..];
            let inside = &inside[..inside.find("}}")?];
            inside.find(part).map(|offset| item.span().start + at + offset)
        });
        found.map_or(item.span(), |start| Span { start, end: start + part.len(), ..item.span() })
    }

    /// The text as it is written in its file, quotes and escapes included.
    fn raw(&self, item: Item<'a>) -> &'a str {
        self.diagnostics.text(item.file).get(item.value.span()).unwrap_or_default()
    }
}

/// What stands between the braces of a text, in order.
fn mentions(template: &str) -> Vec<Mention<'_>> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        rest = &rest[start + 2..];
        let Some(end) = rest.find("}}") else { break };
        found.push(mention(rest[..end].trim()));
        rest = &rest[end + 2..];
    }
    found
}

/// Reads one pair of braces.
fn mention(whole: &str) -> Mention<'_> {
    let mut parts = whole.split('|').map(str::trim);
    let name = parts.next().filter(|name| name.split('.').all(super::shape::snake));
    Mention { name, filters: parts.collect(), whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_that_the_template_language_looks_up() {
        let environment = Environment::empty();
        for template in ["{{ a.name }} and {{b.c.d}}", "{{ a.name | upper }}", "plain }} text", "{{x|lower|upper}}"] {
            let mut names: Vec<&str> = mentions(template).iter().filter_map(|mention| mention.name).collect();
            names.sort_unstable();
            let looked_up = environment.template_from_str(template).unwrap().undeclared_variables(true);
            let mut looked_up: Vec<&str> = looked_up.iter().map(String::as_str).collect();
            looked_up.sort_unstable();
            assert_eq!(names, looked_up, "{template}");
        }
    }

    #[test]
    fn anything_but_a_name_is_no_name() {
        for whole in ["a + b", "f()", "'x'", "a[0]", "", "-a", "A"] {
            assert!(mention(whole).name.is_none(), "{whole}");
        }
    }
}
