//! Actions: what an operator can say. The plain front reads them as words, the TUI as keys; both mean the same.

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

/// An id as it is typed: in quotes where it has spaces.
#[must_use]
pub fn typed(id: &str) -> String {
    if id.contains(char::is_whitespace) { format!("\"{id}\"") } else { id.to_owned() }
}

/// Splits off the first word; quotes inside it keep its spaces: `sites."Main site".group W` splits after `group`.
pub(super) fn first_word(text: &str) -> Option<(String, &str)> {
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    (!word.is_empty()).then(|| (unquoted(word), rest.trim()))
}

/// The text without its quotes.
pub(super) fn unquoted(text: &str) -> String {
    text.chars().filter(|c| *c != '"').collect()
}
