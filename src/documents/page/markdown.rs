//! Pages as Markdown, for a ticket or a wiki.

use super::{Block, Entry, Page, Table};
use crate::text::clean;

/// The page as Markdown.
pub(super) fn markdown(page: &Page) -> String {
    let mut out = format!("# {}\n\n", escaped(&page.title));
    if !page.marks.is_empty() {
        put!(out, "**{}**\n\n", escaped(&page.marks.join(" - ")));
    }
    if !page.running.is_empty() {
        put!(out, "{}\n\n", escaped(&page.running));
    }
    if !page.verdict.is_empty() {
        put!(out, "**{}**\n\n", escaped(&page.verdict));
    }
    blocks(&mut out, &page.intro);
    for section in &page.sections {
        put!(out, "## {}\n\n", escaped(&section.title));
        blocks(&mut out, &section.blocks);
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

/// Blocks, one after another.
fn blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Text(text) => paragraphs(out, text),
            Block::Heading(text) => put!(out, "### {}\n\n", escaped(text)),
            Block::Divider(text) => put!(out, "---\n\n**{}**\n\n", escaped(text)),
            Block::Command(text) => {
                let text = clean(text);
                let fence = "`".repeat(longest_run(&text).max(2) + 1);
                put!(out, "{fence}text\n{}\n{fence}\n\n", text.trim_end());
            }
            Block::Warning(text) => put!(out, "> **Warning:** {}\n\n", one_line(text)),
            Block::Items(items) => {
                for item in items {
                    put!(out, "- {}\n", one_line(item));
                }
                out.push('\n');
            }
            Block::Rows(rows) => {
                for (label, text) in rows {
                    put!(out, "- **{}:** {}\n", one_line(label), one_line(text));
                }
                out.push('\n');
            }
            Block::Table(table) => self::table(out, table),
            Block::Entry(entry) => self::entry(out, entry),
            Block::Blanks(labels) => {
                for label in labels {
                    put!(out, "- {}: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n", one_line(label));
                }
                out.push('\n');
            }
        }
    }
}

/// Paragraphs, with their items.
fn paragraphs(out: &mut String, text: &str) {
    let mut after_item = false;
    for line in crate::text::clean_lines(text) {
        // A paragraph right after an item would become part of it.
        if line.gap || (after_item && line.sign.is_empty()) {
            out.push('\n');
        }
        after_item = !line.sign.is_empty();
        let sign = if after_item { format!("{} ", line.sign) } else { String::new() };
        put!(out, "{sign}{}\n", escaped(&line.text));
    }
    out.push('\n');
}

/// A table.
fn table(out: &mut String, table: &Table) {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| one_line(cell).replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&row(&table.head));
    put!(out, "|{}\n", " --- |".repeat(table.head.len()));
    for cells in &table.rows {
        out.push_str(&row(cells));
    }
    out.push('\n');
}

/// A step or check under its own small heading.
fn entry(out: &mut String, entry: &Entry) {
    let parts = [&entry.mark, &entry.number, &entry.node, &entry.title];
    let parts: Vec<String> = parts.iter().filter(|part| !part.is_empty()).map(|part| escaped(part)).collect();
    put!(out, "#### {}\n\n", parts.join(" "));
    if !entry.aside.is_empty() {
        put!(out, "*{}*\n\n", escaped(&entry.aside));
    }
    blocks(out, &entry.blocks);
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Escaped text on one line.
fn one_line(text: &str) -> String {
    escaped(&text.split('\n').map(str::trim).collect::<Vec<_>>().join(" "))
}

/// The text with the special characters of Markdown and HTML escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '*' | '_' | '[' | ']' | '#' | '~' | '`' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
