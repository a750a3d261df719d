//! Titles of states, obligations and nodes, and how to look at a state.

use super::{BLANK, World};
use crate::model::condition::{Bound, Scope};

impl World<'_> {
    /// The title of the state, obligation or node with this full id, or the id if there is none. Without a key, a title
    /// of a family has labels in place of the member's values.
    #[must_use]
    pub fn title_of(&self, id: &str) -> String {
        let state = self.procedure.state(id).map(|state| &state.title);
        let title = state.or_else(|| self.procedure.obligation(id).map(|obligation| &obligation.title));
        match title {
            Some(title) => self.render(title, &self.title_scope(id)),
            None if self.procedure.node(id).is_some() => self.node_name(id),
            None => id.to_owned(),
        }
    }

    /// The procedure's way to look at the state with this full id, if it names one.
    #[must_use]
    pub fn look_of(&self, state: &str) -> Option<String> {
        let look = self.procedure.state(state)?.look.as_ref()?;
        Some(self.render(look, &self.title_scope(state)))
    }

    /// The scope of the texts of a state or an obligation. `here` is its node, or the member of a state's family. An
    /// obligation declares its own name for the member.
    #[must_use]
    pub fn title_scope(&self, id: &str) -> Scope {
        let mut scope = Scope::default();
        if let Some((node, _)) = id.split_once('.')
            && self.procedure.node(node).is_some()
        {
            scope = scope.with("here", Bound::Node(node.to_owned()));
        }
        let key = id.trim_end_matches(']').split_once('[').map_or(BLANK, |(_, key)| key);
        let member = |list: &str| Bound::Member { list: list.to_owned(), key: key.to_owned() };
        if let Some(list) = self.procedure.state(id).and_then(|state| state.each.as_ref()) {
            scope = scope.with("here", member(list));
        }
        if let Some(obligation) = self.procedure.obligation(id)
            && let Some(list) = &obligation.each
        {
            scope = scope.with(obligation.as_.as_deref().unwrap_or("item"), member(list));
        }
        scope
    }
}
