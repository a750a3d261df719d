//! Texts: cuts them at their names and checks each one.

use super::codes;
use super::decoder::Decoder;
use super::item::Item;
use super::names::Aliases;
use crate::model::value::Kind;
use crate::model::{Filter, Span, Text, TextPart};
use crate::text::near::hint;
use crate::text::quoted;

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

/// A piece of a text as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'t> {
    /// Words outside braces.
    Words(&'t str),
    /// What stands between a pair of braces.
    Braces(&'t str),
    /// Braces that are never closed.
    Unclosed,
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

    /// Parses and checks a text; in a command, also that no value can change it.
    pub(super) fn text_of(&self, item: Item<'a>, aliases: &Aliases, used: Use) -> Text {
        let written = item.string().unwrap_or_default();
        let mut parts: Vec<TextPart> = Vec::new();
        let mut secret = false;
        let mut nth = 0;
        self.marks(item, written);
        for piece in pieces(written) {
            match piece {
                Piece::Words(words) => parts.push(TextPart::Words(words.to_owned())),
                Piece::Braces(inside) => {
                    if let Some((name, filters)) = self.braces(item, nth, inside) {
                        secret |= self.name_in_text(name, self.part_span(item, nth, name), &filters, aliases, used);
                        parts.push(TextPart::Name { name: name.to_owned(), filters });
                    }
                    nth += 1;
                }
                Piece::Unclosed => {
                    let (message, help) = ("`{{` is never closed", "close each `{{` with `}}`");
                    self.diagnostics.add(self.part_span(item, nth, "{{"), codes::BAD_TEXT, message, help);
                }
            }
        }
        if used == Use::Secret && !secret {
            let message = "the line has `secret = true` and no secret in it";
            let help = "name a fact of type `secret`, or take `secret` away";
            self.diagnostics.add(item.span(), codes::NO_SECRET, message, help);
        }
        without_last_break(&mut parts);
        Text { parts, span: item.span() }
    }

    /// The name and the filters between the braces with this number; reported where there is no name.
    fn braces<'t>(&self, item: Item<'a>, nth: usize, inside: &'t str) -> Option<(&'t str, Vec<Filter>)> {
        let Some((name, words)) = split(inside) else {
            let message = match inside {
                "" => "there is no name between the braces".to_owned(),
                inside => format!("{} is not a name", quoted(inside)),
            };
            let help = "write `{{ name }}` or `{{ name | upper }}`";
            self.diagnostics.add(self.part_span(item, nth, inside), codes::BAD_TEXT, message, help);
            return None;
        };
        let filters = words.filter_map(|word| {
            let filter = Filter::ALL.into_iter().find(|filter| filter.word() == word);
            if filter.is_none() {
                let message = format!("{} is not a filter", quoted(word));
                let help = hint(word, Filter::ALL.map(Filter::word));
                self.diagnostics.add(self.part_span(item, nth, word), codes::UNKNOWN_FILTER, message, help);
            }
            filter
        });
        Some((name, filters.collect()))
    }

    /// Checks that a name may stand in a text that is used so. Returns whether it is a secret.
    fn name_in_text(&self, name: &str, span: Span, filters: &[Filter], aliases: &Aliases, used: Use) -> bool {
        let mut secret = false;
        let unsafe_as = if self.is_label(name, aliases) {
            Some("it is a node's label".to_owned())
        } else {
            let kind = self.text_value(name, aliases, span).and_then(|named| named.kind);
            if kind == Some(&Kind::Secret) {
                secret = true;
                self.secret_named(name, span, filters, used);
            }
            kind.filter(|kind| !kind.protects_commands() && **kind != Kind::Secret)
                .map(|kind| format!("it is of type `{}`", kind.name()))
        };
        if let Some(what) = unsafe_as.filter(|_| used == Use::Command) {
            let message = format!("{} can hold what changes a command: {what}", quoted(name));
            let help = "take a fact whose type keeps commands whole, such as `account` or `windows-path`";
            self.diagnostics.add(span, codes::UNSAFE_IN_COMMAND, message, help);
        }
        secret
    }

    /// Checks that a secret may stand here, as it is.
    fn secret_named(&self, name: &str, span: Span, filters: &[Filter], used: Use) {
        if used != Use::Secret {
            self.secret_out_of_place(name, span);
        } else if !filters.is_empty() {
            let message = format!("the secret {} cannot be changed by a filter", quoted(name));
            self.diagnostics.add(span, codes::SECRET_FILTERED, message, "take the filter away");
        }
    }

    /// Reports tags and comments, which other template languages have.
    fn marks(&self, item: Item<'a>, written: &str) {
        let raw = self.raw(item);
        for (mark, what) in [("{%", "a tag"), ("{#", "a comment")] {
            if written.contains(mark) {
                let start = raw.find(mark).map_or(item.span().start, |at| item.span().start + at);
                let span = Span { start, end: start + mark.len(), ..item.span() };
                let message = format!("{} starts {what}, which a text cannot have", quoted(mark));
                self.diagnostics.add(span, codes::BAD_TEXT, message, "write names only, as in `{{ a.name }}`");
                return;
            }
        }
    }

    /// Where a part of the braces with this number is written.
    fn part_span(&self, item: Item<'a>, nth: usize, part: &str) -> Span {
        let raw = self.raw(item);
        let found = raw.match_indices("{{").nth(nth).and_then(|(at, _)| {
            let inside = &raw[at..];
            let inside = inside.find("}}").map_or(inside, |end| &inside[..end]);
            inside.find(part).map(|offset| item.span().start + at + offset)
        });
        found.map_or(item.span(), |start| Span { start, end: start + part.len(), ..item.span() })
    }

    /// The text as it is written in its file, quotes and escapes included.
    fn raw(&self, item: Item<'a>) -> &'a str {
        self.diagnostics.text(item.file).get(item.value.span()).unwrap_or_default()
    }
}

/// The pieces of a text, in order.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once("{{") {
        pieces.extend((!words.is_empty()).then_some(Piece::Words(words)));
        let Some((inside, after)) = after.split_once("}}") else {
            pieces.push(Piece::Unclosed);
            return pieces;
        };
        pieces.push(Piece::Braces(inside.trim()));
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Words(rest)));
    pieces
}

