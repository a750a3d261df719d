//! A slip of the tongue: a node that is said to have gone down, though nobody expected it and it did not.

use crate::common::procedure;
use nodewalk::app::clock::Workstation;
use nodewalk::app::{App, Operator, StartOptions};
use nodewalk::engine::action::Action;
use nodewalk::engine::event::Event;
use nodewalk::store::session::Home;
use nodewalk::ui::application::Application as _;
use nodewalk::ui::plain;
use nodewalk::ui::screen::ScreenKind;

/// A rehearsal at a app.
struct Table {
    app: App,
    _folder: tempfile::TempDir,
}

impl Table {
    /// Empty lines until a step with this title is shown.
    fn at(heading: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let operator = Operator { by: "kim@desk".to_owned(), holder: "kim@desk, process 1".to_owned() };
        let mut app = App::new(Home::new(folder.path()), Box::new(Workstation), operator);
        let procedure = procedure("q191138").as_ref().clone();
        let answers = include_str!("../../assets/answers/q191138.toml").to_owned();
        let answers = Some(("answers.toml".to_owned(), answers));
        app.start(procedure, &StartOptions { rehearsal: true, answers, ..StartOptions::default() }).unwrap();
        let mut table = Self { app, _folder: folder };
        for _ in 0..200 {
            if table.app.screen().heading == heading {
                return table;
            }
            table.say("");
        }
        panic!("{heading} was not reached");
    }

    fn say(&mut self, line: &str) -> &mut Self {
        self.app.act(line.parse::<Action>().unwrap());
        self
    }

    /// The screen as the plain front prints it.
    fn page(&mut self) -> String {
        plain::page(&self.app.screen())
    }

    fn events(&self) -> usize {
        self.app.session().unwrap().records().len()
    }

    fn went_down(&self) -> bool {
        let records = self.app.session().unwrap().records();
        records.iter().any(|record| matches!(record.event, Event::WentDown { planned: false, .. }))
    }
}

const DIALOG_WAITS: &str = "Choose the same components on NODEB";

#[test]
fn a_restart_that_would_cost_what_is_open_is_asked_about_and_anything_but_yes_is_no() {
    let mut table = Table::at(DIALOG_WAITS);
    let before = table.events();
    for said in ["restarted a", "down a", "restarted NODEA"] {
        for no in ["", "back", "choose 1"] {
            table.say(said);
            assert_eq!(table.app.screen().kind, ScreenKind::Question, "{said}");
            let page = table.page();
            for words in [
                "Did NODEA go down?",
                "Setup's last dialog waits",
                "1. No, NODEA did not go down",
                "2. Yes, NODEA went down",
            ] {
                assert!(page.contains(words), "{words}: {page}");
            }
            table.say(no);
            assert_eq!(table.app.screen().heading, DIALOG_WAITS);
            assert!(table.page().contains("nothing was recorded"));
            assert_eq!(table.events(), before);
        }
    }
}

#[test]
fn a_yes_goes_the_way_that_the_restart_leads() {
    let mut table = Table::at(DIALOG_WAITS);
    table.say("restarted a").say("choose 2");
    assert!(table.went_down());
    assert_eq!(table.app.session().unwrap().walk().recovery().unwrap().id, "a-lost");
}

#[test]
fn another_word_is_a_no_and_is_done() {
    let mut table = Table::at(DIALOG_WAITS);
    table.say("restarted a").say("note all quiet");
    assert!(!table.went_down());
    assert_eq!(table.app.screen().heading, DIALOG_WAITS);
    let noted = matches!(table.app.session().unwrap().records().last().unwrap().event, Event::Noted { .. });
    assert!(noted);
    // The same slip again is asked about again.
    table.say("restarted a").say("restarted a");
    assert_eq!(table.app.screen().kind, ScreenKind::Question);
    assert!(!table.went_down());
}

#[test]
fn a_restart_that_costs_nothing_or_is_expected_is_not_asked_about() {
    let mut table = Table::at(DIALOG_WAITS);
    table.say("restarted b");
    assert!(table.went_down());
    // At the step that restarts the node, nobody doubts it.
    let mut table = Table::at("Restart NODEB");
    table.say("restarted b");
    assert!(!table.went_down());
    assert_ne!(table.app.screen().kind, ScreenKind::Question);
    // Before the dialog is there, nothing is lost.
    let mut table = Table::at("See both nodes up");
    table.say("restarted a");
    assert!(table.went_down());
}
