//! Commands: what an operator can do, with the words for it and what the help says.
//!
//! This table and the one of the keys in `ui/commands.rs` are the only ones: the parser of the plain front, both help
//! screens, the footers, and the keys are all made from the two.

use std::str::FromStr;

use thiserror::Error;

use Read::{Alone, Own, Text, Two};

use super::action::{Action, first_word, unquoted};
use crate::text::near;

/// Something that an operator can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table says what each command does")]
pub enum Command {
    Done,
    Answer,
    Choose,
    Problem,
    Note,
    Copy,
    Back,
    Map,
    Open,
    Facts,
    Checks,
    Again,
    Restart,
    NotRestarted,
    Skip,
    Waive,
    Write,
    Remove,
    Sign,
    Abandon,
    Help,
    Quit,
}

/// One row of the table.
pub struct CommandRow {
    /// The command, which has no other row.
    pub command: Command,
    /// What the help says that the command does.
    pub help: &'static str,
    /// The words for it. A command without words exists only on the full screen.
    pub words: &'static [Word],
}

/// A word that starts a line of the plain front.
pub struct Word {
    /// The word with what it takes, as the operator types it: `again STEP`.
    pub form: &'static str,
    /// Whether the help and the footer name the word. They leave out synonyms and what is rarely typed.
    pub listed: bool,
    read: Read,
}

/// The way in which the rest of a line becomes an action. `None` if something is missing in it.
enum Read {
    /// The rest doesn't count.
    Alone(fn() -> Action),
    /// The rest is one text.
    Text(fn(String) -> Action),
    /// The rest is a word and a text.
    Two(fn(String, String) -> Action),
    /// The rest has a form of its own.
    Own(fn(&str) -> Option<Action>),
}

/// Every command, once.
pub static COMMANDS: &[CommandRow] = &[
    row(
        Command::Done,
        "the screen's main action; an empty line does the same",
        &[word("done", Alone(|| Action::Done))],
    ),
    row(
        Command::Answer,
        "answer what the screen asks for",
        &[
            word("set FACT VALUE", Own(set)),
            word("see VALUE", Own(see)),
            word("name COMPUTERNAME", Text(Action::Name)),
            unlisted("add LIST KEY", Two(|list, key| Action::Add { list, key: unquoted(&key) })),
            unlisted("folder PATH", Text(Action::Folder)),
        ],
    ),
    row(
        Command::Choose,
        "choose from the menu",
        &[word("choose N", Own(|rest| rest.parse().ok().map(Action::Choose)))],
    ),
    row(Command::Problem, "say what went wrong", &[word("problem N or TEXT", Text(Action::Problem))]),
    row(Command::Note, "note something for the report", &[word("note TEXT", Text(Action::Note))]),
    row(Command::Copy, "send what is to be typed to the terminal's clipboard", &[]),
    row(
        Command::Back,
        "look one step back, or take back a confirmation that changed nothing",
        &[word("back", Alone(|| Action::Back))],
    ),
    row(Command::Map, "all steps, in lanes", &[word("map", Alone(|| Action::Map))]),
    row(Command::Open, "what is left open", &[word("open", Alone(|| Action::Open))]),
    row(Command::Facts, "the facts, and how to correct them", &[word("facts", Alone(|| Action::Facts))]),
    row(Command::Checks, "the checks, with their values", &[word("checks", Alone(|| Action::Checks))]),
    row(Command::Again, "do a step, and those after it, again", &[word("again STEP", Text(Action::Again))]),
    row(
        Command::Restart,
        "a node restarted and is back",
        &[word("restarted NODE", Text(Action::Restarted)), word("down NODE", Text(Action::Down))],
    ),
    row(
        Command::NotRestarted,
        "the awaited restart did not happen",
        &[word("not-restarted", Alone(|| Action::NotRestarted))],
    ),
    row(Command::Skip, "skip the step", &[word("skip REASON", Text(Action::Skip))]),
    row(
        Command::Waive,
        "waive a warning",
        &[word("waive CHECK REASON", Two(|check, reason| Action::Waive { check, reason }))],
    ),
    row(Command::Write, "write the step's files", &[word("write", Alone(|| Action::Write))]),
    row(
        Command::Remove,
        "remove a member from a list",
        &[word("remove LIST KEY", Two(|list, key| Action::Remove { list, key: unquoted(&key) }))],
    ),
    row(Command::Sign, "sign the walk off", &[word("sign NAME", Text(Action::Sign))]),
    row(Command::Abandon, "give the walk up", &[word("abandon REASON", Text(Action::Abandon))]),
    row(
        Command::Help,
        "what is possible now",
        &[word("help", Alone(|| Action::Help)), unlisted("?", Alone(|| Action::Help))],
    ),
    row(
        Command::Quit,
        "leave; everything is saved",
        &[
            word("quit", Alone(|| Action::Quit)),
            unlisted("exit", Alone(|| Action::Quit)),
            unlisted("q", Alone(|| Action::Quit)),
        ],
    ),
];

const fn row(command: Command, help: &'static str, words: &'static [Word]) -> CommandRow {
    CommandRow { command, help, words }
}

const fn word(form: &'static str, read: Read) -> Word {
    Word { form, listed: true, read }
}

const fn unlisted(form: &'static str, read: Read) -> Word {
    Word { form, listed: false, read }
}