/// What is between braces, split into its name and its filters; `None` if there is no name.
fn split(inside: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let mut words = inside.split('|').map(str::trim);
    let name = words.next().filter(|name| name.split('.').all(super::shape::snake))?;
    Some((name, words))
}

/// Takes the line break off the end of a text with names. A text without names keeps it: in a file that nodewalk writes,
/// it is an empty line.
fn without_last_break(parts: &mut Vec<TextPart>) {
    if parts.len() > 1
        && let Some(TextPart::Words(last)) = parts.last_mut()
    {
        let kept = last.strip_suffix('\n').map(|rest| rest.strip_suffix('\r').unwrap_or(rest).len());
        last.truncate(kept.unwrap_or(last.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_braces() {
        use Piece::{Braces, Unclosed, Words};
        let cases: [(&str, &[Piece<'_>]); 7] = [
            ("", &[]),
            ("plain }} { text", &[Words("plain }} { text")]),
            ("{{ a.name }} and {{b.c}}", &[Braces("a.name"), Words(" and "), Braces("b.c")]),
            ("{{x | upper}}{{y}}.", &[Braces("x | upper"), Braces("y"), Words(".")]),
            ("{{}}", &[Braces("")]),
            ("{{ a }}}", &[Braces("a"), Words("}")]),
            ("see {{ a }} and {{ b", &[Words("see "), Braces("a"), Words(" and "), Unclosed]),
        ];
        for (text, cut) in cases {
            assert_eq!(pieces(text), cut, "{text}");
        }
    }

    #[test]
    fn anything_but_a_name_is_no_name() {
        for inside in ["a + b", "f()", "'x'", "a[0]", "", "-a", "A"] {
            assert!(split(inside).is_none(), "{inside}");
        }
        assert_eq!(split("a.b | x|y").map(|(name, filters)| (name, filters.collect())), Some(("a.b", vec!["x", "y"])));
    }
}
