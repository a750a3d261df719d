//! Writes a header or an event as a block of TOML lines, and reads it again.

use std::fmt::Write as _;
use std::str;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde_json::Value as Json;
use toml::{Table, Value};

use super::error::{BlockId, Error, Newer};
use super::header::{FORMAT, Header};
use crate::engine::event::{Event, Record};

const TITLE: &str = "# A nodewalk journal. Each block is sealed: to edit it is to break it.\n";
const EVENT: &str = "\n[[event]]\n";

/// Why a block cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A newer nodewalk wrote it.
    Newer(Newer),
    /// No nodewalk wrote it.
    Nonsense(String),
}

impl From<String> for Fault {
    fn from(why: String) -> Self {
        Fault::Nonsense(why)
    }
}

/// The lines of a header, without the seal.
///
/// # Errors
///
/// Returns that reading them would give another header.
pub(super) fn write_header(header: &Header) -> Result<String, Error> {
    let mut out = Lines(TITLE.to_owned());
    out.raw("format", FORMAT);
    out.string("session", &header.session);
    out.string("procedure", &header.procedure);
    out.string("title", &header.title);
    out.string("digest", &header.digest);
    out.raw("rehearsal", header.rehearsal);
    out.time("created", &header.created);
    out.string("nodewalk", &header.version);
    checked(BlockId::Header, out.0, header, read_header)
}

/// Reads a header from its lines.
pub(super) fn read_header(body: &str) -> Result<Header, Fault> {
    let mut keys = Keys::read(body)?;
    if keys.integer("format")? != FORMAT {
        return Err(Fault::Nonsense("its format is none".to_owned()));
    }
    let header = Header {
        session: keys.string("session")?,
        procedure: keys.string("procedure")?,
        title: keys.string("title")?,
        digest: keys.string("digest")?,
        rehearsal: keys.flag("rehearsal")?,
        created: keys.time("created")?,
        version: keys.string("nodewalk")?,
    };
    match keys.0.keys().next() {
        Some(key) => Err(Fault::Newer(Newer::Key { block: BlockId::Header, key: key.clone() })),
        None => Ok(header),
    }
}

/// The format of a header, if it is later than [`FORMAT`].
pub(super) fn later_format(body: &[u8]) -> Option<i64> {
    let mut keys = Keys::read(str::from_utf8(body).ok()?).ok()?;
    keys.integer("format").ok().filter(|format| *format > FORMAT)
}

/// The lines of an event, without the seal.
///
/// # Errors
///
/// Returns that reading them would give another event.
pub(super) fn write_record(record: &Record) -> Result<String, Error> {
    let block = BlockId::Event(record.number);
    let unwritable = |why: String| Error::Unwritable { block, why };
    let event = serde_json::to_value(&record.event).map_err(|error| unwritable(error.to_string()))?;
    let Json::Object(mut event) = event else { return Err(unwritable("it has no keys".to_owned())) };
    let kind = event.shift_remove("kind");

    let mut out = Lines(EVENT.to_owned());
    out.raw("number", record.number);
    out.time("time", &record.time);
    out.string("kind", kind.as_ref().and_then(Json::as_str).unwrap_or_default());
    out.string("by", &record.by);
    for (key, value) in &event {
        match value {
            _ if key == "sha256" => return Err(unwritable("`sha256` is the key of the seal".to_owned())),
            Json::String(text) => out.string(key, text),
            Json::Number(number) => out.raw(key, number),
            Json::Bool(flag) => out.raw(key, flag),
            _ => return Err(unwritable(format!("`{key}` is not one string, number or yes or no"))),
        }
    }
    checked(block, out.0, record, read_record)
}

