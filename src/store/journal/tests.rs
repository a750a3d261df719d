//! The journal on a disk that fails as told, and on bytes of every kind.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::engine::event::Event;

/// A disk in memory.
#[derive(Clone, Debug, Default)]
struct Mock(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    bytes: Vec<u8>,
    /// What was called, in order.
    calls: Vec<&'static str>,
    /// The calls that fail, each once.
    failing: Vec<&'static str>,
    /// The bytes that fit, if not all do.
    room: Option<usize>,
    /// The bytes that the file has after it is opened again.
    surprise: Option<Vec<u8>>,
}

impl Mock {
    fn call<T>(&self, name: &'static str, act: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.0.lock().unwrap();
        state.calls.push(name);
        if let Some(at) = state.failing.iter().position(|failing| *failing == name) {
            state.failing.remove(at);
            return Err(io::Error::other(format!("no {name}")));
        }
        act(&mut state)
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap());
    }

    fn calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap().calls)
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().bytes.clone()
    }
}

impl Disk for Mock {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        self.call("read", |state| Ok(state.bytes.clone()))
    }

    fn write(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.call("write", |state| {
            let at = usize::try_from(at).unwrap();
            assert!(at <= state.bytes.len(), "no holes");
            state.bytes.truncate(at);
            let fitting = state.room.unwrap_or(usize::MAX).saturating_sub(at).min(bytes.len());
            state.bytes.extend(&bytes[..fitting]);
            if fitting < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.call("sync", |_| Ok(()))
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.call("cut", |state| {
            state.bytes.truncate(usize::try_from(length).unwrap());
            Ok(())
        })
    }

    fn reopen(&mut self) -> io::Result<()> {
        self.call("reopen", |state| {
            if let Some(bytes) = state.surprise.take() {
                state.bytes = bytes;
            }
            Ok(())
        })
    }
}

fn header() -> Header {
    Header {
        session: "q1-20261122-0512".to_owned(),
        procedure: "q1".to_owned(),
        title: "A \"title\"\nin two lines".to_owned(),
        digest: "ab".repeat(32),
        rehearsal: false,
        created: DateTime::parse_from_rfc3339("2026-11-22T05:12:00.25+01:00").unwrap(),
        version: "0.1.0".to_owned(),
    }
}

fn note(number: u64) -> Record {
    let text = format!("note {number}\n[[event]]\nsha256 = \"0\"");
    let time = DateTime::parse_from_rfc3339("2026-11-22T05:13:00+01:00").unwrap();
    Record { number, time, by: "kim@desk".to_owned(), event: Event::Noted { step: None, text } }
}

/// A journal in bytes, and where each block ends.
fn bytes(events: u64) -> (Vec<u8>, Vec<usize>) {
    let (mut text, mut head) = Seal::close(None, block::write_header(&header()).unwrap());
    let mut ends = vec![text.len()];
    for number in 1..=events {
        let (block, seal) = Seal::close(Some(head), block::write_record(&note(number)).unwrap());
        text.push_str(&block);
        head = seal;
        ends.push(text.len());
    }
    (text.into_bytes(), ends)
}

fn scan(bytes: &[u8]) -> Result<Contents, Error> {
    read::scan(Path::new("journal.toml"), bytes)
}

/// A journal with two events on a mock disk, its calls so far forgotten.
fn opened() -> (Mock, Journal) {
    let mock = Mock::default();
    mock.set(|state| state.bytes = bytes(2).0);
    let (journal, contents, torn) = Journal::open_on(Path::new("journal.toml"), Box::new(mock.clone())).unwrap();
    assert_eq!((contents.records, torn), (vec![note(1), note(2)], None));
    assert_eq!(mock.calls(), ["read", "sync"], "what is given is on disk");
    (mock, journal)
}

#[test]
fn an_event_is_written_once_and_synced_before_it_is_kept() {
    let (mock, mut journal) = opened();
    journal.append(&note(3)).unwrap();
    assert_eq!(mock.calls(), ["write", "sync"]);
    let contents = scan(&mock.bytes()).unwrap();
    assert_eq!((contents.records.len(), contents.head, contents.torn), (3, journal.head(), 0));
}

#[test]
fn a_full_disk_leaves_the_events_before_and_takes_the_same_event_later() {
    let (mock, mut journal) = opened();
    let (before, head) = (mock.bytes(), journal.head());
    mock.set(|state| state.room = Some(before.len() + 40));
    let error = journal.append(&note(3)).unwrap_err();
    assert_eq!(error.to_string(), "event 3 was not saved in `journal.toml`: no storage space");
    assert_eq!(mock.calls(), ["write", "reopen", "read", "cut", "sync"]);
    assert_eq!((mock.bytes(), journal.head()), (before, head));
    mock.set(|state| state.room = None);
    journal.append(&note(3)).unwrap();
    assert_eq!(scan(&mock.bytes()).unwrap().records.len(), 3);
}

#[test]
fn after_a_failed_sync_the_file_is_opened_anew_and_verified() {
    let (mock, mut journal) = opened();
    let before = mock.bytes();
    mock.set(|state| state.failing = vec!["sync"]);
    assert!(matches!(journal.append(&note(3)), Err(Error::NotSaved { number: 3, .. })));
    assert_eq!(mock.calls(), ["write", "sync", "reopen", "read", "cut", "sync"]);
    assert_eq!(mock.bytes(), before);
    journal.append(&note(3)).unwrap();
}

#[test]
fn a_file_that_cannot_be_put_right_takes_no_more_events() {
    let (whole, ends) = bytes(2);
    let mut flipped = whole.clone();
    flipped[ends[1] - 80] ^= 1;
    let surprises = [whole[..ends[1]].to_vec(), whole[..ends[2] - 1].to_vec(), flipped, Vec::new()];
    let broken: Vec<State> = ["reopen", "read", "cut", "sync"]
        .map(|call| State { failing: vec!["sync", call], ..State::default() })
        .into_iter()
        .chain(surprises.map(|bytes| State { failing: vec!["sync"], surprise: Some(bytes), ..State::default() }))
        .collect();
    for State { failing, surprise, .. } in broken {
        let (mock, mut journal) = opened();
        mock.set(|state| (state.failing, state.surprise) = (failing, surprise));
        let error = journal.append(&note(3)).unwrap_err();
        assert!(matches!(error, Error::Stranded { number: 3, .. }), "{error}");
        mock.calls();
        assert!(matches!(journal.append(&note(3)), Err(Error::Closed { .. })));
        assert!(mock.calls().is_empty(), "the file is left alone");
    }
}

#[test]
fn a_torn_end_is_copied_before_it_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.toml");
    let mock = Mock::default();
    let (whole, ends) = bytes(2);
    mock.set(|state| (state.bytes, state.failing) = (whole[..ends[2] - 1].to_vec(), vec!["cut"]));
    assert!(matches!(Journal::open_on(&path, Box::new(mock.clone())), Err(Error::Io { .. })));
    assert_eq!(mock.calls(), ["read", "cut"]);
    assert_eq!(std::fs::read(folder.path().join("journal.torn-1.toml")).unwrap(), whole[ends[1]..ends[2] - 1]);

    let (_, contents, torn) = Journal::open_on(&path, Box::new(mock.clone())).unwrap();
    assert_eq!(mock.calls(), ["read", "cut", "sync"]);
    assert_eq!(mock.bytes(), whole[..ends[1]]);
    assert_eq!(contents.records, [note(1)]);
    let file = folder.path().join("journal.torn-2.toml");
    assert_eq!(torn, Some(Torn { bytes: ends[2] - 1 - ends[1], file }));
}

