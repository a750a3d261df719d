//! What this machine and its environment variables say. Read once, when the program starts.

use std::env;
use std::path::PathBuf;

use super::failure::Failure;
use crate::app::Operator;
use crate::store::session::Home;

/// What the environment says.
#[derive(Clone, Debug)]
pub(super) struct Environment {
    /// The folder for sessions, or `None` if the environment names no place for it. Few commands need it.
    home: Option<PathBuf>,
    /// Who works here.
    pub(super) operator: Operator,
    /// Whether to use color: not if `NO_COLOR` is set, and not on a dumb terminal.
    pub(super) color: bool,
    /// Whether to use only ASCII characters: on a dumb terminal.
    pub(super) ascii: bool,
}

impl Environment {
    /// Reads the environment.
    pub(super) fn read() -> Self {
        let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let user =
            set("USER").or_else(|| set("USERNAME")).or_else(|| set("LOGNAME")).unwrap_or_else(|| "unknown".to_owned());
        let host = set("COMPUTERNAME")
            .or_else(|| set("HOSTNAME"))
            .or_else(host_file)
            .unwrap_or_else(|| "localhost".to_owned());
        let by: String = format!("{user}@{host}").chars().filter(|c| !c.is_control()).collect();
        Self {
            home: home(),
            operator: Operator { holder: format!("{by}, process {}", std::process::id()), by },
            color: set("NO_COLOR").is_none() && set("TERM").as_deref() != Some("dumb"),
            ascii: set("TERM").as_deref() == Some("dumb"),
        }
    }

    /// The home of the sessions.
    ///
    /// # Errors
    ///
    /// Returns that neither `NODEWALK_HOME` nor the user's data folder is known.
    pub(super) fn home(&self) -> Result<Home, Failure> {
        let unknown = || Failure::new("cannot tell where to keep sessions", "set NODEWALK_HOME to a folder");
        self.home.as_ref().map(Home::new).ok_or_else(unknown)
    }
}

/// The host's name, from the files that hold it on Linux.
fn host_file() -> Option<String> {
    let text =
        std::fs::read_to_string("/proc/sys/kernel/hostname").or_else(|_| std::fs::read_to_string("/etc/hostname"));
    text.ok().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// `NODEWALK_HOME`, or else the folder `nodewalk` in the user's data folder.
fn home() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(home) = set("NODEWALK_HOME") {
        return Some(home);
    }
    let data = if cfg!(windows) {
        set("LOCALAPPDATA").or_else(|| set("APPDATA"))
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        set("XDG_DATA_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| set("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("nodewalk"))
}
