//! The built-in procedures with their shared parts: the files of `assets/`, compiled in.

use super::library::{FACTS, Library, stem};
use crate::model::SourceFile;

/// Compiles files of `assets/` in, each with its path there.
macro_rules! assets {
    ($($path:literal),* $(,)?) => { &[$(($path, include_str!(concat!("../../assets/", $path)))),*] };
}

/// The built-in procedures, in the order in which they are listed.
const PROCEDURES: &[(&str, &str)] = assets![
    "procedures/q191138.toml",
    "procedures/q223258.toml",
    "procedures/q241573.toml",
    "procedures/q249603.toml",
    "procedures/imaging-2003.toml",
];

/// The built-in shared phases.
const PHASES: &[(&str, &str)] = assets![
    "phases/failback-restore.toml",
    "phases/failback.toml",
    "phases/groups-to-a.toml",
    "phases/iis-accounts.toml",
    "phases/iis-instances.toml",
    "phases/iis-metabase.toml",
    "phases/iis-sites.toml",
    "phases/iis-test.toml",
    "phases/iissync.toml",
    "phases/msdtc-test.toml",
    "phases/mts-replication.toml",
    "phases/ready.toml",
];

/// The rules and scenarios of the built-in procedures.
const PROOFS: &[(&str, &str)] = assets![
    "proofs/q191138.toml",
    "proofs/q223258.toml",
    "proofs/q241573.toml",
    "proofs/q249603.toml",
    "proofs/imaging-2003.toml",
];

/// The library of the built-in shared parts.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltIn;

impl Library for BuiltIn {
    fn phase(&self, id: &str) -> Option<SourceFile> {
        find(PHASES, &format!("phases/{id}.toml"))
    }

    fn proof(&self, id: &str) -> Option<SourceFile> {
        find(PROOFS, &format!("proofs/{id}.toml"))
    }

    fn phases(&self) -> Vec<String> {
        PHASES.iter().map(|(path, _)| stem(path)).collect()
    }

    fn facts(&self) -> SourceFile {
        SourceFile::new(FACTS, include_str!("../../assets/facts.toml"))
    }
}

/// The IDs of the built-in procedures, in the order in which they are listed.
pub fn ids() -> impl Iterator<Item = String> {
    PROCEDURES.iter().map(|(path, _)| stem(path))
}

/// The built-in procedure with this ID, without regard to case.
pub(super) fn procedure(id: &str) -> Option<SourceFile> {
    let (path, text) = PROCEDURES.iter().find(|(path, _)| stem(path).eq_ignore_ascii_case(id))?;
    Some(SourceFile::new(*path, *text))
}

/// The file with this path.
fn find(files: &[(&str, &str)], path: &str) -> Option<SourceFile> {
    let (path, text) = files.iter().find(|(known, _)| *known == path)?;
    Some(SourceFile::new(*path, *text))
}
