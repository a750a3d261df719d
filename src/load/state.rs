//! Reads states and obligations, and what changes them.

use super::alias::{AliasKind, Aliases};
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use super::target::Origin;
use crate::model::{Change, Obligation, ObligationOnRestart, Observe, Set, State, StateOnRestart, Text};
use crate::text::near::hint;
use crate::text::quoted;

impl<'a> Decoder<'a> {
    /// Reads the declaration of a state, without its texts.
    pub(super) fn declare_state(&self, item: Item<'a>) -> State {
        let mut state = State {
            id: item.words("id").to_owned(),
            per: self.per(item),
            each: item.maybe("each"),
            title: Text::default(),
            values: self.choices(item, "values"),
            start: item.maybe("start"),
            on_restart: StateOnRestart::Keeps,
            look: None,
        };
        if let Some(start) = item.get("start") {
            self.state_value(&state, start);
        }
        state.on_restart = match item.words("on_restart") {
            "keeps" => StateOnRestart::Keeps,
            "unknown" => StateOnRestart::Unknown,
            _ => StateOnRestart::Becomes(self.becomes(&state, item)),
        };
        state
    }

    /// Reads what a restart does to the values of a state.
    fn becomes(&self, state: &State, item: Item<'a>) -> Vec<(String, String)> {
        let entries = item.get("on_restart").map(Item::entries).unwrap_or_default();
        let pair = |(from, span, to): (&str, _, Item<'a>)| {
            if state.values.iter().all(|value| value.id != from) {
                let help = hint(from, state.values.iter().map(|value| value.id.as_str()));
                let message = format!("{} is not a value of {}", quoted(from), quoted(&state.id));
                self.diagnostics.add(span, codes::UNKNOWN_VALUE, message, help);
            }
            Some((from.to_owned(), self.state_value(state, to)?))
        };
        entries.into_iter().filter_map(pair).collect()
    }

    /// Adds the texts of a state.
    pub(super) fn complete_state(&self, state: &State, item: Item<'a>) -> State {
        let mut aliases = Aliases::here(&state.per);
        if let Some(each) = item.get("each") {
            let list = each.string().unwrap_or_default();
            self.list_named(list, each.span());
            aliases = aliases.with("here", AliasKind::Member(list.to_owned()));
            if item.has("per") {
                let message = "a state cannot have both `per` and `each`";
                self.diagnostics.add(each.span(), codes::MISPLACED_KEY, message, "remove one of them");
            }
        }
        let (title, look) = (self.text(item, "title", &aliases), self.maybe_text(item, "look", &aliases));
        State { title, look, ..state.clone() }
    }

    /// Reads a value of a state. Reports a value that it doesn't have.
    pub(super) fn state_value(&self, state: &State, item: Item<'a>) -> Option<String> {
        let value = item.string().unwrap_or_default();
        if state.values.is_empty() || state.values.iter().any(|known| known.id == value) {
            return Some(value.to_owned());
        }
        let shown = item.string().map_or_else(|| "this".to_owned(), quoted);
        let message = format!("{shown} is not a value of {}", quoted(&state.id));
        let help = hint(value, state.values.iter().map(|known| known.id.as_str()));
        self.diagnostics.add(item.span(), codes::UNKNOWN_VALUE, message, help);
        None
    }

    /// Reads the declaration of an obligation, without its texts.
    pub(super) fn declare_obligation(&self, item: Item<'a>) -> Obligation {
        Obligation {
            id: item.words("id").to_owned(),
            at: item.maybe("at"),
            per: self.per(item),
            each: item.maybe("each"),
            as_: item.has("each").then(|| item.maybe("as").unwrap_or_else(|| "item".to_owned())),
            original: item.maybe("original"),
            title: Text::default(),
            on_restart: match item.words("on_restart") {
                "closes" => ObligationOnRestart::Closes,
                "lost" => ObligationOnRestart::Lost,
                _ => ObligationOnRestart::Keeps,
            },
            if_lost: None,
        }
    }