/// Reads an event from its lines.
pub(super) fn read_record(body: &str) -> Result<Record, Fault> {
    let mut keys = Keys::read(body.strip_prefix(EVENT).ok_or_else(|| "it does not begin with [[event]]".to_owned())?)?;
    let number = keys.integer("number")?;
    let number = u64::try_from(number).map_err(|_| format!("`number` is {number}"))?;
    let (time, by) = (keys.time("time")?, keys.string("by")?);
    let event = keys.0.clone().try_into::<Event>().map_err(|error| {
        let why = error.message().trim();
        unknown(BlockId::Event(number), &keys.0, why).map_or_else(|| Fault::Nonsense(why.to_owned()), Fault::Newer)
    })?;
    Ok(Record { number, time, by, event })
}

/// The word or key that serde doesn't know: its message begins with a fixed phrase, and the name is in backticks.
fn unknown(block: BlockId, keys: &Table, why: &str) -> Option<Newer> {
    let name = why.split('`').nth(1)?;
    if why.starts_with("unknown field") {
        return Some(Newer::Key { block, key: name.to_owned() });
    }
    let (key, _) = keys.iter().find(|(_, value)| value.as_str() == Some(name))?;
    why.starts_with("unknown variant").then(|| Newer::Word { block, key: key.clone(), word: name.to_owned() })
}

/// Refuses to write what could not be read back: a year that TOML does not know, a key used twice.
fn checked<T: PartialEq>(
    block: BlockId,
    body: String,
    from: &T,
    read: fn(&str) -> Result<T, Fault>,
) -> Result<String, Error> {
    let why = match read(&body) {
        Ok(back) if back == *from => return Ok(body),
        Ok(_) => "it would be read back as something else".to_owned(),
        Err(Fault::Newer(newer)) => newer.to_string(),
        Err(Fault::Nonsense(why)) => why,
    };
    Err(Error::Unwritable { block, why })
}

/// Lines of TOML, one for each key.
struct Lines(String);

impl Lines {
    /// Adds a value as it displays.
    fn raw(&mut self, key: &str, value: impl std::fmt::Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{key} = {value}");
    }

    fn time(&mut self, key: &str, time: &DateTime<FixedOffset>) {
        self.raw(key, time.to_rfc3339_opts(SecondsFormat::AutoSi, false));
    }

    /// Adds a basic string, with the escapes of TOML 1.0.
    fn string(&mut self, key: &str, value: &str) {
        let mut out = String::with_capacity(value.len() + 2);
        for c in value.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if deceives(c) => {
                    let _ = write!(out, "\\u{:04X}", u32::from(c));
                }
                c => out.push(c),
            }
        }
        self.raw(key, format_args!("\"{out}\""));
    }
}

/// Whether a character could make a terminal or editor show something else: control characters, line and paragraph separators,
/// and characters that change the direction of text.
fn deceives(c: char) -> bool {
    let turns = matches!(c, '\u{061C}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || c == '\u{FEFF}'
}

/// Keys that are being read. Each is taken once.
struct Keys(Table);

impl Keys {
    fn read(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|error: toml::de::Error| error.message().trim().to_owned())
    }

    fn take(&mut self, key: &str) -> Result<Value, String> {
        self.0.remove(key).ok_or_else(|| format!("`{key}` is missing"))
    }

    fn string(&mut self, key: &str) -> Result<String, String> {
        match self.take(key)? {
            Value::String(text) => Ok(text),
            _ => Err(format!("`{key}` is not a string")),
        }
    }

    fn integer(&mut self, key: &str) -> Result<i64, String> {
        self.take(key)?.as_integer().ok_or_else(|| format!("`{key}` is not a whole number"))
    }

    fn flag(&mut self, key: &str) -> Result<bool, String> {
        self.take(key)?.as_bool().ok_or_else(|| format!("`{key}` is not true or false"))
    }

    fn time(&mut self, key: &str) -> Result<DateTime<FixedOffset>, String> {
        let value = self.take(key)?;
        let time = value.as_datetime().and_then(|time| DateTime::parse_from_rfc3339(&time.to_string()).ok());
        time.ok_or_else(|| format!("`{key}` is not a time with its offset"))
    }
}
