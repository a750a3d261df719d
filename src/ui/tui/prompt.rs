//! The line at the bottom on which the operator types what an action needs.

use crossterm::event::{KeyCode, KeyEvent};

use super::editor::Editor;
use crate::engine::action::Action;
use crate::ui::commands;
use crate::ui::commands::Read;
use crate::ui::screen::{OutlineEntry, Screen};

/// A question that is being answered.
#[derive(Clone, Debug)]
pub(super) struct Prompt {
    /// The question and how its answer is read.
    asked: &'static commands::Prompt,
    /// The answer so far.
    pub(super) editor: Editor,
    /// The chosen one of the proposals.
    pub(super) chosen: Option<usize>,
    /// The reason why the answer will not do.
    pub(super) fault: Option<&'static str>,
}

impl Prompt {
    /// Creates a prompt without an answer.
    pub(super) fn new(asked: &'static commands::Prompt) -> Self {
        Prompt { asked, editor: Editor::new(""), chosen: None, fault: None }
    }

    /// The words of the question.
    pub(super) fn question(&self, screen: &Screen) -> &'static str {
        (self.asked.question)(screen)
    }

    /// Handles a key other than Enter and Esc.
    pub(super) fn press(&mut self, screen: &Screen, key: KeyEvent) {
        self.fault = None;
        let count = self.proposals(screen).len();
        match key.code {
            KeyCode::Down | KeyCode::Tab if count > 0 => {
                self.chosen = Some(self.chosen.map_or(0, |at| (at + 1) % count));
            }
            KeyCode::Up | KeyCode::BackTab if count > 0 => {
                self.chosen = Some(self.chosen.map_or(count - 1, |at| (at + count - 1) % count));
            }
            _ if self.editor.press(key) => self.chosen = None,
            _ => {}
        }
    }

    /// The steps that the typed part fits, if the question is about a step.
    pub(super) fn proposals<'a>(&self, screen: &'a Screen) -> Vec<&'a OutlineEntry> {
        if !matches!(self.asked.read, Read::Step(_)) {
            return Vec::new();
        }
        let part = self.editor.text().to_lowercase();
        let fits = |entry: &&OutlineEntry| {
            entry.id.to_lowercase().contains(&part) || entry.title.to_lowercase().contains(&part)
        };
        screen.outline.iter().filter(|entry| entry.number.is_some()).filter(fits).collect()
    }

    /// The action, or the reason why the answer will not do.
    pub(super) fn action(&self, screen: &Screen) -> Result<Action, &'static str> {
        let text = self.editor.text();
        if text.is_empty() && self.chosen.is_none() {
            return Err("type something, or Esc");
        }
        match self.asked.read {
            Read::Words(action) => Ok(action(text.to_owned())),
            Read::Step(action) => Ok(action(self.step(screen, text))),
            Read::Parts(read) => read(text, screen),
        }
    }

    /// The ID of the chosen step or of the only one that fits, else what was typed.
    fn step(&self, screen: &Screen, typed: &str) -> String {
        let proposals = self.proposals(screen);
        let exact = proposals.iter().any(|entry| entry.id == typed);
        match (self.chosen.and_then(|at| proposals.get(at)), proposals.as_slice()) {
            (Some(entry), _) => entry.id.clone(),
            (None, [entry]) if !exact => entry.id.clone(),
            _ => typed.to_owned(),
        }
    }
}