#[test]
fn nothing_is_written_that_is_out_of_order_or_would_not_be_read_back() {
    let (mock, mut journal) = opened();
    assert!(matches!(journal.append(&note(2)), Err(Error::OutOfOrder { number: 2, last: 2 })));
    assert!(matches!(journal.append(&note(4)), Err(Error::OutOfOrder { number: 4, last: 2 })));
    let far = DateTime::from_timestamp(1_000_000_000_000, 0).unwrap().fixed_offset();
    let error = journal.append(&Record { time: far, ..note(3) }).unwrap_err();
    assert!(error.to_string().starts_with("event 3 cannot be written: "), "{error}");
    journal.length = LIMIT - 10;
    assert!(matches!(journal.append(&note(3)), Err(Error::Full { number: 3, .. })));
    assert!(mock.calls().is_empty());
}

#[test]
fn a_cut_anywhere_loses_at_most_the_last_event() {
    let (whole, ends) = bytes(3);
    for cut in 0..=whole.len() {
        let kept = ends.iter().filter(|end| **end <= cut).count();
        match scan(&whole[..cut]) {
            Ok(contents) => {
                assert_eq!(contents.records.len(), kept - 1, "cut at {cut}");
                assert_eq!(contents.torn, cut - ends[kept - 1]);
            }
            Err(error) => assert!(kept == 0 && matches!(error, Error::NoHeader { .. }), "cut at {cut}: {error}"),
        }
    }
}

#[test]
fn a_last_block_with_unwritten_pages_is_torn_and_an_edited_one_is_damage() {
    let (whole, ends) = bytes(2);
    for hole in [ends[1]..ends[2], ends[1]..ends[1] + 30, ends[1]..ends[1] + 1, ends[2] - 30..ends[2]] {
        let mut bytes = whole.clone();
        bytes[hole].fill(0);
        let contents = scan(&bytes).unwrap();
        assert_eq!((contents.records.len(), contents.torn), (1, ends[2] - ends[1]));
    }
    let mut bytes = whole.clone();
    bytes[ends[0]..ends[0] + 30].fill(0);
    assert_eq!(scan(&bytes).unwrap_err().to_string(), "event 1 of `journal.toml` does not match its seal");
    let edited = String::from_utf8(whole).unwrap().replace("note 2", "note 3");
    assert_eq!(scan(edited.as_bytes()).unwrap_err().to_string(), "event 2 of `journal.toml` does not match its seal");
}

