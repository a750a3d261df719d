//! Loop names: what the name of a row or of a list's member means where it is used.

/// The meaning of a loop name where something is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AliasKind {
    /// One of these nodes.
    Nodes(Vec<String>),
    /// A member of the list with this fact ID.
    Member(String),
    /// The number of a line.
    Number,
}

/// The loop names that something can use, the innermost last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aliases(Vec<(String, AliasKind)>);

impl Aliases {
    /// The same names with one more.
    pub(super) fn with(&self, alias: &str, bound: AliasKind) -> Self {
        let mut names = self.0.clone();
        names.push((alias.to_owned(), bound));
        Self(names)
    }

    /// The same names without these.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// The name `here`, which means each of these nodes in turn. No names if there are no nodes.
    pub(super) fn here(nodes: &[String]) -> Self {
        if nodes.is_empty() { Self::default() } else { Self::default().with("here", AliasKind::Nodes(nodes.to_vec())) }
    }

    /// The meaning of a loop name.
    pub(super) fn get(&self, alias: &str) -> Option<&AliasKind> {
        self.0.iter().rev().find(|(name, _)| name == alias).map(|(_, bound)| bound)
    }

    /// Whether a loop name means a member of this list.
    pub(super) fn are_about(&self, wanted: &str) -> bool {
        self.0.iter().any(|(_, bound)| matches!(bound, AliasKind::Member(list) if list == wanted))
    }

    /// The full names that a name can mean: one for each node of a row's name, or else the name itself.
    pub(super) fn expand(&self, name: &str) -> Vec<String> {
        let (first, rest) = split(name);
        match self.get(first) {
            Some(AliasKind::Nodes(nodes)) => nodes.iter().map(|node| join(node, rest)).collect(),
            _ => vec![name.to_owned()],
        }
    }

    /// The names by which these full IDs can be used: the IDs themselves, and those with a row's name for the node.
    pub(super) fn spellings(&self, ids: &[String]) -> Vec<String> {
        let mut spellings = ids.to_vec();
        for (alias, bound) in &self.0 {
            let AliasKind::Nodes(nodes) = bound else { continue };
            let everywhere = |rest| nodes.iter().all(|node| ids.contains(&join(node, rest)));
            let parts = ids.iter().map(|id| split(id)).filter(|(node, _)| nodes.iter().any(|known| known == node));
            spellings.extend(parts.filter(|(_, rest)| everywhere(*rest)).map(|(_, rest)| join(alias, rest)));
        }
        spellings.sort_unstable();
        spellings.dedup();
        spellings
    }
}

/// Splits a name at its first period.
pub(super) fn split(name: &str) -> (&str, Option<&str>) {
    name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)))
}

/// Joins the parts of a name.
pub(super) fn join(first: &str, rest: Option<&str>) -> String {
    rest.map_or_else(|| first.to_owned(), |rest| format!("{first}.{rest}"))
}
