//! The help: the keys that work now, made from the offers of the screen.

use ratatui::style::Style;
use ratatui::text::Span;

use super::blocks::padded;
use super::document::Document;
use crate::engine::command::Command;
use crate::ui::commands::{binding, explained};
use crate::ui::screen::{Input, Screen};

/// The keys for moving, which work on every screen.
const MOVING: [(&str, &str); 4] = [
    ("Up Down", "scroll, or move through fields and menus"),
    ("PgUp PgDn", "scroll by a page; Home and End"),
    ("Esc", "out of a field or a question; from a screen, ask whether to leave"),
    ("Ctrl-C", "ask whether to leave, at any time; twice leaves"),
];

/// Adds the help.
pub(super) fn add(doc: &mut Document, screen: &Screen) {
    doc.text(doc.margin(), "The keys that work here", doc.look.strong());
    doc.gap();
    for offer in screen.offers.iter().filter(|offer| offer.command != Command::Help) {
        let key = binding(offer.command).key;
        // Enter and the digits do what the label of the screen says.
        let named = matches!(key, "Enter" | "1-9");
        row(doc, key, &if named { offer.label.clone() } else { explained(offer) });
    }
    row(doc, binding(Command::Help).key, "these keys");
    doc.gap();
    if matches!(screen.input, Input::Form(_)) {
        row(doc, "Tab", "into the fields and on to the next; Shift-Tab back");
    }
    for (key, text) in MOVING {
        row(doc, key, text);
    }
}

/// A key and what it does.
fn row(doc: &mut Document, key: &str, text: &str) {
    let prefix = format!("{}{}", " ".repeat(doc.margin()), padded(key, 11));
    doc.hang(vec![Span::styled(prefix, doc.look.strong())], text, Style::new());
}
