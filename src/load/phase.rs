//! Reads phases, recoveries, and jumps.

use super::alias::{AliasKind, Aliases};
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use super::target::{NotFound, Origin};
use super::text::Use;
use crate::model::{For, Jump, OnRestart, Phase, Recovery, Span};
use crate::text::quoted;

impl<'a> Decoder<'a> {
    /// Reads one phase. A shared phase comes with the table that uses it.
    pub(super) fn phase(&self, item: Item<'a>, used: Option<Item<'a>>) -> Phase {
        let id = item.words("id");
        let (repeat, aliases) = self.repeat(item);
        let steps = item.list("step");
        self.unique(&steps);
        let mut on_restart = self.on_restart(item, &aliases, Origin::In(id));
        for more in used.map(|used| self.on_restart(used, &aliases, Origin::In(id))).unwrap_or_default() {
            if on_restart.iter().all(|known| known.node != more.node) {
                on_restart.push(more);
            }
        }
        Phase {
            id: id.to_owned(),
            title: self.text(item, "title", &aliases),
            when: self.maybe_condition(item, "when", &aliases, Allowed::Facts),
            for_: repeat,
            on_restart,
            steps: steps.into_iter().map(|step| self.step(step, &aliases, id)).collect(),
        }
    }

    /// Reads one recovery.
    pub(super) fn recovery(&self, item: Item<'a>) -> Recovery {
        let (id, aliases) = (item.words("id"), Aliases::default());
        let steps = item.list("step");
        self.unique(&steps);
        Recovery {
            id: id.to_owned(),
            title: self.text(item, "title", &aliases),
            steps: steps.into_iter().map(|step| self.step(step, &aliases, id)).collect(),
            then: item.get("then").map_or(Jump::Return, |then| self.jump(then, &aliases, Origin::Outside)),
            on_restart: self.on_restart(item, &aliases, Origin::Outside),
        }
    }

    /// Reads what a phase is repeated over, with the loop names.
    pub(super) fn repeat(&self, phase: Item<'a>) -> (Option<For>, Aliases) {
        let none = Aliases::default();
        let Some(repeat) = phase.get("for") else { return (None, none) };
        if repeat.has("rows") {
            let rows = self.rows(repeat);
            let names: Vec<&String> =
                rows.first().map(|row| row.iter().map(|(alias, _)| alias).collect()).unwrap_or_default();
            let aliases = names.into_iter().fold(none, |aliases, alias| {
                let cells = rows.iter().filter_map(|row| row.iter().find(|(name, _)| name == alias));
                let nodes =
                    cells.map(|(_, node)| node.clone()).filter(|id| self.nodes.iter().any(|node| node.id == *id));
                self.bind(&aliases, alias, AliasKind::Nodes(nodes.collect()), repeat.span())
            });
            return (Some(For::Rows(rows)), aliases);
        }
        let (Some(list), Some(alias)) = (repeat.get("each"), repeat.get("as")) else { return (None, none) };
        let (name, called) = (list.string().unwrap_or_default(), alias.string().unwrap_or_default());
        self.list_named(name, list.span());
        let aliases = self.bind(&none, called, AliasKind::Member(name.to_owned()), alias.span());
        (Some(For::Each { list: name.to_owned(), as_: called.to_owned() }), aliases)
    }

    /// Reads the rows of a phase.
    fn rows(&self, repeat: Item<'a>) -> Vec<Vec<(String, String)>> {
        let rows = repeat.list("rows");
        let names = |row: Item<'a>| row.entries().into_iter().map(|(alias, ..)| alias).collect::<Vec<_>>();
        let expected = rows.first().map(|row| names(*row)).unwrap_or_default();
        let mut keys: Vec<&str> = Vec::new();
        for row in &rows {
            if names(*row) != expected || expected.is_empty() {
                let help = "write the same names in the same order in every row";
                self.diagnostics.add(
                    row.span(),
                    codes::UNEVEN_ROWS,
                    "the row does not have the same names as the first one",
                    help,
                );
            }
            for (nth, (alias, span, node)) in row.entries().into_iter().enumerate() {
                let id = node.string().unwrap_or_default();
                if !super::shape::snake(alias) {
                    let message = format!("{} is not a snake_case name", quoted(alias));
                    self.diagnostics.add(span, codes::BAD_ID, message, "write lowercase letters, digits, and `_`");
                }
                self.node_named(id, &Aliases::default(), node.span());
                if nth == 0 && keys.contains(&id) {
                    let message = format!("{} is the first node of two rows", quoted(id));
                    self.diagnostics.add(node.span(), codes::DUPLICATE_ID, message, "a row's first node is its key");
                }
                if nth == 0 {
                    keys.push(id);
                }
            }
        }
        let cell =
            |(alias, _, node): (&str, Span, Item<'a>)| (alias.to_owned(), node.string().unwrap_or_default().to_owned());
        rows.into_iter().map(|row| row.entries().into_iter().map(cell).collect()).collect()
    }

    /// Reads the jumps after an unplanned restart, for each node or loop name.
    fn on_restart(&self, item: Item<'a>, aliases: &Aliases, origin: Origin<'_>) -> Vec<OnRestart> {
        let entries = item.get("on_restart").map(Item::entries).unwrap_or_default();
        let jump = |(node, span, jump): (&str, Span, Item<'a>)| {
            self.node_named(node, aliases, span);
            OnRestart { node: node.to_owned(), jump: self.jump(jump, aliases, origin) }
        };
        entries.into_iter().map(jump).collect()
    }

    /// Reads a jump.
    pub(super) fn jump(&self, item: Item<'a>, aliases: &Aliases, origin: Origin<'_>) -> Jump {
        if let Some(word) = item.string() {
            return if word == "return" { Jump::Return } else { Jump::Repeat };
        }
        let entries = item.entries();
        let [(key, _, value)] = entries[..] else {
            let message = format!("the jump leads to {} places", entries.len());
            self.diagnostics.add(item.span(), codes::ONE_LEAD, message, "give it one of `go_to`, `run`, `stop`");
            return Jump::Repeat;
        };
        let name = value.string().unwrap_or_default();
        let found = match key {
            "go_to" => self.targets.step(name, origin).map(Jump::GoTo),
            "run" => self.targets.recovery(name).map(Jump::Run),
            _ => Ok(Jump::Stop(self.text_of(value, aliases, Use::Words))),
        };
        found.unwrap_or_else(|not_found| {
            self.not_found(value, not_found);
            Jump::Repeat
        })
    }

    /// Reads the phases and steps in a key.
    pub(super) fn parts_named(&self, item: Item<'a>, key: &str) -> Vec<String> {
        let part = |name: Item<'a>| {
            let found = self.targets.part(name.string().unwrap_or_default());
            found.map_err(|not_found| self.not_found(name, not_found)).ok()
        };
        item.list(key).into_iter().filter_map(part).collect()
    }

    /// Reports a reference to something that doesn't exist.
    pub(super) fn not_found(&self, item: Item<'a>, (code, message, help): NotFound) {
        self.diagnostics.add(item.span(), code, message, help);
    }
}
