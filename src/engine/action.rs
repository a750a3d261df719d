//! Actions: what an operator can do. The plain front reads them as words, the full screen as keys.

/// An action of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the parts without a comment are what they are called")]
pub enum Action {
    /// The screen's main action.
    Done,
    /// Gives a value to a fact, a reading, or the field of a member.
    Set {
        /// The full ID: `a.name`, `sites.main.group`.
        fact: String,
        /// The value as typed. An empty one forgets the answer.
        value: String,
    },
    /// Adds a member to a list.
    Add {
        /// The fact ID of the list.
        list: String,
        /// The key of the new member.
        key: String,
    },
    /// Removes a member from a list.
    Remove {
        /// The fact ID of the list.
        list: String,
        /// The key of the member.
        key: String,
    },
    /// Chooses a line of the menu, from 1.
    Choose(usize),
    /// Says what the operator sees of a state.
    See {
        /// The full ID of the state. `None` for the first one that the screen still asks for.
        state: Option<String>,
        value: String,
    },
    /// Types the computer name that the console shows.
    Name(String),
    /// Records this note.
    Note(String),
    /// Says what went wrong: its number in the list, or other words.
    Problem(String),
    /// Does a step again, by its ID, and those after it.
    Again(String),
    /// Says that this node restarted and is back.
    Restarted(String),
    /// Says that this node is down.
    Down(String),
    /// Says that the awaited restart did not happen.
    NotRestarted,
    /// Skips the step, for this reason.
    Skip(String),
    /// Waives a check.
    Waive {
        /// The ID of the check.
        check: String,
        reason: String,
    },
    /// Writes the files of the step.
    Write,
    /// Names the folder for the files with secrets.
    Folder(String),
    /// Signs the walk off with this name.
    Sign(String),
    /// Goes back: closes a view, or looks at the step before.
    Back,
    /// Shows all steps.
    Map,
    /// Shows what is left open.
    Open,
    /// Shows the facts.
    Facts,
    /// Shows the checks.
    Checks,
    /// Shows what is possible now.
    Help,
    /// Gives the walk up, for this reason.
    Abandon(String),
    /// Leaves; everything is saved.
    Quit,
}

/// An ID as the operator types it: in quotes if it has spaces.
#[must_use]
pub fn typed(id: &str) -> String {
    if id.contains(char::is_whitespace) { format!("\"{id}\"") } else { id.to_owned() }
}

/// Splits off the first word. Quotes keep spaces in it: `sites."Main site".group W` splits after `group`.
pub(super) fn first_word(text: &str) -> Option<(String, &str)> {
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    (!word.is_empty()).then(|| (unquoted(word), rest.trim()))
}

pub(super) fn unquoted(text: &str) -> String {
    text.chars().filter(|c| *c != '"').collect()
}
