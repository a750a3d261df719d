//! Tests of whole screens. The snapshots include the styles, so that a lost colour or a lost reverse is a change.

pub(super) mod samples;

use crossterm::event::{KeyCode, KeyEvent};
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};

use super::*;
use crate::ui::screen::{Input, Lane, Mark, Notice, ScreenBlock};

const COLOR: Look = Look { color: true, ascii: false };
const MONO: Look = Look { color: false, ascii: false };
const ASCII: Look = Look { color: false, ascii: true };

/// A screen in a state.
fn painted(screen: &Screen, state: &UiState, look: Look, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(screen, state, look, area, &mut buffer);
    buffer
}

/// A new screen.
fn drawn(screen: &Screen, look: Look, width: u16, height: u16) -> Buffer {
    painted(screen, &UiState::new(screen), look, width, height)
}

/// A screen after these keys.
fn after(screen: &Screen, keys: &[KeyCode], look: Look, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut state = UiState::new(screen);
    for code in keys {
        let window = window(screen, &state, look, area);
        press(&mut state, screen, window, KeyEvent::from(*code));
    }
    painted(screen, &state, look, width, height)
}

/// The text of a buffer.
fn text(buffer: &Buffer) -> String {
    let rows = buffer.content.chunks(usize::from(buffer.area.width).max(1));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n").collect()
}

#[test]
fn screens() {
    let cases = [
        ("step", drawn(&samples::step(), COLOR, 80, 24)),
        ("step-without-colour", drawn(&samples::step(), MONO, 80, 24)),
        ("step-in-ascii", drawn(&samples::step(), ASCII, 80, 24)),
        ("step-with-outline", drawn(&samples::step(), COLOR, 120, 40)),
        ("step-at-40-by-12", drawn(&samples::step(), COLOR, 40, 12)),
        ("step-at-20-by-5", drawn(&samples::step(), COLOR, 20, 5)),
        ("irreversible", after(&samples::irreversible(), &[KeyCode::Enter], COLOR, 80, 24)),
        ("hand-off", drawn(&samples::hand_off(), COLOR, 80, 24)),
        ("checks", drawn(&samples::checks(), COLOR, 80, 24)),
        ("worksheet", drawn(&samples::worksheet(), COLOR, 80, 24)),
        ("waiting", drawn(&samples::waiting(), COLOR, 80, 24)),
        ("map", drawn(&samples::map(), COLOR, 80, 24)),
        ("home", drawn(&samples::home(), COLOR, 80, 24)),
        ("help", after(&samples::step(), &[KeyCode::Char('?')], COLOR, 80, 24)),
        ("again", after(&samples::step(), &[KeyCode::Char('a'), KeyCode::Char('n'), KeyCode::Down], COLOR, 80, 24)),
        ("leaving", after(&samples::step(), &[KeyCode::Char('q')], COLOR, 80, 24)),
    ];
    for (name, buffer) in cases {
        insta::assert_debug_snapshot!(name, buffer);
    }
}

#[test]
fn without_colour_no_cell_has_one() {
    for (name, screen) in samples::all() {
        let buffer = drawn(&screen, MONO, 120, 40);
        let plain = buffer.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset));
        assert!(plain, "{name}");
        if screen.console.is_some() {
            let band = &buffer[(0, 2)];
            assert!(band.modifier.contains(Modifier::REVERSED), "{name}");
        }
    }
}

#[test]
fn in_ascii_every_cell_is() {
    for (name, screen) in samples::all() {
        for (width, height) in [(120, 40), (80, 24), (40, 12)] {
            let text = text(&drawn(&screen, ASCII, width, height));
            assert!(text.is_ascii(), "{name} {text}");
        }
    }
}

#[test]
fn the_band_differs_by_place_and_words() {
    let mut screen = samples::step();
    let there = text(&drawn(&screen, MONO, 80, 24));
    screen.console = Some(crate::ui::screen::Console { lane: 0, label: "Node A".into(), name: "NODEA".into() });
    let here = text(&drawn(&screen, MONO, 80, 24));
    let place = |text: &str, words: &str| text.lines().nth(1).and_then(|line| line.find(words));
    assert_eq!(place(&here, "NODE A  NODEA"), Some(2));
    assert_eq!(place(&there, "NODE B  NODEB"), Some(42));
}

#[test]
fn a_command_out_of_sight_is_said_so() {
    for (width, height) in [(80, 24), (40, 12), (30, 8)] {
        let screen = samples::long();
        let text = text(&drawn(&screen, COLOR, width, height));
        assert!(text.contains("more below: the command"), "{text}");
    }
}

