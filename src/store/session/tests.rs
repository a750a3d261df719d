//! Sessions in a folder of their own.

use std::fs;

use chrono::Duration;

use super::*;
use crate::engine::event::Event;

fn files() -> Vec<SourceFile> {
    [("procedures/q1.toml", "schema = 1\r\nid = \"q1\"\n"), ("facts.toml", "")]
        .map(|(path, text)| SourceFile { path: path.to_owned(), text: text.to_owned() })
        .to_vec()
}

/// A home in a new folder, which is deleted with the first of the two.
fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().join("not/yet/there"));
    (folder, home)
}

fn begin(home: &Home, rehearsal: bool, minute: i64) -> Session {
    let created =
        chrono::DateTime::parse_from_rfc3339("2026-11-22T05:12:00+01:00").unwrap() + Duration::minutes(minute);
    home.create(NewSession { procedure: "q1", title: "One", files: &files(), rehearsal, created }).unwrap()
}

fn opened(number: u64, session: &Session, hours: i64) -> Record {
    let time = session.header().created + Duration::hours(hours);
    let event = Event::Opened { holder: "kim@desk, process 4711".to_owned(), version: "0.1.0".to_owned() };
    Record { number, time, by: "kim@desk".to_owned(), event }
}

#[test]
fn a_session_is_kept_whole() {
    let (_folder, home) = home();
    let mut session = begin(&home, false, 0);
    assert_eq!(session.id(), "q1-20261122-0512");
    assert_eq!(session.files(), files());
    for folder in [session.out(), session.evidence(), session.folder().join("procedure/procedures")] {
        assert!(folder.is_dir());
    }
    let record = opened(1, &session, 0);
    session.append(&record).unwrap();
    let head = session.head();
    drop(session);

    let (session, records) = home.open("q1-20261122-0512").unwrap();
    assert_eq!((&records, session.head(), session.torn()), (&vec![record], head, None));
    let snapshot = home.read(session.id()).unwrap();
    assert_eq!((&snapshot.header, snapshot.head, snapshot.torn), (session.header(), head, 0));
    assert_eq!((snapshot.records, snapshot.files, snapshot.path), (records, files(), session.folder().to_owned()));
}

#[test]
fn a_taken_id_gets_a_number() {
    let (_folder, home) = home();
    let ids: Vec<_> = [false, false, true, true].map(|rehearsal| begin(&home, rehearsal, 0).id().to_owned()).into();
    let stem = "q1-20261122-0512";
    assert_eq!(ids, [stem, &format!("{stem}-2"), &format!("{stem}-rehearsal"), &format!("{stem}-rehearsal-2")]);
}

#[test]
fn what_a_crash_left_while_building_is_no_session() {
    let (_folder, home) = home();
    let left = home.sessions().join(".q1-20261122-0512.new");
    fs::create_dir_all(left.join("procedure")).unwrap();
    assert!(home.list().unwrap().is_empty());
    assert!(matches!(home.open(".q1-20261122-0512.new"), Err(Error::Unknown { .. })));
    assert_eq!(begin(&home, false, 0).id(), "q1-20261122-0512-2");
    assert!(left.exists());
}

#[test]
fn a_session_that_cannot_be_built_leaves_nothing() {
    let (_folder, home) = home();
    for path in ["digest", "a\nb", "facts.toml"] {
        let mut files = files();
        files.push(SourceFile { path: path.to_owned(), text: String::new() });
        let created = chrono::DateTime::default();
        let new = NewSession { procedure: "q1", title: "One", files: &files, rehearsal: false, created };
        assert!(matches!(home.create(new), Err(Error::Name { what: "file", .. })), "{path}");
        assert!(matches!(
            home.create(NewSession { procedure: "../q1", ..new }),
            Err(Error::Name { what: "procedure", .. })
        ));
    }
    assert_eq!(fs::read_dir(home.sessions()).unwrap().count(), 0);
}

#[test]
fn an_edited_procedure_is_named() {
    let (_folder, home) = home();
    let id = begin(&home, false, 0).id().to_owned();
    let procedure = home.sessions().join(&id).join("procedure");
    for (file, name) in [("procedures/q1.toml", "procedures/q1.toml"), ("digest", "digest")] {
        let path = procedure.join(file);
        let before = fs::read(&path).unwrap();
        fs::write(&path, "edited").unwrap();
        let message = format!("`{name}` of session `{id}` changed since the session began");
        assert_eq!(home.open(&id).unwrap_err().to_string(), message);
        assert_eq!(home.read(&id).unwrap_err().to_string(), message);
        fs::write(&path, before).unwrap();
    }
    fs::remove_file(procedure.join("facts.toml")).unwrap();
    let error = home.open(&id).unwrap_err();
    assert!(matches!(&error, Error::Io { doing: "read", path, .. } if path.ends_with("facts.toml")), "{error}");
}

