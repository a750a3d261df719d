//! Obligations as they stand: open, closed or lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::procedure::{ObligationOnRestart, Procedure};

/// How an obligation stands. One that was never opened is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has to be put right.
    Open,
    /// It is settled.
    Closed,
    /// Its node went down; it is gone without being settled.
    Lost,
}

impl Standing {
    /// The word for it.
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
pub struct Obligations(Arc<BTreeMap<String, Standing>>);

impl Obligations {
    /// None was ever opened.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(BTreeMap::new()))
    }

    /// All that were ever opened.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Standing)> {
        self.0.iter().map(|(id, standing)| (id.as_str(), *standing))
    }

    /// The one with this id, or all members of the family with this id.
    pub fn matching<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, Standing)> {
        let of_family = move |own: &str| own.strip_prefix(id).is_some_and(|rest| rest.starts_with('['));
        self.iter().filter(move |(own, _)| *own == id || of_family(own))
    }

    /// Those that are lost.
    pub fn lost(&self) -> impl Iterator<Item = &str> {
        self.iter().filter(|(_, standing)| *standing == Standing::Lost).map(|(id, _)| id)
    }

    /// How the obligation with this full id stands, if it was ever opened.
    #[must_use]
    pub fn get(&self, full: &str) -> Option<Standing> {
        self.0.get(full).copied()
    }

    /// Opens one; a lost one is opened again, an open one stays open.
    pub fn open(&mut self, id: &str) {
        Arc::make_mut(&mut self.0).insert(id.to_owned(), Standing::Open);
    }

    /// Closes one, or every member of a family; what was never opened stays so.
    pub fn close(&mut self, id: &str) {
        let ids: Vec<String> = self.matching(id).map(|(own, _)| own.to_owned()).collect();
        for own in ids {
            Arc::make_mut(&mut self.0).insert(own, Standing::Closed);
        }
    }

    /// Loses an open one.
    pub fn lose(&mut self, id: &str) {
        if self.0.get(id) == Some(&Standing::Open) {
            Arc::make_mut(&mut self.0).insert(id.to_owned(), Standing::Lost);
        }
    }

    /// Takes back what changed between two moments, where nothing has changed it since.
    pub fn take_back(&mut self, before: &Self, after: &Self) {
        for (id, standing) in after.0.iter() {
            let was = before.0.get(id).copied().unwrap_or(Standing::Closed);
            if was != *standing && self.0.get(id) == Some(standing) {
                Arc::make_mut(&mut self.0).insert(id.clone(), was);
            }
        }
    }

    /// Applies what the restart of a node does to those at it.
    pub fn restart(&mut self, procedure: &Procedure, node: &str) {
        for (id, standing) in Arc::make_mut(&mut self.0) {
            let Some(obligation) = procedure.obligation(id) else { continue };
            if *standing != Standing::Open || procedure.node_of(id).as_deref() != Some(node) {
                continue;
            }
            match obligation.on_restart {
                ObligationOnRestart::Keeps => {}
                ObligationOnRestart::Closes => *standing = Standing::Closed,
                ObligationOnRestart::Lost => *standing = Standing::Lost,
            }
        }
    }
}
