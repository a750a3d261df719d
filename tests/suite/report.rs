//! The report, the plan on paper and the status, whole.

use crate::small::{Driven, procedure};
use nodewalk::documents::checklist;
use nodewalk::documents::checklist::Paper;
use nodewalk::documents::report;
use nodewalk::documents::report::Report;
use nodewalk::documents::status;
use nodewalk::documents::status::SessionStatus;
#[cfg(test)]
use nodewalk::engine::action::Action;
use nodewalk::engine::facts::Facts;
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
    let text = report::text(&report(&driven));
    assert_fit(&text);
    insta::assert_snapshot!(text);
}

#[test]
fn an_unfinished_walk_says_so_first() {
    let driven = rough();
    let text = report::text(&report(&driven));
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
    let text = report::text(&report(&driven));
    assert_fit(&text);
    insta::assert_snapshot!(text);
}

#[test]
fn the_plan_on_paper_can_be_followed() {
    let text = checklist::text(&Paper::of(&procedure(), &Facts::default()));
    assert_fit(&text);
    insta::assert_snapshot!(text);
}

#[test]
fn the_plan_on_paper_names_what_is_known() {
    let paper = Paper::of(&procedure(), clean().walk.facts());
    assert_fit(&checklist::text(&paper));
    assert!(!checklist::falls_short(&paper));
    assert!(checklist::falls_short(&Paper::of(&procedure(), &Facts::default())));
    insta::assert_snapshot!(checklist::json(&paper));
}

#[test]
fn a_status_tells_where_the_walk_stands() {
    let driven = rough();
    let status = SessionStatus::of(&driven.walk, &Driven::session(), "lost");
    assert!(!status::falls_short(&driven.walk));
    assert_fit(&status::text(&status));
    insta::assert_snapshot!("status_text", status::text(&status));
    insta::assert_snapshot!("status_json", status::json(&status));
}

#[test]
fn a_walk_before_its_first_step_has_a_report_and_a_status() {
    let driven = Driven::new(true);
    let text = report::text(&report(&driven));
    assert_fit(&text);
    assert!(text.contains("NOT FINISHED  -  REHEARSAL"), "{text}");
    let status = SessionStatus::of(&driven.walk, &Driven::session(), "worksheet");
    assert_eq!((status.state, status.step.as_deref()), ("running", None));
    assert!(status::falls_short(&driven.walk));
}

#[test]
fn nothing_that_was_typed_acts_on_a_reader() {
    let report = report(&abandoned());
    let html = report::html(&report);
    assert!(!html.contains("<script"), "a note became a script");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\x1b[2J"));
    assert!(!report::markdown(&report).contains("<script"));
    for written in [html, report::markdown(&report), report::text(&report), report::json(&report)] {
        assert!(!written.contains(|c: char| c != '\n' && nodewalk::text::is_hostile(c)));
    }
}

#[test]
fn a_printed_page_is_whole_by_itself() {
    let html = report::html(&report(&abandoned()));
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
        assert_fit(&report::text(&report));
        assert_fit(&status::text(&SessionStatus::of(&driven.walk, &Driven::session(), "step")));
        let clean = report.page.verdict.contains("every check passed");
        let first = report.page.sections.first().map(|first| format!("{first:?}")).unwrap_or_default();
        prop_assert!(!clean || !first.contains("waived") && !first.contains("skipped") && !first.contains("not listed"));
    }
}
