//! Reads problems and problem tables.

use super::alias::Aliases;
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::item::Item;
use super::target::Origin;
use crate::model::value::StatusCode;
use crate::model::{Jump, Problem, Table};
use crate::text::quoted;

impl<'a> Decoder<'a> {
    /// Reads one problem.
    pub(super) fn problem(&self, item: Item<'a>, aliases: &Aliases, origin: Origin<'_>) -> Problem {
        Problem {
            id: item.words("id").to_owned(),
            seen: self.text(item, "seen", aliases),
            code: self.code(item),
            when: self.maybe_condition(item, "when", aliases, Allowed::All),
            cause: self.text(item, "cause", aliases),
            fix: self.text(item, "fix", aliases),
            then: item.get("then").map_or(Jump::Repeat, |then| self.jump(then, aliases, origin)),
            sets: self.sets(item, aliases),
            closes: self.changes(item, "closes", aliases),
            source: item.maybe("source"),
        }
    }

    /// Reads the status code of a problem.
    fn code(&self, item: Item<'a>) -> Option<StatusCode> {
        let code = item.get("code")?;
        let text =
            code.number().map_or_else(|| code.string().unwrap_or_default().to_owned(), |number| number.to_string());
        let read = StatusCode::read(&text);
        if read.is_none() {
            let message = format!("{} is not a status code", quoted(&text));
            self.diagnostics.add(
                code.span(),
                codes::BAD_LITERAL,
                message,
                "write it unsigned, signed, or as `0x80004005`",
            );
        }
        read
    }

    /// Reads a table once for each set of loop names that a step using it can have.
    pub(super) fn table(&self, item: Item<'a>, users: &[Aliases]) -> Table {
        let (first, others) = users.split_first().map_or((None, users), |(first, others)| (Some(first), others));
        for aliases in others {
            self.table_for(item, aliases);
        }
        self.table_for(item, first.unwrap_or(&Aliases::default()))
    }

    /// Reads a table with these loop names.
    fn table_for(&self, item: Item<'a>, aliases: &Aliases) -> Table {
        let problems = item.list("problem");
        let all: Vec<Item<'a>> = problems.iter().copied().chain(item.get("other")).collect();
        self.unique(&all);
        if let Some(reading) = item.get("reading") {
            self.reading_named(reading, aliases);
        }
        Table {
            id: item.words("id").to_owned(),
            reading: item.maybe("reading"),
            problem: problems.into_iter().map(|problem| self.problem(problem, aliases, Origin::Table)).collect(),
            other: self.problem(item.get("other").unwrap_or(item), aliases, Origin::Table),
        }
    }
}
