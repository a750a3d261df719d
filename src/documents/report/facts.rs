//! The section on facts, with the provenance of each.

use super::context::{Context, value_words};
use crate::documents::page::{Block, Section, Table};
use crate::model::Fact;
use crate::model::value::{Kind, RecordKind};

/// The facts by section, lists as tables, then the facts that were changed during the walk.
pub(super) fn section(context: &Context<'_>) -> Section {
    let declared: Vec<&Fact> = context.procedure().facts.iter().filter(|fact| !fact.reading).collect();
    let mut blocks = Vec::new();
    let mut heading: Option<&str> = None;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for fact in declared {
        if heading != Some(fact.section.as_str()) {
            flush(&mut blocks, &mut rows);
            heading = Some(&fact.section);
            if !fact.section.is_empty() {
                blocks.push(Block::Heading(fact.section.clone()));
            }
        }
        for id in fact.full_ids() {
            match (&fact.kind, context.walk.facts().held(&id)) {
                (Kind::Records(records), Some(held)) => {
                    flush(&mut blocks, &mut rows);
                    blocks.push(Block::Text(format!("{} ({})", context.fact(&id), held.provenance.word())));
                    blocks.push(members(context, records, &id));
                }
                (kind, Some(held)) => {
                    rows.push(vec![
                        context.fact(&id),
                        value_words(kind, &held.value),
                        held.provenance.word().to_owned(),
                    ]);
                }
                (_, None) => rows.push(vec![context.fact(&id), "not known".to_owned(), String::new()]),
            }
        }
    }
    flush(&mut blocks, &mut rows);
    if blocks.is_empty() {
        blocks.push(Block::text("This procedure asks for no facts."));
    }
    let corrections: Vec<Vec<String>> = context
        .history
        .corrections
        .iter()
        .map(|own| {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "not known".to_owned());
            vec![context.stamp(&own.at), context.fact(&own.fact), value(&own.was), value(&own.now)]
        })
        .collect();
    if !corrections.is_empty() {
        blocks.push(Block::Heading("Changed after the walk had begun".to_owned()));
        blocks.push(Block::Table(Table::new(&["When", "Fact", "Was", "Became"], corrections)));
    }
    Section::new("Facts", blocks)
}

/// Moves the collected rows into a table.
fn flush(blocks: &mut Vec<Block>, rows: &mut Vec<Vec<String>>) {
    if !rows.is_empty() {
        blocks.push(Block::Table(Table::new(&["Fact", "Value", "From"], std::mem::take(rows))));
    }
}

/// The members of a list.
fn members(context: &Context<'_>, records: &RecordKind, list: &str) -> Block {
    let members = context.walk.facts().members(list).unwrap_or_default();
    if members.is_empty() {
        return Block::text("none");
    }
    let head = records.fields.iter().map(|field| field.label.clone()).collect();
    let rows = members.iter().map(|member| {
        let cells = records.fields.iter().map(|field| match member.fields.get(&field.id) {
            Some(value) => value_words(&field.kind, value),
            None if field.id == records.key => member.key.clone(),
            None => String::new(),
        });
        cells.collect()
    });
    Block::Table(Table { head, rows: rows.collect() })
}
