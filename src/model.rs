//! The procedure model: one document, decoded, resolved and typed.
//!
//! Everything that a screen says comes from here; no procedure's name stands in the code. [`load()`] turns TOML into a
//! [`Procedure`] or into every diagnostic of the file at once.

mod check;
pub mod condition;
mod effect;
mod fact;
mod file_rules;
mod given;
mod jump;
mod node;
mod obligation;
mod phase;
mod problem;
mod procedure;
mod rule;
mod scenario;
mod severity;
mod source;
mod span;
mod state;
mod step;
mod text;
pub mod value;
mod writes;

pub use check::Check;
pub use effect::{Change, Set};
pub use fact::Fact;
pub use file_rules::{About, FileFormat, FilePart, FileRule, FileRules, FileTest};
pub use given::{Given, GivenValue};
pub use jump::{Jump, OnRestart};
pub use node::Node;
pub use obligation::{Obligation, ObligationOnRestart};
pub use phase::{For, Phase, Recovery};
pub use problem::{Problem, Table};
pub use procedure::{Applies, NamedCondition, Procedure, Source};
pub use rule::{Rule, RuleKind};
pub(crate) use scenario::means;
pub use scenario::{Departure, Goal, Reference, Scenario, StepScreen};
pub use severity::Severity;
pub use source::SourceFile;
pub use span::Span;
pub use state::{State, StateOnRestart};
pub use step::{Erratum, Observe, Restart, Step};
pub use text::Text;
pub use writes::{Encoding, FileLine, Newline, Writes};

/// The full ids of something that may stand once per node: `name` alone, or `a.name`, `b.name`.
fn full_ids<'a>(id: &'a str, per: &'a [String]) -> impl Iterator<Item = String> + 'a {
    let alone = per.is_empty().then(|| id.to_owned());
    alone.into_iter().chain(per.iter().map(move |node| format!("{node}.{id}")))
}
