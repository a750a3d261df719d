//! Values: what a fact, reading or state can hold, validated where it enters.
//!
//! A [`Kind`] says what is acceptable and how to read it; a [`Value`] is what was read. Values compare by what they
//! mean: names without case, paths by Windows rules, versions by their four numbers.

mod kind;
mod name;
mod path;
mod recall;
mod status;
mod version;

use std::collections::BTreeMap;
use std::fmt;

pub use kind::{Choice, Field, Kind, KindError, RecordKind, ValueError};
pub use path::WindowsPath;
pub use status::StatusCode;
pub use version::FileVersion;

/// One validated value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A name that Windows compares without case: computer, domain, account, group, resource, share or drive.
    Name(String),
    /// Free text, compared exactly.
    Text(String),
    /// A chosen id, kebab-case or a version-like token, compared exactly.
    Choice(String),
    /// Several chosen ids, in the order of the declaration.
    Choices(Vec<String>),
    /// A path on a Windows drive.
    Path(WindowsPath),
    /// The version of a file that exists.
    Version(FileVersion),
    /// The file does not exist. Version comparisons with it are false.
    Absent,
    /// A yes or a no.
    Flag(bool),
    /// A whole number; also an ordered level such as a service pack (see [`Value::ServicePack`]).
    Number(u64),
    /// A Windows NT service pack level; 0 is none.
    ServicePack(u8),
    /// A status code as a console printed it.
    Status(StatusCode),
    /// An IPv4 address.
    Address(std::net::Ipv4Addr),
    /// The members of a list, in the order they were added.
    Members(Vec<Member>),
    /// A recorded text from which its kind makes no value any more. It is shown as it is; no test of it can be decided.
    Unread(String),
}

/// One member of a list: a record with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key, as typed; unique in its list without regard to case.
    pub key: String,
    /// The other fields by id. A field not answered yet is missing.
    pub fields: BTreeMap<String, Value>,
}

impl Value {
    /// Whether it is a value of its kind, and so something that a condition can judge.
    #[must_use]
    pub fn is_read(&self) -> bool {
        !matches!(self, Value::Unread(_))
    }

    /// Says whether two values mean the same; values of different types never do.
    #[must_use]
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Name(a), Value::Name(b) | Value::Text(b)) | (Value::Text(a), Value::Name(b)) => {
                a.eq_ignore_ascii_case(b)
            }
            (Value::Path(a), Value::Path(b)) => a.same(b),
            _ => self == other,
        }
    }
}

impl fmt::Display for Value {
    /// Writes the value as the operator would type it; [`Kind::read`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Name(text) | Value::Text(text) | Value::Choice(text) | Value::Unread(text) => f.write_str(text),
            Value::Choices(ids) => f.write_str(&ids.join(", ")),
            Value::Path(path) => path.fmt(f),
            Value::Version(version) => version.fmt(f),
            Value::Absent => f.write_str("absent"),
            Value::Flag(true) => f.write_str("yes"),
            Value::Flag(false) => f.write_str("no"),
            Value::Number(number) => number.fmt(f),
            Value::ServicePack(0) => f.write_str("none"),
            Value::ServicePack(level) => write!(f, "SP{level}"),
            Value::Status(code) => code.fmt(f),
            Value::Address(address) => address.fmt(f),
            Value::Members(members) if members.is_empty() => f.write_str("none"),
            Value::Members(members) => {
                let keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
                f.write_str(&keys.join(", "))
            }
        }
    }
}
