//! The help: what is possible on a screen, by key and by word.

use super::commands::{binding, explained};
use super::screen::{Input, Offer, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;

/// The help for a screen, as a screen.
#[must_use]
pub fn help(under: &Screen) -> Screen {
    let rows = under.offers.iter().map(|offer| {
        let form = offer.command.form();
        let form = if form.is_empty() { form } else { format!("`{form}`") };
        (format!("{:<6} {form}", binding(offer.command).key), explained(offer))
    });
    Screen {
        kind: ScreenKind::Help,
        heading: "What is possible now".to_owned(),
        aside: String::new(),
        notices: Vec::new(),
        blocks: vec![ScreenBlock::Rows(rows.collect())],
        input: Input::Confirm,
        offers: vec![Offer::new(Command::Back, "back"), Offer::new(Command::Quit, "leave")],
        ..under.clone()
    }
}
