//! Writes that are on disk when the call returns, and reads that end.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// How often a file in the way is deleted before giving up.
const ATTEMPTS: u32 = 8;

/// Reads a regular file of at most `limit` bytes.
///
/// # Errors
///
/// Returns the system's error, that the file is larger, or that it isn't a regular file. Reading a pipe might never end.
pub(crate) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
    }
    read_open(&File::open(path)?, limit)
}

/// Reads the rest of an open file, at most `limit` bytes.
///
/// # Errors
///
/// Returns the system's error, or that there are more bytes.
pub(crate) fn read_open(file: &File, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let reason = format!("it is larger than {} KiB", limit / 1024);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, reason));
    }
    Ok(bytes)
}

/// Creates a file. When this returns, its bytes are on disk, and so is its name if the system can promise that. Never writes
/// to an existing file, or through a link.
///
/// # Errors
///
/// Returns the system's error. Then there is no new file, unless the system refuses to delete it again.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create_for(Readers::All, path, bytes)
}

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Everyone who can read in the folder.
    All,
    /// Only its owner, from the moment it exists. On Windows, the folder decides.
    Owner,
}

/// The same as [`create`], for these readers.
///
/// # Errors
///
/// The same as for [`create`].
pub(crate) fn create_for(readers: Readers, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let written = written.and_then(|()| sync_folder(folder_of(path)));
    // The first error is the one worth telling.
    written.inspect_err(|_| drop(fs::remove_file(path)))
}

/// Replaces a file, or creates it. The old file stays whole until the new one, which is written as [`beside`] it, takes
/// its place. When this returns, the new file is on disk.
///
/// A file that a crash left under that name is deleted first: the name itself, never what a link there leads to.
///
/// # Errors
///
/// Returns the system's error. Then the old file is unchanged.
pub(crate) fn replace_for(readers: Readers, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(path);
    let in_the_way =
        |error: io::Error| io::Error::new(error.kind(), format!("`{}` is in the way: {error}", beside.display()));
    let mut created = create_for(readers, &beside, bytes);
    // Somebody else may create the file again at any time, so the name is never written to unless it is free.
    for _ in 0..ATTEMPTS {
        match created {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_file(&beside).map_err(in_the_way)?;
                created = create_for(readers, &beside, bytes);
            }
            _ => break,
        }
    }
    created.map_err(|error| if error.kind() == io::ErrorKind::AlreadyExists { in_the_way(error) } else { error })?;
    let replaced = fs::rename(&beside, path).and_then(|()| sync_folder(folder_of(path)));
    // The first error is the one worth telling.
    replaced.inspect_err(|_| drop(fs::remove_file(&beside)))
}

/// The name under which a file is written before it replaces the one at this path.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

/// Creates a folder and those above it. When this returns, each new name is on disk if the system can promise that.
///
/// # Errors
///
/// Returns the system's error.
pub(crate) fn create_folders(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    create_folders(folder_of(path))?;
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists || !path.is_dir() => return Err(error),
        _ => {}
    }
    sync_folder(folder_of(path))
}

/// Puts the names in a folder on disk. Windows does so by itself and has no call for it.
///
/// # Errors
///
/// Returns the system's error.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(windows) { Ok(()) } else { File::open(path)?.sync_all() }
}

/// The folder of a path.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_not_written_to() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("x");
        create(&path, b"first")?;
        assert_eq!(create(&path, b"second").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(read(&path, 5)?, b"first");
        Ok(())
    }

    #[test]
    fn a_file_that_a_crash_left_is_replaced() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("x");
        create(&path, b"old")?;
        create(&beside(&path), b"left by a crash")?;
        replace_for(Readers::Owner, &path, b"new")?;
        assert_eq!(read(&path, 9)?, b"new");
        assert!(!beside(&path).exists());
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_way_is_deleted_and_never_followed() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("x");
        for target in ["precious", "nowhere"] {
            create(&folder.path().join("precious"), b"precious")
                .or_else(|error| if error.kind() == io::ErrorKind::AlreadyExists { Ok(()) } else { Err(error) })?;
            std::os::unix::fs::symlink(folder.path().join(target), beside(&path))?;
            replace_for(Readers::Owner, &path, target.as_bytes())?;
            assert_eq!(read(&path, 9)?, target.as_bytes());
            assert!(fs::symlink_metadata(&path)?.is_file());
            assert_eq!(read(&folder.path().join("precious"), 9)?, b"precious");
            assert!(!folder.path().join("nowhere").exists());
        }
        Ok(())
    }

    #[test]
    fn a_folder_in_the_way_is_named() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("x");
        create(&path, b"old")?;
        create_folders(&beside(&path).join("full"))?;
        let error = replace_for(Readers::All, &path, b"new").unwrap_err().to_string();
        assert!(error.contains("x.new` is in the way: "), "{error}");
        assert_eq!(read(&path, 9)?, b"old");
        Ok(())
    }

    #[test]
    fn reads_end() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("x");
        create(&path, &[0; 1025])?;
        assert_eq!(read(&path, 1024).unwrap_err().to_string(), "it is larger than 1 KiB");
        assert_eq!(read(folder.path(), 1024).unwrap_err().to_string(), "it is not a file");
        Ok(())
    }

    #[test]
    fn folders_are_created_all_the_way() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let deep = folder.path().join("a/b/c");
        create_folders(&deep)?;
        create_folders(&deep)?;
        assert!(deep.is_dir());
        create(&folder.path().join("f"), b"")?;
        assert!(create_folders(&folder.path().join("f")).is_err());
        Ok(())
    }
}
