//! Keys as tuples: where they are pressed, which, what comes of them.

use super::*;
use crate::ui::screen::{FieldTarget, FormField};
use crate::ui::tui::tests::samples;
use crate::ui::tui::{Look, window};
use ratatui::layout::Rect;

/// A key by name; anything else is the character itself.
fn key(name: &str) -> KeyEvent {
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "pgdn" => KeyCode::PageDown,
        "pgup" => KeyCode::PageUp,
        "end" => KeyCode::End,
        "del" => KeyCode::Delete,
        "back" => KeyCode::Backspace,
        "ctrl-c" => return KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL),
        "space" => KeyCode::Char(' '),
        other => KeyCode::Char(other.chars().next().unwrap_or(' ')),
    };
    KeyEvent::from(code)
}

/// Presses keys on a screen; what they led to, without what only moved.
fn pressed(screen: &Screen, state: &mut UiState, keys: &str) -> Vec<KeyOutcome> {
    let area = Rect::new(0, 0, 80, 24);
    keys.split_whitespace()
        .map(|name| press(state, screen, window(screen, state, Look::default(), area), key(name)))
        .filter(|outcome| *outcome != KeyOutcome::Stay)
        .collect()
}

/// What keys lead to on a screen that has just come up.
fn fresh(screen: &Screen, keys: &str) -> Vec<KeyOutcome> {
    pressed(screen, &mut UiState::new(screen), keys)
}

fn set(fact: &str, value: &str) -> Action {
    Action::Set { fact: fact.into(), value: value.into() }
}

#[test]
fn keys_lead_to_actions() {
    let cases: Vec<(&str, Screen, &str, Vec<Action>)> = vec![
        ("the main action", samples::step(), "enter", vec![Action::Done]),
        ("a key that is not offered", samples::step(), "w", vec![]),
        ("looking around", samples::step(), "m o b", vec![Action::Map, Action::Open, Action::Back]),
        ("a problem by number", samples::step(), "p 2 enter", vec![Action::Problem("2".into())]),
        ("a note", samples::step(), "n l a t e enter", vec![Action::Note("late".into())]),
        ("a prompt needs words", samples::step(), "n enter enter", vec![]),
        ("a prompt is left", samples::step(), "n x esc enter", vec![Action::Done]),
        ("a node is back", samples::step(), "r n o d e b space b a c k enter", vec![Action::Restarted("B".into())]),
        ("a node is down", samples::step(), "r a space d o w n enter", vec![Action::Down("A".into())]),
        ("neither back nor down", samples::step(), "r a enter", vec![]),
        (
            "a step by part of its title",
            samples::step(),
            "a i i s s enter",
            vec![Action::Again("setup/step-12".into())],
        ),
        ("a proposal", samples::step(), "a b down down enter", vec![Action::Again("setup/step-3".into())]),
        (
            "a waiver needs a reason",
            samples::checks(),
            "w c enter space o k enter",
            vec![Action::Waive { check: "c".into(), reason: "ok".into() }],
        ),
        ("a menu by number", samples::home(), "2", vec![Action::Choose(2)]),
        ("a menu by arrow, around its end", samples::home(), "up enter", vec![Action::Choose(3)]),
        ("a number that is not there", samples::home(), "7", vec![]),
        ("an aside is left", samples::map(), "esc", vec![Action::Back]),
        ("leaving is asked", samples::step(), "q esc enter", vec![Action::Done]),
        ("leaving is meant", samples::step(), "esc enter", vec![Action::Quit]),
        ("leaving at once", samples::step(), "ctrl-c ctrl-c", vec![Action::Quit]),
        ("help is no action", samples::step(), "? q enter", vec![Action::Done]),
    ];
    for (name, screen, keys, actions) in cases {
        let actions: Vec<KeyOutcome> = actions.into_iter().map(KeyOutcome::Act).collect();
        assert_eq!(fresh(&screen, keys), actions, "{name}");
    }
}

