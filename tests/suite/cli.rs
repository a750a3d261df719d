//! The command line, whole: what it prints, where, and how it exits. Times and ids are masked at their width.

use std::fs;

use crate::bench::{Bench, Ran};
use serde_json::Value;

const START: [&str; 5] = ["start", "q191138", "--answers", "passing.toml", "--plain"];

/// What differs from run to run: `#` is a digit, `$` a digit of a seal. The rest stands for itself.
const VARIES: [&str; 4] = [
    "$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$",
    "####-##-## ##:##:##",
    "####-##-## ##:##",
    "-########-####",
];

/// The text with everything that varies masked.
fn masked(text: &str) -> String {
    let fits = |pattern: &str, text: &str| {
        let mut chars = text.chars();
        pattern.chars().all(|want| {
            chars.next().is_some_and(|c| match want {
                '#' => c.is_ascii_digit(),
                '$' => c.is_ascii_hexdigit(),
                own => c == own,
            })
        })
    };
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(pattern) = VARIES.iter().find(|pattern| fits(pattern, rest)) {
            out.push_str(pattern);
            rest = &rest[pattern.len()..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// A run as a page: the command, what it printed on which stream, its exit status.
fn page(arguments: &[&str], ran: &Ran) -> String {
    let part = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("-- {name}\n{text}") };
    let status = ran.status.map_or("a signal".to_owned(), |status| status.to_string());
    masked(&format!(
        "$ nodewalk {}\n{}{}-- exit {status}\n",
        arguments.join(" "),
        part("out", &ran.out),
        part("err", &ran.err)
    ))
}

/// Runs commands one after another on one bench, without input.
fn pages(bench: &Bench, commands: &[&[&str]]) -> String {
    commands.iter().map(|arguments| page(arguments, &bench.run(arguments, ""))).collect()
}

#[test]
fn help_says_what_there_is_and_where_sessions_are_kept() {
    insta::assert_snapshot!(pages(&Bench::new(), &[&["--help"], &["start", "--help"], &["--version"]]));
}

#[test]
fn the_procedures_are_listed() {
    let bench = Bench::new();
    let ran = bench.run(&["procedures"], "");
    assert_eq!(ran.status, Some(0));
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
    insta::assert_snapshot!(ran.out);
    let listed = bench.json(&["procedures"]);
    assert!(listed.as_array().unwrap().iter().any(|own| own["id"] == "q191138"));
}

#[test]
fn what_is_wrong_is_said_with_help_on_standard_error() {
    let bench = Bench::new();
    bench.write(
        "wrong.toml",
        "[facts]\nos = \"nt4\"\na.nmae = \"NODEA\"\ncluster.name = \"a&b\"\nmedia_ready = 7.5\nwibble = 3\n",
    );
    bench.write("torn.toml", "facts = [");
    bench.write("other.toml", "[fact]\nos = \"nt4\"\n");
    bench.write("procedure.toml", "schema = 1\nid = \"x\"\ntittle = \"X\"\n");
    let commands: [&[&str]; 16] = [
        &["frobnicate"],
        &["plan"],
        &["plan", "q191138", "--format", "xml"],
        &["status", "--format", "html"],
        &["start", "--rehearse"],
        &["plan", "q191139"],
        &["plan", "nothing-like-it"],
        &["plan", "procedure.toml"],
        &["start", "q191138", "--answers", "none.toml"],
        &["start", "q191138", "--answers", "wrong.toml"],
        &["plan", "q191138", "--answers", "torn.toml"],
        &["start", "q191138", "--answers", "other.toml"],
        &["status"],
        &["report", "nosuch"],
        &["verify", "../.."],
        &["resume", "nosuch"],
    ];
    for arguments in commands {
        let ran = bench.run(arguments, "");
        assert_ne!(ran.status, Some(0), "{arguments:?}");
        assert_eq!(ran.out, "", "{arguments:?}");
        let helps = ran.err.contains("help: ") || ran.err.contains("--help");
        assert!(helps, "{}", ran.err);
        for name in ["Error {", "Some(", "None", "Os {", "StartError", "::", "panicked"] {
            assert!(!ran.err.contains(name), "{name} in {}", ran.err);
        }
    }
    assert!(bench.sessions().is_empty(), "nothing was started");
    // One more procedure changes nothing here.
    let ids: Vec<String> = nodewalk::load::catalogue::ids().collect();
    insta::assert_snapshot!(pages(&bench, &commands).replace(&ids.join(", "), "ID, ID, ..."));
}

#[test]
fn a_command_that_keeps_no_session_needs_no_environment() {
    let bench = Bench::new();
    bench.write("unattend.txt", "[Unattended]\n");
    for arguments in [
        &["completions", "bash"][..],
        &["schema"],
        &["lint", "q249603", "--quick"],
        &["lint", "--explain", "broken-rule"],
        &["man"],
        &["new", "mine.toml"],
        &["procedures"],
        &["plan", "q249603"],
        &["--version"],
        &["--help"],
    ] {
        let ran = bench.run_bare(arguments);
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
    let checked = bench.run_bare(&["check-file", "imaging-2003", "passing.toml", "--rules", "sysprep-inf"]);
    assert_eq!(checked.err, "", "it checked the file, whatever it found");
    for arguments in [&["sessions"][..], &["status"], &["report"], &["verify"], &["resume"], &["start", "q249603"], &[]]
    {
        let ran = bench.run_bare(arguments);
        let said = "error: cannot tell where to keep sessions\n  help: set NODEWALK_HOME to a folder\n";
        assert_eq!((ran.status, ran.err.as_str()), (Some(1), said), "{arguments:?}");
    }
}

#[test]
fn a_format_that_a_command_does_not_have_is_wrong_usage() {
    let bench = Bench::new();
    for arguments in [
        &["lint", "q249603", "--format", "markdown"][..],
        &["lint", "q249603", "--format", "html"],
        &["check-file", "imaging-2003", "passing.toml", "--rules", "sysprep-inf", "--format", "html"],
        &["check-file", "imaging-2003", "passing.toml", "--rules", "sysprep-inf", "--format", "markdown"],
    ] {
        let ran = bench.run(arguments, "");
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.err.contains("[possible values: text, json]"), "{}", ran.err);
    }
}

#[test]
fn a_session_from_its_start_to_a_look_at_it() {
    let bench = Bench::new();
    let mut text = pages(&bench, &[&["sessions"]]);
    let ran = bench.run(&START, "");
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    // The end of the input leaves, and says what is saved and how to go on.
    let last: Vec<&str> = ran.out.lines().rev().take(3).collect();
    assert_eq!(last[2], "Saved: the worksheet");
    assert!(last[0].starts_with("Go on: nodewalk resume q191138-"), "{}", last[0]);
    text += &pages(&bench, &[&["sessions"], &["sessions", "--format", "json"], &["status"], &["verify"]]);
    insta::assert_snapshot!(text);
}

#[test]
fn sessions_are_found_by_a_unique_start() {
    let bench = Bench::new();
    bench.run(&START, "");
    bench.run(&[&START[..], &["--rehearse"]].concat(), "");
    // A rehearsal never stands in for the walk when no name is given.
    assert_eq!(bench.json(&["status"])["rehearsal"], false);
    let ambiguous = bench.run(&["status", "q19"], "");
    assert_eq!(ambiguous.status, Some(1));
    assert!(ambiguous.err.contains("begins more than one session"), "{}", ambiguous.err);
    assert!(ambiguous.err.contains("help: "), "{}", ambiguous.err);
    assert_eq!(bench.run(&["sessions"], "").out.matches("the worksheet").count(), 2);
}

/// The names of an object, in their order.
fn names(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Names that others rely on: more may come, none may go.
#[track_caller]
fn assert_has(object: &Value, wanted: &[&str]) {
    let names = names(object);
    let missing: Vec<&&str> = wanted.iter().filter(|name| !names.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?} not among {names:?}");
}

#[test]
fn the_names_in_json_are_stable() {
    let bench = Bench::new();
    let plan = bench.json(&["plan", "q191138"]);
    assert_has(&plan, &["procedure", "sources", "nodes", "checks", "steps"]);
    for step in plan["steps"].as_array().unwrap() {
        assert_has(
            step,
            &[
                "id", "phase", "node", "title", "text", "command", "expect", "warnings", "notes", "source", "included",
                "because", "restarts", "opens", "closes", "problems",
            ],
        );
        assert!(["yes", "no", "undecided"].contains(&step["included"].as_str().unwrap()), "{step}");
    }
    bench.run(&START, "\n\nsee running\n");
    let status = bench.json(&["status"]);
    assert_has(
        &status,
        &[
            "session",
            "procedure",
            "rehearsal",
            "state",
            "screen",
            "step",
            "node",
            "facts",
            "states",
            "checks",
            "obligations",
            "steps",
            "events",
            "head",
        ],
    );
    for check in status["checks"].as_array().unwrap() {
        assert_has(check, &["verdict", "because"]);
    }
    for step in status["steps"].as_array().unwrap() {
        assert_has(step, &["status", "attempts", "shown_at", "done_at"]);
    }
    assert_eq!(
        (&status["state"], &status["screen"], &status["node"]),
        (&"running".into(), &"step".into(), &"a".into())
    );
}

#[test]
fn plan_and_status_tell_whether_the_checks_pass() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["plan", "q191138"], "").status, Some(0), "a blank plan falls short of nothing");
    assert_eq!(bench.run(&["plan", "q191138", "--answers", "passing.toml"], "").status, Some(0));
    let failing = bench.run(&["plan", "q191138", "--answers", "failing.toml"], "");
    assert_eq!((failing.status, failing.err.as_str()), (Some(1), ""));
    assert!(bench.sessions().is_empty(), "a plan starts nothing");
    bench.run(&["start", "q191138", "--answers", "failing.toml", "--plain"], "\n\n\n");
    let status = bench.run(&["status"], "");
    assert_eq!(status.status, Some(1));
    assert!(status.out.contains("FAIL     Windows NT is in the same folder on both nodes"), "{}", status.out);
    assert_eq!(bench.json(&["status"])["screen"], "checks");
}

