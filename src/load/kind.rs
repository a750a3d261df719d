//! Reads the types of facts, readings, and fields, with the keys that belong to them.

use super::codes;
use super::decoder::Decoder;
use super::item::Item;
use crate::model::value::{Choice, Field, Kind, RecordKind};
use crate::text::near::hint;
use crate::text::quoted;

/// The largest number by default.
const LARGEST: u64 = u32::MAX as u64;
/// The largest number of members by default.
const MOST: usize = 64;
/// The keys that only some types have, with these types.
const BY_TYPE: [(&str, &[&str]); 6] = [
    ("choices", &["choice", "choices"]),
    ("labels", &["choice", "choices"]),
    ("min", &["number", "records"]),
    ("max", &["number", "records"]),
    ("key", &["records"]),
    ("fields", &["records"]),
];

impl<'a> Decoder<'a> {
    /// Reads the kind of a fact or field. `None` if the type is wrong.
    pub(super) fn kind(&self, item: Item<'a>) -> Option<Kind> {
        let name = item.words("type");
        for (key, types) in BY_TYPE {
            let needed = !["labels", "min", "max"].contains(&key);
            if types.contains(&name) && needed && !item.has(key) {
                let message = format!("a fact of type `{name}` has no `{key}`");
                self.diagnostics.add(item.span(), codes::MISSING_KEY, message, format!("add `{key}`"));
            }
            if item.has(key) && !types.contains(&name) && Kind::NAMES.contains(&name) {
                let message = format!("`{key}` does not belong to the type `{name}`");
                self.diagnostics.add(item.key_span(key), codes::MISPLACED_KEY, message, "remove it");
            }
        }
        Some(match name {
            "netbios-name" => Kind::NetbiosName,
            "domain" => Kind::Domain,
            "account" => Kind::Account,
            "windows-path" => Kind::WindowsPath,
            "share" => Kind::Share,
            "drive" => Kind::Drive,
            "version" => Kind::Version,
            "ipv4" => Kind::Ipv4,
            "service-pack" => Kind::ServicePack,
            "cluster-group" => Kind::ClusterGroup,
            "cluster-resource" => Kind::ClusterResource,
            "choice" => Kind::Choice(self.choices(item, "choices")),
            "choices" => Kind::Choices(self.choices(item, "choices")),
            "yes-no" => Kind::YesNo,
            "number" => {
                let (min, max) = self.bounds(item, LARGEST);
                Kind::Number { min, max }
            }
            "text" => Kind::Text,
            "status-code" => Kind::StatusCode,
            "secret" => Kind::Secret,
            "records" => Kind::Records(self.record_kind(item)),
            _ => return None,
        })
    }

    /// Reads the IDs in a key, with their labels.
    pub(super) fn choices(&self, item: Item<'a>, key: &str) -> Vec<Choice> {
        let ids: Vec<&str> = item.list(key).into_iter().filter_map(Item::string).collect();
        self.unique_words(&item.list(key));
        let labels = item.get("labels").map(Item::entries).unwrap_or_default();
        for (id, span, _) in &labels {
            if !ids.contains(id) {
                let message = format!("{} is not one of `{key}`", quoted(id));
                self.diagnostics.add(*span, codes::UNKNOWN_VALUE, message, hint(id, ids.iter().copied()));
            }
        }
        let label = |id: &str| labels.iter().find(|(key, ..)| *key == id).and_then(|(_, _, label)| label.string());
        ids.into_iter().map(|id| Choice { id: id.to_owned(), label: label(id).unwrap_or(id).to_owned() }).collect()
    }

    /// Reads the bounds of a number, or of a number of members.
    fn bounds(&self, item: Item<'a>, largest: u64) -> (u64, u64) {
        let min = item.get("min").and_then(Item::number).unwrap_or(0);
        let max = item.get("max").and_then(Item::number).unwrap_or(largest);
        if min > max {
            let message = format!("no number is at least {min} and at most {max}");
            self.diagnostics.add(item.key_span("min"), codes::BAD_BOUNDS, message, "swap `min` and `max`");
        }
        (min, max)
    }

    /// Reads the fields of a list's members.
    fn record_kind(&self, item: Item<'a>) -> RecordKind {
        let fields = item.list("fields");
        self.unique(&fields);
        let (min, max) = self.bounds(item, MOST as u64);
        let key = item.words("key");
        if let Some(span) = item.get("key").map(Item::span)
            && fields.iter().all(|field| field.words("id") != key)
        {
            let help = hint(key, fields.iter().map(|field| field.words("id")));
            self.diagnostics.add(span, codes::UNKNOWN_NAME, format!("{} is not one of the fields", quoted(key)), help);
        }
        RecordKind {
            key: key.to_owned(),
            min: usize::try_from(min).unwrap_or(MOST),
            max: usize::try_from(max).unwrap_or(MOST),
            fields: fields.into_iter().map(|field| self.field(field)).collect(),
        }
    }

    /// Reads one field.
    fn field(&self, item: Item<'a>) -> Field {
        if item.words("type") == "records" {
            let span = item.value_span("type");
            self.diagnostics.add(
                span,
                codes::NESTED_RECORDS,
                "a field cannot be a list itself",
                "declare a separate fact",
            );
            return Self::field_of(item, Kind::Text);
        }
        if item.words("type") == "secret" {
            let span = item.value_span("type");
            self.diagnostics.add(
                span,
                codes::MISPLACED_SECRET,
                "a field cannot be a secret",
                "declare a separate fact",
            );
        }
        let kind = self.kind(item).unwrap_or(Kind::Text);
        Self::field_of(item, kind)
    }

    /// A field of this kind.
    fn field_of(item: Item<'a>, kind: Kind) -> Field {
        Field {
            id: item.words("id").to_owned(),
            kind,
            label: item.words("label").to_owned(),
            ask: item.words("ask").to_owned(),
            optional: item.flag("optional"),
            member: item.maybe("member"),
        }
    }
}
