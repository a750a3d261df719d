//! Leftovers: files in which a crash may have left secrets.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::durable;
use crate::engine::walk::Walk;

/// The files in which a crash may have left secrets of a walk, as far as they are still there: a file whose writing began
/// and was not recorded as finished, and the file that was to replace one. A disk that cannot be looked at counts as one
/// on which the file is still there.
#[must_use]
pub fn leftovers(walk: &Walk) -> Vec<PathBuf> {
    let finished: Vec<&Path> =
        walk.files().iter().filter(|file| file.secrets).map(|file| Path::new(&file.path)).collect();
    let unfinished = walk.unfinished_files().map(Path::new);
    let unfinished = unfinished.flat_map(|path| [path.to_owned(), durable::beside(path)]);
    let unfinished = unfinished.filter(|path| !finished.contains(&path.as_path()) && !is_gone(path));
    let replacements = finished.iter().map(|path| durable::beside(path));
    let replacements = replacements.filter(|path| fs::symlink_metadata(path).is_ok());
    unfinished.chain(replacements).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether a file is known not to be there: its folder is, and it isn't.
fn is_gone(path: &Path) -> bool {
    let found = fs::symlink_metadata(path);
    found.is_err_and(|error| error.kind() == ErrorKind::NotFound) && path.parent().is_some_and(Path::is_dir)
}
