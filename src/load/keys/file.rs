//! The keys of the files themselves, and of phases, checks, tables, and rules.

use super::declaration::{FACT, NODE, OBLIGATION, SOURCE, STATE};
use super::file_rules::FILE_RULES;
use super::scenario::SCENARIO;
use super::step::{END, JUMP, PROBLEM, STEP};
use super::{Element, Key, NAMES, Shape, may, must};

/// `procedures/ID.toml`
pub static PROCEDURE: Element = Element {
    name: "a procedure",
    keys: &[
        SCHEMA,
        must("id", Shape::Kebab, "The ID, such as `q191138`."),
        must("title", Shape::Words, "The title, as screens and reports show it."),
        must("summary", Shape::Text, "What the procedure achieves, in a sentence or two."),
        may("facts", NAMES, "The facts to take from the shared list, `facts.toml`."),
        may("source", Shape::Tables(&SOURCE), "The documents that the procedure follows."),
        must("node", Shape::Tables(&NODE), "The consoles, in the order in which screens show their lanes."),
        FACT_KEY,
        READING,
        CONDITIONS,
        may("applies", Shape::Table(&APPLIES), "When this procedure is the right one."),
        CHECKS,
        STATES,
        OBLIGATIONS,
        must("phase", MAIN_LINE, "The phases and shared phases of the main line, in order."),
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
        must("id", Shape::Kebab, "The ID that procedures give in `use`; also the name of the file."),
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
    keys: &[SCHEMA, must("id", Shape::Kebab, "The ID of the procedure that it belongs to."), NEVER, ALWAYS, SCENARIOS],
};

const SCHEMA: Key = must("schema", Shape::Number, "The version of the file format: 1.");
const FACT_KEY: Key = may("fact", Shape::Tables(&FACT), "Typed values that describe this cluster.");
const READING: Key = may("reading", Shape::Tables(&FACT), "Values that the operator reads off a screen during a step.");
const CONDITIONS: Key = may("condition", Shape::Tables(&NAMED), "Conditions with a name, for `holds`.");
const CHECKS: Key = may(
    "check",
    Shape::Tables(&CHECK),
    "What must be right before the first step, or before the phases and steps in `guards`.",
);
const STATES: Key = may("state", Shape::Tables(&STATE), "What the walk changes and keeps track of.");
const OBLIGATIONS: Key =
    may("obligation", Shape::Tables(&OBLIGATION), "What a step can leave open for a later step to settle.");
const RECOVERIES: Key = may("recovery", Shape::Tables(&RECOVERY), "Steps outside the main line, which a jump runs.");
const TABLES: Key = may("table", Shape::Tables(&TABLE), "Lists of problems that several steps share.");
const NEVER: Key = may("never", Shape::Tables(&RULE), "What must not hold on any path.");
const ALWAYS: Key = may("always", Shape::Tables(&RULE), "What must hold on every path.");
const SCENARIOS: Key = may("scenario", Shape::Tables(&SCENARIO), "Example walks that lint checks.");
const FILES: Key =
    may("file_rules", Shape::Tables(&FILE_RULES), "Sets of rules for files that a step writes or that exist already.");

static NAMED: Element = Element {
    name: "a named condition",
    keys: &[must("id", Shape::Snake, "The name."), must("holds", Shape::Condition, "The condition.")],
};

static APPLIES: Element = Element {
    name: "`applies`",
    keys: &[
        must("when", Shape::Condition, "When the procedure is the right one. Only facts can be used here."),
        must("because", Shape::Text, "Why, in the operator's words."),
    ],
};

static CHECK: Element = Element {
    name: "a check",
    keys: &[
        must("id", Shape::Kebab, "The ID."),
        must("title", Shape::Text, "What the check makes sure of, in a few words."),
        must("severity", Shape::Word(&["block", "warn"]), "Whether a failure stops the walk or only warns."),
        may("guards", NAMES, "The phases and steps that the check guards. By default, the first step."),
        may("when", Shape::Condition, "The check applies only if this holds."),
        must("pass", Shape::Condition, "What must hold."),
        must("why", Shape::Text, "Why it matters."),
        must("fix", Shape::Text, "What to do if the check fails."),
        must("source", Shape::Words, "The section of a document, or why we added it."),
    ],
};

static PHASE: Element = Element {
    name: "a phase",
    keys: &[
        must("id", Shape::Kebab, "The ID."),
        must("title", Shape::Text, "What the phase does, in a few words."),
        may("when", Shape::Condition, "The phase is walked only if this holds. Only facts can be used here."),
        may("for", Shape::Marked("rows", &ROWS, &EACH), "What the phase is repeated for."),
        ON_RESTART,
        must("step", Shape::Tables(&STEP), "The steps, in order."),
    ],
};

static USE: Element = Element {
    name: "a `use` of a shared phase",
    keys: &[must("use", Shape::Name, "The ID of the shared phase file."), ON_RESTART],
};

const MAIN_LINE: Shape = Shape::List(&Shape::Marked("use", &USE, &PHASE));

const ON_RESTART: Key =
    may("on_restart", Shape::Map(&JUMP), "Where to go on after an unplanned restart, for each node that it names.");

static ROWS: Element = Element {
    name: "a repetition",
    keys: &[must(
        "rows",
        Shape::List(&Shape::Map(&Shape::Name)),
        "The rows. Each table gives the same names, and the node that each name stands for in that row.",
    )],
};

static EACH: Element = Element {
    name: "a repetition",
    keys: &[
        must("each", Shape::Name, "The list fact."),
        must("as", Shape::Snake, "The name that the phase uses for a member."),
    ],
};

static RECOVERY: Element = Element {
    name: "a recovery",
    keys: &[
        must("id", Shape::Kebab, "The ID."),
        must("title", Shape::Text, "What the recovery puts right."),
        must("step", Shape::Tables(&STEP), "The steps, in order."),
        must("then", END, "Where to go on after the last step."),
        may(
            "on_restart",
            Shape::Map(&JUMP),
            "Where to go on after a restart during the recovery, for each node that it names. For other nodes, the recovery starts again.",
        ),
    ],
};

static TABLE: Element = Element {
    name: "a problem table",
    keys: &[
        must("id", Shape::Kebab, "The ID."),
        may("reading", Shape::Name, "The reading that holds the status code."),
        may("problem", Shape::Tables(&PROBLEM), "The problems. The first one that matches opens."),
        must("other", Shape::Table(&PROBLEM), "The problem that opens if no other one matches."),
    ],
};

static RULE: Element = Element {
    name: "a rule",
    keys: &[
        must("id", Shape::Kebab, "The ID."),
        may("during", NAMES, "The phases and steps in which the rule counts. By default, all of them."),
        must("holds", Shape::Condition, "What must never hold, or must always hold."),
        must("source", Shape::Words, "Where the rule comes from."),
    ],
};
