//! Titles: what states, obligations and nodes are called, and how to look at a state.

use super::{BLANK, World};
use crate::model::condition::{Bound, Scope};

impl World<'_> {
    /// What the state, obligation or node with this full id is called; the id itself if there is none. Of a family that
    /// has one for each member of a list, an id without a key gives the title with labels in place of the member's values.
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

    /// How to look at the state with this full id, if the procedure says so.
    #[must_use]
    pub fn look_of(&self, state: &str) -> Option<String> {
        let look = self.procedure.state(state)?.look.as_ref()?;
        Some(self.render(look, &self.title_scope(state)))
    }

    /// The scope of the texts of a state or an obligation: `here` is its node or, of a state, its member; an obligation
    /// calls its member by the alias that it declares.
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
