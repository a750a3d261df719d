//! The line at the bottom where an action is given what it needs.

use crossterm::event::{KeyCode, KeyEvent};

use super::editor::Editor;
use crate::engine::action::Action;
use crate::ui::screen::{Lane, OutlineEntry, Screen, ScreenBlock, Verb};

/// A question for one action.
#[derive(Clone, Debug)]
pub(super) struct Prompt {
    /// The action asked for.
    pub(super) verb: Verb,
    /// The answer so far.
    pub(super) editor: Editor,
    /// The chosen one of the proposals.
    pub(super) chosen: Option<usize>,
    /// Why the answer will not do.
    pub(super) fault: Option<&'static str>,
}

impl Prompt {
    /// The prompt for an action, if it is one that needs words.
    pub(super) fn new(verb: Verb) -> Option<Self> {
        let asks = matches!(
            verb,
            Verb::Problem
                | Verb::Note
                | Verb::Skip
                | Verb::Waive
                | Verb::Again
                | Verb::Restart
                | Verb::Sign
                | Verb::Abandon
        );
        asks.then(|| Prompt { verb, editor: Editor::new(""), chosen: None, fault: None })
    }

    /// What is asked.
    pub(super) fn question(&self, screen: &Screen) -> &'static str {
        let listed = screen.blocks.iter().any(|block| matches!(block, ScreenBlock::Problems(list) if !list.is_empty()));
        match self.verb {
            Verb::Problem if listed => "What went wrong? Its number, or what the screen says",
            Verb::Problem => "What went wrong? Type what the screen says",
            Verb::Note => "Note, for the report",
            Verb::Skip => "Skip this step: why?",
            Verb::Waive => "Waive which check, and why? Its id, a space, the reason",
            Verb::Again => "Do which step again? Part of its id or title",
            Verb::Restart => "Which node, and is it back or down? For example: b back",
            Verb::Sign => "Who signs?",
            Verb::Abandon => "Give the walk up: why?",
            _ => "",
        }
    }

    /// Takes a key that is neither Enter nor Esc.
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

    /// The steps that the typed part fits.
    pub(super) fn proposals<'a>(&self, screen: &'a Screen) -> Vec<&'a OutlineEntry> {
        if self.verb != Verb::Again {
            return Vec::new();
        }
        let part = self.editor.text().to_lowercase();
        let fits = |entry: &&OutlineEntry| {
            entry.id.to_lowercase().contains(&part) || entry.title.to_lowercase().contains(&part)
        };
        screen.outline.iter().filter(|entry| entry.number.is_some()).filter(fits).collect()
    }

    /// The action, or why the answer will not do.
    pub(super) fn action(&self, screen: &Screen) -> Result<Action, &'static str> {
        let text = self.editor.text();
        if text.is_empty() && self.chosen.is_none() {
            return Err("type something, or Esc");
        }
        let text = text.to_owned();
        Ok(match self.verb {
            Verb::Problem => Action::Problem(text),
            Verb::Note => Action::Note(text),
            Verb::Skip => Action::Skip(text),
            Verb::Sign => Action::Sign(text),
            Verb::Abandon => Action::Abandon(text),
            Verb::Waive => match text.split_once(' ') {
                Some((check, reason)) => Action::Waive { check: check.to_owned(), reason: reason.trim().to_owned() },
                None => return Err("the reason is missing"),
            },
            Verb::Again => Action::Again(self.step(screen, text)),
            Verb::Restart => match text.rsplit_once(' ') {
                Some((who, how)) if how.eq_ignore_ascii_case("back") => Action::Restarted(node(&screen.lanes, who)),
                Some((who, how)) if how.eq_ignore_ascii_case("down") => Action::Down(node(&screen.lanes, who)),
                _ => return Err("name the node, then `back` or `down`"),
            },
            _ => return Err("that needs no words"),
        })
    }

    /// The step meant: the chosen proposal, the only one, or what was typed.
    fn step(&self, screen: &Screen, typed: String) -> String {
        let proposals = self.proposals(screen);
        let exact = proposals.iter().any(|entry| entry.id == typed);
        match (self.chosen.and_then(|at| proposals.get(at)), proposals.as_slice()) {
            (Some(entry), _) => entry.id.clone(),
            (None, [entry]) if !exact => entry.id.clone(),
            _ => typed,
        }
    }
}

/// The node meant: its short label where the short label or the name was typed, else what was typed.
fn node(lanes: &[Lane], typed: &str) -> String {
    let typed = typed.trim();
    let named = |lane: &&Lane| lane.short.eq_ignore_ascii_case(typed) || lane.name.eq_ignore_ascii_case(typed);
    lanes.iter().find(named).map_or(typed, |lane| &lane.short).to_owned()
}
