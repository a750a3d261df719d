//! Keys: each changes the state of the full screen and may lead to an action. Nothing here knows a terminal.

mod form;

#[cfg(test)]
mod tests;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::document::Window;
use super::prompt::Prompt;
use super::state::{Focus, Mode, UiState, fields, missing};
use crate::engine::action::Action;
use crate::engine::command::Command;
use crate::ui::commands;
use crate::ui::commands::Does;
use crate::ui::screen::{Input, Screen, ScreenKind};

pub(super) use form::removable;

/// The outcome of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyOutcome {
    /// Only the state changed.
    Stay,
    /// The app must do this action.
    Act(Action),
    /// The terminal must copy this text to its clipboard.
    Copy(String),
}

/// Handles a key. The window is the one that was shown when the key was pressed.
pub fn press(state: &mut UiState, screen: &Screen, window: Window, key: KeyEvent) -> KeyOutcome {
    state.message = None;
    if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') {
        return leave(state);
    }
    if key.code == KeyCode::Enter && !state.settled {
        return KeyOutcome::Stay;
    }
    match &mut state.mode {
        Mode::Leave(before) => match key.code {
            KeyCode::Enter => return KeyOutcome::Act(Action::Quit),
            KeyCode::Esc => state.mode = (**before).clone(),
            _ => {}
        },
        Mode::Help => match key.code {
            KeyCode::Esc | KeyCode::Enter | KeyCode::Char('?' | 'q') => {
                state.mode = Mode::Browse;
                state.top = 0;
            }
            _ => scroll(state, window, key),
        },
        Mode::Remove { list, key: member } => match key.code {
            KeyCode::Enter => {
                let action = Action::Remove { list: list.clone(), key: member.clone() };
                state.mode = Mode::Browse;
                return KeyOutcome::Act(action);
            }
            KeyCode::Esc => state.mode = Mode::Browse,
            _ => {}
        },
        Mode::Prompt(prompt) => match key.code {
            KeyCode::Esc => state.mode = Mode::Browse,
            KeyCode::Enter => match prompt.action(screen) {
                Ok(action) => {
                    state.mode = Mode::Browse;
                    return KeyOutcome::Act(action);
                }
                Err(fault) => prompt.fault = Some(fault),
            },
            KeyCode::PageUp | KeyCode::PageDown => scroll(state, window, key),
            _ => prompt.press(screen, key),
        },
        Mode::Edit(_) => return form::edit(state, screen, window, key),
        Mode::Pick(at) => {
            let at = *at;
            return form::pick(state, screen, at, key);
        }
        Mode::Browse => {
            return match state.focus {
                Focus::Keys => browse(state, screen, window, key),
                Focus::Field(at) => form::browse(state, screen, window, at, key),
            };
        }
    }
    KeyOutcome::Stay
}

/// Handles a pasted text. It only goes into a line that is being typed, since elsewhere its letters would be actions.
pub fn paste(state: &mut UiState, text: &str) {
    match &mut state.mode {
        Mode::Edit(editor) => editor.insert(text),
        Mode::Prompt(prompt) => prompt.editor.insert(text),
        _ => {}
    }
}

/// Asks whether to leave. Leaves if that is asked already.
fn leave(state: &mut UiState) -> KeyOutcome {
    if matches!(state.mode, Mode::Leave(_)) {
        return KeyOutcome::Act(Action::Quit);
    }
    let before = std::mem::replace(&mut state.mode, Mode::Browse);
    state.mode = Mode::Leave(Box::new(before));
    KeyOutcome::Stay
}

