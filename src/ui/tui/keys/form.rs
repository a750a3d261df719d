//! The keys of a form: moving between fields, typing, and picking.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{KeyOutcome, scroll};
use crate::engine::action::Action;
use crate::engine::command::Command;
use crate::ui::screen::{FieldTarget, FormField, Screen};
use crate::ui::tui::document::Window;
use crate::ui::tui::editor::Editor;
use crate::ui::tui::state::{Focus, Mode, UiState, editor, fields};

/// Handles a key on a field into which nothing is typed yet.
pub(super) fn browse(state: &mut UiState, screen: &Screen, window: Window, at: usize, key: KeyEvent) -> KeyOutcome {
    let Some(field) = fields(screen).get(at) else {
        state.go(screen, None);
        return KeyOutcome::Stay;
    };
    match key.code {
        KeyCode::Esc => state.go(screen, None),
        KeyCode::Up | KeyCode::BackTab => state.go(screen, at.checked_sub(1)),
        KeyCode::Down | KeyCode::Tab => state.go(screen, Some(at + 1)),
        KeyCode::Delete => match removable(screen, field) {
            Some((list, key)) => state.mode = Mode::Remove { list, key },
            None => state.message = Some("there is nothing to remove here".to_owned()),
        },
        KeyCode::Enter if field.choices.is_empty() => state.mode = Mode::Edit(editor(field)),
        KeyCode::Enter => {
            let chosen = field.value.as_ref().and_then(|(value, _)| field.choices.iter().position(|c| c.id == *value));
            state.mode = Mode::Pick(chosen.unwrap_or(0));
            state.follow = true;
        }
        KeyCode::Char(digit @ '1'..='9') if !field.choices.is_empty() => {
            return choose(state, screen, at, usize::from(digit as u8 - b'1'));
        }
        KeyCode::Char(_) if field.choices.is_empty() => {
            let mut typed =
                if matches!(field.target, FieldTarget::Secret(_)) { Editor::secret() } else { Editor::new("") };
            if typed.press(key) {
                state.mode = Mode::Edit(typed);
                state.follow = true;
            }
        }
        // Nothing is typed into a choice, so that Space and letters are the keys of the screen.
        KeyCode::Char(' ') => scroll(state, window, key),
        KeyCode::Char(_) => return super::letter(state, screen, key.code),
        _ => scroll(state, window, key),
    }
    KeyOutcome::Stay
}

/// Handles a key in a field into which something is typed.
pub(super) fn edit(state: &mut UiState, screen: &Screen, window: Window, key: KeyEvent) -> KeyOutcome {
    let Focus::Field(at) = state.focus else {
        state.go(screen, None);
        return KeyOutcome::Stay;
    };
    let (Mode::Edit(typed), Some(field)) = (&mut state.mode, fields(screen).get(at)) else {
        state.go(screen, None);
        return KeyOutcome::Stay;
    };
    let changed = typed.text() != field.value.as_ref().map_or("", |(value, _)| value);
    match key.code {
        KeyCode::Esc => {
            // An unanswered field was entered by moving to it, so Esc leaves it.
            if field.value.is_none() {
                state.go(screen, None);
            } else {
                state.mode = Mode::Browse;
            }
        }
        KeyCode::Enter => return commit(state, screen, at),
        KeyCode::Tab | KeyCode::BackTab | KeyCode::Up | KeyCode::Down if changed => return commit(state, screen, at),
        KeyCode::Tab | KeyCode::Down => state.go(screen, Some(at + 1)),
        KeyCode::BackTab | KeyCode::Up => state.go(screen, at.checked_sub(1)),
        KeyCode::PageUp | KeyCode::PageDown => scroll(state, window, key),
        _ => {
            typed.press(key);
            state.follow = true;
        }
    }
    KeyOutcome::Stay
}

