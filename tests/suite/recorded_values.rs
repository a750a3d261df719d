//! A journal's values are taken as they were recorded: a kind that became stricter since refuses what is entered, never
//! what stands in the journal.

use nodewalk::engine::event::{Event, Provenance, Record};
use nodewalk::store::journal::Store as _;
use nodewalk::store::session::Home;

use crate::bench::Bench;

/// A name that is too long today, and a service pack that there never was.
const RECORDED: [(&str, &str); 2] = [("a.name", "NODE-A-OF-THE-OLD-DAYS"), ("a.service_pack", "SP7")];

/// A real walk that was left with its worksheet filled in, or at its first step, and in whose journal these values stand.
fn session(words: &str) -> Bench {
    let bench = Bench::new();
    let ran = bench.run(&["start", "q191138", "--answers", "passing.toml", "--plain"], words);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    let id = bench.sessions()[0].file_name().unwrap().to_str().unwrap().to_owned();
    let (mut session, records) = Home::new(bench.folder().join("kept")).open(&id).unwrap();
    let last = records.last().unwrap().clone();
    for (number, (fact, value)) in (last.number + 1..).zip(RECORDED) {
        let (fact, value) = (fact.to_owned(), value.to_owned());
        let event = Event::Fact { fact, value, provenance: Provenance::Typed };
        session.append(&Record { number, event, ..last.clone() }).unwrap();
    }
    bench
}

/// The verdict of a check, as `status` says it.
fn verdict(bench: &Bench, check: &str) -> String {
    let status = bench.json(&["status"]);
    let checks = status["checks"].as_array().unwrap();
    let found = checks.iter().find(|own| own["id"] == check).unwrap();
    found["verdict"].as_str().unwrap().to_owned()
}

#[test]
fn a_recorded_value_is_shown_though_it_would_be_refused_today() {
    for words in ["", "done\ndone\n"] {
        let bench = session(words);
        let status = bench.json(&["status"]);
        for (fact, value) in RECORDED {
            assert_eq!(status["facts"][fact]["value"], value, "{fact}");
            for command in ["status", "report"] {
                let ran = bench.run(&[command], "");
                assert_eq!(ran.err, "");
                assert!(ran.out.contains(value), "{command}: {value}");
            }
        }
    }
}

#[test]
fn a_check_judges_a_recorded_value_or_says_that_it_could_not_test_it() {
    let bench = session("");
    assert_eq!(verdict(&bench, "names-differ"), "pass");
    assert_eq!(verdict(&bench, "service-pack-minimum"), "could-not-test");
    assert_eq!(verdict(&bench, "same-service-pack"), "could-not-test");
    let status = bench.run(&["status"], "");
    assert_eq!(status.status, Some(1), "a check that blocks could not be tested");
    let said = "service pack was recorded as `SP7`, which can no longer be read";
    assert!(status.out.split_whitespace().collect::<Vec<_>>().join(" ").contains(said), "{}", status.out);
}

#[test]
fn the_walk_goes_on_and_the_value_can_be_corrected() {
    let bench = session("");
    let ran = bench.run(&["resume", "--plain"], "set a.service_pack SP7\nset a.service_pack SP6\ndone\ndone\n");
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains("`SP7` is not a service pack"), "only what is entered is validated: {}", ran.out);
    assert_eq!(verdict(&bench, "service-pack-minimum"), "pass");
    let status = bench.json(&["status"]);
    assert_eq!((&status["facts"]["a.name"]["value"], &status["screen"]), (&RECORDED[0].1.into(), &"step".into()));
}

#[test]
fn a_walk_asks_for_what_it_cannot_read_where_something_depends_on_it() {
    let bench = session("done\ndone\n");
    let before = bench.json(&["status"]);
    let ran = bench.run(&["resume", "--plain"], "done\n");
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    let after = bench.json(&["status"]);
    assert_eq!(after["step"], before["step"]);
    let undecided = after["steps"].as_array().unwrap().iter().filter(|step| step["included"] == "undecided").count();
    assert!(undecided > 0, "the steps that depend on the service pack are neither in nor out");
}
