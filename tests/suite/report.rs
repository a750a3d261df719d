//! The report, the plan on paper and the status, whole.

use std::path::Path;

use crate::small::{Driven, procedure};
use nodewalk::app::session_facts;
use nodewalk::documents::checklist::Checklist;
use nodewalk::documents::json;
use nodewalk::documents::page::{Format, write};
use nodewalk::documents::report::Report;
use nodewalk::documents::status::SessionStatus;
#[cfg(test)]
use nodewalk::engine::action::Action;
use nodewalk::engine::facts::Facts;
use nodewalk::store::journal::{Header, Seal};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn report(driven: &Driven) -> Report {
    Report::of(&driven.walk, &driven.records, &Driven::session())
}

/// What must be true of every page, however it is written.
fn assert_fit(text: &str) {
    for line in text.lines() {
        assert!(line.width() <= 80, "wider than a sheet: {line}");
        assert!(!line.chars().any(char::is_control), "a control character: {line:?}");
        assert_eq!(line, line.trim_end(), "white space at the end");
    }
}

/// What nobody should be able to put into a report.
const HOSTILE: &str = "<script>alert(1)</script> & \u{1b}[2J\u{9b}31m \u{202e}gnp.exe\n[[event]]\n\u{7}";

/// A walk on which nothing went wrong.
fn clean() -> Driven {
    let mut driven = Driven::new(false);
    driven.begun().say(&["name NODEB", "see stopped", "done"]);
    driven.later(240).say(&["done", "done"]);
    driven.say(&["done", "done", "done", "done", "done"]);
    driven.later(30).say(&["done", "set iissync 0", "done"]).later(360);
    driven.say(&["done", "restarted a", "done", "sign Anna Muster"]);
    driven
}

/// A walk on which everything that may go wrong did, short of its end.
fn rough() -> Driven {
    let mut driven = Driven::new(false);
    driven.begun().say(&["set b.service_pack SP3", "waive same-service-pack agreed with the change board"]);
    driven.say(&["name NODEB", "see running", "done", "name NODEB", "see stopped", "done"]);
    driven.say(&["done", "note the CD drive of NODEA is slow", "done", "done"]);
    driven.later(300).say(&["restarted b"]);
    driven.later(20).say(&["name NODEB", "see stopped", "done", "done", "done", "done"]);
    driven.later(60).say(&["down a"]);
    driven.later(200).taken_over_by("bert@desk").say(&["restarted a"]);
    driven
}

#[test]
fn a_clean_walk_is_called_clean() {
    let driven = clean();
    let text = write(Format::Text, &report(&driven).page);
    assert_fit(&text);
    insta::assert_snapshot!(text);
}

#[test]
fn an_unfinished_walk_says_so_first() {
    let driven = rough();
    let text = write(Format::Text, &report(&driven).page);
    assert_fit(&text);
    insta::assert_snapshot!(text);
}

/// The same walk, brought on through its recovery, and given up.
fn abandoned() -> Driven {
    let mut driven = rough();
    driven.open();
    driven.say(&["see b.cluster_service stopped", "done", "done", "done", "done", "done", "problem 1", "done"]);
    driven.say(&["name NODEB", "see stopped", "done", "done", "done", "done", "done", "done", "done"]);
    driven.later(30).say(&["done", "done", "set iissync 0", "done"]);
    driven.later(300).say(&["done", "restarted a"]);
    driven.say(&["problem the disk <script>alert(1)</script> is red", "done"]);
    driven.act(&Action::Note(HOSTILE.into()));
    driven.say(&["skip the site's owner is not to be reached", "abandon the change window is over"]);
    driven
}

#[test]
fn an_abandoned_walk_shows_what_happened_beside_the_main_line() {
    let driven = abandoned();
    let text = write(Format::Text, &report(&driven).page);
    assert_fit(&text);
    insta::assert_snapshot!(text);
}

#[test]
fn the_plan_on_paper_can_be_followed() {
    let text = write(Format::Text, &Checklist::of(&procedure(), &Facts::default()).page());
    assert_fit(&text);
    insta::assert_snapshot!(text);
}

