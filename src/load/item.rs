//! Items: values in a file, with their spans.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::Span;

/// A value in a file. A key that is missing, or that has a value of the wrong type, reads as empty: its shape was reported before.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    /// The index of the file.
    pub(super) file: usize,
    /// The value, as parsed.
    pub(super) value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Item<'a> {
    /// The span of the value. For a table with a header, the span of the header.
    pub(super) fn span(self) -> Span {
        self.locate(&self.value.span())
    }

    /// A span in the same file.
    pub(super) fn locate(self, span: &std::ops::Range<usize>) -> Span {
        Span { file: self.file, start: span.start, end: span.end }
    }

    /// The value as a table.
    pub(super) fn table(self) -> Option<&'a DeTable<'a>> {
        self.value.get_ref().as_table()
    }

    /// The value of a key.
    pub(super) fn get(self, key: &str) -> Option<Item<'a>> {
        self.table()?.get(key).map(|value| Item { file: self.file, value })
    }

    /// Whether the key is there.
    pub(super) fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The span of a key. If the table doesn't have the key, the span of the table.
    pub(super) fn key_span(self, key: &str) -> Span {
        let found = self.table().and_then(|table| table.get_key_value(key));
        found.map_or(self.span(), |(name, _)| self.locate(&name.span()))
    }

    /// The span of a key's value. If the table doesn't have the key, the span of the table.
    pub(super) fn value_span(self, key: &str) -> Span {
        self.get(key).map_or(self.span(), Item::span)
    }

    /// The value as a string.
    pub(super) fn string(self) -> Option<&'a str> {
        self.value.get_ref().as_str()
    }

    /// The string in a key. Empty if there isn't one.
    pub(super) fn words(self, key: &str) -> &'a str {
        self.get(key).and_then(Item::string).unwrap_or_default()
    }

    /// The string in a key, if there is one.
    pub(super) fn maybe(self, key: &str) -> Option<String> {
        self.get(key).and_then(Item::string).map(str::to_owned)
    }

    /// The Boolean in a key. `false` if there isn't one.
    pub(super) fn flag(self, key: &str) -> bool {
        self.get(key).and_then(|item| item.value.get_ref().as_bool()).unwrap_or_default()
    }

    /// The value as a whole number that isn't negative.
    pub(super) fn number(self) -> Option<u64> {
        let integer = self.value.get_ref().as_integer()?;
        u64::from_str_radix(integer.as_str(), integer.radix()).ok()
    }

    /// The members of the value as a list.
    pub(super) fn members(self) -> Vec<Item<'a>> {
        let list = self.value.get_ref().as_array();
        list.map(|list| list.iter().map(|value| Item { file: self.file, value }).collect()).unwrap_or_default()
    }

    /// The members of the list in a key. Empty if there isn't one.
    pub(super) fn list(self, key: &str) -> Vec<Item<'a>> {
        self.get(key).map(Item::members).unwrap_or_default()
    }

    /// The entries of the value as a table, in the order of the file: the key, its span, and the value.
    pub(super) fn entries(self) -> Vec<(&'a str, Span, Item<'a>)> {
        let mut entries: Vec<_> = self
            .table()
            .into_iter()
            .flat_map(DeTable::iter)
            .map(|(key, value)| (key.get_ref().as_ref(), self.locate(&key.span()), Item { file: self.file, value }))
            .collect();
        entries.sort_by_key(|(_, span, _)| *span);
        entries
    }

    /// Whether both values are equal. Spans, order, and notation don't matter.
    pub(super) fn same(self, other: Item<'_>) -> bool {
        same(self.value.get_ref(), other.value.get_ref())
    }
}

/// Compares two values without their spans.
fn same(a: &DeValue<'_>, b: &DeValue<'_>) -> bool {
    match (a, b) {
        (DeValue::Table(a), DeValue::Table(b)) => {
            a.len() == b.len()
                && a.iter().zip(b.iter()).all(|((key, value), (other_key, other))| {
                    key.get_ref() == other_key.get_ref() && same(value.get_ref(), other.get_ref())
                })
        }
        (DeValue::Array(a), DeValue::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a.get_ref(), b.get_ref()))
        }
        (DeValue::String(a), DeValue::String(b)) => a == b,
        (DeValue::Boolean(a), DeValue::Boolean(b)) => a == b,
        (DeValue::Integer(a), DeValue::Integer(b)) => a.as_str() == b.as_str() && a.radix() == b.radix(),
        _ => false,
    }
}
