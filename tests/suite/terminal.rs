//! The program on a real pseudo-terminal, from its start to what it leaves behind.

#![cfg(unix)]
use std::fs;
use std::sync::LazyLock;
use std::thread;

use crate::bench::Bench;
use crate::bench::pty::{Pty, contains, squeezed};

const REHEARSE: [&str; 5] = ["start", "q191138", "--answers", "passing.toml", "--rehearse"];
const FINISHED: &str = "The walk is finished";

/// The events of the same rehearsal through the plain front, with nothing but empty lines; walked once for all tests.
fn plain() -> &'static [toml::Table] {
    static EVENTS: LazyLock<Vec<toml::Table>> = LazyLock::new(|| {
        let bench = Bench::new();
        let ran = bench.run(&[&REHEARSE[..], &["--plain"]].concat(), &"\n".repeat(400));
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        assert!(ran.out.contains(FINISHED), "{}", ran.out);
        bench.events()
    });
    &EVENTS
}

/// What is asserted of a session that was walked to its end: every step of the plan stands in the report, with its times
/// and its node.
#[track_caller]
fn assert_reported(bench: &Bench) {
    let status = bench.json(&["status"]);
    assert_eq!(status["state"], "finished");
    let report = bench.run(&["report"], "").out;
    let report = squeezed(&report);
    let steps: Vec<_> = status["steps"].as_array().unwrap().iter().filter(|step| step["included"] == "yes").collect();
    assert!(steps.len() > 50, "{} steps", steps.len());
    for (index, step) in steps.into_iter().enumerate() {
        let text = |name: &str| step[name].as_str().unwrap_or_else(|| panic!("no {name}: {step}"));
        assert_eq!(text("status"), "done", "{step}");
        let title = squeezed(text("title"));
        let clock = |name: &str| text(name)[11..19].to_owned();
        // The number, the node and the title.
        let node = status["facts"][format!("{}.name", text("node"))]["value"].as_str().unwrap_or("Domain controller");
        let head = format!("[x] {} {node} {title}", index + 1);
        let at = report.find(&head).unwrap_or_else(|| panic!("not in the report: {head}"));
        let own = report[at..].split("Status").nth(1).unwrap_or_default();
        assert!(own.contains(&format!("Attempt 1 {} to ", clock("shown_at"))), "{title}: {own}");
        // A step that restarts a node is done when the node has gone down, its work when it was confirmed.
        assert!(own.contains(&format!(" to {} ", clock("done_at"))) || own.contains("Restart "), "{title}: {own}");
    }
}

#[test]
fn a_walk_killed_while_a_node_restarts_goes_on_at_that_very_step() {
    let bench = Bench::new();
    let mut pty = Pty::start(&bench, &REHEARSE);
    pty.enter_until("Wait for NODEB");
    pty.signal("KILL");
    pty.end();

    let mut pty = Pty::start(&bench, &[]);
    pty.ready("waiting for NODEB to come back");
    assert!(pty.text().contains("REHEARSAL"), "{}", pty.text());
    pty.enter();
    pty.wait("Picking up where the walk was left");
    pty.wait("NODEB was restarting, as the walk asked");
    pty.enter();
    pty.wait("Wait for NODEB");
    pty.enter_until(FINISHED);
    pty.keys("\r");
    assert_eq!(pty.end(), 0);
    pty.assert_restored();
    assert_reported(&bench);

    // But for what taking it up again adds, it is the walk that was not interrupted.
    let mut events = bench.events();
    let is = |event: &toml::Table, kind: &str| event["kind"].as_str() == Some(kind);
    let opened = events.iter().rposition(|event| is(event, "opened")).unwrap();
    let picked_up = events.iter().rposition(|event| is(event, "picked-up")).unwrap();
    let again: Vec<toml::Table> = events.drain(opened..=picked_up).collect();
    // What is left open was looked at again in between.
    assert!(again[1..again.len() - 1].iter().all(|event| is(event, "observed")), "{again:?}");
    assert_eq!(events, plain());
}

