//! The place: what this machine and its environment say, read once.

use std::env;
use std::path::PathBuf;

use crate::app::Operator;

/// What the environment says.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Where sessions are kept.
    pub(super) home: PathBuf,
    /// Who works here.
    pub(super) operator: Operator,
    /// Whether colour is wanted: not under `NO_COLOR`, not on a dumb terminal.
    pub(super) color: bool,
    /// Whether only ASCII is wanted: on a dumb terminal.
    pub(super) ascii: bool,
}

impl Place {
    /// Reads the environment.
    ///
    /// # Errors
    ///
    /// Returns that neither `NODEWALK_HOME` nor the user's data folder is known.
    pub(super) fn read() -> anyhow::Result<Self> {
        let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let user =
            set("USER").or_else(|| set("USERNAME")).or_else(|| set("LOGNAME")).unwrap_or_else(|| "unknown".to_owned());
        let host = set("COMPUTERNAME")
            .or_else(|| set("HOSTNAME"))
            .or_else(host_file)
            .unwrap_or_else(|| "localhost".to_owned());
        let by: String = format!("{user}@{host}").chars().filter(|c| !c.is_control()).collect();
        Ok(Self {
            home: home()?,
            operator: Operator { holder: format!("{by}, process {}", std::process::id()), by },
            color: set("NO_COLOR").is_none() && set("TERM").as_deref() != Some("dumb"),
            ascii: set("TERM").as_deref() == Some("dumb"),
        })
    }
}

/// The host's name where only a file says it.
fn host_file() -> Option<String> {
    let text =
        std::fs::read_to_string("/proc/sys/kernel/hostname").or_else(|_| std::fs::read_to_string("/etc/hostname"));
    text.ok().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// `NODEWALK_HOME`, else `nodewalk` in the user's data folder.
pub(super) fn home() -> anyhow::Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(home) = set("NODEWALK_HOME") {
        return Ok(home);
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
    match data {
        Some(data) => Ok(data.join("nodewalk")),
        None => anyhow::bail!("cannot tell where to keep sessions\n  help: set NODEWALK_HOME to a folder"),
    }
}