#[test]
fn the_plan_on_paper_names_what_is_known() {
    let paper = Checklist::of(&procedure(), clean().walk.facts());
    assert_fit(&write(Format::Text, &paper.page()));
    assert!(!paper.falls_short());
    assert!(Checklist::of(&procedure(), &Facts::default()).falls_short());
    insta::assert_snapshot!(json::pretty(&paper));
}

#[test]
fn a_status_tells_where_the_walk_stands() {
    let driven = rough();
    let status = SessionStatus::of(&driven.walk, &Driven::session(), "lost");
    assert!(!status.falls_short());
    assert_fit(&write(Format::Text, &status.page()));
    insta::assert_snapshot!("status_text", write(Format::Text, &status.page()));
    insta::assert_snapshot!("status_json", json::pretty(&status));
}

#[test]
fn a_walk_before_its_first_step_has_a_report_and_a_status() {
    let driven = Driven::new(true);
    let text = write(Format::Text, &report(&driven).page);
    assert_fit(&text);
    assert!(text.contains("NOT FINISHED  -  REHEARSAL"), "{text}");
    let status = SessionStatus::of(&driven.walk, &Driven::session(), "worksheet");
    assert_eq!((status.state, status.step.as_deref()), ("running", None));
    assert!(status.falls_short());
}

#[test]
fn nothing_that_was_typed_acts_on_a_reader() {
    let report = report(&abandoned());
    let html = write(Format::Html, &report.page);
    assert!(!html.contains("<script"), "a note became a script");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\x1b[2J"));
    assert!(!write(Format::Markdown, &report.page).contains("<script"));
    for written in
        [html, write(Format::Markdown, &report.page), write(Format::Text, &report.page), json::pretty(&report)]
    {
        assert!(!written.contains(|c: char| c != '\n' && nodewalk::text::is_hostile(c)));
    }
}

#[test]
fn a_printed_page_is_whole_by_itself() {
    let html = write(Format::Html, &report(&abandoned()).page);
    for outside in ["http:", "https:", "<link", "<img", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("<strong class=\"marks\">ABANDONED</strong>"));
    insta::assert_snapshot!(html);
}

/// What an operator may say at any time.
const LINES: [&str; 20] = [
    "done",
    "done",
    "done",
    "name NODEB",
    "see stopped",
    "see running",
    "set iissync 0",
    "problem 1",
    "problem it smells of smoke",
    "again stop-b",
    "again setup-a",
    "restarted a",
    "down b",
    "restarted b",
    "not-restarted",
    "skip no time",
    "set b.service_pack SP3",
    "remove sites Intranet",
    "back",
    "note ok",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_happens_fits_on_the_sheet(said in proptest::collection::vec(0..LINES.len() + 1, 0..60)) {
        let mut driven = Driven::new(false);
        driven.begun();
        for line in said {
            match LINES.get(line) {
                Some(line) => driven.try_say(line),
                None => driven.open(),
            }
        }
        let report = report(&driven);
        assert_fit(&write(Format::Text, &report.page));
        assert_fit(&write(Format::Text, &SessionStatus::of(&driven.walk, &Driven::session(), "step").page()));
        let clean = report.page.verdict.contains("every check passed");
        let first = report.page.sections.first().map(|first| format!("{first:?}")).unwrap_or_default();
        prop_assert!(!clean || !first.contains("waived") && !first.contains("skipped") && !first.contains("not listed"));
    }
}

#[test]
fn a_report_names_the_version_that_started_the_session_and_the_one_that_made_the_report() {
    let driven = clean();
    let header = Header {
        session: "2026-11-22-two-nodes-7f3a".to_owned(),
        procedure: "two-nodes".to_owned(),
        title: "Two nodes".to_owned(),
        digest: String::new(),
        rehearsal: false,
        created: driven.records[0].time,
        version: "0.0.9".to_owned(),
    };
    let session = session_facts(&driven.walk, &header, &Seal::of(None, b""), Path::new("sessions"));
    let text = write(Format::Text, &Report::of(&driven.walk, &driven.records, &session).page);
    let row = |label: &str| text.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_default().trim();
    assert_eq!(row("Started with"), "nodewalk 0.0.9");
    assert_eq!(row("Reported with"), concat!("nodewalk ", env!("CARGO_PKG_VERSION"), ", from 37 events"));
}
