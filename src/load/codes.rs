//! Codes: what the loader can have against a file, each with one paragraph that explains it. A code that is not in this
//! table does not compile, nor does one in it that nothing reports.

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
    "The file is not TOML 1.0. While it cannot be read, the names in it are not judged. An inline table stands on one line; only lists may break."
    UNKNOWN_SCHEMA "unknown-schema"
    "The file says `schema` with a number that this nodewalk does not read. A newer nodewalk may; this one knows version 1."
    UNKNOWN_KEY "unknown-key"
    "No element of this sort has such a key. Nothing is read in silence: a misspelt key would otherwise be a gate or a warning that never shows."
    MISSING_KEY "missing-key"
    "The element cannot stand without this key. An obligation or a state has to say what a restart does to it, a step at which node it is done, a check what must hold."
    WRONG_TYPE "wrong-type"
    "The value has another TOML type than the key takes: a string where a list belongs, a number where a text belongs."
    UNKNOWN_TYPE "unknown-type"
    "A fact, reading or field says a `type` that does not exist. The type decides what may be typed, and whether the value can stand in a command."
    UNKNOWN_WORD "unknown-word"
    "The key takes one of a few words, and this is none of them."
    BAD_ID "bad-id"
    "What texts can name (nodes, facts, states, obligations, loop names) is written in snake_case; everything else, and the values of states, in kebab-case."
    EMPTY_TEXT rule "empty-text"
    "A text that is shown has nothing in it. An operator would look at a blank line and wonder."
    EMPTY_LIST "empty-list"
    "The list must have at least one member: a phase without steps, or a state without values, means nothing."
    CONTROL_CHARACTER "control-character"
    "The text holds a control character. It would reach the terminal, or a file that somebody reads."
    DUPLICATE_ID "duplicate-id"
    "Two things of one sort have the same id, in this file or in a shared one that it uses. What two files define alike counts once; what they define differently is an error."
    NAME_TAKEN "name-taken"
    "The name stands for something else already. Names share one namespace, so that a text can never mean two things."
    VALUE_AND_SCOPE "value-and-scope"
    "A name is a value or the scope of others, never both: where `cluster.name` is a fact, `cluster` cannot be one."
    TWO_SCOPES "two-scopes"
    "A fact with a scope of its own, `dtc.group`, cannot also stand once for each node."
    UNKNOWN_NAME "unknown-name"
    "The name stands for nothing of the sort that belongs here: no such node, fact, state, obligation, step, recovery, table or shared file."
    AMBIGUOUS_NAME "ambiguous-name"
    "Several phases have a step with this id, and none of them is the one where the name is written. Write it with its phase."
    UNKNOWN_VALUE "unknown-value"
    "The state or choice has no such value, so the test could never be true, or the state would become what nothing knows."
    BAD_LITERAL rule "bad-literal"
    "The value cannot be read as the type of what it is compared with: an operator could never have typed it."
    BAD_BOUNDS "bad-bounds"
    "No number lies between these bounds: the smallest is larger than the largest."
    BAD_TEXT "bad-text"
    "A text can name things, `{{ a.name }}`, and change their case, and nothing else: no tags, no comments, no expressions."
    UNKNOWN_FILTER "unknown-filter"
    "A name in a text can be written `| upper` or `| lower`; there are no other filters."
    UNSAFE_IN_COMMAND rule "unsafe-in-command"
    "A value of this type may hold characters that cmd.exe acts on, so that it could change the command around it. Types such as `netbios-name`, `account` or `windows-path` refuse those characters when the value is typed; `text`, and a node's label, do not."
    SECRET_OUT_OF_PLACE "secret-out-of-place"
    "A secret may stand in a line of a written file that says `secret = true`, and nowhere else: not in a text, a command or a condition, for all of these are shown or kept."
    SECRET_FILTERED "secret-filtered"
    "A secret is written as it was typed; a filter would change a password in silence."
    NO_SECRET rule "no-secret"
    "The line says `secret = true`, which keeps its file out of the session, and no secret stands in it."
    MISPLACED_SECRET "misplaced-secret"
    "A reading or a field of a list is kept in the journal, so neither can be a secret."
    MISSING_OBLIGATION rule "missing-obligation"
    "A file with a secret in it lies on a disk until somebody destroys it. The step that writes it has to open the obligation to do so."
    MISPLACED_KEY "misplaced-key"
    "The key is known, and it does not go with what stands beside it."
    ONE_SUBJECT "one-subject"
    "A condition or a file rule is about one thing. Several are joined by `all` or `any`, or written as rules of their own."
    ONE_OPERATOR "one-operator"
    "A condition makes one test of its subject, so that a verdict can say which clause decided it. Several are joined by `all`."
    ONE_TEST "one-test"
    "A file rule makes one test, so that its `says` and `fix` fit what was found."
    ONE_LEAD "one-lead"
    "A lead goes to one place: `\"repeat\"`, a `go_to`, a `run` or a `stop`."
    WRONG_OPERATOR "wrong-operator"
    "The type of the subject does not have this comparison: only versions are newer or older, only paths lie on a drive."
    WRONG_OPERAND "wrong-operand"
    "The two sides of the comparison can never mean the same: they are of different types, or the words are not those of the subject."
    FACTS_ONLY "facts-only"
    "What is walked is decided from facts alone, so that the plan can be printed before the walk. States and obligations belong in `requires`, `already` or a check's `pass`."
    CIRCULAR "circular"
    "Named conditions rest on each other in a circle, so that none of them says anything."
    NOT_A_LIST "not-a-list"
    "Only a fact of type `records` has members to go through."
    NOT_A_READING "not-a-reading"
    "A step asks readings: values read off a screen, anew at each attempt. Facts are asked before the walk."
    NOT_A_STEP "not-a-step"
    "The steps of a recovery can be reached from inside it only. From elsewhere the whole recovery is run."
    NESTED_RECORDS "nested-records"
    "A field of a list cannot be a list itself."
    WHOSE_STATE "whose-state"
    "The state belongs to each member of a list, and nothing here says which member is meant."
    VISITED_NODE rule "visited-node"
    "A node with `visited = true` is only looked at; no step can restart it."
    UNEVEN_ROWS "uneven-rows"
    "Every row of a repeated phase binds the same names, in the same order; a step could otherwise name what its row does not have."
    MISSING_SOURCE rule "missing-source"
    "Every step says where it comes from: the section of the document in `source`, or in `added` why it is ours. The reader of the report has to know which is which."
    MISSING_GATE rule "missing-gate"
    "A step that cannot be undone shows its command only once its gate holds, and this one has no `requires`."
    NOTHING_TO_JUDGE rule "nothing-to-judge"
    "The step says when it succeeds, and asks nothing from which that could be known."
    USELESS_TEST "useless-test"
    "A flag of a file rule is only ever `true`; `false` tests nothing."
    WRONG_ID "wrong-id"
    "A shared phase file is used by one name and calls itself by another, so that what it defines could not be told apart."
}
