//! Sessions written by an earlier version replay to the same status.
//!
//! The files in `tests/old_sessions` are never renewed, and nothing here can renew them: a difference is a bug in the new
//! version.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bench::Bench;

/// The sessions: the folder, and the procedure that they walk.
const SESSIONS: [(&str, &str); 11] = [
    ("imaging-2003-broken-off", "imaging-2003"),
    ("imaging-2003-finished", "imaging-2003"),
    ("q191138-broken-off", "q191138"),
    ("q191138-finished", "q191138"),
    ("q223258-broken-off", "q223258"),
    ("q223258-finished", "q223258"),
    ("q241573-broken-off", "q241573"),
    ("q241573-finished", "q241573"),
    ("q249603-abandoned", "q249603"),
    ("q249603-broken-off", "q249603"),
    ("q249603-finished", "q249603"),
];

/// The session whose last event was not saved whole.
const TORN: &str = "q223258-broken-off";

/// Every kind of event that the version which wrote them knows.
const KINDS: [&str; 36] = [
    "abandoned",
    "answered",
    "began",
    "came-back",
    "checked",
    "confirmed",
    "fact",
    "fact-forgotten",
    "finished",
    "handed-off",
    "list-known",
    "member-added",
    "member-removed",
    "named",
    "noted",
    "observed",
    "opened",
    "picked-up",
    "problem",
    "problem-left",
    "read",
    "recovery-began",
    "recovery-ended",
    "reopened",
    "repeated",
    "restart-expected",
    "resumed",
    "shown",
    "signed",
    "skipped",
    "stopped",
    "waived",
    "went-down",
    "went-to",
    "withdrawn",
    "written",
];

/// What a kind of event can say in words or as yes or no, besides names and texts. No version wrote another provenance yet.
const WORDS: [&str; 11] = [
    "already = false",
    "already = true",
    "how = \"absent\"",
    "how = \"as-planned\"",
    "how = \"unplanned\"",
    "planned = false",
    "planned = true",
    "provenance = \"typed\"",
    "secrets = false",
    "secrets = true",
    "verdict = \"waived\"",
];

/// A kept session, laid into a home of its own.
struct Old {
    name: &'static str,
    kept: PathBuf,
    bench: Bench,
    id: String,
}

impl Old {
    /// Lays a session into a fresh home, its procedure with it.
    fn lay((name, procedure): (&'static str, &str)) -> Self {
        let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old_sessions");
        let kept = all.join(name);
        let header =
            journal(name).lines().find_map(|line| Some(line.strip_prefix("session = \"")?.to_owned())).unwrap();
        let id = header.trim_end_matches('"').to_owned();
        let bench = Bench::new();
        let folder = bench.folder().join("kept/sessions").join(&id);
        copy(&all.join("procedures").join(procedure), &folder.join("procedure"));
        for file in fs::read_dir(&kept).unwrap().map(|file| file.unwrap()) {
            if file.file_name().to_str().unwrap().starts_with("journal.") {
                fs::copy(file.path(), folder.join(file.file_name())).unwrap();
            }
        }
        Self { name, kept, bench, id }
    }

    /// A command prints what the old version printed, and nothing else.
    #[track_caller]
    fn prints(&self, arguments: &[&str], file: &str) {
        let ran = self.bench.run(arguments, "");
        assert_eq!(ran.err, "", "{}: {arguments:?}", self.name);
        let then = fs::read_to_string(self.kept.join(file)).unwrap();
        if ran.out == then {
            return;
        }
        let same = then.lines().zip(ran.out.lines()).take_while(|(then, now)| then == now).count();
        let line = |text: &str| text.lines().nth(same).unwrap_or("its end").to_owned();
        panic!("{}/{file}, line {}:\n  then: {}\n  now:  {}", self.name, same + 1, line(&then), line(&ran.out));
    }

    /// The journal as it lies in the home now.
    fn journal(&self) -> Vec<u8> {
        fs::read(self.bench.journal()).unwrap()
    }
}

/// Copies a folder whole.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A kept journal's text.
fn journal(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old_sessions");
    fs::read_to_string(folder.join(name).join("journal.toml")).unwrap()
}

/// The lines of all kept journals.
fn lines() -> BTreeSet<String> {
    let lines = |name: &str| journal(name).lines().map(str::to_owned).collect::<Vec<_>>();
    SESSIONS.iter().flat_map(|(name, _)| lines(name)).collect()
}

#[test]
fn an_old_session_has_the_status_that_it_had() {
    for session in SESSIONS {
        let old = Old::lay(session);
        old.prints(&["status", &old.id, "--format", "json"], "status.json");
    }
}

#[test]
fn an_old_session_still_has_a_report() {
    for session in SESSIONS {
        let old = Old::lay(session);
        for format in ["text", "markdown", "html", "json"] {
            let ran = old.bench.run(&["report", &old.id, "--format", format], "");
            assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{}: {format}", old.name);
            assert!(ran.out.contains(&old.id), "{}: {format}", old.name);
        }
    }
}

#[test]
fn the_journal_of_an_old_session_is_verified_as_it_was() {
    for session in SESSIONS {
        let old = Old::lay(session);
        old.prints(&["verify", &old.id], "verify.txt");
        let status = i32::from(old.name == TORN);
        assert_eq!(old.bench.run(&["verify", &old.id], "").status, Some(status), "{}", old.name);
    }
}

#[test]
fn looking_at_an_old_session_changes_nothing() {
    for session in SESSIONS {
        let old = Old::lay(session);
        for arguments in [&["sessions"][..], &["status", &old.id], &["report", &old.id], &["verify", &old.id]] {
            assert_eq!(old.bench.run(arguments, "").err, "", "{}: {arguments:?}", old.name);
        }
        assert!(old.journal() == journal(old.name).as_bytes(), "{}", old.name);
    }
}

#[test]
fn an_old_session_that_was_broken_off_is_taken_up_where_it_was_left() {
    for session in SESSIONS.into_iter().filter(|(name, _)| name.ends_with("-broken-off")) {
        let old = Old::lay(session);
        let before = old.bench.json(&["status"]);
        let ran = old.bench.run(&["resume", &old.id, "--plain"], "");
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{}", old.name);
        assert_eq!(ran.out.contains("had not been saved whole"), old.name == TORN, "{}", ran.out);
        assert_eq!(old.bench.run(&["verify", &old.id], "").status, Some(0), "{}", old.name);
        let after = old.bench.json(&["status"]);
        for same in ["state", "step", "facts", "states", "obligations", "steps", "recovery"] {
            assert_eq!(after[same], before[same], "{}: {same}", old.name);
        }
    }
}

#[test]
fn the_old_sessions_hold_every_kind_of_event() {
    let lines = lines();
    let missing: Vec<&str> = KINDS.into_iter().filter(|kind| !lines.contains(&format!("kind = \"{kind}\""))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let missing: Vec<&str> = WORDS.into_iter().filter(|word| !lines.contains(*word)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