#[test]
fn every_flipped_bit_is_noticed() {
    let (whole, ends) = bytes(2);
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            let block = ends.iter().filter(|end| **end <= at).count();
            match scan(&bytes) {
                Ok(contents) => assert!(block == 2 && contents.torn == ends[2] - ends[1], "byte {at}, bit {bit}"),
                Err(Error::Damaged { block: BlockId::Header, .. } | Error::Newer { .. }) => assert_eq!(block, 0),
                Err(Error::Damaged { block: BlockId::Event(number), .. }) => assert_eq!(number, block as u64),
                Err(error) => panic!("byte {at}, bit {bit}: {error}"),
            }
        }
    }
}

#[test]
fn removed_swapped_and_repeated_events_are_noticed() {
    let (whole, ends) = bytes(3);
    let event = |number: usize| &whole[ends[number - 1]..ends[number]];
    for order in [[2, 3].as_slice(), &[1, 3], &[2, 1, 3], &[1, 1, 2, 3]] {
        let mut bytes = whole[..ends[0]].to_vec();
        for number in order {
            bytes.extend(event(*number));
        }
        assert!(matches!(scan(&bytes), Err(Error::Damaged { .. })), "{order:?}");
    }
}

/// The error of a journal whose second event was changed before it was sealed.
fn error_of_event(change: impl FnOnce(&str) -> String) -> Error {
    let (mut whole, _) = bytes(1);
    let head = scan(&whole).unwrap().head;
    let body = change(&block::write_record(&note(2)).unwrap());
    whole.extend(Seal::close(Some(head), body).0.into_bytes());
    scan(&whole).unwrap_err()
}

#[test]
fn what_a_newer_nodewalk_wrote_is_called_so() {
    let error_of_header = |change: fn(String) -> String| {
        let body = change(block::write_header(&header()).unwrap());
        scan(Seal::close(None, body).0.as_bytes()).unwrap_err()
    };
    let fact = Record {
        event: Event::Fact {
            fact: "a.name".to_owned(),
            value: "NODEA".to_owned(),
            provenance: crate::engine::event::Provenance::Typed,
        },
        ..note(2)
    };
    let fact = block::write_record(&fact).unwrap();
    for (error, newer) in [
        (
            error_of_header(|body| body.replace("format = 1", "format = 2")),
            "it has journal format 2, and this one reads formats up to 1",
        ),
        (error_of_header(|body| body + "extra = 1\n"), "the header has the key `extra`, which this one does not know"),
        (
            error_of_event(|body| body.replace("kind = \"noted\"", "kind = \"rolled-back\"")),
            "event 2 has the kind `rolled-back`, which this one does not know",
        ),
        (
            error_of_event(|_| fact.replace("\"typed\"", "\"deduced\"")),
            "event 2 has the provenance `deduced`, which this one does not know",
        ),
        (
            error_of_event(|_| fact.clone() + "confidence = 3\n"),
            "event 2 has the key `confidence`, which this one does not know",
        ),
    ] {
        assert_eq!(error.to_string(), format!("`journal.toml` was written by a newer nodewalk: {newer}"));
        assert!(error.help().contains("Use the nodewalk that wrote it, or a later one"), "{}", error.help());
    }
}

#[test]
fn sealed_nonsense_is_unreadable() {
    let record = block::write_record(&note(2)).unwrap();
    for (body, why) in [
        ("\n[[event]]\n".to_owned(), "`number` is missing"),
        ("[[event]]\n".to_owned(), "it does not begin with [[event]]"),
        (record.replace("number = 2", "number = 3"), "it says that it is event 3"),
        (record.replace("number = 2", "number = -2"), "`number` is -2"),
        (record.replace("05:13:00+01:00", "05:13:00"), "`time` is not a time with its offset"),
        (record.replace("text = ", "step = 3\ntext = "), "invalid type: integer `3`, expected a string"),
    ] {
        let error = error_of_event(|_| body);
        assert_eq!(error.to_string(), format!("event 2 of `journal.toml` cannot be read: {why}"));
    }
}

proptest! {
    #[test]
    fn byte_soup_is_no_journal(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(scan(&bytes).is_err());
    }

    #[test]
    fn sealed_soup_does_no_harm(header in any::<String>(), event in "(\n\\[\\[event\\]\\]\n)?\\PC{0,40}") {
        prop_assert!(scan(Seal::close(None, header).0.as_bytes()).is_err());
        let (mut bytes, _) = bytes(0);
        let head = scan(&bytes).unwrap().head;
        bytes.extend(Seal::close(Some(head), event).0.into_bytes());
        let _ = scan(&bytes);
    }

    #[test]
    fn any_tail_is_torn_or_damage(tail in prop::collection::vec(any::<u8>(), 1..300)) {
        let (mut bytes, _) = bytes(1);
        bytes.extend(&tail);
        prop_assert!(scan(&bytes).map_or(true, |contents| contents.torn == tail.len()));
    }
}