#[test]
fn a_flipped_byte_is_named_and_changes_nothing() {
    let bench = Bench::new();
    bench.run(&START, "\n\nnote the fan of NODEA is loud\n");
    assert_eq!(bench.run(&["verify"], "").status, Some(0));
    let journal = bench.journal();
    let whole = fs::read_to_string(&journal).unwrap();
    let number = whole[..whole.find("is loud").unwrap()].matches("[[event]]").count();
    let damaged = whole.replace("is loud", "is mute");
    fs::write(&journal, &damaged).unwrap();
    for arguments in [&["verify"][..], &["status"], &["report"], &["resume", "--plain"]] {
        let ran = bench.run(arguments, "\n");
        assert_eq!(ran.status, Some(1), "{arguments:?}");
        assert!(ran.err.contains(&format!("event {number} ")), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("help: "), "{}", ran.err);
    }
    // It never hides the other sessions, and a new walk is not started in its place.
    bench.run(&["start", "q191138", "--plain"], "");
    let listed = bench.run(&["sessions"], "");
    assert_eq!(listed.status, Some(0));
    assert!(listed.out.contains("the worksheet") && listed.out.contains(&format!("event {number} ")), "{}", listed.out);
    assert_eq!(fs::read_to_string(&journal).unwrap(), damaged, "nothing was overwritten");
}