/// Handles the keys of the screen.
fn browse(state: &mut UiState, screen: &Screen, window: Window, key: KeyEvent) -> KeyOutcome {
    let menu = match &screen.input {
        Input::Menu(items) => items.len(),
        _ => 0,
    };
    let fields = fields(screen).len();
    match key.code {
        KeyCode::Enter => return enter(state, screen, menu),
        KeyCode::Esc => {
            let aside = matches!(
                screen.kind,
                ScreenKind::Map | ScreenKind::Open | ScreenKind::Help | ScreenKind::Look | ScreenKind::Question
            );
            if aside && screen.offers.iter().any(|offer| offer.command == Command::Back) {
                return KeyOutcome::Act(Action::Back);
            }
            return leave(state);
        }
        KeyCode::Up if menu > 0 => select(state, state.menu.min(menu - 1).checked_sub(1).unwrap_or(menu - 1)),
        KeyCode::Down | KeyCode::Tab if menu > 0 => select(state, (state.menu + 1) % menu),
        KeyCode::Tab if fields > 0 => {
            let first = super::state::fields(screen).iter().position(missing).unwrap_or(0);
            state.go(screen, Some(first));
        }
        KeyCode::BackTab if fields > 0 => state.go(screen, Some(fields - 1)),
        KeyCode::Up if fields > 0 && !window.cuts() => state.go(screen, Some(fields - 1)),
        KeyCode::Down if fields > 0 && !window.cuts() => state.go(screen, Some(0)),
        KeyCode::Char(digit @ '1'..='9') if menu > 0 => {
            let number = usize::from(digit as u8 - b'0');
            if number <= menu {
                return KeyOutcome::Act(Action::Choose(number));
            }
            state.message = Some(format!("there is no {number} here"));
        }
        KeyCode::Char(' ') => scroll(state, window, key),
        KeyCode::Char(_) | KeyCode::Delete if !key.modifiers.contains(KeyModifiers::CONTROL) => {
            return letter(state, screen, key.code);
        }
        _ => scroll(state, window, key),
    }
    KeyOutcome::Stay
}

/// Handles Enter: goes to the first missing answer, or else chooses from the menu, or else does the main action.
fn enter(state: &mut UiState, screen: &Screen, menu: usize) -> KeyOutcome {
    if menu > 0 {
        return KeyOutcome::Act(Action::Choose(state.menu.min(menu - 1) + 1));
    }
    // A rehearsal takes the expected answer if there is none.
    let first = fields(screen).iter().position(missing).filter(|_| !screen.rehearsal);
    if first.is_some() {
        state.go(screen, first);
        return KeyOutcome::Stay;
    }
    KeyOutcome::Act(Action::Done)
}

/// Chooses a line of the menu.
fn select(state: &mut UiState, at: usize) {
    state.menu = at;
    state.follow = true;
}

/// Handles a key that is bound to a command.
fn letter(state: &mut UiState, screen: &Screen, code: KeyCode) -> KeyOutcome {
    let key = match code {
        KeyCode::Char(c) => c.to_string(),
        _ => "Del".to_owned(),
    };
    let Some(binding) = commands::pressed(screen, &key) else {
        state.message = Some(format!("`{key}` does nothing here; ? shows the keys"));
        return KeyOutcome::Stay;
    };
    match (&binding.does, binding.command) {
        (Does::Act(action), _) => return KeyOutcome::Act(action.clone()),
        (Does::Ask(prompt), _) => state.mode = Mode::Prompt(Prompt::new(prompt)),
        (Does::Copy(text), _) => return copy(state, text(screen)),
        (Does::Moves, Command::Quit) => return leave(state),
        (Does::Moves, Command::Help) => {
            state.mode = Mode::Help;
            state.top = 0;
        }
        (Does::Moves, Command::Remove) => {
            state.message = Some("Tab to a field of the one to remove, then Del".to_owned());
        }
        (Does::Moves, _) => {}
    }
    KeyOutcome::Stay
}

/// Copies a text of the screen, if there is one.
fn copy(state: &mut UiState, text: String) -> KeyOutcome {
    if text.is_empty() {
        state.message = Some("there is no command here to copy".to_owned());
        return KeyOutcome::Stay;
    }
    state.message = Some("sent to the terminal's clipboard, if it takes it; select by hand otherwise".to_owned());
    KeyOutcome::Copy(text)
}

/// Scrolls.
fn scroll(state: &mut UiState, window: Window, key: KeyEvent) {
    let page = window.height.saturating_sub(1).max(1);
    let last = window.total.saturating_sub(window.height);
    let top = match key.code {
        KeyCode::Up => window.top.saturating_sub(1),
        KeyCode::Down => window.top + 1,
        KeyCode::PageUp => window.top.saturating_sub(page),
        KeyCode::PageDown | KeyCode::Char(' ') => window.top + page,
        KeyCode::Home => 0,
        KeyCode::End => last,
        KeyCode::Left => {
            state.left = state.left.saturating_sub(8);
            return;
        }
        KeyCode::Right => {
            state.left = (state.left + 8).min(window.overhang);
            return;
        }
        _ => return,
    };
    state.top = top.min(last);
    state.follow = false;
}
