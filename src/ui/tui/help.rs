//! The keys that work now, and those that work while something is typed; made from the offers alone.

use ratatui::style::Style;
use ratatui::text::Span;

use super::blocks::padded;
use super::document::Document;
use crate::engine::action::WORDS;
use crate::ui::screen::{Input, Screen, Verb};

/// The keys for moving, which no screen offers because they decide nothing.
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
    for offer in screen.offers.iter().filter(|offer| offer.verb != Verb::Help) {
        let more = meaning(offer.verb).filter(|more| *more != offer.label);
        let text = more.map_or_else(|| offer.label.clone(), |more| format!("{}: {more}", offer.label));
        row(doc, offer.verb.key(), &text);
    }
    row(doc, Verb::Help.key(), "these keys");
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
    let lead = format!("{}{}", " ".repeat(doc.margin()), padded(key, 11));
    doc.hang(vec![Span::styled(lead, doc.look.strong())], text, Style::new());
}

/// What the word of the plain front does that means the same.
fn meaning(verb: Verb) -> Option<&'static str> {
    let word = verb.word().split_whitespace().next()?;
    // Enter's own meaning is what the screen calls it.
    let own = matches!(verb, Verb::Done | Verb::Answer | Verb::Choose);
    WORDS.iter().find(|(known, ..)| *known == word && !own).map(|(.., what)| *what)
}
