//! The journal's promises, from outside: what is written comes back, what was acknowledged survives a killed process,
//! and the chain is what the documentation says.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use chrono::{DateTime, FixedOffset};
use nodewalk::engine::event::{Event, Provenance, Record, Return};
use nodewalk::model::SourceFile;
use nodewalk::store::journal;
use nodewalk::store::journal::{Header, Journal, Store as _};
use nodewalk::store::session;
use nodewalk::store::session::{Home, NewSession, Session};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T05:12:00+01:00").unwrap()
}

fn begin(home: &Home) -> Session {
    let files = [SourceFile { path: "procedures/q1.toml".to_owned(), text: "schema = 1\n".to_owned() }];
    home.create(NewSession { procedure: "q1", title: "One", files: &files, rehearsal: false, created: now() }).unwrap()
}

fn record(number: u64, event: Event) -> Record {
    Record { number, time: now(), by: "kim@desk".to_owned(), event }
}

fn note(number: u64) -> Record {
    record(number, Event::Noted { step: None, text: format!("note {number}") })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Events of every kind with this text in every string, and with every optional one left out and empty.
fn every_event(text: &str) -> Vec<Event> {
    let t = || text.to_owned();
    let mut events = vec![
        Event::Opened { holder: t(), version: t() },
        Event::Fact { fact: t(), value: t(), provenance: Provenance::Typed },
        Event::FactForgotten { fact: t() },
        Event::ListKnown { step: Some(t()), list: t(), provenance: Provenance::Measured },
        Event::MemberAdded { step: None, list: t(), key: t(), provenance: Provenance::Imported },
        Event::MemberRemoved { step: None, list: t(), key: t() },
        Event::Answered,
        Event::Reopened,
        Event::Checked { check: t(), verdict: t(), because: t() },
        Event::Waived { check: t(), reason: t() },
        Event::Began,
        Event::PickedUp,
        Event::HandedOff { node: t() },
        Event::Shown { step: t(), attempt: u32::MAX },
        Event::Read { step: t(), reading: t(), value: t() },
        Event::Named { step: t(), name: t() },
        Event::Confirmed { step: t(), attempt: 1, already: true },
        Event::RestartExpected { node: t(), step: t() },
        Event::WentDown { node: t(), planned: false },
        Event::CameBack { node: t(), how: Return::AsPlanned },
        Event::CameBack { node: t(), how: Return::Absent },
        Event::CameBack { node: t(), how: Return::Unplanned },
        Event::ProblemLeft { step: t() },
        Event::Repeated { step: t(), because: t() },
        Event::WentTo { step: t(), because: t() },
        Event::RecoveryBegan { recovery: t(), because: t() },
        Event::RecoveryEnded { recovery: t() },
        Event::Skipped { step: t(), reason: t() },
        Event::Withdrawn { step: t() },
        Event::Writing { step: t(), file: t(), path: t() },
        Event::Written { step: t(), file: t(), path: t(), file_sha256: t(), secrets: true },
        Event::Stopped { because: t() },
        Event::Resumed { because: t() },
        Event::Abandoned { reason: t() },
        Event::Signed { name: t() },
        Event::Finished,
    ];
    for option in [None, Some(String::new()), Some(t())] {
        events.push(Event::Observed { step: option.clone(), state: t(), value: t() });
        events.push(Event::Noted { step: option.clone(), text: t() });
        events.push(Event::Problem { step: t(), problem: option.clone(), text: option.unwrap_or_default() });
    }
    // A new kind of event does not compile here until it is in the list above.
    for event in &events {
        match event {
            Event::Opened { .. }
            | Event::Fact { .. }
            | Event::FactForgotten { .. }
            | Event::ListKnown { .. }
            | Event::MemberAdded { .. }
            | Event::MemberRemoved { .. }
            | Event::Answered
            | Event::Reopened
            | Event::Checked { .. }
            | Event::Waived { .. }
            | Event::Began
            | Event::PickedUp
            | Event::HandedOff { .. }
            | Event::Shown { .. }
            | Event::Read { .. }
            | Event::Observed { .. }
            | Event::Named { .. }
            | Event::Confirmed { .. }
            | Event::RestartExpected { .. }
            | Event::WentDown { .. }
            | Event::CameBack { .. }
            | Event::Problem { .. }
            | Event::ProblemLeft { .. }
            | Event::Repeated { .. }
            | Event::WentTo { .. }
            | Event::RecoveryBegan { .. }
            | Event::RecoveryEnded { .. }
            | Event::Skipped { .. }
            | Event::Withdrawn { .. }
            | Event::Writing { .. }
            | Event::Written { .. }
            | Event::Noted { .. }
            | Event::Stopped { .. }
            | Event::Resumed { .. }
            | Event::Abandoned { .. }
            | Event::Signed { .. }
            | Event::Finished => {}
        }
    }
    events
}

/// Writes events with this text everywhere and reads them back in each of the three ways.
fn comes_back(text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.toml");
    let header = Header {
        session: text.to_owned(),
        procedure: text.to_owned(),
        title: text.to_owned(),
        digest: text.to_owned(),
        rehearsal: true,
        created: now(),
        version: text.to_owned(),
    };
    Journal::create(&path, &header).unwrap();
    let (mut journal, _, _) = Journal::open(&path).unwrap();
    let mut records = Vec::new();
    for (number, event) in (1..).zip(every_event(text)) {
        records.push(Record { by: text.to_owned(), ..record(number, event) });
        journal.append(&records[records.len() - 1]).unwrap();
    }
    let contents = journal::read(&path).unwrap();
    assert_eq!((&contents.header, &contents.records, contents.torn), (&header, &records, 0));
    assert_eq!(contents.head, journal.head());
    drop(journal);
    let (_, opened, torn) = Journal::open(&path).unwrap();
    assert_eq!((opened, torn), (contents, None));

    // To any other reader it is TOML with as many events, each key on a line of its own and each line harmless.
    let written = fs::read_to_string(&path).unwrap();
    let table: toml::Table = written.parse().unwrap();
    assert_eq!(table["event"].as_array().unwrap().len(), records.len());
    assert_eq!(written.lines().filter(|line| *line == "[[event]]").count(), records.len());
    assert_eq!(written.lines().filter(|line| line.starts_with("sha256 = ")).count(), records.len() + 1);
    assert!(written.chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn every_event_comes_back() {
    comes_back("plain");
    comes_back("");
    comes_back("two\nlines\r\n\n[[event]]\nnumber = 9\nsha256 = \"0\"\n\"quoted\" '''\"\"\" C:\\WINNT\\ \\u0041 # \t");
    comes_back("\0\u{1b}[2J\u{7f}\u{85}\u{9b}31m\u{2028}\u{202e}\u{2066}\u{feff} \u{e9}\u{4e16}\u{1f600}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn every_event_comes_back_with_any_text(text in any::<String>()) {
        comes_back(&text);
    }
}

#[test]
fn the_chain_is_what_the_documentation_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = begin(&Home::new(folder.path()));
    for (number, event) in (1..).zip(every_event("x\ny")) {
        session.append(&record(number, event)).unwrap();
    }
    let text = fs::read_to_string(session.folder().join("journal.toml")).unwrap();
    let (mut previous, mut body, mut blocks) = (String::new(), String::new(), 0);
    for line in text.split_inclusive('\n') {
        let Some(seal) = line.strip_prefix("sha256 = \"") else {
            body.push_str(line);
            continue;
        };
        let hash = Sha256::digest(format!("{previous}\n{body}"));
        previous = hex(&hash);
        assert_eq!(seal, format!("{previous}\"\n"));
        body.clear();
        blocks += 1;
    }
    assert_eq!((blocks, body.as_str()), (every_event("").len() + 1, ""));
    assert_eq!(previous, session.head().to_string());

    // The digest in the header is that of the file which lists the procedure's files.
    let digest = fs::read(session.folder().join("procedure/digest")).unwrap();
    assert_eq!(session.header().digest, hex(&Sha256::digest(digest)));
}

#[test]
fn a_cut_at_any_byte_loses_at_most_the_last_event_and_sets_the_rest_aside() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let mut session = begin(&home);
    let path = session.folder().join("journal.toml");
    let mut ends = vec![fs::read(&path).unwrap().len()];
    for number in 1..=2 {
        session.append(&note(number)).unwrap();
        ends.push(fs::read(&path).unwrap().len());
    }
    let (id, folder) = (session.id().to_owned(), session.folder().to_owned());
    drop(session);
    let whole = fs::read(&path).unwrap();
    let aside = folder.join("journal.torn-1.toml");
    for cut in 0..=whole.len() {
        fs::write(&path, &whole[..cut]).unwrap();
        let kept = ends.iter().filter(|end| **end <= cut).count();
        if kept == 0 {
            for error in [home.read(&id).unwrap_err(), home.open(&id).unwrap_err()] {
                assert!(matches!(error, session::Error::Journal(journal::Error::NoHeader { .. })), "{error}");
            }
            assert_eq!(fs::read(&path).unwrap(), whole[..cut], "nothing is overwritten");
            continue;
        }
        let good = ends[kept - 1];
        let read = home.read(&id).unwrap();
        assert_eq!((read.records.len(), read.torn), (kept - 1, cut - good));
        assert_eq!(fs::read(&path).unwrap(), whole[..cut], "reading changes nothing");

        let (mut session, records) = home.open(&id).unwrap();
        assert_eq!(records, read.records);
        assert_eq!(fs::read(&path).unwrap(), whole[..good]);
        assert_eq!(
            session.torn().map(|torn| (torn.bytes, torn.file.clone())),
            (cut > good).then(|| (cut - good, aside.clone()))
        );
        if cut > good {
            assert_eq!(fs::read(&aside).unwrap(), whole[good..cut]);
            fs::remove_file(&aside).unwrap();
        }
        session.append(&note(kept as u64)).unwrap();
        drop(session);
        assert_eq!(home.read(&id).unwrap().records.len(), kept);
    }
}

#[test]
fn damage_is_an_error_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let mut session = begin(&home);
    (1..=3).for_each(|number| session.append(&note(number)).unwrap());
    let (id, path) = (session.id().to_owned(), session.folder().join("journal.toml"));
    drop(session);
    let edited = fs::read_to_string(&path).unwrap().replace("note 2", "note 7");
    fs::write(&path, &edited).unwrap();
    for error in [home.read(&id).unwrap_err(), home.open(&id).unwrap_err()] {
        assert_eq!(error.to_string(), format!("event 2 of `{}` does not match its seal", path.display()));
        assert!(error.help().starts_with("Nothing was changed."));
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), edited);
}

