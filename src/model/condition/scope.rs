//! Scopes: what the loop names of a repeated phase mean in one repetition.

use std::borrow::Cow;

/// The meaning of a loop name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// The node with this ID.
    Node(String),
    /// The member of a list fact with this key.
    Member {
        /// The list's fact ID.
        list: String,
        /// The member's key.
        key: String,
    },
    /// The number of a line of a file.
    Number(u64),
}

/// The loop names in one repetition, the innermost last.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(Vec<(String, Bound)>);

impl Scope {
    /// A scope without names.
    #[must_use]
    pub fn empty() -> &'static Self {
        static EMPTY: Scope = Scope(Vec::new());
        &EMPTY
    }

    /// The same scope with one more name.
    #[must_use]
    pub fn with(&self, name: &str, bound: Bound) -> Self {
        let mut names = self.0.clone();
        names.push((name.to_owned(), bound));
        Self(names)
    }

    /// The meaning of a loop name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Bound> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, bound)| bound)
    }

    /// The names with their meanings, the outermost first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Bound)> {
        self.0.iter().map(|(name, bound)| (name.as_str(), bound))
    }

    /// The key of the member of this list that a loop name means.
    #[must_use]
    pub fn key_in(&self, wanted: &str) -> Option<&str> {
        self.0.iter().rev().find_map(|(_, bound)| match bound {
            Bound::Member { list, key } if list == wanted => Some(key.as_str()),
            _ => None,
        })
    }

    /// Replaces a loop name that means a node: `here.name` becomes `a.name`.
    #[must_use]
    pub fn resolve<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.0.is_empty() {
            return Cow::Borrowed(name);
        }
        let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
        match (self.get(first), rest) {
            (Some(Bound::Node(node)), Some(rest)) => Cow::Owned(format!("{node}.{rest}")),
            (Some(Bound::Node(node)), None) => Cow::Owned(node.clone()),
            _ => Cow::Borrowed(name),
        }
    }
}
