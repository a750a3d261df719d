//! A session walks the procedure that it keeps. A rule that the loader learned since then is judged in a new procedure only;
//! what the loader doesn't know was written by a newer nodewalk.

use chrono::DateTime;
use nodewalk::load::CODES;
use nodewalk::model::SourceFile;
use nodewalk::store::session::{Home, NewSession};

use crate::bench::Bench;

const SOUND: &str = r#"schema = 1
id = "small"
title = "Small"
summary = "Two steps."

[[node]]
id = "a"
label = "Node A"

[[phase]]
id = "main"
title = "Main"

  [[phase.step]]
  id = "look"
  at = "a"
  title = "Look"
  do = "Look at it."
  source = "Q1"

  [[phase.step]]
  id = "act"
  at = "a"
  title = "Act"
  do = "Do it."
  command = "format c:"
  source = "Q1"
"#;

/// Procedures that break a rule, and the rule.
const BROKEN: [(&str, &str, &str); 3] = [
    ("  source = \"Q1\"\n", "", "missing-source"),
    ("  command =", "  irreversible = true\n  command =", "missing-gate"),
    ("  command =", "  succeeds = { all = [] }\n  command =", "nothing-to-judge"),
];

/// A bench with a session that keeps this procedure, as the version that accepted it began it.
fn session(text: &str) -> Bench {
    let bench = Bench::new();
    let new = NewSession {
        procedure: "small",
        title: "Small",
        files: &[SourceFile::new("small.toml", text)],
        rehearsal: false,
        created: DateTime::parse_from_rfc3339("2026-01-02T03:04:05Z").unwrap(),
    };
    Home::new(bench.folder().join("kept")).create(new).unwrap();
    bench
}

#[test]
fn a_new_rule_stops_lint_and_start_but_no_session() {
    for (from, to, code) in BROKEN {
        assert!(CODES.iter().any(|own| own.id == code && own.rule), "{code}");
        let text = SOUND.replace(from, to);
        let bench = session(&text);
        bench.write("small.toml", &text);
        for command in ["lint", "start"] {
            let ran = bench.run(&[command, "small.toml"], "");
            assert_eq!(ran.status, Some(1), "{command}");
            assert!(format!("{}{}", ran.out, ran.err).contains(&format!("[{code}]")), "{command}: {}", ran.err);
        }
        let ran = bench.run(&["resume", "--plain"], "done\ndone\n");
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{code}");
        assert_eq!(bench.json(&["status"])["step"], "main/look", "{code}");
    }
}

#[test]
fn what_this_version_does_not_know_was_written_by_a_newer_one() {
    let unknown = [
        ("  command =", "  frobnicate = 1\n  command =", "line 26: `frobnicate` is not a key of a step"),
        (
            "  command =",
            "  requires = { fact = \"x\", in_subnet = \"y\" }\n  command =",
            "line 26: `in_subnet` is not a key of a condition",
        ),
        ("schema = 1", "schema = 2", "line 1: this version of the file format is unknown"),
    ];
    for (from, to, what) in unknown {
        let bench = session(&SOUND.replace(from, to));
        for command in [["status"].as_slice(), &["resume", "--plain"]] {
            let ran = bench.run(command, "");
            assert_eq!(ran.status, Some(1), "{command:?}");
            let said = format!("error: `small.toml` was written by a newer nodewalk: {what}\n");
            assert!(ran.err.starts_with(&said), "{}", ran.err);
            assert!(!ran.err.contains("did you mean"), "{}", ran.err);
        }
    }
}
