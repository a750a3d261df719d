//! Reads steps, with their restarts and errata.

use super::alias::Aliases;
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use super::target::Origin;
use crate::model::{Erratum, Jump, Restart, Step};
use crate::text::near::hint;
use crate::text::quoted;

impl<'a> Decoder<'a> {
    /// Reads one step of a phase or recovery.
    pub(super) fn step(&self, item: Item<'a>, aliases: &Aliases, phase: &str) -> Step {
        self.whole(item);
        if let Some(at) = item.get("at") {
            self.node_named(at.string().unwrap_or_default(), aliases, at.span());
        }
        let problems = item.list("problem");
        self.unique(&problems);
        let all = |key| self.maybe_condition(item, key, aliases, Allowed::All);
        let text = |key| self.maybe_text(item, key, aliases);
        Step {
            id: item.words("id").to_owned(),
            at: item.words("at").to_owned(),
            title: self.text(item, "title", aliases),
            when: self.maybe_condition(item, "when", aliases, Allowed::Facts),
            do_: text("do"),
            command: self.command(item, aliases),
            expect: text("expect"),
            warn: self.texts(item, "warn", aliases),
            notes: self.texts(item, "notes", aliases),
            requires: all("requires"),
            already: all("already"),
            irreversible: item.flag("irreversible"),
            observes: self.observes(item, aliases),
            asks: self.asks(item, aliases),
            succeeds: all("succeeds"),
            writes: self.writes(item, aliases),
            problem: problems.into_iter().map(|problem| self.problem(problem, aliases, Origin::In(phase))).collect(),
            problems: self.table_named(item),
            sets: self.sets(item, aliases),
            opens: self.changes(item, "opens", aliases),
            closes: self.changes(item, "closes", aliases),
            skippable: item.flag("skippable"),
            arrive: text("arrive"),
            leave: text("leave"),
            restart: item.get("restart").map(|restart| self.restart(restart, aliases)),
            typical: item.maybe("typical"),
            worry: text("worry"),
            source: item.maybe("source"),
            added: text("added"),
            errata: self.errata(item, aliases),
            span: item.span(),
        }
    }

    /// Reports combinations of keys that a step can't have.
    fn whole(&self, item: Item<'a>) {
        let id = quoted(item.words("id"));
        if !item.has("source") && !item.has("added") {
            let message = format!("the step {id} has neither `source` nor `added`");
            let help = "name the section of the document, or say why the step is ours";
            self.diagnostics.add(item.span(), codes::MISSING_SOURCE, message, help);
        }
        if item.flag("irreversible") && !item.has("requires") {
            let message = format!("the step {id} cannot be undone but has no gate");
            self.diagnostics.add(
                item.key_span("irreversible"),
                codes::MISSING_GATE,
                message,
                "add `requires` with what must hold before the step",
            );
        }
        if item.has("succeeds") && !item.has("asks") && !item.has("observes") {
            let message = format!("the step {id} cannot tell whether it succeeded");
            let help = "ask for a reading with `asks` or a state with `observes`";
            self.diagnostics.add(item.key_span("succeeds"), codes::NOTHING_TO_JUDGE, message, help);
        }
    }

    /// Reads the readings that a step asks for.
    fn asks(&self, item: Item<'a>, aliases: &Aliases) -> Vec<String> {
        for name in item.list("asks") {
            self.reading_named(name, aliases);
        }
        self.unique_words(&item.list("asks"));
        item.list("asks").into_iter().filter_map(Item::string).map(str::to_owned).collect()
    }

    /// Checks the name of a reading.
    pub(super) fn reading_named(&self, item: Item<'a>, aliases: &Aliases) {
        let name = item.string().unwrap_or_default();
        if self.fact_named(name, aliases, item.span()).is_some_and(|named| !named.reading) {
            let message = format!("{} is a fact, not a reading", quoted(name));
            self.diagnostics.add(item.span(), codes::NOT_A_READING, message, "declare it as `[[reading]]`");
        }
    }

    /// Reads the problem table that a step uses.
    fn table_named(&self, item: Item<'a>) -> Option<String> {
        let table = item.get("problems")?;
        let id = table.string()?;
        if !self.table_ids.contains(&id) {
            let help = hint(id, self.table_ids.iter().copied());
            self.diagnostics.add(
                table.span(),
                codes::UNKNOWN_NAME,
                format!("{} is not a problem table", quoted(id)),
                help,
            );
        }
        Some(id.to_owned())
    }

    /// Reads the restart that follows a step.
    fn restart(&self, item: Item<'a>, aliases: &Aliases) -> Restart {
        if let Some(node) = item.get("node") {
            let id = node.string().unwrap_or_default();
            self.node_named(id, aliases, node.span());
            if self.is_visited(id, aliases) {
                let message = format!("{} is only visited and cannot restart", quoted(id));
                self.diagnostics.add(node.span(), codes::VISITED_NODE, message, "remove `visited` from the node");
            }
        }
        Restart {
            node: item.words("node").to_owned(),
            do_: self.text(item, "do", aliases),
            requires: self.maybe_condition(item, "requires", aliases, Allowed::All),
            then: if item.words("then") == "repeat" { Jump::Repeat } else { Jump::Return },
            typical: item.maybe("typical"),
            worry: self.maybe_text(item, "worry", aliases),
        }
    }

    /// Reads the errata of a step.
    fn errata(&self, item: Item<'a>, aliases: &Aliases) -> Vec<Erratum> {
        let erratum = |item: Item<'a>| Erratum {
            prints: item.words("prints").to_owned(),
            uses: self.text(item, "uses", aliases),
            because: self.text(item, "because", aliases),
            number: item.maybe("number"),
        };
        item.get("erratum").into_iter().chain(item.list("errata")).map(erratum).collect()
    }
}
