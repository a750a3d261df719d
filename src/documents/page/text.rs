//! Pages as text of 80 columns, for a plain text printer.

use unicode_width::UnicodeWidthStr;

use super::{Block, Entry, Page, Section, Table};
use crate::text::{Join, clean, clean_lines, split_command, wrap};

/// The columns of a page.
const WIDTH: usize = 80;

/// The indentation of an entry's text.
const INDENT: usize = 6;

/// The page as text.
pub(super) fn text(page: &Page) -> String {
    let mut out = Writer::default();
    if !page.marks.is_empty() {
        out.line(&"=".repeat(WIDTH));
        out.wrapped(&page.marks.join("  -  "), 2, 2);
        out.line(&"=".repeat(WIDTH));
        out.blank();
    }
    out.wrapped(&page.title, 0, 0);
    if !page.running.is_empty() {
        out.wrapped(&page.running, 0, 0);
    }
    if !page.verdict.is_empty() {
        out.blank();
        out.wrapped(&page.verdict, 0, 0);
    }
    out.blocks(&page.intro, 0);
    for section in &page.sections {
        out.section(section);
    }
    if !page.marks.is_empty() {
        out.blank();
        out.line(&"=".repeat(WIDTH));
        out.wrapped(&page.marks.join("  -  "), 2, 2);
        out.line(&"=".repeat(WIDTH));
    }
    out.text
}

