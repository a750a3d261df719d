//! Reads texts: splits them at their names, and checks each name.

use super::alias::Aliases;
use super::codes;
use super::decoder::Decoder;
use super::item::Item;
use crate::model::value::Kind;
use crate::model::{Filter, Span, Text, TextPart};
use crate::text::near::hint;
use crate::text::quoted;

/// The use of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Somebody reads it.
    Words,
    /// Somebody types it, so no value may change the rest of it.
    Command,
    /// A line of a file with a secret.
    Secret,
}

/// A piece of a text, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'t> {
    /// Words outside braces.
    Words(&'t str),
    /// The words in a pair of braces.
    Braces(&'t str),
    /// Braces that are never closed.
    Unclosed,
}

impl<'a> Decoder<'a> {
    /// Reads the text in a key. Empty if there isn't one.
    pub(super) fn text(&self, item: Item<'a>, key: &str, aliases: &Aliases) -> Text {
        item.get(key).map(|text| self.text_of(text, aliases, Use::Words)).unwrap_or_default()
    }

    /// Reads the text in a key, if there is one.
    pub(super) fn maybe_text(&self, item: Item<'a>, key: &str, aliases: &Aliases) -> Option<Text> {
        item.get(key).map(|text| self.text_of(text, aliases, Use::Words))
    }

    /// Reads the command of a step, if there is one.
    pub(super) fn command(&self, item: Item<'a>, aliases: &Aliases) -> Option<Text> {
        item.get("command").map(|text| self.text_of(text, aliases, Use::Command))
    }

    /// Reads the texts in a list.
    pub(super) fn texts(&self, item: Item<'a>, key: &str, aliases: &Aliases) -> Vec<Text> {
        item.list(key).into_iter().map(|text| self.text_of(text, aliases, Use::Words)).collect()
    }

    /// Reads a text and checks its names. In a command, also checks that no value can change the command.
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
            let message = "the line has `secret = true` but no secret";
            let help = "use a fact of type `secret`, or remove `secret = true`";
            self.diagnostics.add(item.span(), codes::NO_SECRET, message, help);
        }
        without_last_break(&mut parts);
        Text { parts, span: item.span() }
    }

    /// The name and the filters in the braces with this number. Reports braces without a name.
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

    /// Checks that a text can use this name. Returns whether it is the name of a secret.
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
            let message = format!("{} can change the command: {what}", quoted(name));
            let help = "use a fact whose type is safe in a command, such as `account` or `windows-path`";
            self.diagnostics.add(span, codes::UNSAFE_IN_COMMAND, message, help);
        }
        secret
    }

    /// Checks that a text can use a secret, and that the secret has no filter.
    fn secret_named(&self, name: &str, span: Span, filters: &[Filter], used: Use) {
        if used != Use::Secret {
            self.secret_out_of_place(name, span);
        } else if !filters.is_empty() {
            let message = format!("a filter cannot change the secret {}", quoted(name));
            self.diagnostics.add(span, codes::SECRET_FILTERED, message, "remove the filter");
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

    /// The span of a part of the braces with this number.
    fn part_span(&self, item: Item<'a>, nth: usize, part: &str) -> Span {
        let raw = self.raw(item);
        let found = raw.match_indices("{{").nth(nth).and_then(|(at, _)| {
            let inside = &raw[at..];
            let inside = inside.find("}}").map_or(inside, |end| &inside[..end]);
            inside.find(part).map(|offset| item.span().start + at + offset)
        });
        found.map_or(item.span(), |start| Span { start, end: start + part.len(), ..item.span() })
    }

    /// The text as written in the file, with its quotes and escapes.
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

/// Splits the words in braces into a name and its filters. `None` if there is no name.
fn split(inside: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let mut words = inside.split('|').map(str::trim);
    let name = words.next().filter(|name| name.split('.').all(super::shape::snake))?;
    Some((name, words))
}

/// Removes the line break at the end of a text with names. A text without names keeps it: in a file that nodewalk writes, it is
/// an empty line.
fn without_last_break(parts: &mut [TextPart]) {
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
