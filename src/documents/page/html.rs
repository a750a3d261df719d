//! Pages as one HTML file, to print on A4 or Letter and sign. It has no script and loads nothing.

use super::{Block, Entry, Page, Table};
use crate::text::clean;

/// The style sheet, mostly for print.
const STYLE: &str = include_str!("../../../assets/page.css");

/// The page as HTML.
pub(super) fn html(page: &Page) -> String {
    let title = escaped(&page.title);
    let running = escaped(&page.running);
    let marks = match page.marks.as_slice() {
        [] => String::new(),
        marks => format!("<strong class=\"marks\">{}</strong>", escaped(&marks.join(" \u{2013} "))),
    };
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    // The page may be opened without a network, and people typed its notes, so it may load nothing.
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    put!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n");
    // Every browser repeats the head of a table on every printed page.
    put!(
        out,
        "<table class=\"sheet\">\n<thead><tr><td><div class=\"running\"><span>{title}</span>{marks}<span>{running}</span></div></td></tr></thead>\n"
    );
    put!(out, "<tbody><tr><td>\n<h1>{title}</h1>\n");
    if !marks.is_empty() {
        put!(out, "<p class=\"banner\">{marks}</p>\n");
    }
    if !page.verdict.is_empty() {
        put!(out, "<p class=\"verdict\">{}</p>\n", prose(&page.verdict));
    }
    blocks(&mut out, &page.intro);
    for section in &page.sections {
        put!(out, "<section>\n<h2>{}</h2>\n", escaped(&section.title));
        blocks(&mut out, &section.blocks);
        out.push_str("</section>\n");
    }
    out.push_str("</td></tr></tbody>\n</table>\n</body>\n</html>\n");
    out
}

/// Blocks, one after another.
fn blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Text(text) => paragraphs(out, text),
            Block::Heading(text) => put!(out, "<h3>{}</h3>\n", escaped(text)),
            Block::Divider(text) => put!(out, "<p class=\"divider\">{}</p>\n", escaped(text)),
            Block::Command(text) => put!(out, "<pre>{}</pre>\n", escaped(text.trim_end())),
            Block::Warning(text) => {
                put!(out, "<p class=\"warning\"><strong>!</strong> {}</p>\n", prose(text));
            }
            Block::Items(items) => {
                out.push_str("<ul>\n");
                for item in items {
                    put!(out, "<li>{}</li>\n", prose(item));
                }
                out.push_str("</ul>\n");
            }
            Block::Rows(rows) => {
                out.push_str("<table class=\"rows\">\n");
                for (label, text) in rows {
                    put!(out, "<tr><th>{}</th><td>{}</td></tr>\n", escaped(label), prose(text));
                }
                out.push_str("</table>\n");
            }
            Block::Table(table) => self::table(out, table),
            Block::Entry(entry) => self::entry(out, entry),
            Block::Blanks(labels) => {
                out.push_str("<table class=\"blanks\">\n");
                for label in labels {
                    put!(out, "<tr><th>{}</th><td></td></tr>\n", prose(label));
                }
                out.push_str("</table>\n");
            }
        }
    }
}

/// Paragraphs, with their items.
fn paragraphs(out: &mut String, text: &str) {
    for line in crate::text::clean_lines(text) {
        if line.sign.is_empty() {
            put!(out, "<p>{}</p>\n", prose(&line.text));
        } else {
            put!(out, "<p class=\"item\"><span>{}</span>{}</p>\n", escaped(&line.sign), prose(&line.text));
        }
    }
}

/// A table.
fn table(out: &mut String, table: &Table) {
    out.push_str("<table class=\"table\">\n<thead><tr>");
    for title in &table.head {
        put!(out, "<th>{}</th>", escaped(title));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in row {
            put!(out, "<td>{}</td>", prose(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// A step or check.
fn entry(out: &mut String, entry: &Entry) {
    out.push_str("<article>\n<h4>");
    for (class, part) in [("mark", &entry.mark), ("number", &entry.number), ("node", &entry.node)] {
        if !part.is_empty() {
            put!(out, "<span class=\"{class}\">{}</span> ", escaped(part));
        }
    }
    out.push_str(&escaped(&entry.title));
    if !entry.aside.is_empty() {
        put!(out, " <span class=\"aside\">{}</span>", escaped(&entry.aside));
    }
    out.push_str("</h4>\n");
    blocks(out, &entry.blocks);
    out.push_str("</article>\n");
}

/// Escaped text with code for words in backticks, and with its line breaks.
fn prose(text: &str) -> String {
    let text = escaped(text).replace('\n', "<br>\n");
    if !text.matches('`').count().is_multiple_of(2) {
        return text;
    }
    let pieces = text.split('`').enumerate();
    let set =
        pieces.map(|(index, piece)| if index % 2 == 1 { format!("<code>{piece}</code>") } else { piece.to_owned() });
    set.collect()
}

/// The text with the special characters of HTML escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