#[test]
fn the_way_on_shows_when_it_works() {
    let screen = samples::step();
    let mut state = UiState::new(&screen);
    state.settled = false;
    let early = text(&painted(&screen, &state, COLOR, 80, 24));
    assert!(!early.contains("Enter done"), "{early}");
    state.settled = true;
    let settled = text(&painted(&screen, &state, COLOR, 80, 24));
    assert!(settled.contains("  Enter done   p problem"), "{settled}");
    let column = |text: &str| text.lines().last().and_then(|line| line.find("p problem"));
    assert_eq!(column(&early), column(&settled), "the other keys stay where they are");
}

#[test]
fn a_report_wider_than_the_screen_is_moved_sideways() {
    let mut screen = samples::map();
    screen.kind = crate::ui::screen::ScreenKind::Report;
    screen.blocks = vec![ScreenBlock::Verbatim(format!("{}END", "x".repeat(80)))];
    assert!(!text(&drawn(&screen, COLOR, 60, 24)).contains("END"));
    let moved = text(&after(&screen, &[KeyCode::Right, KeyCode::Right, KeyCode::Right], COLOR, 60, 24));
    assert!(moved.contains("END"), "{moved}");
}

#[test]
fn of_many_lanes_those_that_matter_are_shown() {
    let mut screen = samples::step();
    screen.lanes = (0..9)
        .map(|lane| Lane {
            lane,
            short: format!("W{lane}"),
            name: format!("NODE{lane}"),
            matters: lane > 1,
            cells: samples::cells(if lane == 8 { "..@--" } else { "=o.--" }),
        })
        .collect();
    let text = text(&drawn(&screen, COLOR, 80, 24));
    assert!(text.contains("W8") && !text.contains("W0"), "{text}");
    assert!(text.contains("and 5 more"), "{text}");
}

#[test]
fn hostile_text_does_not_reach_the_terminal() {
    let mut screen = samples::step();
    screen.heading = "a\u{1b}[2Jb".into();
    screen.notices = vec![Notice { mark: Mark::Info, text: "\u{9b}31m".into(), help: "\u{7}".into() }];
    screen.blocks =
        vec![ScreenBlock::Command("x\u{1b}]52;c;AAAA\u{7}".into()), ScreenBlock::Verbatim("\u{1b}c".into())];
    let text = text(&drawn(&screen, COLOR, 80, 24));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
}

/// Texts that are hard to lay out.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{0,120}", "\\PC{0,40}", Just(String::new()), Just("漢字\n\n- x\n1. y\u{301}".to_owned())]
}

/// A sample with hard texts in it and parts missing.
fn any_screen() -> impl Strategy<Value = Screen> {
    let texts = proptest::collection::vec(any_text(), 6);
    (0..samples::all().len(), texts, any::<[bool; 5]>()).prop_map(|(at, texts, without)| {
        let mut screen = samples::all().swap_remove(at).1;
        let [title, heading, command, label, help, report] = <[String; 6]>::try_from(texts).unwrap_or_default();
        screen.title.push_str(&title);
        screen.heading.push_str(&heading);
        screen.blocks.extend([
            ScreenBlock::Command(command.clone()),
            ScreenBlock::Labelled { label: label.clone(), text: command.clone() },
            ScreenBlock::Item { mark: Mark::Fail, text: title.clone(), details: vec![label.clone()] },
            ScreenBlock::Rows(vec![(help.clone(), title)]),
            ScreenBlock::Verbatim(report),
        ]);
        screen.notices.push(Notice { mark: Mark::Warn, text: help.clone(), help: command });
        if let Input::Form(fields) = &mut screen.input {
            fields[0].label = label;
            fields[0].fault = Some(heading);
            fields[0].value = Some((help, "typed".into()));
        }
        for (part, _) in without.into_iter().enumerate().filter(|(_, missing)| *missing) {
            match part {
                0 => screen.console = None,
                1 => screen.lanes.clear(),
                2 => screen.outline.clear(),
                3 => screen.offers.clear(),
                _ => screen.input = Input::Menu(Vec::new()),
            }
        }
        screen
    })
}

fn any_key() -> impl Strategy<Value = KeyCode> {
    let named = vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Right,
        KeyCode::PageDown,
        KeyCode::End,
        KeyCode::Delete,
        KeyCode::Backspace,
    ];
    prop_oneof![
        proptest::sample::select(named),
        any::<char>().prop_map(KeyCode::Char),
        "[a-z1-9?A]".prop_map(|text| KeyCode::Char(text.chars().next().unwrap_or('?')))
    ]
}

proptest! {
    #[test]
    fn any_screen_is_drawn_at_any_size(
        screen in any_screen(),
        keys in proptest::collection::vec(any_key(), 0..12),
        (width, height) in (1_u16..140, 1_u16..60),
        (color, ascii) in any::<(bool, bool)>(),
    ) {
        let buffer = after(&screen, &keys, Look { color, ascii }, width, height);
        prop_assert!(picture::svg(&buffer).ends_with("</svg>\n"));
    }
}
