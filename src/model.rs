//! The model of a procedure: what a file says, decoded, with every name resolved and every value typed.
//!
//! The code knows no procedure by name: everything that a screen says about a cluster comes from here. [`crate::load`] makes
//! it from TOML. A field that holds a key of the file has the key's name, and [`crate::load::keys`] describes it.

mod check;
pub mod condition;
mod effect;
mod fact;
mod file_rules;
mod given;
mod id;
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
pub use file_rules::{About, FileCondition, FileFormat, FileRule, FileRules, FileTest};
pub use given::{Given, GivenValue};
pub(crate) use id::means;
pub use jump::{Jump, OnRestart};
pub use node::Node;
pub use obligation::{Obligation, ObligationOnRestart};
pub use phase::{For, Phase, Recovery};
pub use problem::{Problem, Table};
pub use procedure::{Applies, NamedCondition, Procedure, Source};
pub use rule::{Rule, RuleKind};
pub use scenario::{Departure, Goal, Reference, Scenario, StepScreen};
pub use severity::Severity;
pub use source::SourceFile;
pub use span::Span;
pub use state::{State, StateOnRestart};
pub use step::{Erratum, Observe, Restart, Step};
pub use text::{Filter, Text, TextPart};
pub use writes::{Encoding, FileLine, Newline, Writes};
