//! Forms and menus as rows.

use ratatui::style::Style;
use ratatui::text::Span;

use super::blocks::{label_column, padded};
use super::document::{Document, Part};
use super::state::{Focus, Mode, UiState, missing};
use crate::text::{clean, columns, count};
use crate::ui::screen::{FieldTarget, FormField, Input, Mark, MenuItem, Screen};

/// The most fields that all show their questions. A longer form shows one question at a time.
const FEW: usize = 3;
/// The columns of an empty line to type on.
const BOX: usize = 24;

/// Adds the menu or the form of a screen.
pub(super) fn add(doc: &mut Document, screen: &Screen, state: &UiState) {
    doc.part = Part::Input;
    match &screen.input {
        Input::Confirm => {}
        Input::Menu(items) => menu(doc, items, state),
        Input::Form(fields) => {
            let main = screen.offers.first().map_or("done", |offer| offer.label.as_str());
            form(doc, fields, main, state);
        }
    }
    doc.part = Part::Text;
    doc.focus = false;
}

/// Adds the lines of a menu with their numbers.
fn menu(doc: &mut Document, items: &[MenuItem], state: &UiState) {
    for (at, item) in items.iter().enumerate() {
        if let Some(section) = &item.section {
            doc.gap();
            doc.text(doc.margin(), section, doc.look.strong());
        } else if at == 0 {
            doc.gap();
        }
        doc.focus = state.menu.min(items.len() - 1) == at;
        let (sign, style) = if doc.focus { (doc.look.pointer(), doc.look.selected()) } else { (" ", Style::new()) };
        let prefix = vec![
            Span::raw(format!("{}{sign} ", " ".repeat(doc.margin()))),
            Span::styled(format!("{:>2}  ", at + 1), doc.look.strong()),
        ];
        doc.hang(prefix, &item.text, style);
        doc.text(doc.margin() + 6, &item.detail, Style::new());
        doc.focus = false;
    }
}

/// Adds the fields of a form. A long form has another row for the main action.
fn form(doc: &mut Document, fields: &[FormField], main: &str, state: &UiState) {
    let column = label_column(fields.iter().map(|field| field.label.as_str()));
    let few = fields.len() <= FEW;
    doc.gap();
    for (at, field) in fields.iter().enumerate() {
        if let Some(section) = &field.section {
            doc.gap();
            doc.text(doc.margin(), section, doc.look.strong());
        }
        let focused = state.focus == Focus::Field(at);
        doc.focus = focused;
        answer(doc, field, column, focused.then_some(&state.mode));
        // In a small area, the line that is typed on must be in sight rather than its explanation.
        doc.focus = focused && !doc.tight;
        under(doc, field, column, focused, few);
        if focused || few {
            choices(doc, field, column, focused, &state.mode);
        }
        doc.focus = false;
    }
    if !few {
        let open = fields.iter().filter(|field| missing(field)).count();
        let text = match open {
            0 => format!("Enter: {main}"),
            _ => format!("{} missing", count(open, "answer is", "answers are")),
        };
        doc.gap();
        doc.focus = state.focus == Focus::Keys;
        let (sign, style) = if doc.focus { (doc.look.pointer(), doc.look.selected()) } else { (" ", doc.look.muted()) };
        let margin = " ".repeat(doc.margin());
        doc.line(vec![Span::raw(format!("{margin}{sign} ")), Span::styled(format!(" {text} "), style)]);
    }
}

