//! The keys of the full screen: the key of each command, and its effect.
//!
//! A command is added with a variant and a row in `engine/command.rs`, a row here, and an offer on the screens where it is
//! possible. The footer, both help screens, and the prompts are made from the two tables.

use super::screen::{Lane, Offer, Screen, ScreenBlock};
use crate::engine::action::Action;
use crate::engine::command::Command;

/// The key of a command.
#[derive(Debug)]
pub struct Binding {
    /// The command, which has no other row.
    pub command: Command,
    /// The key, which is bound to no other command: a character, or the name that the footer and the help print.
    pub key: &'static str,
    /// When the key works.
    pub when: When,
    /// The effect of the key.
    pub does: Does,
}

/// The screens on which a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On every screen.
    Always,
    /// On the screens that offer it.
    Offered,
}

/// The effect of a key.
#[derive(Debug)]
pub enum Does {
    /// Returns this action.
    Act(Action),
    /// Asks for words, which make the action.
    Ask(Prompt),
    /// Copies this text to the clipboard, if it isn't empty.
    Copy(fn(&Screen) -> String),
    /// Changes only what the full screen shows; `tui/keys.rs` does that.
    Moves,
}

/// A question at the bottom of the screen.
#[derive(Debug)]
pub struct Prompt {
    /// The question.
    pub question: fn(&Screen) -> &'static str,
    /// Makes the action of the answer.
    pub read: Read,
}

/// The way in which an answer becomes an action. An answer is never empty.
#[derive(Clone, Copy, Debug)]
pub enum Read {
    /// The words of the answer are all that the action needs.
    Words(fn(String) -> Action),
    /// The answer names a step. The prompt proposes the steps that it fits.
    Step(fn(String) -> Action),
    /// The answer has parts. An error says which one is missing.
    Parts(fn(&str, &Screen) -> Result<Action, &'static str>),
}

/// Every command, once.
pub static BINDINGS: &[Binding] = &[
    row(Command::Done, "Enter", Does::Moves),
    row(Command::Answer, "Tab", Does::Moves),
    row(Command::Choose, "1-9", Does::Moves),
    row(Command::Problem, "p", ask(what_went_wrong, Read::Words(Action::Problem))),
    row(Command::Note, "n", ask(|_| "Note, for the report", Read::Words(Action::Note))),
    row(Command::Copy, "c", Does::Copy(commands_shown)),
    row(Command::Back, "b", Does::Act(Action::Back)),
    row(Command::Map, "m", Does::Act(Action::Map)),
    row(Command::Open, "o", Does::Act(Action::Open)),
    row(Command::Facts, "f", Does::Act(Action::Facts)),
    row(Command::Checks, "k", Does::Act(Action::Checks)),
    row(Command::Again, "a", ask(|_| "Do which step again? Part of its id or title", Read::Step(Action::Again))),
    row(
        Command::Restart,
        "r",
        ask(|_| "Which node, and is it back or down? For example: b back", Read::Parts(restart)),
    ),
    row(Command::NotRestarted, "x", Does::Act(Action::NotRestarted)),
    row(Command::Skip, "s", ask(|_| "Skip this step: why?", Read::Words(Action::Skip))),
    row(Command::Waive, "w", ask(|_| "Waive which check, and why? Its id, a space, the reason", Read::Parts(waive))),
    row(Command::Write, "W", Does::Act(Action::Write)),
    row(Command::Remove, "Del", Does::Moves),
    row(Command::Sign, "g", ask(|_| "Who signs?", Read::Words(Action::Sign))),
    row(Command::Abandon, "A", ask(|_| "Give the walk up: why?", Read::Words(Action::Abandon))),
    Binding { command: Command::Help, key: "?", when: When::Always, does: Does::Moves },
    Binding { command: Command::Quit, key: "q", when: When::Always, does: Does::Moves },
];

const fn row(command: Command, key: &'static str, does: Does) -> Binding {
    Binding { command, key, when: When::Offered, does }
}

const fn ask(question: fn(&Screen) -> &'static str, read: Read) -> Does {
    Does::Ask(Prompt { question, read })
}

/// The row of a command.
#[must_use]
pub fn binding(command: Command) -> &'static Binding {
    // Every command has a row, which a test checks.
    BINDINGS.iter().find(|row| row.command == command).unwrap_or(&BINDINGS[0])
}

