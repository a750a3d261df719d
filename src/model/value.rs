//! Values: what a fact, reading, or state can hold. The operator's input is checked before it becomes a value.
//!
//! A [`Kind`] says which text is accepted and how to read it. A [`Value`] is the result. Values are compared by what they mean:
//! names without case, paths by the rules of Windows, versions by their four numbers.

mod kind;
mod name;
mod path;
mod read;
mod recall;
mod status;
mod version;

use std::collections::BTreeMap;
use std::fmt;

pub use kind::{Choice, Field, Kind, RecordKind};
pub use path::WindowsPath;
pub use read::ValueError;
pub use status::StatusCode;
pub use version::FileVersion;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A name that Windows compares without case: computer, domain, account, group, resource, share, or drive.
    Name(String),
    /// Free text, compared exactly.
    Text(String),
    /// The ID of a choice, compared exactly.
    Choice(String),
    /// The IDs of several choices, in the order of the declaration.
    Choices(Vec<String>),
    /// A path on a Windows drive.
    Path(WindowsPath),
    /// The version of a file that exists.
    Version(FileVersion),
    /// There is no such file. Comparisons of versions with it are false.
    Absent,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(u64),
    /// A service pack of Windows NT. 0 is none.
    ServicePack(u8),
    /// A status code that a console printed.
    Status(StatusCode),
    /// An IPv4 address.
    Address(std::net::Ipv4Addr),
    /// The members of a list, in the order in which they were added.
    Members(Vec<Member>),
    /// A recorded text that its kind can no longer read. Screens show it as it is, and every test of it is undecided.
    Unread(String),
}

/// One member of a list: a record with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key as typed. It is unique in its list; case doesn't matter.
    pub key: String,
    /// The answered fields by their ID, including the key.
    pub fields: BTreeMap<String, Value>,
}

impl Value {
    /// Whether its kind could read it, so that a condition can test it.
    #[must_use]
    pub fn is_read(&self) -> bool {
        !matches!(self, Value::Unread(_))
    }

    /// Whether two values mean the same. Values of different types never do.
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
    /// Writes the value as the operator would type it, so that [`Kind::read`] can read it.
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
