//! Given facts: values that somebody wrote down beforehand, in an answers file or for a scenario.

/// A fact with a value. The loader checked both against the procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The fact's full id, `a.name`.
    pub fact: String,
    /// Its value.
    pub value: GivenValue,
}

/// What a fact is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenValue {
    /// A value, as an operator would type it; empty for a fact that isn't known.
    Text(String),
    /// The members of a list: the key of each, and its other fields with their values.
    Members(Vec<(String, Vec<(String, String)>)>),
}