#[test]
fn fields_are_answered_by_typing() {
    let cases: Vec<(&str, Screen, &str, Vec<Action>)> = vec![
        ("the first unanswered", samples::worksheet(), "N O D E B enter", vec![set("b.name", "NODEB")]),
        ("letters are no keys there", samples::worksheet(), "q enter", vec![set("b.name", "q")]),
        ("typing starts afresh", samples::worksheet(), "up X enter", vec![set("a.system_root", "X")]),
        ("enter changes", samples::worksheet(), "up enter back S enter", vec![set("a.system_root", r"C:\WINNS")]),
        ("nothing changed, nothing done", samples::worksheet(), "up enter enter", vec![]),
        (
            "an answer is forgotten",
            samples::worksheet(),
            "up up enter back back back back back enter",
            vec![set("a.name", "")],
        ),
        ("an answer by tab", samples::worksheet(), "N tab", vec![set("b.name", "N")]),
        ("a choice by number", samples::worksheet(), "down down 2", vec![set("goal", "reinstall")]),
        ("a choice by arrow", samples::worksheet(), "down down enter down enter", vec![set("goal", "reinstall")]),
        ("a number that is not there", samples::worksheet(), "down down 5", vec![]),
        (
            "a member is added",
            samples::worksheet(),
            "backtab backtab esc backtab W enter",
            vec![Action::Add { list: "cluster_groups".into(), key: "W".into() }],
        ),
        ("no more members", samples::worksheet(), "esc backtab enter", vec![]),
        (
            "a member is removed",
            samples::worksheet(),
            "esc backtab up del enter",
            vec![Action::Remove { list: "cluster_groups".into(), key: "SQL".into() }],
        ),
        ("a member is kept", samples::worksheet(), "esc backtab up del esc", vec![]),
        ("nothing to remove", samples::worksheet(), "up del enter", vec![]),
        (
            "a step is read first, then named",
            samples::irreversible(),
            "n esc enter N B enter",
            vec![Action::Name("NB".into())],
        ),
        (
            "a state is seen",
            samples::long(),
            "enter 2",
            vec![Action::See { state: Some("b.cluster_service".into()), value: "stopped".into() }],
        ),
    ];
    for (name, screen, keys, actions) in cases {
        let actions: Vec<KeyOutcome> = actions.into_iter().map(KeyOutcome::Act).collect();
        assert_eq!(fresh(&screen, keys), actions, "{name}");
    }
}

/// The fields of a sample's form.
fn form(screen: &mut Screen) -> &mut Vec<FormField> {
    match &mut screen.input {
        Input::Form(fields) => fields,
        _ => panic!("no form"),
    }
}

#[test]
fn an_answer_that_is_taken_leads_to_the_next_field() {
    let old = samples::worksheet();
    let mut state = UiState::new(&old);
    assert_eq!(state.focus, Focus::Field(2));
    pressed(&old, &mut state, "N O D E B enter");
    let mut new = old.clone();
    form(&mut new)[2].value = Some(("NODEB".into(), "typed".into()));
    assert!(!state.next(&old, &new));
    assert_eq!(state.focus, Focus::Field(3));
    assert!(matches!(state.mode, Mode::Edit(_)));
}

#[test]
fn a_refused_answer_is_still_there_to_be_put_right() {
    let old = samples::worksheet();
    let mut state = UiState::new(&old);
    pressed(&old, &mut state, "N O space B enter");
    assert!(!state.next(&old, &old.clone()));
    assert_eq!(state.focus, Focus::Field(2));
    assert!(matches!(&state.mode, Mode::Edit(editor) if editor.text() == "NO B"));
}

#[test]
fn a_new_members_own_fields_come_before_another_member() {
    let old = samples::worksheet();
    let mut state = UiState::new(&old);
    pressed(&old, &mut state, "esc backtab W enter");
    let mut new = old.clone();
    for field in form(&mut new).iter_mut().filter(|field| field.value.is_none()) {
        field.value = Some(("x".into(), String::new()));
    }
    let mut member = form(&mut new)[0].clone();
    member.target = FieldTarget::Fact("cluster_groups.W.ip".into());
    member.value = None;
    form(&mut new).insert(6, member);
    form(&mut new)[7].value = None;
    assert!(!state.next(&old, &new));
    assert_eq!(state.focus, Focus::Field(6));
}