#[test]
fn both_fronts_walk_the_same_walk() {
    let bench = Bench::new();
    let mut pty = Pty::start(&bench, &REHEARSE);
    pty.enter_until(FINISHED);
    pty.keys("\r");
    assert_eq!(pty.end(), 0);
    assert_reported(&bench);
    assert_eq!(bench.events(), plain());
}

#[test]
fn every_procedure_is_walked_at_a_terminal_to_its_report() {
    let walk = |id: String| {
        let bench = Bench::new();
        bench.write("answers.toml", &fs::read_to_string(format!("assets/answers/{id}.toml")).unwrap());
        let mut pty = Pty::start(&bench, &["start", &id, "--answers", "answers.toml", "--rehearse", "--plain"]);
        pty.keys(&"\r".repeat(700));
        pty.wait("Print the report: nodewalk report");
        assert_eq!(pty.end(), 0, "{id}");
        let status = bench.json(&["status"]);
        assert_eq!(status["state"], "finished", "{id}");
        let open = status["obligations"].as_array().unwrap().iter().filter(|own| own["standing"] != "closed");
        assert_eq!(open.count(), 0, "{id}");
    };
    thread::scope(|scope| {
        for id in nodewalk::load::catalogue::ids() {
            scope.spawn(move || walk(id));
        }
    });
}

#[test]
fn failing_checks_stop_the_walk_and_are_named_with_their_values() {
    let bench = Bench::new();
    let mut pty = Pty::start(&bench, &["start", "q191138", "--answers", "failing.toml"]);
    // A form with faults opens at the first of them.
    pty.ready("> Node A SystemRoot");
    pty.keys("\x1b");
    pty.ready("Enter go on to the checks");
    pty.enter();
    pty.wait("Checks before the walk");
    pty.resize(120, 100);
    pty.ready("Windows NT is in the same folder on both nodes");
    let text = squeezed(&pty.text());
    for failing in [
        "FAIL Windows NT is in the same folder on both nodes",
        "Node A SystemRoot is `C:\\WINNT`, not the same path as `D:\\WINNT`",
        "FAIL The MSDTC files of NODEB are not newer",
        "Node B version of msdtc.exe is `1998.2.715.0`, newer than `1997.11.532.0`",
        "FAIL MSDTC stays out of the default group",
        "Group for MSDTC is `Cluster Group`, the same as `Cluster Group` (default group)",
        "FAIL No site is in the default group",
        "Group of Files is `Cluster Group`, the same as `Cluster Group` (default group)",
    ] {
        assert!(text.contains(failing), "{failing} is not in {text}");
    }
    pty.keys("\r");
    pty.wait("stands against it");
    pty.keys("q");
    pty.ready("Leave?");
    pty.keys("\r");
    assert_eq!(pty.end(), 0);
    assert_eq!(bench.run(&["status"], "").status, Some(1));
    let kinds: Vec<toml::Table> = bench.events();
    assert!(kinds.iter().all(|event| event["kind"].as_str() != Some("began")));
}

#[test]
fn nothing_is_asked_of_the_terminal() {
    let bench = Bench::new();
    let mut pty = Pty::start(&bench, &[]);
    pty.ready("What do you want to walk?");
    for query in
        ["\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b[0c", "\x1b]10;?", "\x1b]11;?", "\x1b_G", "\x1b[?u", "\x1b[14t", "\x1bP"]
    {
        assert!(!contains(&pty.bytes(), query.as_bytes()), "{query:?}");
    }
    pty.keys("q");
    pty.ready("Leave?");
    pty.keys("\r");
    assert_eq!(pty.end(), 0);
    pty.assert_restored();
    assert!(pty.text().contains("Sessions are kept in kept"), "{}", pty.text());
}

