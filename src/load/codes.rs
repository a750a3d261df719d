//! Codes: what can be wrong with a file, each with a paragraph that explains it.
//!
//! The compiler reports a code that isn't in this table, and a code that nothing reports.

use crate::model::Severity;

/// A code of a diagnostic, with its explanation.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, kebab-case.
    pub id: &'static str,
    /// How bad a finding of it is.
    pub severity: Severity,
    /// Whether a new procedure must keep it although a procedure that breaks it can be decoded. A rule is judged by `lint` and
    /// at `start`, never when a session is resumed. Every code, and every case of a code, that is new after version 0.1.0 must be
    /// a rule: sessions keep procedures that an older loader accepted.
    pub rule: bool,
    /// What it means and why it matters.
    pub words: &'static str,
}

/// Names each code and puts it into the list of all. The word `rule` after the name says that the code is one.
macro_rules! codes {
    ($($name:ident $($rule:ident)? $id:literal $words:literal)*) => {
        $(pub(super) static $name: &Code =
            &Code { id: $id, severity: Severity::Error, rule: is_rule!($($rule)?), words: $words };)*
        /// Every code of the loader.
        pub static CODES: &[&Code] = &[$($name),*];
    };
}

/// Whether the word `rule` is there.
macro_rules! is_rule {
    () => {
        false
    };
    (rule) => {
        true
    };
}

/// The codes of words that this version doesn't know.
pub(super) static UNKNOWN: [&Code; 5] = [UNKNOWN_SCHEMA, UNKNOWN_KEY, UNKNOWN_TYPE, UNKNOWN_WORD, UNKNOWN_FILTER];

