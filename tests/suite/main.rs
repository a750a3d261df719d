//! All tests of the program from outside, as one test program: `cargo test --test suite NAME` runs those of a module.

#![expect(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

// What the tests share.
mod bench;
mod common;
mod small;
mod thousand;

mod advisor;
mod answer_files;
mod architecture;
mod author;
mod authoring;
mod cli;
mod coverage;
mod failures_others;
mod failures_q191138;
mod failures_shared;
mod fields;
mod files;
mod index;
mod journal;
mod kept_procedures;
mod lint;
mod loader;
mod mutants;
mod old_sessions;
mod plans;
mod recorded_values;
mod report;
mod rules;
mod rules_others;
mod schema;
mod screenshots;
mod slip;
mod terminal;
mod texts;
mod walk_others;
mod walk_q191138;
mod wording;