/// The row of the command that a key means on a screen.
#[must_use]
pub fn pressed(screen: &Screen, key: &str) -> Option<&'static Binding> {
    let works = |row: &&Binding| match row.when {
        When::Always => true,
        When::Offered => screen.offers.iter().any(|offer| offer.command == row.command),
    };
    BINDINGS.iter().filter(|row| row.key == key).find(works)
}

/// Explains a command of a screen: the label of the screen, then the help of the command.
#[must_use]
pub fn explained(offer: &Offer) -> String {
    let help = offer.command.row().help;
    // The label of an answer says more than the help. For other commands, the two may be the same words.
    if offer.command == Command::Answer || help == offer.label {
        return offer.label.clone();
    }
    format!("{}: {help}", offer.label)
}

/// The question for a problem. Only screens that list problems have numbers for them.
fn what_went_wrong(screen: &Screen) -> &'static str {
    let listed = |block: &ScreenBlock| matches!(block, ScreenBlock::Problems(list) if !list.is_empty());
    if screen.blocks.iter().any(listed) {
        "What went wrong? Its number, or what the screen says"
    } else {
        "What went wrong? Type what the screen says"
    }
}

/// The commands that the screen says to type, one per line.
fn commands_shown(screen: &Screen) -> String {
    let commands = screen.blocks.iter().filter_map(|block| match block {
        ScreenBlock::Command(text) => Some(text.as_str()),
        _ => None,
    });
    commands.collect::<Vec<_>>().join("\n")
}

/// Reads the ID of a check and the reason to waive it.
fn waive(text: &str, _: &Screen) -> Result<Action, &'static str> {
    let (check, reason) = text.split_once(' ').ok_or("the reason is missing")?;
    Ok(Action::Waive { check: check.to_owned(), reason: reason.trim().to_owned() })
}

/// Reads a node and whether it is back or down.
fn restart(text: &str, screen: &Screen) -> Result<Action, &'static str> {
    match text.rsplit_once(' ') {
        Some((who, how)) if how.eq_ignore_ascii_case("back") => Ok(Action::Restarted(node(&screen.lanes, who))),
        Some((who, how)) if how.eq_ignore_ascii_case("down") => Ok(Action::Down(node(&screen.lanes, who))),
        _ => Err("name the node, then `back` or `down`"),
    }
}

/// The short label of the node whose label or name was typed, else what was typed.
fn node(lanes: &[Lane], typed: &str) -> String {
    let typed = typed.trim();
    let named = |lane: &&Lane| lane.short.eq_ignore_ascii_case(typed) || lane.name.eq_ignore_ascii_case(typed);
    lanes.iter().find(named).map_or(typed, |lane| &lane.short).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::command::COMMANDS;

    #[test]
    fn every_command_has_a_help_text_and_a_key_of_its_own_and_a_word_or_nothing_to_say() {
        for row in COMMANDS {
            let command = row.command;
            let own: Vec<&Binding> = BINDINGS.iter().filter(|own| own.command == command).collect();
            let [own] = own.as_slice() else { panic!("{command:?} has {} keys", own.len()) };
            assert_eq!(BINDINGS.iter().filter(|other| other.key == own.key).count(), 1, "{}", own.key);
            assert!(!row.help.is_empty(), "{command:?} has no help text");
            // Only a command that the terminal carries out by itself may have no word.
            assert_eq!(row.words.is_empty(), matches!(own.does, Does::Copy(_)), "{command:?}");
            assert!(row.words.is_empty() || command.listed_words().next().is_some(), "{command:?} is listed nowhere");
        }
        assert_eq!(BINDINGS.len(), COMMANDS.len());
    }
}
