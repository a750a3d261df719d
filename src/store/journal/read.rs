//! Reads a journal and verifies every seal.

use std::path::Path;
use std::str;

use super::block::Fault;
use super::error::{BlockId, Error, Newer};
use super::header::Header;
use super::seal::{Seal, Sealed};
use super::{LIMIT, block};
use crate::engine::event::Record;
use crate::store::durable;

/// The contents of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The header.
    pub header: Header,
    /// The events, from event 1, without a gap.
    pub records: Vec<Record>,
    /// The last seal.
    pub head: Seal,
    /// How many bytes follow the last seal: an event that a crash cut short, or that is being written.
    pub torn: usize,
}

/// Reads a journal and verifies every seal. Changes nothing, and needs no lock.
///
/// # Errors
///
/// Returns that the file cannot be read or is longer than [`LIMIT`], that it has no header, that a newer nodewalk wrote it, or
/// which block is damaged or makes no sense. An empty file is an error, because it was a journal once.
pub fn read(path: &Path) -> Result<Contents, Error> {
    let bytes = durable::read(path, LIMIT).map_err(|reason| Error::io("read", path, reason))?;
    scan(path, &bytes)
}

/// Reads a journal's bytes. `path` is for the errors.
pub(super) fn scan(path: &Path, bytes: &[u8]) -> Result<Contents, Error> {
    let no_header = || Error::NoHeader { path: path.to_owned(), length: bytes.len() };
    let damaged = |block| Error::Damaged { path: path.to_owned(), block };
    let unreadable = |block, why| Error::Unreadable { path: path.to_owned(), block, why };
    let faulty = |block, fault| match fault {
        Fault::Newer(newer) => Error::Newer { path: path.to_owned(), newer },
        Fault::Nonsense(why) => unreadable(block, why),
    };

    let first = Sealed::first(bytes).ok_or_else(no_header)?;
    // A later format may have other seals, so this comes before the seal is verified.
    if let Some(format) = block::later_format(first.body) {
        return Err(Error::Newer { path: path.to_owned(), newer: Newer::Format(format) });
    }
    let mut head = first.verify(None).ok_or_else(|| damaged(BlockId::Header))?;
    let header = text(first.body).and_then(block::read_header).map_err(|fault| faulty(BlockId::Header, fault))?;

    let mut records = Vec::new();
    let mut rest = bytes.get(first.length..).unwrap_or_default();
    while let Some(next) = Sealed::first(rest) {
        let number = records.len() as u64 + 1;
        let Some(seal) = next.verify(Some(head)) else {
            // The end of the block reached the disk, but the page at its beginning did not.
            if next.length == rest.len() && rest.starts_with(&[0]) {
                break;
            }
            return Err(damaged(BlockId::Event(number)));
        };
        let record = text(next.body).and_then(block::read_record);
        let record = record.map_err(|fault| faulty(BlockId::Event(number), fault))?;
        if record.number != number {
            return Err(unreadable(BlockId::Event(number), format!("it says that it is event {}", record.number)));
        }
        head = seal;
        records.push(record);
        rest = rest.get(next.length..).unwrap_or_default();
    }
    Ok(Contents { header, records, head, torn: rest.len() })
}

fn text(body: &[u8]) -> Result<&str, Fault> {
    str::from_utf8(body).map_err(|_| Fault::Nonsense("it is not UTF-8".to_owned()))
}