/// The lines written so far.
#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    /// Writes a line, without white space at its end.
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Makes sure that there is one blank line, but none at the top.
    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Writes a section under an underlined heading.
    fn section(&mut self, section: &Section) {
        self.blank();
        self.blank();
        self.wrapped(&section.title.to_uppercase(), 0, 0);
        self.line(&"-".repeat(WIDTH));
        self.blocks(&section.blocks, 0);
    }

    /// Writes blocks with blank lines between them. The first block after a heading has none before it.
    fn blocks(&mut self, blocks: &[Block], indent: usize) {
        for block in blocks {
            if !self.text.ends_with(&format!("{}\n", "-".repeat(WIDTH))) {
                self.blank();
            }
            self.block(block, indent);
        }
    }

    /// Writes a block.
    fn block(&mut self, block: &Block, indent: usize) {
        match block {
            Block::Text(text) => self.paragraphs(text, indent),
            Block::Heading(text) => {
                self.wrapped(text, indent, indent);
                let longest = clean(text).lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
                self.line(&format!("{}{}", " ".repeat(indent), "-".repeat(longest.min(WIDTH - indent))));
            }
            Block::Divider(text) => {
                let text = format!("--- {} ", clean(text));
                let rest = WIDTH.saturating_sub(text.width());
                self.wrapped(&format!("{text}{}", "-".repeat(rest)), 0, 4);
            }
            Block::Command(text) => self.command(text, indent + 4),
            Block::Warning(text) => self.hanging("! ", text, indent),
            Block::Items(items) => items.iter().for_each(|item| self.hanging("- ", item, indent)),
            Block::Rows(rows) => self.rows(rows, indent),
            Block::Table(table) => self.table(table, indent),
            Block::Entry(entry) => self.entry(entry, indent),
            Block::Blanks(labels) => {
                let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0).min(44);
                for label in labels {
                    self.written_on(label, widest, indent);
                }
            }
        }
    }

    /// Writes a label with a blank after it.
    fn written_on(&mut self, label: &str, widest: usize, indent: usize) {
        let label = clean(label);
        let lines = wrap(&label, WIDTH - indent - 22, "", "");
        for (index, line) in lines.iter().enumerate() {
            // A label that is wider than its column is followed by its blank on the same line.
            let pad = if label.width() > widest { 0 } else { widest - line.width() };
            let last = index + 1 == lines.len();
            let rule = if last { format!("{}  {}", " ".repeat(pad), "_".repeat(20)) } else { String::new() };
            self.line(&format!("{}{line}{rule}", " ".repeat(indent)));
        }
    }

    /// Writes a text wrapped as one paragraph.
    fn wrapped(&mut self, text: &str, first: usize, rest: usize) {
        let (first, rest) = (" ".repeat(first), " ".repeat(rest));
        for line in wrap(text, WIDTH, &first, &rest) {
            self.line(&line);
        }
    }

    /// Writes a text after a sign, with all its lines aligned.
    fn hanging(&mut self, sign: &str, text: &str, indent: usize) {
        let first = format!("{}{sign}", " ".repeat(indent));
        let rest = " ".repeat(first.width());
        for (index, line) in clean(text).lines().filter(|line| !line.trim().is_empty()).enumerate() {
            let start = if index == 0 { &first } else { &rest };
            for line in wrap(line.trim(), WIDTH, start, &rest) {
                self.line(&line);
            }
        }
    }

    /// Writes paragraphs and items.
    fn paragraphs(&mut self, text: &str, indent: usize) {
        for line in clean_lines(text) {
            if line.gap {
                self.blank();
            }
            if line.sign.is_empty() {
                self.wrapped(&line.text, indent, indent);
            } else {
                self.hanging(&format!("{} ", line.sign), &line.text, indent);
            }
        }
    }

    /// Writes commands. Marks show where a command is broken because the page is too narrow.
    fn command(&mut self, text: &str, indent: usize) {
        let (mut after_space, mut inside) = (false, false);
        for line in clean(text).lines() {
            for (join, piece) in pieces(line, WIDTH - indent) {
                after_space |= join == Join::Space;
                inside |= join == Join::Nothing;
                self.line(&format!("{}{}{piece}", " ".repeat(indent), mark(join)));
            }
        }
        if after_space {
            self.wrapped("(... goes on after a space: type it on the same line)", indent, indent);
        }
        if inside {
            self.wrapped("(+++ goes on without a space: type it on the same line)", indent, indent);
        }
    }

    /// Writes labels in one column and their texts in another.
    fn rows(&mut self, rows: &[(String, String)], indent: usize) {
        let widest = rows.iter().map(|(label, _)| clean(label).width()).max().unwrap_or(0).min(24);
        let start = indent + widest + 2;
        for (label, text) in rows {
            let label = clean(label);
            let text = clean(text);
            let (start, first) = if label.width() > widest {
                self.wrapped(&label, indent, indent);
                (start, " ".repeat(start))
            } else {
                let pad = " ".repeat(widest - label.width() + 2);
                (start, format!("{}{label}{pad}", " ".repeat(indent)))
            };
            let rest = " ".repeat(start);
            let mut lead = first;
            for line in text.lines().chain(text.is_empty().then_some("")) {
                for line in wrap(line, WIDTH, &lead, &rest) {
                    self.line(&line);
                }
                lead.clone_from(&rest);
            }
        }
    }

    /// Writes a table. Columns are as wide as their cells; if they do not fit, the widest are narrowed and wrapped.
    fn table(&mut self, table: &Table, indent: usize) {
        let mut widths: Vec<usize> = table.head.iter().map(|title| title.width()).collect();
        for row in &table.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(clean(cell).lines().map(UnicodeWidthStr::width).max().unwrap_or(0));
            }
        }
        let room = (WIDTH - indent).saturating_sub(2 * widths.len().saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 4) else { break };
            *widest -= 1;
        }
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        for row in [&table.head, &rule].into_iter().chain(&table.rows) {
            let cells: Vec<Vec<String>> = row.iter().zip(&widths).map(|(cell, width)| fold(cell, *width)).collect();
            for index in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut line = " ".repeat(indent);
                for (cell, width) in cells.iter().zip(&widths) {
                    let piece = cell.get(index).map_or("", String::as_str);
                    line.push_str(piece);
                    line.push_str(&" ".repeat(width.saturating_sub(piece.width()) + 2));
                }
                self.line(&line);
            }
        }
    }

    /// Writes an entry: the box, number, node and title on one line, the source at its end or below it, the rest
    /// indented.
    fn entry(&mut self, entry: &Entry, indent: usize) {
        let mut lead = format!("{}{}", " ".repeat(indent), entry.mark);
        if !entry.number.is_empty() {
            put!(lead, " {:>3}", clean(&entry.number));
        }
        if !entry.node.is_empty() {
            put!(lead, "  {}", clean(&entry.node));
        }
        lead.push_str("  ");
        let aside = clean(&entry.aside);
        let title = clean(&entry.title);
        let used = lead.width() + title.width();
        if !aside.is_empty() && used + 2 + aside.width() <= WIDTH {
            let gap = " ".repeat(WIDTH - used - aside.width());
            self.line(&format!("{lead}{title}{gap}{aside}"));
        } else {
            let rest = " ".repeat(lead.width());
            for line in wrap(&title, WIDTH, &lead, &rest) {
                self.line(&line);
            }
            if !aside.is_empty() {
                self.wrapped(&aside, lead.width(), lead.width());
            }
        }
        let rest = match entry.blocks.split_first() {
            Some((first @ Block::Rows(_), rest)) => {
                self.block(first, indent + INDENT);
                rest
            }
            _ => &entry.blocks,
        };
        self.blocks(rest, indent + INDENT);
    }
}

/// A cell in lines of a width.
fn fold(cell: &str, width: usize) -> Vec<String> {
    let cell = clean(cell);
    cell.lines().flat_map(|line| wrap(line, width.max(1), "", "")).collect()
}

/// The mark before a piece of a command. All marks but the first are equally wide.
fn mark(join: Join) -> &'static str {
    match join {
        Join::First => "",
        Join::Space => "... ",
        Join::Nothing => "+++ ",
    }
}

/// A command in pieces that fit with their marks; one piece if it fits whole.
fn pieces(line: &str, room: usize) -> Vec<(Join, String)> {
    let whole = line.width() <= room;
    split_command(line, if whole { room } else { room - mark(Join::Space).len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_command_can_be_put_together_again() {
        let line = format!(r"copy C:\{} D:\x /y", "a".repeat(60));
        let pieces = pieces(&line, 30);
        for (join, piece) in &pieces {
            assert!(mark(*join).len() + piece.width() <= 30, "{piece}");
        }
        assert!(pieces.len() > 2);
        assert_eq!(super::pieces("NET STOP CLUSSVC", 30), [(Join::First, "NET STOP CLUSSVC".to_owned())]);
    }
}