    /// Adds the parts of an obligation that use other names: its title and its jump. Checks its node and its list.
    pub(super) fn complete_obligation(&self, obligation: &Obligation, item: Item<'a>) -> Obligation {
        let mut aliases = Aliases::here(&obligation.per);
        if let Some(at) = item.get("at") {
            self.node_named(at.string().unwrap_or_default(), &Aliases::default(), at.span());
            if item.has("per") {
                let message = "`per` already gives its nodes";
                self.diagnostics.add(item.key_span("at"), codes::MISPLACED_KEY, message, "remove `at` or `per`");
            }
        }
        if let (Some(each), Some(alias)) = (item.get("each"), &obligation.as_) {
            let list = each.string().unwrap_or_default();
            let records = self.list_named(list, each.span());
            let span = item.get("as").map_or(each.span(), Item::span);
            aliases = self.bind(&aliases, alias, AliasKind::Member(list.to_owned()), span);
            if let (Some(original), Some(records)) = (item.get("original"), records) {
                let field = original.string().unwrap_or_default();
                if records.field(field).is_none() {
                    let help = hint(field, records.fields.iter().map(|field| field.id.as_str()));
                    let message = format!("{} is not a field of {}", quoted(field), quoted(list));
                    self.diagnostics.add(original.span(), codes::UNKNOWN_NAME, message, help);
                }
            }
        }
        for key in ["as", "original"].into_iter().filter(|key| item.has(key) && !item.has("each")) {
            let message = format!("`{key}` is only for an obligation with `each`");
            self.diagnostics.add(item.key_span(key), codes::MISPLACED_KEY, message, "add `each`, or remove it");
        }
        Obligation {
            title: self.text(item, "title", &aliases),
            if_lost: item.get("if_lost").map(|jump| self.jump(jump, &aliases, Origin::Outside)),
            ..obligation.clone()
        }
    }

    /// Reads the states that a step or problem sets.
    pub(super) fn sets(&self, item: Item<'a>, aliases: &Aliases) -> Vec<Set> {
        let set = |item: Item<'a>| {
            let to = self.state_and_value(item, "to", aliases);
            let when = self.maybe_condition(item, "when", aliases, Allowed::All);
            Set { state: item.words("state").to_owned(), to, when }
        };
        item.list("sets").into_iter().map(set).collect()
    }

    /// Reads what the operator observes in a step.
    pub(super) fn observes(&self, item: Item<'a>, aliases: &Aliases) -> Vec<Observe> {
        let observe = |item: Item<'a>| {
            let expect = self.state_and_value(item, "expect", aliases);
            Observe { state: item.words("state").to_owned(), expect, look: self.maybe_text(item, "look", aliases) }
        };
        item.list("observes").into_iter().map(observe).collect()
    }

    /// Checks the state in `state`, and reads its value in another key.
    fn state_and_value(&self, item: Item<'a>, key: &str, aliases: &Aliases) -> String {
        let (Some(name), Some(value)) = (item.get("state"), item.get(key)) else { return String::new() };
        let state = self.state_named(name.string().unwrap_or_default(), aliases, name.span());
        state.and_then(|state| self.state_value(state, value)).unwrap_or_default()
    }

    /// Reads the obligations in a key.
    pub(super) fn changes(&self, item: Item<'a>, key: &str, aliases: &Aliases) -> Vec<Change> {
        let change = |item: Item<'a>| {
            let name = item.get("obligation").unwrap_or(item);
            let obligation = name.string().unwrap_or_default().to_owned();
            if name.string().is_some() {
                self.obligation_named(&obligation, aliases, name.span());
            }
            Change { obligation, when: self.maybe_condition(item, "when", aliases, Allowed::All) }
        };
        item.list(key).into_iter().map(change).collect()
    }
}
