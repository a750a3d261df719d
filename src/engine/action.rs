//! Actions: what an operator can say. The plain front reads them as words, the TUI as keys; both mean the same.

use thiserror::Error;

use crate::text::near;

/// Something the operator does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The screen's main action.
    Done,
    /// Gives a fact, a reading or a member's field a value.
    Set {
        /// The full id: `a.name`, `sites.main.group`.
        fact: String,
        /// The value as typed; empty forgets it.
        value: String,
    },
    /// Adds a member to a list.
    Add {
        /// The list's fact id.
        list: String,
        /// The new member's key.
        key: String,
    },
    /// Removes a member from a list.
    Remove {
        /// The list's fact id.
        list: String,
        /// The member's key.
        key: String,
    },
    /// Chooses from the menu, from 1.
    Choose(usize),
    /// Says what is seen, of the first state still asked for or of the one named.
    See {
        /// The state's full id.
        state: Option<String>,
        /// The value.
        value: String,
    },
    /// Types the computer name that the console shows.
    Name(String),
    /// Notes something.
    Note(String),
    /// Says that something went wrong: the number in the list, or what the screen says.
    Problem(String),
    /// Repeats from a step.
    Again(String),
    /// Says that a node restarted and is back.
    Restarted(String),
    /// Says that a node is down.
    Down(String),
    /// Says that the awaited restart did not happen.
    NotRestarted,
    /// Skips the step.
    Skip(String),
    /// Waives a check.
    Waive {
        /// The check's id.
        check: String,
        /// Why.
        reason: String,
    },
    /// Writes the files of the step.
    Write,
    /// Says into which folder the step's files with secrets go.
    Folder(String),
    /// Signs the walk off.
    Sign(String),
    /// Goes one screen back.
    Back,
    /// Shows the map.
    Map,
    /// Shows what is left open.
    Open,
    /// Shows the facts.
    Facts,
    /// Shows the checks.
    Checks,
    /// Shows what is possible now.
    Help,
    /// Gives the walk up.
    Abandon(String),
    /// Leaves; everything is saved.
    Quit,
}

/// A line that is no action.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct ActionError {
    /// What is wrong.
    pub fault: String,
    /// What to type instead.
    pub help: String,
}

/// The word, its form, and what it does: the one table behind the parser and the help.
pub const WORDS: [(&str, &str, &str); 28] = [
    ("done", "done", "the screen's main action; an empty line does the same"),
    ("set", "set FACT VALUE", "give a fact or a list member's field (LIST.KEY.FIELD) a value"),
    ("add", "add LIST KEY", "add a member to a list"),
    ("remove", "remove LIST KEY", "remove a member from a list"),
    ("choose", "choose N", "choose from the menu"),
    ("see", "see VALUE", "say what is seen; `see STATE VALUE` names which"),
    ("name", "name COMPUTERNAME", "type the name that the console shows"),
    ("note", "note TEXT", "note something for the report"),
    ("problem", "problem N or TEXT", "say what went wrong"),
    ("again", "again STEP", "do a step, and those after it, again"),
    ("restarted", "restarted NODE", "a node restarted and is back"),
    ("down", "down NODE", "a node is down"),
    ("not-restarted", "not-restarted", "the awaited restart did not happen"),
    ("skip", "skip REASON", "skip the step"),
    ("waive", "waive CHECK REASON", "waive a warning"),
    ("write", "write", "write the step's files"),
    ("folder", "folder PATH", "say where the step's files with secrets go"),
    ("sign", "sign NAME", "sign the walk off"),
    ("back", "back", "look one step back, or take back a confirmation that changed nothing"),
    ("map", "map", "all steps, in lanes"),
    ("open", "open", "what is left open"),
    ("facts", "facts", "the facts, and how to correct them"),
    ("checks", "checks", "the checks, with their values"),
    ("help", "help", "what is possible now"),
    ("abandon", "abandon REASON", "give the walk up"),
    ("quit", "quit", "leave; everything is saved"),
    ("exit", "exit", "the same as quit"),
    ("q", "q", "the same as quit"),
];