/// Adds the row with the label and the answer.
fn answer(doc: &mut Document, field: &FormField, column: usize, mode: Option<&Mode>) {
    let look = doc.look;
    let sign = if mode.is_some() { look.pointer() } else { " " };
    let mut spans = vec![
        Span::styled(format!("{}{sign} ", " ".repeat(doc.margin())), look.strong()),
        Span::styled(padded(&field.label, column), if mode.is_some() { look.strong() } else { Style::new() }),
    ];
    let used: usize = spans.iter().map(|span| columns(&span.content)).sum();
    if used + 20 > doc.width {
        doc.line(std::mem::take(&mut spans));
        spans.push(Span::raw(" ".repeat(doc.margin() + 4)));
    }
    let used: usize = spans.iter().map(|span| columns(&span.content)).sum();
    let room = doc.width.saturating_sub(used + 2).max(1);
    match (mode, &field.value) {
        (Some(Mode::Edit(editor)), _) => {
            spans.push(Span::styled("[", look.strong()));
            spans.extend(editor.spans(look, room.min(BOX.max(columns(editor.text()) + 2))));
            spans.push(Span::styled("]", look.strong()));
            doc.line(spans);
        }
        (_, Some((value, from))) => {
            let shown = field.choices.iter().find(|choice| choice.id == *value).map_or(value, |choice| &choice.label);
            let from = clean(from);
            let style = if mode.is_some() { look.selected() } else { look.strong() };
            doc.hang(spans, shown, style);
            if let Some(row) = doc.rows.last_mut()
                && !from.is_empty()
                && row.line.width() + columns(&from) + 2 <= doc.width
            {
                row.line.push_span(Span::styled(format!("  {from}"), look.muted()));
            }
        }
        (_, None) => {
            let word = if field.required { "" } else { "optional" };
            let word = match field.choices.is_empty() {
                true => format!("[{word:<width$}]", width = room.min(BOX)),
                false if field.required => "choose".to_owned(),
                false => "choose, optional".to_owned(),
            };
            spans.push(Span::styled(word, if mode.is_some() { look.selected() } else { look.muted() }));
            doc.line(spans);
        }
    }
}

/// Adds the rows below a field: its fault, the question, a hint, and an example.
fn under(doc: &mut Document, field: &FormField, column: usize, focused: bool, few: bool) {
    let indent = hang(doc, column);
    if let Some(fault) = &field.fault {
        let style = doc.look.mark(Mark::Fail);
        let sign = doc.look.sign(Mark::Fail);
        doc.hang(vec![Span::styled(format!("{}{sign} ", " ".repeat(indent)), style)], fault, doc.look.strong());
    }
    if focused || few {
        doc.text(indent, &field.ask, Style::new());
    }
    if focused {
        doc.text(indent, &field.help, doc.look.muted());
        if !field.example.is_empty() && field.choices.is_empty() {
            doc.text(indent, &format!("For example: {}", field.example), doc.look.muted());
        }
        match &field.target {
            FieldTarget::Secret(_) => doc.text(indent, "It is not shown and not kept.", doc.look.muted()),
            FieldTarget::Member(_) => doc.text(indent, "Enter on an empty line: no more.", doc.look.muted()),
            _ => {}
        }
    }
}

/// Adds the answers to choose from.
fn choices(doc: &mut Document, field: &FormField, column: usize, focused: bool, mode: &Mode) {
    let picked = match mode {
        Mode::Pick(at) if focused => Some(*at),
        _ => None,
    };
    if picked.is_some() {
        // From here on, the picked answer must be in sight, not the whole list.
        doc.rows.iter_mut().for_each(|row| row.focus = false);
    }
    let indent = hang(doc, column);
    for (at, choice) in field.choices.iter().enumerate() {
        let given = field.value.as_ref().is_some_and(|(value, _)| *value == choice.id);
        let here = picked == Some(at);
        doc.focus = if picked.is_some() { here } else { focused };
        let sign = match (here, given) {
            (true, _) => doc.look.pointer(),
            (_, true) => doc.look.sign(Mark::Done),
            _ => " ",
        };
        let prefix = vec![
            Span::raw(format!("{}{sign} ", " ".repeat(indent.saturating_sub(2)))),
            Span::styled(format!("{}  ", at + 1), if focused { doc.look.strong() } else { doc.look.muted() }),
        ];
        doc.hang(prefix, &choice.label, if here { doc.look.selected() } else { Style::new() });
    }
}

/// The indent of the rows below a field.
fn hang(doc: &Document, column: usize) -> usize {
    let indent = doc.margin() + 2 + column;
    if indent + 24 > doc.width { doc.margin() + 4 } else { indent }
}
