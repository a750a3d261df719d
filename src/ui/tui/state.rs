//! What the front remembers between two keys: where the focus is, what is being typed, how far the body is scrolled.

use super::editor::Editor;
use super::prompt::Prompt;
use crate::ui::screen::{FieldTarget, FormField, Input, Screen, ScreenKind};

/// The front's own state. Nothing in it outlives the screen it belongs to.
#[derive(Clone, Debug)]
pub struct UiState {
    pub(super) mode: Mode,
    pub(super) focus: Focus,
    /// The chosen line of a menu.
    pub(super) menu: usize,
    /// The first row in sight, as wished.
    pub(super) top: usize,
    /// The first column in sight, of text that is not wrapped.
    pub(super) left: usize,
    /// Whether the focus is kept in sight.
    pub(super) follow: bool,
    /// A line that stands until the next key.
    pub(super) message: Option<String>,
    /// Whether the screen has stood long enough for Enter to be meant for it.
    pub(super) settled: bool,
    /// The answer that was given last and is not known yet to have been taken.
    pub(super) pending: Option<(FieldTarget, Editor)>,
}

/// What keys mean now.
#[derive(Clone, Debug)]
pub(super) enum Mode {
    /// The keys of the screen, or moving between its fields.
    Browse,
    /// Typing into the field with the focus.
    Edit(Editor),
    /// Picking from the choices of the field with the focus.
    Pick(usize),
    /// Typing what an action needs.
    Prompt(Prompt),
    /// Asked whether to remove a member from a list.
    Remove {
        /// The list's fact id.
        list: String,
        /// The member's key.
        key: String,
    },
    /// Asked whether to leave; what was being done comes back otherwise.
    Leave(Box<Mode>),
    /// Reading what the keys do.
    Help,
}

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// On the screen's keys: letters are actions, Enter is the main one.
    Keys,
    /// On a field: letters are typed.
    Field(usize),
}

impl UiState {
    /// The state for a screen that has just come up. A screen that is a form starts in it; any other is read first.
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

    /// Goes over to the screen after an action. Says whether it is another one, which starts afresh.
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

    /// Puts the focus on a field, or on the keys. An unanswered typed field can be typed into at once.
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

    /// Goes on to the next unanswered field, then to one that was passed by, then to the keys.
    pub(super) fn go_on(&mut self, screen: &Screen, after: usize) {
        let fields = fields(screen);
        let open = |field: &FormField| field.value.is_none();
        let next = fields.iter().skip(after + 1).position(open).map(|at| at + after + 1);
        self.go(screen, next.or_else(|| fields.iter().take(after).position(missing)));
    }

    /// After an answer: back into the field if it was refused, else on to the next.
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
            // The new member's own fields come before the question for another.
            let known = |field: &FormField| fields(old).iter().any(|own| own.target == field.target);
            let first = fields(new).iter().position(|field| missing(field) && !known(field));
            self.go(new, first.or(Some(at)));
        } else if taken {
            // An answer that fails a check stands, marked; what is typed next belongs to the next field.
            self.go_on(new, at);
        } else {
            self.go(new, Some(at));
            if !taken && field.choices.is_empty() {
                self.mode = Mode::Edit(editor);
            }
        }
    }
}

/// The fields of a screen's form; none where it has none.
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

/// An editor for a field, with its answer so far.
pub(super) fn editor(field: &FormField) -> Editor {
    match (&field.target, &field.value) {
        (FieldTarget::Secret(_), _) => Editor::secret(),
        (_, Some((value, _))) => Editor::new(value),
        (_, None) => Editor::new(""),
    }
}