impl std::str::FromStr for Action {
    type Err = ActionError;

    /// Reads one line of the plain front. White space around words does not count; a key with spaces stands in quotes.
    fn from_str(line: &str) -> Result<Self, ActionError> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let word = word.to_ascii_lowercase();
        let whole = |make: fn(String) -> Action| {
            if rest.is_empty() { Err(incomplete(&word)) } else { Ok(make(rest.to_owned())) }
        };
        let two = |make: fn(String, String) -> Action| match first_word(rest) {
            Some((first, second)) if !second.is_empty() => Ok(make(first, second.to_owned())),
            _ => Err(incomplete(&word)),
        };
        match word.as_str() {
            "" | "done" => Ok(Action::Done),
            "set" => match first_word(rest) {
                Some((fact, value)) => Ok(Action::Set { fact, value: value.to_owned() }),
                None => Err(incomplete(&word)),
            },
            "add" => two(|list, key| Action::Add { list, key: unquoted(&key) }),
            "remove" => two(|list, key| Action::Remove { list, key: unquoted(&key) }),
            "choose" => rest.parse().map(Action::Choose).map_err(|_| incomplete(&word)),
            "see" => match first_word(rest) {
                Some((value, "")) => Ok(Action::See { state: None, value }),
                Some((state, value)) => Ok(Action::See { state: Some(state), value: value.to_owned() }),
                None => Err(incomplete(&word)),
            },
            "name" => whole(Action::Name),
            "note" => whole(Action::Note),
            "problem" => whole(Action::Problem),
            "again" => whole(Action::Again),
            "restarted" => whole(Action::Restarted),
            "down" => whole(Action::Down),
            "not-restarted" => Ok(Action::NotRestarted),
            "skip" => whole(Action::Skip),
            "waive" => two(|check, reason| Action::Waive { check, reason }),
            "write" => Ok(Action::Write),
            "folder" => whole(Action::Folder),
            "sign" => whole(Action::Sign),
            "back" => Ok(Action::Back),
            "map" => Ok(Action::Map),
            "open" => Ok(Action::Open),
            "facts" => Ok(Action::Facts),
            "checks" => Ok(Action::Checks),
            "help" | "?" => Ok(Action::Help),
            "abandon" => whole(Action::Abandon),
            "quit" | "exit" | "q" => Ok(Action::Quit),
            _ => Err(ActionError { fault: format!("`{word}` is not a word of this wizard"), help: nearest(&word) }),
        }
    }
}

/// The error for a word that came without what it needs.
fn incomplete(word: &str) -> ActionError {
    let form = WORDS.iter().find(|(known, ..)| *known == word).map_or("", |(_, form, _)| form);
    ActionError { fault: format!("`{word}` needs more than that"), help: format!("type `{form}`") }
}

/// The help for an unknown word: the nearest known one, else where to find them all.
fn nearest(word: &str) -> String {
    let form = |near: &str| WORDS.iter().find(|(known, ..)| *known == near).map(|(_, form, _)| *form);
    match near::nearest(word, WORDS.iter().map(|(known, ..)| *known)).and_then(form) {
        Some(form) => format!("did you mean `{form}`?"),
        None => "type `help` for what is possible now".to_owned(),
    }
}

/// An id as it is typed: in quotes where it has spaces.
#[must_use]
pub fn typed(id: &str) -> String {
    if id.contains(char::is_whitespace) { format!("\"{id}\"") } else { id.to_owned() }
}

/// Splits off the first word; quotes inside it keep its spaces: `sites."Main site".group W` splits after `group`.
fn first_word(text: &str) -> Option<(String, &str)> {
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    (!word.is_empty()).then(|| (unquoted(word), rest.trim()))
}

/// The text without its quotes.
fn unquoted(text: &str) -> String {
    text.chars().filter(|c| *c != '"').collect()
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
}
