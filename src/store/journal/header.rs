//! The header of a journal.

use chrono::{DateTime, FixedOffset};

/// The journal format that this version writes, and the latest one that it reads.
pub const FORMAT: i64 = 1;

/// The first block of a journal. Its format is always [`FORMAT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The session's id.
    pub session: String,
    /// The procedure's id.
    pub procedure: String,
    /// The procedure's title.
    pub title: String,
    /// The digest of the procedure's source files, 64 hex digits.
    pub digest: String,
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
    /// When the session began.
    pub created: DateTime<FixedOffset>,
    /// The version of nodewalk that began it.
    pub version: String,
}
