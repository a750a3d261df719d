//! The state of the full screen between two keys: the focus, what is being typed, and the scroll position.

use super::editor::Editor;
use super::prompt::Prompt;
use crate::ui::screen::{FieldTarget, FormField, Input, Screen, ScreenKind};

/// The state of the full screen. Nothing in it outlives the screen it belongs to.
#[derive(Clone, Debug)]
pub struct UiState {
    pub(super) mode: Mode,
    pub(super) focus: Focus,
    /// The chosen line of the menu.
    pub(super) menu: usize,
    /// The first row to show.
    pub(super) top: usize,
    /// The first column to show of text that is not wrapped.
    pub(super) left: usize,
    /// Whether the focus must be in sight.
    pub(super) follow: bool,
    /// A message until the next key.
    pub(super) message: Option<String>,
    /// Whether the screen was shown long enough for Enter to be meant for it.
    pub(super) settled: bool,
    /// The last answer, until the next screen shows whether it was taken.
    pub(super) pending: Option<(FieldTarget, Editor)>,
}

/// The meaning of keys.
#[derive(Clone, Debug)]
pub(super) enum Mode {
    /// Keys belong to the screen or move between its fields.
    Browse,
    /// The operator types into the field with the focus.
    Edit(Editor),
    /// The operator picks from the choices of the field with the focus.
    Pick(usize),
    /// The operator answers a prompt.
    Prompt(Prompt),
    /// The screen asks whether to remove a member from a list.
    Remove {
        /// The fact ID of the list.
        list: String,
        /// The key of the member.
        key: String,
    },
    /// The screen asks whether to leave. If not, the mode in the box comes back.
    Leave(Box<Mode>),
    /// The operator reads the help.
    Help,
}

/// The focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The focus is on the keys of the screen: letters are actions, and Enter is the main one.
    Keys,
    /// The focus is on a field: letters are typed.
    Field(usize),
}

impl UiState {
    /// Creates the state for a new screen. A form starts with its first missing answer. Any other screen is read first.
    #[must_use]
    pub fn new(screen: &Screen) -> Self {
        let mut state = UiState {
            mode: Mode::Browse,
            focus: Focus::Keys,
            menu: 0,
            top: 0,
            left: 0,
            follow: false,
            message: None,
            settled: true,
            pending: None,
        };
        if matches!(screen.kind, ScreenKind::Worksheet | ScreenKind::Ask | ScreenKind::SignOff) {
            let at = fields(screen).iter().position(|field| missing(field) || field.fault.is_some());
            state.go(screen, at);
        }
        state.follow |= screen.kind == ScreenKind::Map;
        state
    }

    /// Changes to the screen after an action. Returns whether it is another screen, which gets a new state.
    pub(super) fn next(&mut self, old: &Screen, new: &Screen) -> bool {
        let same = old.kind == new.kind
            && old.heading == new.heading
            && old.position == new.position
            && old.console == new.console;
        if !same {
            *self = UiState::new(new);
            return true;
        }
        self.mode = Mode::Browse;
        if old.notices != new.notices {
            self.top = 0;
        }
        if let Some((target, editor)) = self.pending.take() {
            self.after_answer(old, new, &target, editor);
        }
        let last = fields(new).len().checked_sub(1);
        if let Focus::Field(at) = self.focus {
            self.focus = last.map_or(Focus::Keys, |last| Focus::Field(at.min(last)));
        }
        false
    }

    /// Puts the focus on a field, or on the keys. The operator can type into an unanswered field at once.
    pub(super) fn go(&mut self, screen: &Screen, at: Option<usize>) {
        self.mode = Mode::Browse;
        self.follow = true;
        match at.and_then(|at| fields(screen).get(at).map(|field| (at, field))) {
            Some((at, field)) => {
                self.focus = Focus::Field(at);
                if field.choices.is_empty() && field.value.is_none() {
                    self.mode = Mode::Edit(editor(field));
                }
            }
            None => self.focus = Focus::Keys,
        }
    }

    /// Goes to the next unanswered field, or else to one that was left out, or else to the keys.
    pub(super) fn go_on(&mut self, screen: &Screen, after: usize) {
        let fields = fields(screen);
        let open = |field: &FormField| field.value.is_none();
        let next = fields.iter().skip(after + 1).position(open).map(|at| at + after + 1);
        self.go(screen, next.or_else(|| fields.iter().take(after).position(missing)));
    }

    /// After an answer, goes to the next field, or back into the field if the answer was refused.
    fn after_answer(&mut self, old: &Screen, new: &Screen, target: &FieldTarget, editor: Editor) {
        let Some(at) = fields(new).iter().position(|field| field.target == *target) else {
            let at = fields(new).iter().position(missing);
            self.go(new, at);
            return;
        };
        let field = &fields(new)[at];
        let held = matches!(target, FieldTarget::Secret(_)) && field.value.is_some();
        let taken =
            held || old.input != new.input || field.value.as_ref().is_some_and(|(value, _)| value == editor.text());
        if taken && matches!(target, FieldTarget::Member(_)) {
            // The fields of the new member come before the question for another.
            let known = |field: &FormField| fields(old).iter().any(|own| own.target == field.target);
            let first = fields(new).iter().position(|field| missing(field) && !known(field));
            self.go(new, first.or(Some(at)));
        } else if taken {
            // An answer that fails a check is kept and marked. What is typed next belongs to the next field.
            self.go_on(new, at);
        } else {
            self.go(new, Some(at));
            if !taken && field.choices.is_empty() {
                self.mode = Mode::Edit(editor);
            }
        }
    }
}

/// The fields of a screen's form, or none.
pub(super) fn fields(screen: &Screen) -> &[FormField] {
    match &screen.input {
        Input::Form(fields) => fields,
        _ => &[],
    }
}

/// Whether the main action still needs this answer.
pub(super) fn missing(field: &FormField) -> bool {
    field.required && field.value.is_none()
}

/// Creates an editor for a field with its answer so far.
pub(super) fn editor(field: &FormField) -> Editor {
    match (&field.target, &field.value) {
        (FieldTarget::Secret(_), _) => Editor::secret(),
        (_, Some((value, _))) => Editor::new(value),
        (_, None) => Editor::new(""),
    }
}
