//! Lists the sessions, and finds the one that the operator means.

use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::error::Error;
use super::home::{Home, Snapshot};
use super::id;

/// A session in a list.
#[derive(Debug)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// The time of its last event. If it cannot be read, when it was last written.
    pub last: DateTime<FixedOffset>,
    /// Whether it is a rehearsal. If it cannot be read, by its id.
    pub rehearsal: bool,
    /// Its contents, or what is wrong with it.
    pub snapshot: Result<Snapshot, Error>,
}

impl Home {
    /// All sessions, beginning with the one whose last event is newest. A session that cannot be read is listed with its error
    /// and doesn't hide the others.
    ///
    /// # Errors
    ///
    /// Returns that the folder of the sessions cannot be read. It is not an error if there is no such folder yet.
    pub fn list(&self) -> Result<Vec<Listed>, Error> {
        let mut list: Vec<_> = self.ids()?.into_iter().map(|id| self.listed(id)).collect();
        list.sort_by(|a, b| (Reverse(a.last), &a.id).cmp(&(Reverse(b.last), &b.id)));
        Ok(list)
    }

    /// The id of the session with this id, or the only session whose id begins like this. By default, the session whose last
    /// event is newest. That is a rehearsal only if all sessions are rehearsals. It can be a session that cannot be read,
    /// because an error is better than continuing another walk by mistake.
    ///
    /// # Errors
    ///
    /// Returns that no session or more than one matches, or that the folder of the sessions cannot be read.
    pub fn find(&self, wanted: Option<&str>) -> Result<String, Error> {
        let Some(wanted) = wanted else { return self.latest() };
        let mut ids = self.ids()?;
        if ids.iter().any(|id| id == wanted) {
            return Ok(wanted.to_owned());
        }
        ids.retain(|id| !wanted.is_empty() && id.starts_with(wanted));
        match ids.len() {
            0 => Err(Error::Unknown { wanted: wanted.to_owned() }),
            1 => Ok(ids.remove(0)),
            _ => Err(Error::Ambiguous { wanted: wanted.to_owned(), candidates: ids }),
        }
    }

    fn latest(&self) -> Result<String, Error> {
        let list = self.list()?;
        let latest = list.iter().find(|listed| !listed.rehearsal).or(list.first());
        latest.map(|listed| listed.id.clone()).ok_or_else(|| Error::None { folder: self.sessions() })
    }

    fn listed(&self, id: String) -> Listed {
        let snapshot = self.read(&id);
        let (last, rehearsal) = match &snapshot {
            Ok(Snapshot { header, records, .. }) => {
                (records.last().map_or(header.created, |record| record.time), header.rehearsal)
            }
            Err(_) => (self.written(&id).unwrap_or_default(), id::sounds_rehearsed(&id)),
        };
        Listed { id, last, rehearsal, snapshot }
    }

    /// The ids of all sessions, sorted. A folder that is still being built isn't one; a folder that cannot be read is.
    fn ids(&self) -> Result<Vec<String>, Error> {
        let folder = self.sessions();
        let entries = match fs::read_dir(&folder) {
            Err(error)
                if error.kind() == io::ErrorKind::NotFound && !is_dangling(self.root()) && !is_dangling(&folder) =>
            {
                return Ok(Vec::new());
            }
            entries => entries.map_err(Error::io("read", &folder))?,
        };
        let mut ids = Vec::new();
        for entry in entries {
            let entry = entry.map_err(Error::io("read", &folder))?;
            if let Some(id) = entry.file_name().to_str()
                && id::is_plain(id)
                && may_be_folder(&entry)
            {
                ids.push(id.to_owned());
            }
        }
        ids.sort();
        Ok(ids)
    }
}

/// Whether a path is a link that leads nowhere. Somebody put it there for their sessions.
fn is_dangling(path: &Path) -> bool {
    path.is_symlink() && !path.exists()
}

/// Whether an entry is a folder, or a link to one, or something that the system will not say more about.
fn may_be_folder(entry: &fs::DirEntry) -> bool {
    match entry.file_type() {
        Ok(sort) if sort.is_symlink() => entry.path().is_dir(),
        Ok(sort) => sort.is_dir(),
        Err(_) => true,
    }
}