#[test]
fn sessions_that_cannot_be_read_are_not_called_none() {
    let is_a_file: fn(&Bench) = |bench| {
        fs::create_dir(bench.folder().join("kept")).unwrap();
        bench.write("kept/sessions", "");
    };
    let ways = vec![
        is_a_file,
        #[cfg(unix)]
        |bench: &Bench| {
            fs::create_dir(bench.folder().join("kept")).unwrap();
            std::os::unix::fs::symlink("gone", bench.folder().join("kept/sessions")).unwrap();
        },
        #[cfg(unix)]
        |bench: &Bench| std::os::unix::fs::symlink("gone", bench.folder().join("kept")).unwrap(),
    ];
    for spoil in ways {
        let bench = Bench::new();
        spoil(&bench);
        for arguments in [&["sessions"][..], &["status"], &["report"], &["verify"], &["resume"], &["status", "q1"]] {
            let ran = bench.run(arguments, "");
            assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""), "{arguments:?}");
            assert!(ran.err.starts_with("error: cannot read `kept/sessions`: "), "{arguments:?}: {}", ran.err);
            assert!(ran.err.contains("help: "), "{}", ran.err);
        }
    }
}

#[test]
fn a_torn_end_is_said_and_set_aside_by_whoever_goes_on() {
    let bench = Bench::new();
    bench.run(&START, "\n\nnote the fan of NODEA is loud\n");
    let journal = bench.journal();
    let whole = fs::read(&journal).unwrap();
    fs::write(&journal, &whole[..whole.len() - 40]).unwrap();
    let verified = bench.run(&["verify"], "");
    assert_eq!(verified.status, Some(1));
    assert!(verified.out.contains("The last event was not saved whole"), "{}", verified.out);
    let resumed = bench.run(&["resume", "--plain"], "");
    assert_eq!(resumed.status, Some(0), "{}", resumed.err);
    assert!(resumed.out.contains("The last event had not been saved whole"), "{}", resumed.out);
    assert!(journal.with_extension("torn-1.toml").exists());
    assert_eq!(bench.run(&["verify"], "").status, Some(0));
}