#[test]
fn another_screen_starts_afresh() {
    let old = samples::step();
    let mut state = UiState::new(&old);
    pressed(&old, &mut state, "n h a l f");
    let mut new = samples::step();
    new.position = Some((10, 47));
    assert!(state.next(&old, &new));
    assert!(matches!(state.mode, Mode::Browse));
    assert!(!state.next(&new, &new.clone()), "the same screen is no other one");
}

#[test]
fn a_second_enter_does_not_confirm_what_nobody_has_read() {
    let screen = samples::step();
    let mut state = UiState::new(&screen);
    state.settled = false;
    assert_eq!(pressed(&screen, &mut state, "enter enter"), []);
    state.settled = true;
    assert_eq!(pressed(&screen, &mut state, "enter"), [KeyOutcome::Act(Action::Done)]);
}

#[test]
fn a_rehearsal_takes_what_is_expected() {
    let mut screen = samples::irreversible();
    screen.rehearsal = true;
    assert_eq!(fresh(&screen, "enter"), [KeyOutcome::Act(Action::Done)]);
}

#[test]
fn ctrl_c_loses_nothing_that_is_being_typed() {
    let screen = samples::step();
    assert_eq!(fresh(&screen, "n l a ctrl-c esc t e enter"), [KeyOutcome::Act(Action::Note("late".into()))]);
}

#[test]
fn a_paste_only_goes_where_something_is_typed() {
    let screen = samples::step();
    let mut state = UiState::new(&screen);
    crate::ui::tui::paste(&mut state, "q\nq");
    assert_eq!(pressed(&screen, &mut state, "p"), []);
    crate::ui::tui::paste(&mut state, "Error Code =\n0xffffffff");
    let problem = Action::Problem("Error Code = 0xffffffff".into());
    assert_eq!(pressed(&screen, &mut state, "enter"), [KeyOutcome::Act(problem)]);
}

#[test]
fn a_copy_claims_nothing() {
    let screen = samples::step();
    let mut state = UiState::new(&screen);
    assert_eq!(pressed(&screen, &mut state, "c"), [KeyOutcome::Copy("NET STOP CLUSSVC".into())]);
    assert!(state.message.is_some_and(|message| message.contains("if it takes it")));
}

#[test]
fn a_secret_is_typed_unseen() {
    let mut screen = samples::irreversible();
    form(&mut screen)[0].target = FieldTarget::Secret("iwam_password".into());
    let mut state = UiState::new(&screen);
    pressed(&screen, &mut state, "enter h u n t");
    assert!(!format!("{state:?}").contains("hunt"));
    assert_eq!(pressed(&screen, &mut state, "enter"), [KeyOutcome::Act(set("iwam_password", "hunt"))]);
    assert!(!format!("{state:?}").contains("hunt"));
}

#[test]
fn space_pages_wherever_nothing_is_typed() {
    let paged = |screen: &Screen, keys: &str| {
        let mut state = UiState::new(screen);
        assert_eq!(pressed(screen, &mut state, keys), []);
        assert_eq!(state.message, None, "{keys}");
        state.top
    };
    let step = samples::long();
    assert!(paged(&step, "space") > 5);
    assert_eq!(paged(&step, "space"), paged(&step, "pgdn"));
    assert!(paged(&step, "tab space") > 5, "on a field with choices");
    assert!(paged(&step, "? space") > 0, "in the help");
    let mut typing = UiState::new(&samples::worksheet());
    pressed(&samples::worksheet(), &mut typing, "N space B");
    assert!(matches!(&typing.mode, Mode::Edit(editor) if editor.text() == "N B"));
}

#[test]
fn a_long_body_scrolls_to_its_end_and_back() {
    let screen = samples::long();
    let mut state = UiState::new(&screen);
    pressed(&screen, &mut state, "down down");
    assert_eq!(state.top, 2);
    pressed(&screen, &mut state, "end");
    let end = state.top;
    pressed(&screen, &mut state, "pgdn pgdn down");
    assert_eq!(state.top, end);
    pressed(&screen, &mut state, "pgup pgup pgup pgup pgup");
    assert_eq!(state.top, 0);
}
