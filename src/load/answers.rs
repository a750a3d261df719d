//! Answers files: TOML with values for facts, to fill the worksheet and, in a rehearsal, the readings.

use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::value::{Kind, RecordKind};
use crate::model::{Fact, Given, GivenValue, Procedure};
use crate::text::near;

/// Something that is wrong with an answers file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{path}:{line}: {fault}")]
pub struct AnswerError {
    /// The path of the file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in lowercase, with the value in backticks.
    pub fault: String,
    /// What to write instead.
    pub help: String,
}

/// The answers in a file. Lists come first, then the other facts in the order of the procedure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The values of facts.
    pub facts: Vec<Given>,
    /// The values of readings. Only a rehearsal uses them.
    pub readings: Vec<Given>,
}

/// Reads an answers file.
///
/// # Errors
///
/// Returns everything that is wrong with the file: keys that aren't facts, and values that a fact doesn't accept.
pub fn read(procedure: &Procedure, path: &str, text: &str) -> Result<Answers, Vec<AnswerError>> {
    let mut reader = Reader { procedure, path, text, found: Vec::new(), errors: Vec::new() };
    match DeTable::parse(text) {
        Ok(table) => reader.top(table.get_ref()),
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            reader.fault(start, error.message().to_owned(), "write TOML: `[facts]`, then `a.name = \"NODEA\"`");
        }
    }
    if !reader.errors.is_empty() {
        reader.errors.sort_by_key(|error| error.line);
        return Err(reader.errors);
    }
    let mut answers = Answers::default();
    // Lists come first because another fact may have to be a member of one.
    reader.found.sort_by_key(|(fact, given)| {
        let place = procedure.facts.iter().position(|own| own.id == fact.id).unwrap_or(usize::MAX);
        (!matches!(given.value, GivenValue::Members(_)), place)
    });
    for (fact, given) in reader.found {
        if fact.reading { answers.readings.push(given) } else { answers.facts.push(given) }
    }
    Ok(answers)
}

/// Reads the file and collects what it finds.
struct Reader<'a> {
    procedure: &'a Procedure,
    path: &'a str,
    text: &'a str,
    found: Vec<(&'a Fact, Given)>,
    errors: Vec<AnswerError>,
}

impl<'a> Reader<'a> {
    /// Adds an error about the line with this byte.
    fn fault(&mut self, start: usize, fault: impl Into<String>, help: impl Into<String>) {
        let line = self.text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
        self.errors.push(AnswerError { path: self.path.to_owned(), line, fault: fault.into(), help: help.into() });
    }

    /// Reads the top of the file, which has only `[facts]`.
    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("facts", DeValue::Table(facts)) => self.facts("", facts),
                (other, _) => self.fault(
                    key.span().start,
                    format!("`{other}` does not belong in an answers file"),
                    "write facts under `[facts]`",
                ),
            }
        }
    }

    /// Reads the facts in a scope, `a` in `a.name`.
    fn facts(&mut self, scope: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let full = if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") };
            let procedure: &'a Procedure = self.procedure;
            match (procedure.fact(&full), value.get_ref()) {
                (Some(fact), value_of) => match (&fact.kind, value_of) {
                    (Kind::Records(records), DeValue::Array(members)) => self.list(fact, &full, records, members),
                    _ => self.fact(fact, &full, value),
                },
                (None, DeValue::Table(below)) if self.is_scope(&full) => self.facts(&full, below),
                (None, _) if procedure.secret(&full).is_some() => {
                    let help = "remove it; the wizard asks for a secret when it writes the file, and keeps it nowhere";
                    self.fault(
                        key.span().start,
                        format!("`{full}` is a secret, and secrets are never in an answers file"),
                        help,
                    );
                }
                (None, _) => {
                    let ids = procedure.facts.iter().flat_map(Fact::full_ids);
                    let help =
                        near::suggest(&full, ids, || format!("`nodewalk plan {}` lists the facts", procedure.id));
                    self.fault(key.span().start, format!("`{full}` is not a fact of this procedure"), help);
                }
            }
        }
    }

    /// Whether the full ID of a fact begins with this scope.
    fn is_scope(&self, scope: &str) -> bool {
        let mut ids = self.procedure.facts.iter().flat_map(Fact::full_ids);
        ids.any(|id| id.strip_prefix(scope).is_some_and(|rest| rest.starts_with('.')))
    }

    /// Reads one fact.
    fn fact(&mut self, fact: &'a Fact, full: &str, value: &Spanned<DeValue<'_>>) {
        if let Some(text) = self.value(full, &fact.kind, value) {
            self.found.push((fact, Given { fact: full.to_owned(), value: GivenValue::Text(text) }));
        }
    }

    /// Reads a list of members.
    fn list(&mut self, fact: &'a Fact, full: &str, records: &RecordKind, members: &[Spanned<DeValue<'_>>]) {
        let members = members.iter().filter_map(|member| self.member(full, records, member)).collect();
        self.found.push((fact, Given { fact: full.to_owned(), value: GivenValue::Members(members) }));
    }

    /// Reads one member: its key, then its other fields.
    fn member(
        &mut self,
        list: &str,
        records: &RecordKind,
        member: &Spanned<DeValue<'_>>,
    ) -> Option<(String, Vec<(String, String)>)> {
        let start = member.span().start;
        let DeValue::Table(table) = member.get_ref() else {
            self.fault(start, format!("a member of `{list}` is a table"), format!("write `[[facts.{list}]]`"));
            return None;
        };
        let key = table.iter().find(|(name, _)| name.get_ref().as_ref() == records.key);
        let Some(key) = key.and_then(|(_, value)| written(&Kind::Text, value.get_ref())) else {
            let fault = format!("a member of `{list}` has no `{}`", records.key);
            self.fault(start, fault, format!("write `{} = \"...\"`", records.key));
            return None;
        };
        if let Some(Err(error)) = records.field(&records.key).map(|field| field.kind.read(&key)) {
            self.fault(start, format!("{list}: {error}"), error.help);
            return None;
        }
        let mut fields = Vec::new();
        for (name, value) in table {
            let id = name.get_ref().as_ref();
            match records.field(id) {
                _ if id == records.key => {}
                Some(field) => {
                    let text = self.value(&format!("{list}.{key}.{id}"), &field.kind, value);
                    fields.extend(text.map(|text| (id.to_owned(), text)));
                }
                None => {
                    let known: Vec<String> = records.fields.iter().map(|field| format!("`{}`", field.id)).collect();
                    let help = format!("its fields are {}", known.join(", "));
                    self.fault(name.span().start, format!("`{id}` is not a field of `{list}`"), help);
                }
            }
        }
        Some((key, fields))
    }

    /// Reads a value of this kind, as the operator would type it.
    fn value(&mut self, id: &str, kind: &Kind, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let start = value.span().start;
        let Some(text) = written(kind, value.get_ref()) else {
            let help = "write a string, a whole number, `true`, or `false`";
            self.fault(start, format!("the value of `{id}` has the wrong TOML type"), help);
            return None;
        };
        if let Err(error) = kind.read(&text) {
            self.fault(start, format!("{id}: {error}"), error.help);
            return None;
        }
        Some(text)
    }
}

/// A value as the operator would type it.
fn written(kind: &Kind, value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Boolean(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        DeValue::Array(items) if matches!(kind, Kind::Choices(_)) => {
            let texts: Option<Vec<String>> = items.iter().map(|item| written(kind, item.get_ref())).collect();
            texts.map(|texts| if texts.is_empty() { "none".to_owned() } else { texts.join(", ") })
        }
        _ => None,
    }
}
