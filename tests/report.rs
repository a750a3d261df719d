//! The report, the plan on paper and the status, whole.

mod common;

use common::{Driven, procedure};
use nodewalk::event::Record;
use nodewalk::facts::Facts;
use nodewalk::paper::{self, Paper};
use nodewalk::report::{self, Report};
use nodewalk::status::{self, Status};
use unicode_width::UnicodeWidthStr;

fn report(driven: &Driven) -> Report {
    Report::of(&driven.walk, &driven.records, &driven.session())
}

/// What must be true of every page, however it is written.
fn assert_fit(text: &str) {
    for line in text.lines() {
        assert!(line.width() <= 80, "wider than a sheet: {line}");
        assert!(!line.chars().any(char::is_control), "a control character: {line:?}");
        assert_eq!(line, line.trim_end(), "white space at the end");
    }
}

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
    driven.later(20).say(&["name NODEB", "see stopped", "done", "done"]);
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

#[test]
fn the_plan_on_paper_can_be_followed() {
    let text = paper::text(&Paper::of(&procedure(), &Facts::default()));
    assert_fit(&text);
    insta::assert_snapshot!(text);
}