#[test]
fn a_report_goes_where_it_is_told() {
    let bench = Bench::new();
    bench.run(&START, "\n\nsee running\n\nnote lamp <b>off</b>\n");
    let ran = bench.run(&["report", "-o", "x.html"], "");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
    let html = fs::read_to_string(bench.folder().join("x.html")).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>") || html.starts_with("<!doctype html>"), "{}", &html[..60]);
    assert!(html.contains("lamp &lt;b&gt;off&lt;/b&gt;") && !html.contains("<b>off"));
    for (name, head) in [("x.md", "#"), ("x.json", "{"), ("x.txt", "====")] {
        assert_eq!(bench.run(&["report", "-o", name], "").status, Some(0));
        let text = fs::read_to_string(bench.folder().join(name)).unwrap();
        assert!(text.contains(head), "{name}: {}", &text[..200]);
    }
    let nowhere = bench.run(&["report", "-o", "no/such/folder.html"], "");
    assert_eq!(nowhere.status, Some(1));
    assert!(nowhere.err.contains("cannot write `no/such/folder.html`") && nowhere.err.contains("help: "));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let bench = Bench::new();
    bench.run(&START, "");
    for command in ["plan q191138", "report", "status", "man", "completions bash", "procedures"] {
        let ran = bench.shell(&format!("(\"$NODEWALK\" {command}; echo \"exit $?\" >&2) | head -c 1 >/dev/null"), "");
        assert_eq!(ran.err, "exit 0\n", "{command}");
    }
}

#[test]
fn completions_and_the_manual_are_printed() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = bench.run(&["completions", shell], "");
        assert_eq!(ran.status, Some(0));
        assert!(ran.out.contains("nodewalk") && ran.out.contains("procedures"), "{shell}");
    }
    let page = bench.run(&["man"], "");
    assert_eq!(page.status, Some(0));
    assert!(page.out.contains(".TH nodewalk 1") && page.out.contains("nodewalk\\-plan(1)"), "{}", page.out);
}

#[test]
fn what_is_refused_is_not_kept_and_what_is_noted_is() {
    let bench = Bench::new();
    let said = "\n\nnote the tape is in the safe\nhunter2\nset accounts.iwam hunter2 & del *\nproblm 1\n";
    let ran = bench.run(&START, said);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(ran.out.contains("refused: `hunter2` is not a word of this wizard"), "{}", ran.out);
    assert!(ran.out.contains("did you mean `problem N or TEXT`?"), "{}", ran.out);
    let journal = fs::read_to_string(bench.journal()).unwrap();
    assert!(journal.contains("the tape is in the safe"));
    let report = bench.run(&["report"], "").out;
    assert!(report.contains("the tape is in the safe"));
    // A password that slipped into the prompt is nowhere on the disk.
    for text in [&journal, &report, &bench.run(&["status"], "").out] {
        assert!(!text.contains("hunter2"));
    }
}
