//! A bench for the program as a whole: a folder of its own, an environment of its own, and the answers files.

pub(crate) mod pty;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_nodewalk");

/// A folder to run in. Sessions are kept in `kept` there, so that no path of this machine gets into what is printed.
pub(crate) struct Bench {
    folder: TempDir,
}

/// What a run said, and how it ended.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Bench {
    /// A bench with `passing.toml` and `failing.toml`.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::copy("assets/answers/q191138.toml", folder.path().join("passing.toml")).unwrap();
        fs::copy("assets/answers/q191138-failing.toml", folder.path().join("failing.toml")).unwrap();
        Self { folder }
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the folder.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder().join(name), text).unwrap();
    }

    /// The environment that everything runs in.
    pub(crate) fn environment() -> Vec<(&'static str, String)> {
        let path = std::env::var("PATH").unwrap_or_default();
        let pairs = [
            ("NODEWALK_HOME", "kept"),
            ("USER", "kim"),
            ("HOSTNAME", "desk"),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("TZ", "UTC"),
        ];
        let pairs = pairs.into_iter().map(|(name, value)| (name, value.to_owned()));
        pairs.chain([("PATH", path)]).collect()
    }

    /// Runs the program with lines on its standard input, to their end.
    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = Command::new(PROGRAM);
        command.args(arguments);
        self.run_command(command, input)
    }

    /// The same without any environment, as `env -i` gives it.
    pub(crate) fn run_bare(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).env_clear().current_dir(self.folder());
        Self::ran(command, "")
    }

    /// The same through a shell, where the program is `$NODEWALK`.
    #[cfg(unix)]
    pub(crate) fn shell(&self, script: &str, input: &str) -> Ran {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        self.run_command(command, input)
    }

    fn run_command(&self, mut command: Command, input: &str) -> Ran {
        command.env_clear().envs(Self::environment()).env("NODEWALK", PROGRAM).current_dir(self.folder());
        Self::ran(command, input)
    }

    fn ran(mut command: Command, input: &str) -> Ran {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Whoever does not read what it is given has ended already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        Ran { status: status.code(), out: String::from_utf8(stdout).unwrap(), err: String::from_utf8(stderr).unwrap() }
    }

    /// The folders of all sessions, oldest first.
    pub(crate) fn sessions(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.folder().join("kept/sessions")) else { return Vec::new() };
        let mut sessions: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        sessions.sort();
        sessions
    }

    /// The journal of the only session.
    pub(crate) fn journal(&self) -> PathBuf {
        let sessions = self.sessions();
        assert_eq!(sessions.len(), 1, "{sessions:?}");
        sessions[0].join("journal.toml")
    }

    /// The events of the only session: everything that does not differ between two walks of the same steps.
    pub(crate) fn events(&self) -> Vec<toml::Table> {
        let journal: toml::Table = fs::read_to_string(self.journal()).unwrap().parse().unwrap();
        let events = journal["event"].as_array().unwrap().iter().map(|event| event.as_table().unwrap().clone());
        let bare = |mut event: toml::Table| {
            for own in ["number", "time", "by", "holder", "sha256"] {
                event.remove(own);
            }
            event
        };
        events.map(bare).collect()
    }

    /// What a command prints as JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let ran = self.run(&[arguments, &["--format", "json"]].concat(), "");
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
    }
}