/// Handles a key among the choices of a field.
pub(super) fn pick(state: &mut UiState, screen: &Screen, chosen: usize, key: KeyEvent) -> KeyOutcome {
    let count = match state.focus {
        Focus::Field(at) => fields(screen).get(at).map_or(0, |field| field.choices.len()),
        Focus::Keys => 0,
    };
    let (Focus::Field(at), 1..) = (state.focus, count) else {
        state.go(screen, None);
        return KeyOutcome::Stay;
    };
    match key.code {
        KeyCode::Esc => state.mode = Mode::Browse,
        KeyCode::Enter => return choose(state, screen, at, chosen),
        KeyCode::Up => state.mode = Mode::Pick(chosen.checked_sub(1).unwrap_or(count - 1)),
        KeyCode::Down => state.mode = Mode::Pick((chosen + 1) % count),
        KeyCode::Tab => state.go(screen, Some(at + 1)),
        KeyCode::BackTab => state.go(screen, at.checked_sub(1)),
        KeyCode::Char(digit @ '1'..='9') if !key.modifiers.contains(KeyModifiers::CONTROL) => {
            return choose(state, screen, at, usize::from(digit as u8 - b'1'));
        }
        _ => {}
    }
    state.follow = true;
    KeyOutcome::Stay
}

/// Answers with one of the choices.
fn choose(state: &mut UiState, screen: &Screen, at: usize, choice: usize) -> KeyOutcome {
    let field = fields(screen).get(at);
    if let Some((field, choice)) = field.and_then(|field| Some((field, field.choices.get(choice)?))) {
        return answer(state, field, Editor::new(&choice.id));
    }
    state.message = Some(format!("there is no {} here", choice + 1));
    KeyOutcome::Stay
}

/// Answers with what was typed. If that changes nothing, goes to the next field.
fn commit(state: &mut UiState, screen: &Screen, at: usize) -> KeyOutcome {
    let mode = std::mem::replace(&mut state.mode, Mode::Browse);
    let (Mode::Edit(typed), Some(field)) = (mode, fields(screen).get(at)) else {
        return KeyOutcome::Stay;
    };
    let before = field.value.as_ref().map_or("", |(value, _)| value);
    let forgets = typed.text().is_empty() && !matches!(field.target, FieldTarget::Fact(_));
    // A faulty answer is given again, so that it is judged again.
    if forgets || (typed.text() == before && (before.is_empty() || field.fault.is_none())) {
        state.go_on(screen, at);
        return KeyOutcome::Stay;
    }
    answer(state, field, typed)
}

/// The action that answers a field.
fn answer(state: &mut UiState, field: &FormField, typed: Editor) -> KeyOutcome {
    let value = typed.text().to_owned();
    let action = match field.target.clone() {
        FieldTarget::Fact(fact) | FieldTarget::Secret(fact) => Action::Set { fact, value },
        FieldTarget::State(state) => Action::See { state: Some(state), value },
        FieldTarget::ComputerName => Action::Name(value),
        FieldTarget::Member(list) => Action::Add { list, key: value },
        FieldTarget::Folder => Action::Folder(value),
        FieldTarget::Signature => Action::Sign(value),
    };
    state.mode = Mode::Browse;
    state.pending = Some((field.target.clone(), typed));
    KeyOutcome::Act(action)
}

/// The list and the key of the member that can be removed at this field. The field has the ID `LIST.KEY.FIELD`, and the list
/// and the key may have dots.
pub(in crate::ui::tui) fn removable(screen: &Screen, field: &FormField) -> Option<(String, String)> {
    let FieldTarget::Fact(id) = &field.target else { return None };
    if !screen.offers.iter().any(|offer| offer.command == Command::Remove) {
        return None;
    }
    fields(screen).iter().find_map(|own| {
        let FieldTarget::Member(list) = &own.target else { return None };
        let (key, _) = id.strip_prefix(list.as_str())?.strip_prefix('.')?.rsplit_once('.')?;
        Some((list.clone(), key.trim_matches('"').to_owned()))
    })
}