#[test]
fn without_colour_the_selection_stays_visible() {
    let bench = Bench::new();
    let pty = Pty::start_in(&bench, &[], &[("NO_COLOR", "1")]);
    pty.ready("What do you want to walk?");
    assert!(pty.text().contains("  >  1  "), "{}", pty.text());
    assert!(pty.reversed("  >  1  "));
    let pty = Pty::start_in(&bench, &["start", "q191138"], &[("NO_COLOR", "1")]);
    pty.wait("> operating system");
    assert!(pty.reversed("> operating system"));
    // No colour, of text or ground.
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    let styles = bytes.split("\x1b[").skip(1).filter_map(|rest| rest.split_once('m')).map(|(style, _)| style);
    for style in styles.filter(|style| style.chars().all(|c| c.is_ascii_digit() || c == ';')) {
        let colour = |code: &str| matches!(code.parse(), Ok(30..=38 | 40..=48 | 90..=107));
        assert!(!style.split(';').any(colour), "{style}");
    }
}

#[test]
fn ascii_is_nothing_else() {
    let bench = Bench::new();
    let mut pty = Pty::start(&bench, &[&REHEARSE[..], &["--ascii"]].concat());
    pty.enter_until("Wait for NODEB");
    pty.keys("m");
    pty.wait("back a again from a step");
    pty.scroll("\x1b[A");
    pty.keys("\x1b");
    pty.ready("Wait for NODEB");
    let strange: Vec<u8> = pty.bytes().into_iter().filter(|byte| !byte.is_ascii()).collect();
    assert!(strange.is_empty(), "{}", String::from_utf8_lossy(&strange));
}

#[test]
fn the_terminal_is_given_back_on_a_signal() {
    for signal in ["TERM", "HUP"] {
        let bench = Bench::new();
        let mut pty = Pty::start(&bench, &REHEARSE);
        pty.ready("Worksheet");
        pty.assert_taken();
        pty.signal(signal);
        pty.end();
        pty.assert_restored();
        assert!(pty.text().contains("Go on: nodewalk resume"), "{signal}: {}", pty.text());
    }
}

#[test]
fn another_size_keeps_the_work_in_sight() {
    let bench = Bench::new();
    let mut pty = Pty::start(&bench, &REHEARSE);
    pty.enter_until("See that NODEA is up");
    assert!(pty.text().contains("echo %COMPUTERNAME%"), "{}", pty.text());
    pty.resize(120, 40);
    // The list of all steps comes beside the step.
    pty.ready("Lay out the media for NODEA");
    assert!(pty.text().contains("echo %COMPUTERNAME%"), "{}", pty.text());
    pty.resize(40, 12);
    pty.until_text("40 columns", |text| text.lines().all(|line| line.chars().count() <= 40) && text.contains("Enter"));
    assert!(pty.text().contains("See that NODEA is up") && pty.text().contains("NODE A"), "{}", pty.text());
    pty.resize(80, 24);
    pty.ready("You should see");
    assert!(pty.text().contains("echo %COMPUTERNAME%"), "{}", pty.text());
}

