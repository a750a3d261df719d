//! The home: the folder of all sessions.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::error::Error;
use super::lock::Lock;
use super::{Session, files, id};
use crate::engine::event::{Event, Record};
use crate::model::SourceFile;
use crate::store::durable;
use crate::store::journal;
use crate::store::journal::{Header, Journal, Seal};

const JOURNAL: &str = "journal.toml";
const PROCEDURE: &str = "procedure";
const LOCK: &str = "lock";

/// The folder of all sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

/// A session to create.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// The procedure's id, kebab-case.
    pub procedure: &'a str,
    /// The procedure's title.
    pub title: &'a str,
    /// The procedure's source files: the procedure first, then the files that it uses.
    pub files: &'a [SourceFile],
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
    /// The current time by the workstation's clock, with its offset.
    pub created: DateTime<FixedOffset>,
}

/// A session as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The header of its journal.
    pub header: Header,
    /// The events.
    pub records: Vec<Record>,
    /// The seal of the last event.
    pub head: Seal,
    /// How many bytes follow the last seal: an event that a crash cut short, or that is being written.
    pub torn: usize,
    /// The source files of its procedure as they were when it began: the procedure first, then the files that it uses.
    pub files: Vec<SourceFile>,
    /// Its folder.
    pub path: PathBuf,
}

impl Home {
    /// The home in this folder, which need not exist yet.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The home's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that holds the sessions' folders.
    #[must_use]
    pub fn sessions(&self) -> PathBuf {
        self.root.join("sessions")
    }

    /// Creates a session and opens it. When this returns, all of it is on disk. After a crash before that, there is either no
    /// such session or a complete one without events.
    ///
    /// # Errors
    ///
    /// Returns that the procedure's id or a file's path cannot be a name, or the system's error.
    pub fn create(&self, new: NewSession<'_>) -> Result<Session, Error> {
        if !id::is_plain(new.procedure) {
            return Err(Error::Name { what: "procedure", name: new.procedure.to_owned() });
        }
        let sessions = self.sessions();
        durable::create_folders(&sessions).map_err(Error::io("create", &sessions))?;
        for id in id::candidates(new.procedure, new.rehearsal, &new.created) {
            // If two processes create a session in the same minute, one of them gets this folder and the other takes the next id.
            let building = sessions.join(format!(".{id}.new"));
            let folder = sessions.join(&id);
            if folder.exists() {
                continue;
            }
            match fs::create_dir(&building) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                created => created.map_err(Error::io("create", &building))?,
            }
            let built = build(&building, &id, new)
                .and_then(|()| fs::rename(&building, &folder).map_err(Error::io("name the new session", &folder)));
            if let Err(error) = built {
                // The first error is the one worth telling.
                let _ = fs::remove_dir_all(&building);
                if folder.exists() {
                    continue;
                }
                return Err(error);
            }
            durable::sync_folder(&sessions).map_err(Error::io("sync", &sessions))?;
            return self.open(&id).map(|(session, _)| session);
        }
        Err(Error::Name { what: "procedure", name: new.procedure.to_owned() })
    }

    /// Opens a session for writing and returns its events, which are all on disk. Sets a torn end of its journal aside, see
    /// [`Session::torn`].
    ///
    /// # Errors
    ///
    /// Returns that there is no such session, who has it open, which source file was changed since it began, or what is wrong
    /// with its journal. Then this changed nothing.
    pub fn open(&self, id: &str) -> Result<(Session, Vec<Record>), Error> {
        let folder = self.folder(id)?;
        let (journal, path) = (folder.join(JOURNAL), folder.join(LOCK));
        let lock = Lock::take(&path).map_err(Error::io("lock", &path))?;
        let held = || Error::Held { session: id.to_owned(), holder: holder(&journal) };
        let lock = lock.ok_or_else(held)?;
        // Only read at first, so that nothing changes if the procedure was changed.
        let header = journal::read(&journal)?.header;
        let files = files::read(&folder.join(PROCEDURE), id, &header.digest)?;
        let (journal, contents, torn) = Journal::open(&journal)?;
        let session = Session { id: id.to_owned(), folder, header, files, torn, journal, _lock: lock };
        Ok((session, contents.records))
    }

    /// Reads a session without its lock and changes nothing. If somebody is writing to it, the snapshot ends with the last
    /// complete event.
    ///
    /// # Errors
    ///
    /// Returns that there is no such session, which source file was changed since it began, or what is wrong with its
    /// journal.
    pub fn read(&self, id: &str) -> Result<Snapshot, Error> {
        let path = self.folder(id)?;
        let contents = journal::read(&path.join(JOURNAL))?;
        let files = files::read(&path.join(PROCEDURE), id, &contents.header.digest)?;
        let journal::Contents { header, records, head, torn } = contents;
        Ok(Snapshot { header, records, head, torn, files, path })
    }

    /// When the journal of a session was last written, if the system knows. For sessions that cannot be read.
    pub(super) fn written(&self, id: &str) -> Option<DateTime<FixedOffset>> {
        let folder = self.sessions().join(id);
        let metadata = fs::metadata(folder.join(JOURNAL)).or_else(|_| fs::metadata(folder));
        let time = metadata.and_then(|metadata| metadata.modified()).ok()?;
        Some(DateTime::<chrono::Utc>::from(time).fixed_offset())
    }

    /// The folder of a session that exists.
    fn folder(&self, id: &str) -> Result<PathBuf, Error> {
        let folder = self.sessions().join(id);
        let unknown = || Error::Unknown { wanted: id.to_owned() };
        if !id::is_plain(id) {
            return Err(unknown());
        }
        match fs::metadata(&folder) {
            Ok(found) if found.is_dir() => Ok(folder),
            Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(Error::io("read", &folder)(reason)),
            _ => Err(unknown()),
        }
    }
}

/// Fills the folder of a new session. When this returns, all of it is on disk except the folder's own name.
fn build(folder: &Path, id: &str, new: NewSession<'_>) -> Result<(), Error> {
    let digest = files::write(&folder.join(PROCEDURE), new.files)?;
    for name in ["evidence", "out"] {
        let path = folder.join(name);
        durable::create_folders(&path).map_err(Error::io("create", &path))?;
    }
    let path = folder.join(LOCK);
    durable::create(&path, b"").map_err(Error::io("create", &path))?;
    let header = Header {
        session: id.to_owned(),
        procedure: new.procedure.to_owned(),
        title: new.title.to_owned(),
        digest,
        rehearsal: new.rehearsal,
        created: new.created,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    Ok(Journal::create(&folder.join(JOURNAL), &header)?)
}

/// Who opened the session last and when, from its journal.
fn holder(journal: &Path) -> Option<(String, DateTime<FixedOffset>)> {
    journal::read(journal).ok()?.records.into_iter().rev().find_map(|record| match record.event {
        Event::Opened { holder, .. } => Some((holder, record.time)),
        _ => None,
    })
}