#[test]
fn one_damaged_session_hides_no_other() {
    let (_folder, home) = home();
    let damaged = begin(&home, false, 0);
    let empty = begin(&home, false, 1);
    let good = begin(&home, false, 2);
    fs::write(damaged.folder().join("journal.toml"), "").unwrap();
    fs::remove_file(empty.folder().join("journal.toml")).unwrap();
    let list = home.list().unwrap();
    let readable: Vec<_> = list.iter().map(|listed| (listed.id.as_str(), listed.snapshot.is_ok())).collect();
    assert_eq!(readable.len(), 3);
    for expected in [(damaged.id(), false), (empty.id(), false), (good.id(), true)] {
        assert!(readable.contains(&expected), "{readable:?}");
    }
}

#[test]
fn the_latest_is_where_something_happened_last() {
    let (_folder, home) = home();
    assert!(matches!(home.find(None), Err(Error::None { .. })));
    let mut rehearsal = begin(&home, true, 0);
    let record = opened(1, &rehearsal, 9);
    rehearsal.append(&record).unwrap();
    assert_eq!(home.find(None).unwrap(), rehearsal.id());
    let mut first = begin(&home, false, 0);
    let second = begin(&home, false, 1);
    assert_eq!(home.find(None).unwrap(), second.id());
    let record = opened(1, &first, 1);
    first.append(&record).unwrap();
    assert_eq!(home.find(None).unwrap(), first.id());
    let ids: Vec<_> = home.list().unwrap().into_iter().map(|listed| listed.id).collect();
    assert_eq!(ids, [rehearsal.id(), first.id(), second.id()]);
}

#[test]
fn the_latest_is_not_passed_over_because_it_is_damaged() {
    let (_folder, home) = home();
    begin(&home, false, 0);
    let damaged = begin(&home, false, 1);
    // Written now, which is later than when the other began, by this machine's clock or the files'.
    let journal = fs::File::options().write(true).open(damaged.folder().join("journal.toml")).unwrap();
    journal.set_len(0).unwrap();
    journal.set_modified((damaged.header().created + Duration::hours(1)).into()).unwrap();
    assert_eq!(home.find(None).unwrap(), damaged.id());
}

#[test]
fn a_session_is_found_by_a_start_that_no_other_has() {
    let (_folder, home) = home();
    let (first, second) = (begin(&home, false, 0), begin(&home, false, 1));
    assert_eq!(home.find(Some("q1-20261122-0513")).unwrap(), second.id());
    assert_eq!(home.find(Some(first.id())).unwrap(), first.id());
    let error = home.find(Some("q1")).unwrap_err();
    assert_eq!(error.to_string(), "`q1` begins more than one session: `q1-20261122-0512`, `q1-20261122-0513`");
    for wanted in ["", "q2", "../sessions", ".", "q1-20261122-0512/"] {
        assert!(matches!(home.find(Some(wanted)), Err(Error::Unknown { .. })), "{wanted}");
        assert!(matches!(home.open(wanted), Err(Error::Unknown { .. })), "{wanted}");
    }
    begin(&home, false, 0);
    assert_eq!(home.find(Some(first.id())).unwrap(), first.id(), "an exact id is not ambiguous");
}

#[test]
fn a_held_session_says_by_whom_and_can_still_be_read() {
    let (_folder, home) = home();
    let mut session = begin(&home, false, 0);
    let error = home.open(session.id()).unwrap_err();
    assert_eq!(error.to_string(), "session `q1-20261122-0512` is already open");
    let record = opened(1, &session, 0);
    session.append(&record).unwrap();
    let error = home.open(session.id()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "session `q1-20261122-0512` is already open: `kim@desk, process 4711` has held it since 2026-11-22 05:12 +01:00"
    );
    assert_eq!(home.read(session.id()).unwrap().records, [record]);
    let id = session.id().to_owned();
    drop(session);
    home.open(&id).unwrap();
}