#[test]
fn a_terminal_without_a_size_gets_lines() {
    let bench = Bench::new();
    let mut pty = Pty::shell(&bench, "stty rows 0 cols 0; exec \"$NODEWALK\"");
    pty.wait("help, quit]");
    pty.keys("quit\r");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_second_instance_says_who_holds_the_session() {
    let bench = Bench::new();
    let pty = Pty::start(&bench, &REHEARSE);
    pty.ready("Worksheet");
    let ran = bench.run(&["resume"], "");
    assert_eq!(ran.status, Some(1));
    assert!(ran.err.contains("is already open: `kim@desk, process "), "{}", ran.err);
    assert!(ran.err.contains("has held it since 20"), "{}", ran.err);
    assert!(ran.err.contains("help: "), "{}", ran.err);
    // At home it is said on the screen.
    let mut second = Pty::start(&bench, &[]);
    second.ready("Resume");
    second.keys("\r");
    second.wait("is already open: `kim@desk, process");
    second.wait("has held it since 20");
}

#[test]
fn sessions_that_cannot_be_read_are_not_started_again_in_silence() {
    let bench = Bench::new();
    fs::create_dir(bench.folder().join("kept")).unwrap();
    bench.write("kept/sessions", "not a folder");
    let ran = bench.run(&[], "done\nchoose 2\nhelp\nquit\n");
    assert!(ran.out.contains("WARNING: Cannot read `kept/sessions`: Not a directory"), "{}", ran.out);
    assert!(ran.out.contains("Check that the disk is there"), "{}", ran.out);
    assert!(ran.out.contains("refused: there is no choice `2`"), "{}", ran.out);
    assert!(!ran.out.contains("q191138"), "a walk is offered: {}", ran.out);
    let mut pty = Pty::start(&bench, &[]);
    pty.ready("The sessions cannot be read");
    assert!(squeezed(&pty.text()).contains("Cannot read `kept/sessions`"), "{}", pty.text());
    assert!(!pty.text().contains("Start"), "{}", pty.text());
    fs::remove_file(bench.folder().join("kept/sessions")).unwrap();
    pty.enter();
    pty.ready("What do you want to walk?");
    pty.keys("q");
    pty.ready("Leave?");
    pty.keys("\r");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_full_disk_leaves_the_action_unconfirmed() {
    let bench = Bench::new();
    let ran = bench.run(&[&REHEARSE[..], &["--plain"]].concat(), "\n\n\n\n\n");
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let size = fs::metadata(bench.journal()).unwrap().len();
    // Room for the next few events and no more: a write beyond it fails as on a full disk.
    let blocks = size / 512 + 3;
    let mut pty = Pty::shell(&bench, &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$NODEWALK\" resume"));
    pty.ready("Picking up");
    let heading = |text: &str| text.lines().nth(3).map(str::to_owned);
    let mut before = pty.text();
    for _ in 0..20 {
        pty.keys("\r");
        pty.changed(&before);
        pty.ready("");
        let text = pty.text();
        if text.contains("not saved, and so not done") {
            break;
        }
        before = text;
    }
    let text = squeezed(&pty.text());
    assert!(text.contains("not saved, and so not done: event"), "{text}");
    assert!(text.contains("Free some space or fix the disk"), "{text}");
    assert_eq!(heading(&pty.text()), heading(&before), "another screen is shown");
    pty.signal("KILL");
    pty.end();
    assert_eq!(bench.run(&["verify"], "").status, Some(0), "the journal is whole");
    // With room again the walk goes on.
    assert_eq!(bench.run(&["resume", "--plain"], &"\n".repeat(400)).status, Some(0));
    assert_eq!(bench.json(&["status"])["state"], "finished");
}

#[test]
fn a_worksheet_is_filled_in_the_form() {
    let bench = Bench::new();
    let mut pty = Pty::start(&bench, &["start", "q191138"]);
    pty.ready("> operating system choose");
    // A choice by its number, one from the opened list, and a letter that is a key of the screen.
    pty.keys("1");
    pty.wait("> goal choose");
    pty.keys("\r");
    pty.wait("1-9 choose");
    pty.keys("\x1b[B\x1b[A\r");
    pty.wait("> earlier attempts choose");
    pty.keys("n");
    pty.wait("records it");
    pty.keys("asked the day shift\r");
    pty.wait("Noted.");
    pty.keys("1");
    pty.wait("> newer MSDTC in the past choose");
    // An answer that stands against this walk is marked at once and stands; one step back it can be put right.
    pty.keys("1");
    pty.wait("> SQL Server choose");
    pty.wait("This is the right procedure: newer MSDTC in the past is `yes`, not `no`");
    pty.keys("\x1b[Z");
    pty.wait("> newer MSDTC in the past");
    pty.keys("2");
    pty.wait("> SQL Server choose");
    assert!(!pty.text().contains("is `yes`, not `no`"), "{}", pty.text());
    pty.keys("1");
    pty.wait("> Node A computer name [");
    pty.keys("N O\r");
    pty.wait("has a character that a computer name cannot have here");
    pty.keys("\x15NODEA\r");
    pty.wait("> Node B computer name [");
    pty.keys("\x1b");
    pty.ready("Enter answer");
    // Backwards from the keys, to the list.
    for _ in 0..10 {
        if pty.text().contains("> sites: add the first") {
            break;
        }
        let before = pty.text();
        pty.keys("\x1b[Z");
        pty.changed(&before);
    }
    pty.keys("Main\r");
    pty.wait("> Main: kind choose");
    pty.keys("q");
    pty.ready("Leave?");
    pty.keys("\r");
    assert_eq!(pty.end(), 0);
    pty.assert_restored();
    assert!(pty.text().contains("Saved: the worksheet"), "{}", pty.text());
    let facts = &bench.json(&["status"])["facts"];
    assert_eq!(facts["os"]["value"], "nt4");
    assert_eq!(facts["goal"]["value"], "install");
    assert_eq!(facts["a.name"]["value"], "NODEA");
    assert!(bench.events().iter().any(|event| event["kind"].as_str() == Some("member-added")));
}

#[test]
fn the_wrong_console_is_refused() {
    let bench = Bench::new();
    // To the first step that cannot be undone, by the words of the plain front.
    let to_setup = [
        "done",
        "done",
        "see running",
        "done",
        "done",
        "done",
        "see running",
        "done",
        "done",
        "done",
        "done",
        "done",
        "done",
        "done",
        "see a.cluster_service running",
        "see b.cluster_service running",
        "done",
        "see all-a",
        "done",
    ];
    let ran = bench.run(&["start", "q191138", "--answers", "passing.toml", "--plain"], &to_setup.join("\n"));
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let mut pty = Pty::start(&bench, &["resume"]);
    pty.ready("Picking up where the walk was left");
    pty.wait("was shown at");
    pty.keys("\r");
    pty.wait("> the cluster's groups choose");
    pty.keys("1");
    pty.wait("> Cluster Service on NODEA choose");
    pty.keys("1");
    pty.ready("Enter that is how it stands");
    pty.keys("\r");
    pty.ready("Run Option Pack Setup on NODEA");
    pty.ready("Enter answer p problem");
    pty.keys("\r");
    pty.wait("> This console [");
    pty.keys("NODEB\r");
    pty.wait("this step is for `NODEA`, and that console says `NODEB`");
    assert!(named(&bench).is_empty());
    // What was typed is still there to be put right.
    pty.keys("\x15nodea\r");
    pty.ready("Enter done");
    assert_eq!(named(&bench), ["nodea"]);
    pty.enter();
    pty.wait("step 12 of");
}

#[test]
fn a_slip_about_a_restart_costs_nothing_unless_it_is_meant() {
    let bench = Bench::new();
    let mut pty = Pty::start(&bench, &REHEARSE);
    pty.enter_until("Choose the same components on NODEB");
    let before = bench.events().len();
    pty.keys("r");
    pty.wait("Which node, and is it back or down?");
    pty.keys("a back\r");
    pty.ready("Did NODEA go down?");
    pty.enter();
    pty.wait("nothing was recorded");
    pty.ready("Choose the same components on NODEB");
    assert_eq!(bench.events().len(), before);
    pty.keys("r");
    pty.wait("Which node, and is it back or down?");
    pty.keys("a back\r");
    pty.ready("Did NODEA go down?");
    pty.keys("2");
    pty.wait("Let Setup on NODEB finish");
}

/// The names that were typed at consoles and taken.
fn named(bench: &Bench) -> Vec<String> {
    let events = bench.events();
    let named = events.iter().filter(|event| event["kind"].as_str() == Some("named"));
    named.filter_map(|event| event["name"].as_str().map(str::to_owned)).collect()
}