codes! {
    SYNTAX "syntax"
    "The file isn't TOML 1.0. While it can't be read, its names aren't checked. An inline table must be on one line; only lists can have line breaks."
    UNKNOWN_SCHEMA "unknown-schema"
    "The number in `schema` isn't one that this nodewalk knows. It knows version 1; a newer nodewalk may know more."
    UNKNOWN_KEY "unknown-key"
    "The element doesn't have this key. Unknown keys are never ignored: otherwise, a gate or a warning with a misspelled key would never show."
    MISSING_KEY "missing-key"
    "The element needs this key. For example, an obligation or a state must say what a restart does to it, a step at which node it is done, and a check what must hold."
    WRONG_TYPE "wrong-type"
    "The value has a different TOML type than the key takes, such as a string instead of a list, or a number instead of a text."
    UNKNOWN_TYPE "unknown-type"
    "There is no such `type` of a fact, reading, or field. The type decides which text is accepted and whether a command can use the value."
    UNKNOWN_WORD "unknown-word"
    "The key takes one of a few words, and this isn't one of them."
    BAD_ID "bad-id"
    "Names that texts can use (nodes, facts, states, obligations, loop names) are in snake_case. Everything else, including the values of states, is in kebab-case."
    EMPTY_TEXT rule "empty-text"
    "The text is empty. An operator would look at a blank line and wonder."
    EMPTY_LIST "empty-list"
    "The list needs at least one member. A phase without steps or a state without values means nothing."
    CONTROL_CHARACTER "control-character"
    "The text contains a control character. It would reach the terminal, or a file that somebody reads."
    DUPLICATE_ID "duplicate-id"
    "Two elements of one sort have the same ID, in this file or in a shared one that it uses. Two files can define the same element alike, but not differently."
    NAME_TAKEN "name-taken"
    "Something else has this name. All names share one namespace, so that a text can never mean two things."
    VALUE_AND_SCOPE "value-and-scope"
    "A name is either a value or the scope of others. If `cluster.name` is a fact, `cluster` can't be one."
    TWO_SCOPES "two-scopes"
    "A fact with a scope of its own, such as `dtc.group`, can't have a value for each node too."
    UNKNOWN_NAME "unknown-name"
    "There is no node, fact, state, obligation, step, recovery, table, or shared file with this name."
    AMBIGUOUS_NAME "ambiguous-name"
    "Several phases have a step with this ID, and the phase in which the name is written doesn't. Write the ID with its phase."
    UNKNOWN_VALUE "unknown-value"
    "The state or choice doesn't have this value. The test could never be true, or the state would get a value that nothing knows."
    BAD_LITERAL rule "bad-literal"
    "The value can't be read as the type that it is compared with, so no operator could ever type it."
    BAD_BOUNDS "bad-bounds"
    "The smallest number is larger than the largest one, so no number is accepted."
    BAD_TEXT "bad-text"
    "A text can use names, as in `{{ a.name }}`, and change their case. It can't use tags, comments, or expressions."
    UNKNOWN_FILTER "unknown-filter"
    "A text can use `| upper` or `| lower` after a name. There are no other filters."
    UNSAFE_IN_COMMAND rule "unsafe-in-command"
    "A value of this type can contain characters that cmd.exe acts on, so it could change the command around it. Types such as `netbios-name`, `account`, or `windows-path` refuse those characters in the operator's input; `text` and the label of a node don't."
    SECRET_OUT_OF_PLACE "secret-out-of-place"
    "Only a line with `secret = true` of a file to write can use a secret. Texts, commands, and conditions can't, because they are shown or kept."
    SECRET_FILTERED "secret-filtered"
    "A secret is written as it was typed. A filter would silently change a password."
    NO_SECRET rule "no-secret"
    "The line says `secret = true`, which keeps its file out of the session, but it doesn't contain a secret."
    MISPLACED_SECRET "misplaced-secret"
    "The journal keeps readings and the fields of a list, so neither can be a secret."
    MISSING_OBLIGATION rule "missing-obligation"
    "A file with a secret stays on a disk until somebody destroys it. The step that writes it must open an obligation to do so."
    MISPLACED_KEY "misplaced-key"
    "The key exists, but it can't be combined with the other keys here."
    ONE_SUBJECT "one-subject"
    "A condition or a file rule is about one thing. Join several conditions with `all` or `any`, and write several rules."
    ONE_OPERATOR "one-operator"
    "A condition makes one test of its subject, so that a verdict can say which clause decided it. Join several conditions with `all`."
    ONE_TEST "one-test"
    "A file rule makes one test, so that `says` and `fix` match what was found."
    ONE_LEAD "one-lead"
    "A jump leads to one place: `\"repeat\"`, a `go_to`, a `run`, or a `stop`."
    WRONG_OPERATOR "wrong-operator"
    "Values of this type can't be compared in this way. For example, only versions are newer or older, and only paths are on a drive."
    WRONG_OPERAND "wrong-operand"
    "The two sides of the comparison can never be equal: they have different types, or the subject doesn't have such a value."
    FACTS_ONLY "facts-only"
    "Facts alone decide which steps a walk has, so that the plan can be printed before the walk. Use states and obligations in `requires`, `already`, or the `pass` of a check."
    CIRCULAR "circular"
    "Named conditions depend on each other in a circle, so none of them means anything."
    NOT_A_LIST "not-a-list"
    "Only a fact of type `records` has members."
    NOT_A_READING "not-a-reading"
    "A step asks for readings: values that the operator reads off a screen again at each attempt. The wizard asks for facts before the walk."
    NOT_A_STEP "not-a-step"
    "Only a step of a recovery can lead to another step of it. From elsewhere, run the whole recovery."
    NESTED_RECORDS "nested-records"
    "A field of a list can't be a list itself."
    WHOSE_STATE "whose-state"
    "Each member of a list has this state, and nothing here says which member is meant."
    VISITED_NODE rule "visited-node"
    "The operator only looks at a node with `visited = true`. No step can restart it."
    UNEVEN_ROWS "uneven-rows"
    "Every row of a repeated phase must have the same names in the same order. Otherwise, a step could use a name that its row doesn't have."
    MISSING_SOURCE rule "missing-source"
    "Every step says where it comes from: `source` gives the section of the document, and `added` says why the step is ours. The reader of the report must be able to tell them apart."
    MISSING_GATE rule "missing-gate"
    "A step that can't be undone must have a gate, `requires`, so that its command isn't shown before the gate opens."
    NOTHING_TO_JUDGE rule "nothing-to-judge"
    "The step says when it succeeds, but it doesn't ask for anything that could tell."
    USELESS_TEST "useless-test"
    "Such a key of a file rule can only be `true`. `false` tests nothing."
    WRONG_ID "wrong-id"
    "A shared file has an ID that isn't its name. Elements from it couldn't be told apart."
}
