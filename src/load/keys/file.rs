//! The keys of the files themselves, and of phases, checks, tables and rules.

use super::declaration::{FACT, NODE, OBLIGATION, SOURCE, STATE};
use super::file_rules::FILE_RULES;
use super::scenario::SCENARIO;
use super::step::{END, LEAD, PROBLEM, STEP};
use super::{Element, Key, NAMES, Shape, may, must};

/// `procedures/ID.toml`
pub static PROCEDURE: Element = Element {
    name: "a procedure",
    keys: &[
        SCHEMA,
        must("id", Shape::Kebab, "The id, `q191138`."),
        must("title", Shape::Words, "The title."),
        must("summary", Shape::Text, "What it achieves, in a sentence or two."),
        may("facts", NAMES, "The facts taken from the shared list."),
        may("source", Shape::Tables(&SOURCE), "The documents it follows."),
        must("node", Shape::Tables(&NODE), "The consoles, in the order of their lanes."),
        FACT_KEY,
        READING,
        CONDITIONS,
        may("applies", Shape::Table(&APPLIES), "When it is the right one."),
        CHECKS,
        STATES,
        OBLIGATIONS,
        must("phase", MAIN_LINE, "The main line, in order."),
        RECOVERIES,
        TABLES,
        NEVER,
        ALWAYS,
        FILES,
        SCENARIOS,
    ],
};

/// `facts.toml`
pub static FACTS: Element = Element { name: "a list of facts", keys: &[SCHEMA, FACT_KEY] };

/// `phases/ID.toml`
pub static PHASES: Element = Element {
    name: "a shared phase file",
    keys: &[
        SCHEMA,
        must("id", Shape::Kebab, "The id by which a procedure uses it."),
        FACT_KEY,
        READING,
        CONDITIONS,
        CHECKS,
        STATES,
        OBLIGATIONS,
        must("phase", Shape::Tables(&PHASE), "The phases, in order."),
        RECOVERIES,
        TABLES,
        NEVER,
        ALWAYS,
        FILES,
    ],
};

/// `proofs/ID.toml`
pub static PROOF: Element = Element {
    name: "a proof",
    keys: &[SCHEMA, must("id", Shape::Kebab, "The id of the procedure that it is about."), NEVER, ALWAYS, SCENARIOS],
};

const SCHEMA: Key = must("schema", Shape::Number, "The version of the format, 1.");
const FACT_KEY: Key = may("fact", Shape::Tables(&FACT), "Typed values about this cluster.");
const READING: Key = may("reading", Shape::Tables(&FACT), "Facts asked for inside a step.");
const CONDITIONS: Key = may("condition", Shape::Tables(&NAMED), "Conditions with a name.");
const CHECKS: Key = may("check", Shape::Tables(&CHECK), "What must be right before a phase or step.");
const STATES: Key = may("state", Shape::Tables(&STATE), "What the walk changes and follows.");
const OBLIGATIONS: Key = may("obligation", Shape::Tables(&OBLIGATION), "What can be left open.");
const RECOVERIES: Key = may("recovery", Shape::Tables(&RECOVERY), "Steps outside the main line.");
const TABLES: Key = may("table", Shape::Tables(&TABLE), "Shared lists of problems.");
const NEVER: Key = may("never", Shape::Tables(&RULE), "What must not hold on any path.");
const ALWAYS: Key = may("always", Shape::Tables(&RULE), "What must hold on every path.");
const SCENARIOS: Key = may("scenario", Shape::Tables(&SCENARIO), "Walks told beforehand, which lint walks.");
const FILES: Key = may("file_rules", Shape::Tables(&FILE_RULES), "What must be right in files.");

static NAMED: Element = Element {
    name: "a named condition",
    keys: &[must("id", Shape::Snake, "The name."), must("holds", Shape::Condition, "What it says.")],
};

static APPLIES: Element = Element {
    name: "`applies`",
    keys: &[
        must("when", Shape::Condition, "When the procedure is the right one; facts only."),
        must("because", Shape::Text, "Why, in the operator's words."),
    ],
};

static CHECK: Element = Element {
    name: "a check",
    keys: &[
        must("id", Shape::Kebab, "The id."),
        must("title", Shape::Text, "What it makes sure of, in a few words."),
        must("severity", Shape::Word(&["block", "warn"]), "How much it weighs."),
        may("guards", NAMES, "The phases or steps before which it must pass; left out, the first step."),
        may("when", Shape::Condition, "Applies only when this holds."),
        must("pass", Shape::Condition, "What must hold."),
        must("why", Shape::Text, "Why it matters."),
        must("fix", Shape::Text, "What to do when it fails."),
        must("source", Shape::Words, "Where it comes from, or why it is ours."),
    ],
};

static PHASE: Element = Element {
    name: "a phase",
    keys: &[
        must("id", Shape::Kebab, "The id."),
        must("title", Shape::Text, "What it is about, in a few words."),
        may("when", Shape::Condition, "Walked only when this holds; facts only."),
        may("for", Shape::Marked("rows", &ROWS, &EACH), "What it is repeated over."),
        ON_RESTART,
        must("step", Shape::Tables(&STEP), "The steps, in order."),
    ],
};

static USE: Element = Element {
    name: "a shared phase in its place",
    keys: &[must("use", Shape::Name, "The id of the shared phase file."), ON_RESTART],
};

const MAIN_LINE: Shape = Shape::List(&Shape::Marked("use", &USE, &PHASE));

const ON_RESTART: Key =
    may("on_restart", Shape::Map(&LEAD), "Where an unplanned restart leads, for each node that it names.");

static ROWS: Element = Element {
    name: "a repetition",
    keys: &[must(
        "rows",
        Shape::List(&Shape::Map(&Shape::Name)),
        "One table a row; each binds the same names to nodes.",
    )],
};

static EACH: Element = Element {
    name: "a repetition",
    keys: &[must("each", Shape::Name, "The list."), must("as", Shape::Snake, "The name of a member.")],
};

static RECOVERY: Element = Element {
    name: "a recovery",
    keys: &[
        must("id", Shape::Kebab, "The id."),
        must("title", Shape::Text, "What it puts right."),
        must("step", Shape::Tables(&STEP), "The steps, in order."),
        must("then", END, "Where its end leads."),
        may(
            "on_restart",
            Shape::Map(&LEAD),
            "Where a restart in its midst leads, for each node that it names; for the others it starts again.",
        ),
    ],
};

static TABLE: Element = Element {
    name: "a table",
    keys: &[
        must("id", Shape::Kebab, "The id."),
        may("reading", Shape::Name, "The reading that holds the code."),
        may("problem", Shape::Tables(&PROBLEM), "The problems; the first that matches is taken."),
        must("other", Shape::Table(&PROBLEM), "What is taken when none matches."),
    ],
};

static RULE: Element = Element {
    name: "a rule",
    keys: &[
        must("id", Shape::Kebab, "The id."),
        may("during", NAMES, "The phases or steps in which it counts; left out, everywhere."),
        must("holds", Shape::Condition, "What must never, or must always, hold."),
        must("source", Shape::Words, "Where it comes from."),
    ],
};