/// Runs one of the tests below, by its full name, in a process of its own, which plays its part in the session at `home`.
fn child(part: &str, home: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", part, "--nocapture", "--test-threads=1"])
        .env("NODEWALK_TEST_HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The home for a child's part; `None` when the tests are run as tests.
fn part() -> Option<Home> {
    std::env::var_os("NODEWALK_TEST_HOME").map(Home::new)
}

#[test]
fn child_appends_until_killed() {
    let Some(home) = part() else { return };
    let (mut session, records) = home.open(&home.find(None).unwrap()).unwrap();
    for number in records.len() as u64 + 1.. {
        session.append(&note(number)).unwrap();
        println!("\nkept {number}");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn what_was_acknowledged_survives_a_killed_process() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let id = begin(&home).id().to_owned();
    let mut kept = 0;
    for round in 0..8 {
        let mut child = child("journal::child_appends_until_killed", folder.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged = kept;
        while acknowledged < kept + 3 + 5 * round {
            let line = lines.next().unwrap().unwrap();
            if let Some(number) = line.strip_prefix("kept ") {
                acknowledged = number.parse().unwrap();
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it still said before it died. The last line may be cut short.
        for line in lines.map_while(Result::ok) {
            if let Some(number) = line.strip_prefix("kept ").and_then(|number| number.parse::<u64>().ok()) {
                acknowledged = acknowledged.max(number);
            }
        }
        let snapshot = home.read(&id).unwrap();
        let found = snapshot.records.len() as u64;
        assert!(found == acknowledged || found == acknowledged + 1, "{found} found, {acknowledged} acknowledged");
        assert!((1..).zip(&snapshot.records).all(|(number, record)| *record == note(number)));
        let (session, records) = home.open(&id).unwrap();
        assert_eq!((records, session.torn().is_some()), (snapshot.records, snapshot.torn > 0));
        kept = found;
    }
}

#[test]
fn child_holds_until_told() {
    let Some(home) = part() else { return };
    let (mut session, _) = home.open(&home.find(None).unwrap()).unwrap();
    let holder = format!("kim@desk, process {}", std::process::id());
    session.append(&record(1, Event::Opened { holder, version: "0.1.0".to_owned() })).unwrap();
    println!("\nheld");
    std::io::stdout().flush().unwrap();
    std::io::stdin().lines().next();
}

#[test]
fn a_session_has_one_writer() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let id = begin(&home).id().to_owned();
    let mut child = child("journal::child_holds_until_told", folder.path());
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while lines.next().unwrap().unwrap() != "held" {}

    let error = home.open(&id).unwrap_err();
    let holder = format!("`kim@desk, process {}` has held it since 2026-11-22 05:12 +01:00", child.id());
    assert_eq!(error.to_string(), format!("session `{id}` is already open: {holder}"));
    assert_eq!(home.read(&id).unwrap().records.len(), 1, "looking is free");

    child.stdin.take().unwrap().write_all(b"\n").unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(home.open(&id).unwrap().1.len(), 1);
}
