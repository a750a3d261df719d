//! Obligations and their standing: open, closed or lost.

use rpds::RedBlackTreeMapSync;

use crate::model::{ObligationOnRestart, Procedure};

/// The standing of an obligation. One that was never opened is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A step must still put it right.
    Open,
    /// It was put right, or was never opened.
    Closed,
    /// A restart of its node ended it before it was put right.
    Lost,
}

impl Standing {
    /// The word in JSON and on paper.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::Closed => "closed",
            Standing::Lost => "lost",
        }
    }
}

/// The obligations that were ever opened, by full id: `dialog_a`, `b.sp_owed`, `affect[MSDTC]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obligations(RedBlackTreeMapSync<String, Standing>);

impl Obligations {
    /// None was ever opened.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The obligations that were ever opened, by full id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Standing)> {
        self.0.iter().map(|(id, standing)| (id.as_str(), *standing))
    }

    /// The obligation with this id, or all members of the family with this id.
    pub fn matching<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, Standing)> {
        let of_family = move |own: &str| own.strip_prefix(id).is_some_and(|rest| rest.starts_with('['));
        self.iter().filter(move |(own, _)| *own == id || of_family(own))
    }

    /// The ids of those that are lost.
    pub fn lost(&self) -> impl Iterator<Item = &str> {
        self.iter().filter(|(_, standing)| *standing == Standing::Lost).map(|(id, _)| id)
    }

    /// The standing of the obligation with this full id, or `None` if it was never opened.
    #[must_use]
    pub fn get(&self, full: &str) -> Option<Standing> {
        self.0.get(full).copied()
    }

    /// Opens an obligation, also one that is lost.
    pub fn open(&mut self, id: &str) {
        self.0.insert_mut(id.to_owned(), Standing::Open);
    }

    /// Closes an obligation or every member of a family, as far as they were ever opened.
    pub fn close(&mut self, id: &str) {
        let ids: Vec<String> = self.matching(id).map(|(own, _)| own.to_owned()).collect();
        for own in ids {
            self.0.insert_mut(own, Standing::Closed);
        }
    }

    /// Makes an open obligation lost.
    pub fn lose(&mut self, id: &str) {
        if self.0.get(id) == Some(&Standing::Open) {
            self.0.insert_mut(id.to_owned(), Standing::Lost);
        }
    }

    /// Undoes what changed between two moments, unless it changed again since.
    pub fn take_back(&mut self, before: &Self, after: &Self) {
        for (id, standing) in &after.0 {
            let was = before.0.get(id).copied().unwrap_or(Standing::Closed);
            if was != *standing && self.0.get(id) == Some(standing) {
                self.0.insert_mut(id.clone(), was);
            }
        }
    }

    /// Applies the restart of a node to the obligations at it.
    pub fn restart(&mut self, procedure: &Procedure, node: &str) {
        let at_node = |id: &str| procedure.node_of(id).as_deref() == Some(node);
        let open = self.iter().filter(|(id, standing)| *standing == Standing::Open && at_node(id));
        let becomes = open.filter_map(|(id, _)| match procedure.obligation(id)?.on_restart {
            ObligationOnRestart::Keeps => None,
            ObligationOnRestart::Closes => Some((id.to_owned(), Standing::Closed)),
            ObligationOnRestart::Lost => Some((id.to_owned(), Standing::Lost)),
        });
        for (id, standing) in becomes.collect::<Vec<_>>() {
            self.0.insert_mut(id, standing);
        }
    }
}