impl Word {
    /// The word alone, in lowercase.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.form.split(' ').next().unwrap_or_default()
    }

    /// The action of a line that starts with the word. `None` if something is missing in the rest.
    fn action(&self, rest: &str) -> Option<Action> {
        match self.read {
            Alone(action) => Some(action()),
            Text(action) => (!rest.is_empty()).then(|| action(rest.to_owned())),
            Two(action) => {
                let (first, second) = first_word(rest)?;
                (!second.is_empty()).then(|| action(first, second.to_owned()))
            }
            Own(read) => read(rest),
        }
    }
}

impl Command {
    /// The row of the command in the table.
    #[must_use]
    pub fn row(self) -> &'static CommandRow {
        // Every variant has a row, which a test checks; no row can be missing at run time.
        COMMANDS.iter().find(|row| row.command == self).unwrap_or(&COMMANDS[0])
    }

    /// The words for the command that the help and the footer name.
    pub fn listed_words(self) -> impl Iterator<Item = &'static Word> {
        self.row().words.iter().filter(|word| word.listed)
    }

    /// How the command is typed: `again STEP`, `restarted NODE or down NODE`, `set, see or name`. Empty if it has no words.
    #[must_use]
    pub fn form(self) -> String {
        let words: Vec<&Word> = self.listed_words().collect();
        match words.as_slice() {
            [one, two] => format!("{} or {}", one.form, two.form),
            [first @ .., last] if first.len() > 1 => {
                let first: Vec<&str> = first.iter().map(|word| word.word()).collect();
                format!("{} or {}", first.join(", "), last.word())
            }
            words => words.iter().map(|word| word.form).collect(),
        }
    }
}

/// A line that isn't an action.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct ActionError {
    /// The fault, as a lowercase fact.
    pub fault: String,
    /// What to type instead.
    pub help: String,
}

impl FromStr for Action {
    type Err = ActionError;

    /// Reads one line of the plain front. An empty line is `done`. Spaces around words don't count, and a key with
    /// spaces is in quotes.
    fn from_str(line: &str) -> Result<Self, ActionError> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = word.to_ascii_lowercase();
        if word.is_empty() {
            return Ok(Action::Done);
        }
        let Some(known) = words().find(|known| known.word() == word) else {
            return Err(ActionError { fault: format!("`{word}` is not a word of this wizard"), help: nearest(&word) });
        };
        known.action(rest.trim()).ok_or_else(|| ActionError {
            fault: format!("`{word}` needs more than that"),
            help: format!("type `{}`", known.form),
        })
    }
}

/// The words of all commands.
fn words() -> impl Iterator<Item = &'static Word> {
    COMMANDS.iter().flat_map(|row| row.words)
}

/// The help for an unknown word: the nearest known one, else where to find them all.
fn nearest(word: &str) -> String {
    let near = near::nearest(word, words().map(Word::word));
    match words().find(|known| Some(known.word()) == near) {
        Some(known) => format!("did you mean `{}`?", known.form),
        None => "type `help` for what is possible now".to_owned(),
    }
}

/// Reads a fact or the field of a member, and its value, which may be empty.
fn set(rest: &str) -> Option<Action> {
    first_word(rest).map(|(fact, value)| Action::Set { fact, value: value.to_owned() })
}

/// Reads a value, or a state and its value.
fn see(rest: &str) -> Option<Action> {
    Some(match first_word(rest)? {
        (value, "") => Action::See { state: None, value },
        (state, value) => Action::See { state: Some(state), value: value.to_owned() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_action() {
        let set = |fact: &str, value: &str| Action::Set { fact: fact.into(), value: value.into() };
        let cases = [
            ("", Action::Done),
            ("  done ", Action::Done),
            (r"set a.system_root C:\WINNT", set("a.system_root", r"C:\WINNT")),
            (r#"set cluster_groups."SQL Group".ip 10.5.5.1"#, set("cluster_groups.SQL Group.ip", "10.5.5.1")),
            (
                "see b.cluster_service running",
                Action::See { state: Some("b.cluster_service".into()), value: "running".into() },
            ),
            ("see running", Action::See { state: None, value: "running".into() }),
            (
                "waive same-service-pack agreed with CAB",
                Action::Waive { check: "same-service-pack".into(), reason: "agreed with CAB".into() },
            ),
            ("QUIT", Action::Quit),
        ];
        for (line, action) in cases {
            assert_eq!(line.parse(), Ok(action), "{line}");
        }
    }

    #[test]
    fn an_unknown_word_names_the_nearest() {
        let error = "resarted b".parse::<Action>().unwrap_err();
        assert_eq!(error.fault, "`resarted` is not a word of this wizard");
        assert_eq!(error.help, "did you mean `restarted NODE`?");
        assert_eq!("skip".parse::<Action>().unwrap_err().help, "type `skip REASON`");
    }

    #[test]
    fn every_word_is_read_once_and_every_row_is_found_by_its_command() {
        for row in COMMANDS {
            assert!(std::ptr::eq(row.command.row(), row), "{:?} has two rows", row.command);
            for word in row.words {
                assert_eq!(words().filter(|own| own.word() == word.word()).count(), 1, "{}", word.form);
                let line = word.form.replace("N or TEXT", "7").replace('N', "7");
                assert!(line.to_lowercase().parse::<Action>().is_ok(), "`{line}` is not read");
            }
        }
    }
}
