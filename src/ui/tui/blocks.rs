//! The blocks of a screen as rows.

use ratatui::style::Style;
use ratatui::text::Span;

use super::document::{Document, Part};
use crate::text::{Join, clean, columns, split_command};
use crate::ui::screen::{Mark, Notice, ScreenBlock};

/// The columns that labels may take.
const LABEL: usize = 22;

/// Adds all blocks.
pub(super) fn add(doc: &mut Document, blocks: &[ScreenBlock]) {
    let marks = blocks.iter().filter_map(|block| match block {
        ScreenBlock::Item { mark, .. } => Some(mark.word().len()),
        _ => None,
    });
    let marks = marks.max().unwrap_or(0);
    let labels = label_column(blocks.iter().filter_map(|block| match block {
        ScreenBlock::Labelled { label, .. } => Some(label.as_str()),
        _ => None,
    }));
    let mut last: Option<&ScreenBlock> = None;
    for block in blocks {
        if last.is_some_and(|last| !close(last, block)) {
            doc.gap();
        }
        last = Some(block);
        match block {
            ScreenBlock::Item { mark, text, details } => item(doc, *mark, marks, text, details),
            ScreenBlock::Labelled { label, text } => labelled(doc, label, labels, text),
            _ => plain(doc, block),
        }
    }
}

pub(super) fn notice(doc: &mut Document, notice: &Notice) {
    let style = doc.look.mark(notice.mark);
    let prefix = format!("{}{} ", " ".repeat(doc.margin()), doc.look.sign(notice.mark));
    doc.hang(vec![Span::styled(prefix, style)], &notice.text, doc.look.strong());
    doc.text(doc.margin() + 2, &notice.help, Style::new());
}

/// The width of the column for these labels and the space after them.
pub(super) fn label_column<'a>(labels: impl Iterator<Item = &'a str>) -> usize {
    labels.map(columns).filter(|width| *width <= LABEL).max().unwrap_or(0) + 2
}

/// Whether no empty row separates two blocks.
fn close(above: &ScreenBlock, below: &ScreenBlock) -> bool {
    matches!(
        (above, below),
        (ScreenBlock::Item { .. }, ScreenBlock::Item { .. })
            | (ScreenBlock::Labelled { .. }, ScreenBlock::Labelled { .. })
            | (ScreenBlock::Warning(_), ScreenBlock::Warning(_))
            | (ScreenBlock::Heading(_), _)
    )
}

/// Adds a block that looks the same whatever its neighbours are.
fn plain(doc: &mut Document, block: &ScreenBlock) {
    let look = doc.look;
    let margin = doc.margin();
    match block {
        ScreenBlock::Text(text) => doc.text(margin, text, Style::new()),
        ScreenBlock::Heading(text) => doc.text(margin, text, look.strong()),
        ScreenBlock::Command(text) => command(doc, text),
        ScreenBlock::Warning(text) => signed(doc, "!", text, look.mark(Mark::Warn), look.strong()),
        ScreenBlock::Note(text) => signed(doc, "i", text, Style::new(), Style::new()),
        ScreenBlock::Added(text) => signed(doc, "+ ours:", text, look.strong(), Style::new()),
        ScreenBlock::Erratum(text) => signed(doc, "~ in the article:", text, look.strong(), Style::new()),
        ScreenBlock::Problems(list) => problems(doc, list),
        ScreenBlock::Rows(rows) => pairs(doc, rows),
        ScreenBlock::Verbatim(text) => {
            doc.part = Part::Verbatim;
            for line in clean(text).lines() {
                doc.line(vec![Span::raw(line.to_owned())]);
            }
            doc.part = Part::Text;
        }
        ScreenBlock::Item { .. } | ScreenBlock::Labelled { .. } => {}
    }
}

/// Adds a text after a sign.
fn signed(doc: &mut Document, sign: &str, text: &str, sign_style: Style, style: Style) {
    let prefix = vec![Span::raw(" ".repeat(doc.margin())), Span::styled(format!("{sign} "), sign_style)];
    doc.hang(prefix, text, style);
}

/// Adds commands. If a command is wider than a row, signs say how its pieces belong together.
fn command(doc: &mut Document, text: &str) {
    let look = doc.look;
    let indent = if doc.tight { 4 } else { 6 };
    let mut joins = Vec::new();
    doc.space();
    doc.part = Part::Command;
    for line in text.lines() {
        for (join, piece) in split_command(line, doc.width.saturating_sub(indent)) {
            let sign = match join {
                Join::First => "",
                Join::Space => look.goes_on(),
                Join::Nothing => look.joined(),
            };
            joins.push(join);
            let prefix = format!("{sign:>width$} ", width = indent - 1);
            doc.line(vec![Span::styled(prefix, look.muted()), Span::styled(piece, look.command())]);
        }
    }
    let explained = [
        (Join::Space, look.goes_on(), "the same line, after a space"),
        (Join::Nothing, look.joined(), "the same line, without a space"),
    ];
    for (join, sign, what) in explained {
        if joins.contains(&join) {
            let prefix = vec![Span::raw(" ".repeat(indent)), Span::styled(format!("{sign} "), look.muted())];
            doc.hang(prefix, what, look.muted());
        }
    }
    doc.part = Part::Text;
    doc.space();
}

/// Adds a text after its label.
fn labelled(doc: &mut Document, label: &str, column: usize, text: &str) {
    let prefix = format!("{}{}", " ".repeat(doc.margin()), padded(label, column));
    doc.hang(vec![Span::styled(prefix, doc.look.strong())], text, Style::new());
}

/// Adds a marked line and its details.
fn item(doc: &mut Document, mark: Mark, column: usize, text: &str, details: &[String]) {
    let prefix = vec![
        Span::raw(" ".repeat(doc.margin())),
        Span::styled(
            format!("{} {}", doc.look.sign(mark), padded(mark.word(), if doc.tight { 0 } else { column + 2 })),
            doc.look.mark(mark),
        ),
    ];
    let indent = if doc.tight { doc.margin() + 2 } else { doc.margin() + column + 4 };
    doc.hang(prefix, text, if mark == Mark::NotApplicable { doc.look.muted() } else { Style::new() });
    for detail in details {
        doc.text(indent, detail, doc.look.muted());
    }
}

/// Adds the problems of a step, with their numbers.
fn problems(doc: &mut Document, list: &[String]) {
    if list.is_empty() {
        return;
    }
    doc.text(doc.margin(), "If it goes otherwise", doc.look.strong());
    for (at, seen) in list.iter().enumerate() {
        let prefix = vec![
            Span::raw(" ".repeat(doc.margin())),
            Span::styled(format!("{:>3}", at + 1), doc.look.strong()),
            Span::raw("  "),
        ];
        doc.hang(prefix, seen, Style::new());
    }
}

/// Adds two columns.
fn pairs(doc: &mut Document, rows: &[(String, String)]) {
    let column = label_column(rows.iter().map(|(left, _)| left.as_str()));
    for (left, right) in rows {
        let prefix = format!("{}{}", " ".repeat(doc.margin()), padded(left, column));
        doc.hang(vec![Span::raw(prefix)], right, Style::new());
    }
}

/// The text, filled with spaces to a width. At least two spaces follow it.
pub(super) fn padded(text: &str, width: usize) -> String {
    let text = clean(text).replace('\n', " ");
    let gap = width.saturating_sub(columns(&text)).max(2);
    format!("{text}{}", " ".repeat(gap))
}
