//! Answers files: TOML with facts, to fill the worksheet and, in a rehearsal, the readings.

use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::engine::action::Action;
use crate::engine::facts;
use crate::engine::facts::Address;
use crate::model::value::Kind;
use crate::model::{Fact, Procedure};

/// One thing wrong with an answers file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{path}:{line}: {fault}")]
pub struct AnswerError {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: String,
    /// What to write instead.
    pub help: String,
}

/// The answers of a file, in the order of the procedure's facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The facts, as actions.
    pub facts: Vec<Action>,
    /// The readings, as actions: for a rehearsal only.
    pub readings: Vec<Action>,
}

/// Reads an answers file.
///
/// # Errors
///
/// Returns everything that is wrong with it: keys that are no facts, values that their facts refuse.
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
    // Lists first: a fact may have to be a member of one.
    reader.found.sort_by_key(|(fact, actions)| {
        let place = procedure.facts.iter().position(|own| own.id == fact.id).unwrap_or(usize::MAX);
        (actions.len() < 2, place)
    });
    for (fact, actions) in reader.found {
        if fact.reading { answers.readings.extend(actions) } else { answers.facts.extend(actions) }
    }
    Ok(answers)
}

/// What reading has found so far.
struct Reader<'a> {
    procedure: &'a Procedure,
    path: &'a str,
    text: &'a str,
    found: Vec<(&'a Fact, Vec<Action>)>,
    errors: Vec<AnswerError>,
}

impl<'a> Reader<'a> {
    /// Notes what is wrong at a place.
    fn fault(&mut self, start: usize, fault: impl Into<String>, help: impl Into<String>) {
        let line = self.text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
        self.errors.push(AnswerError { path: self.path.to_owned(), line, fault: fault.into(), help: help.into() });
    }

    /// Reads the top of the file: `[facts]` and nothing else.
    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("facts", DeValue::Table(facts)) => self.facts("", facts),
                (other, _) => self.fault(
                    key.span().start,
                    format!("`{other}` is not a part of an answers file"),
                    "write the facts under `[facts]`",
                ),
            }
        }
    }

    /// Reads the facts under a scope.
    fn facts(&mut self, scope: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let full = if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") };
            let procedure: &'a Procedure = self.procedure;
            match (procedure.fact(&full), value.get_ref()) {
                (Some(fact), DeValue::Array(members)) if matches!(fact.kind, Kind::Records(_)) => {
                    self.list(fact, &full, members);
                }
                (Some(fact), _) => self.fact(fact, &full, value),
                (None, DeValue::Table(below)) if self.is_scope(&full) => self.facts(&full, below),
                (None, _) if procedure.secret(&full).is_some() => {
                    let help = "take it away; it is asked when its file is written, and kept nowhere";
                    self.fault(key.span().start, format!("`{full}` is a secret and is never in an answers file"), help);
                }
                (None, _) => {
                    let help = facts::nearest(procedure, &full)
                        .unwrap_or_else(|| format!("`nodewalk plan {}` lists the facts", procedure.id));
                    self.fault(key.span().start, format!("`{full}` is not a fact of this procedure"), help);
                }
            }
        }
    }

    /// Whether some fact's full id begins with this scope.
    fn is_scope(&self, scope: &str) -> bool {
        let mut ids = self.procedure.facts.iter().flat_map(Fact::full_ids);
        ids.any(|id| id.strip_prefix(scope).is_some_and(|rest| rest.starts_with('.')))
    }

    /// Reads one fact.
    fn fact(&mut self, fact: &'a Fact, full: &str, value: &Spanned<DeValue<'_>>) {
        match written(fact, value.get_ref()) {
            None => self.fault(
                value.span().start,
                format!("`{full}` cannot be written so"),
                "write a string, a whole number, or true or false",
            ),
            Some(text) => match facts::read(self.procedure, full, &text) {
                Ok(_) => {
                    let action = Action::Set { fact: full.to_owned(), value: text };
                    self.found.push((fact, vec![action]));
                }
                Err(error) => self.fault(value.span().start, format!("{full}: {error}"), error.help.clone()),
            },
        }
    }

    /// Reads a list of members.
    fn list(&mut self, fact: &'a Fact, full: &str, members: &[Spanned<DeValue<'_>>]) {
        let Kind::Records(records) = &fact.kind else { return };
        let mut actions = vec![Action::Set { fact: full.to_owned(), value: "none".to_owned() }];
        for member in members {
            let DeValue::Table(fields) = member.get_ref() else {
                self.fault(
                    member.span().start,
                    format!("a member of `{full}` is a table"),
                    format!("write `[[facts.{full}]]`"),
                );
                continue;
            };
            let key = fields.iter().find(|(key, _)| key.get_ref().as_ref() == records.key);
            let Some(key) = key.and_then(|(_, value)| written(fact, value.get_ref())) else {
                self.fault(
                    member.span().start,
                    format!("a member of `{full}` has no `{}`", records.key),
                    format!("write `{} = \"...\"`", records.key),
                );
                continue;
            };
            if let Some(Err(error)) = records.field(&records.key).map(|field| field.kind.read(&key)) {
                self.fault(member.span().start, format!("{full}: {error}"), error.help);
                continue;
            }
            actions.push(Action::Add { list: full.to_owned(), key: key.clone() });
            for (name, value) in fields {
                let name_text = name.get_ref().as_ref();
                if name_text == records.key {
                    continue;
                }
                let id = format!("{full}.{key}.{name_text}");
                let known = Address::find(self.procedure, &id).is_some();
                let text = written(fact, value.get_ref());
                match text.map(|text| (facts::read(self.procedure, &id, &text), text)) {
                    _ if !known => {
                        let fields: Vec<String> =
                            records.fields.iter().map(|field| format!("`{}`", field.id)).collect();
                        let help = format!("its fields are {}", fields.join(", "));
                        self.fault(name.span().start, format!("`{name_text}` is not a field of `{full}`"), help);
                    }
                    None => self.fault(
                        value.span().start,
                        format!("`{id}` cannot be written so"),
                        "write a string, a whole number, or true or false",
                    ),
                    Some((Ok(_), text)) => actions.push(Action::Set { fact: id, value: text }),
                    Some((Err(error), _)) => {
                        self.fault(value.span().start, format!("{id}: {error}"), error.help.clone());
                    }
                }
            }
        }
        self.found.push((fact, actions));
    }
}

/// A value as the operator would type it.
fn written(fact: &Fact, value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Boolean(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        DeValue::Array(items) if matches!(fact.kind, Kind::Choices(_)) => {
            let texts: Option<Vec<String>> = items.iter().map(|item| written(fact, item.get_ref())).collect();
            texts.map(|texts| if texts.is_empty() { "none".to_owned() } else { texts.join(", ") })
        }
        _ => None,
    }
}
