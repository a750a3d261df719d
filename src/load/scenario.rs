//! Reads scenarios and the facts that they give.

use super::alias::Aliases;
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use crate::model::value::{Kind, RecordKind};
use crate::model::{Departure, Fact, Given, GivenValue, Goal, Reference, Scenario, StepScreen};
use crate::text::near::hint;
use crate::text::quoted;

impl<'a> Decoder<'a> {
    /// Reads one scenario.
    pub(super) fn scenario(&self, item: Item<'a>) -> Scenario {
        let mut given = Vec::new();
        if let Some(facts) = item.get("given") {
            self.given("", facts, &mut given);
        }
        let goals: Vec<&str> = ["reaches", "shut_at", "ends"].into_iter().filter(|key| item.has(key)).collect();
        if let [first, second, ..] = goals[..] {
            let message = format!("the scenario has both `{first}` and `{second}`");
            self.diagnostics.add(item.key_span(second), codes::MISPLACED_KEY, message, "keep one of them");
        }
        let jumps = match goals[..] {
            ["reaches", ..] => self.referred(item.get("reaches")).map(Goal::Reaches),
            ["shut_at", ..] => self.referred(item.get("shut_at")).map(Goal::ShutAt),
            _ if item.words("ends") == "stopped" => Some(Goal::Stopped),
            _ => None,
        };
        let all = |key: &str| item.list(key).into_iter().filter_map(|step| self.referred(Some(step))).collect();
        Scenario {
            id: item.words("id").to_owned(),
            title: item.words("title").to_owned(),
            given,
            at: item.list("at").into_iter().map(|departure| self.departure(departure)).collect(),
            through: all("through"),
            avoids: all("avoids"),
            goal: jumps.unwrap_or(Goal::Finished),
            with: self.maybe_condition(item, "with", &Aliases::default(), Allowed::All),
            span: item.value_span("id"),
        }
    }

    /// Reads one departure.
    fn departure(&self, item: Item<'a>) -> Departure {
        let says = item.get("do").map(|says| if says.string().is_some() { vec![says] } else { says.members() });
        let says = says.unwrap_or_default().into_iter();
        Departure {
            step: self.referred(item.get("step")).map(|step| step.step).unwrap_or_default(),
            on: match item.words("on") {
                "restart" => StepScreen::Restart,
                "wait" => StepScreen::Wait,
                _ => StepScreen::Step,
            },
            do_: says.filter_map(|words| Some((words.string()?.to_owned(), words.span()))).collect(),
            span: item.value_span("step"),
        }
    }

    /// Reads a reference to a step of the main line or of a recovery.
    fn referred(&self, item: Option<Item<'a>>) -> Option<Reference> {
        let item = item?;
        match self.targets.anywhere(item.string()?) {
            Ok(step) => Some(Reference { step, span: item.span() }),
            Err(not_found) => {
                self.not_found(item, not_found);
                None
            }
        }
    }

    /// Reads the facts in a scope, `a` in `a.name`.
    fn given(&self, scope: &str, item: Item<'a>, found: &mut Vec<Given>) {
        for (key, span, value) in item.entries() {
            let full = if scope.is_empty() { key.to_owned() } else { format!("{scope}.{key}") };
            let fact = self.facts.iter().find(|fact| fact.full_ids().any(|id| id == full));
            let Some(fact) = fact else {
                if value.table().is_some() {
                    self.given(&full, value, found);
                } else {
                    let ids: Vec<String> = self.facts.iter().flat_map(Fact::full_ids).collect();
                    let help = hint(&full, ids.iter().map(String::as_str));
                    self.diagnostics.add(span, codes::UNKNOWN_NAME, format!("{} is not a fact", quoted(&full)), help);
                }
                continue;
            };
            if fact.kind == Kind::Secret {
                self.secret_out_of_place(&full, span);
            } else if fact.reading {
                let message = format!("{} is a reading, which a step asks for", quoted(&full));
                let help = format!("give it in `at`: `do = \"set {full} VALUE\"`");
                self.diagnostics.add(span, codes::MISPLACED_KEY, message, help);
            } else if let Kind::Records(records) = &fact.kind {
                let members = value.members().into_iter();
                let members = members.filter_map(|member| self.member(&full, records, member)).collect();
                if value.value.get_ref().as_array().is_none() {
                    let message = format!("{} is a list", quoted(&full));
                    self.diagnostics.add(value.span(), codes::WRONG_TYPE, message, "write its members in brackets");
                }
                found.push(Given { fact: full, value: GivenValue::Members(members) });
            } else if let Some(text) = self.answer(&full, &fact.kind, value) {
                found.push(Given { fact: full, value: GivenValue::Text(text) });
            }
        }
    }

    /// Reads one member of a list: its key and its other fields.
    fn member(&self, list: &str, records: &RecordKind, item: Item<'a>) -> Option<(String, Vec<(String, String)>)> {
        let mut fields = Vec::new();
        for (name, span, value) in item.entries() {
            let Some(field) = records.field(name) else {
                let help = hint(name, records.fields.iter().map(|field| field.id.as_str()));
                let message = format!("{} is not a field of {}", quoted(name), quoted(list));
                self.diagnostics.add(span, codes::UNKNOWN_NAME, message, help);
                continue;
            };
            let text = self.answer(name, &field.kind, value)?;
            fields.push((name.to_owned(), text));
        }
        let Some(at) = fields.iter().position(|(name, _)| *name == records.key) else {
            let message = format!("a member of {} has no `{}`", quoted(list), records.key);
            self.diagnostics.add(item.span(), codes::MISSING_KEY, message, format!("add `{}`", records.key));
            return None;
        };
        let (_, key) = fields.remove(at);
        Some((key, fields))
    }

    /// Reads a value, as the operator would type it. Empty if the fact isn't known.
    fn answer(&self, name: &str, kind: &Kind, item: Item<'a>) -> Option<String> {
        let several = |item: Item<'a>| {
            let words: Vec<&str> = item.members().into_iter().filter_map(Item::string).collect();
            if words.is_empty() { "none".to_owned() } else { words.join(", ") }
        };
        let flag = item.value.get_ref().as_bool().map(|flag| if flag { "yes" } else { "no" }.to_owned());
        let list = item.value.get_ref().as_array().filter(|_| matches!(kind, Kind::Choices(_))).map(|_| several(item));
        let text = item.string().map(str::to_owned).or(flag).or(list);
        let Some(text) = text.or_else(|| item.number().map(|number| number.to_string())) else {
            let message = format!("the value of {} has the wrong TOML type", quoted(name));
            self.diagnostics.add(item.span(), codes::WRONG_TYPE, message, "write it as in an answers file");
            return None;
        };
        if !text.is_empty()
            && let Err(error) = kind.read(&text)
        {
            self.diagnostics.add(item.span(), codes::BAD_LITERAL, error.to_string(), error.help);
            return None;
        }
        Some(text)
    }
}
