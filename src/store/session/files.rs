//! The source files of a session's procedure, and the digest that shows if they were changed.
//!
//! The digest is the SHA-256 of the file `digest`, which has the output of `sha256sum` for all files.

use std::path::{Component, Path};

use super::error::Error;
use crate::model::SourceFile;
use crate::store::durable;
use crate::text::sha256;

/// The most bytes that a source file can have.
const FILE_LIMIT: u64 = 4 * 1024 * 1024;
/// The most bytes that the file `digest` can have.
const DIGEST_LIMIT: u64 = 64 * 1024;
const DIGEST: &str = "digest";

/// Writes the files and their digest into a new folder, and returns the digest. When this returns, all of it is on disk.
///
/// If a path leads out of the folder, stores the file under its name alone. The operator's own procedure can be anywhere.
pub(super) fn write(folder: &Path, files: &[SourceFile]) -> Result<String, Error> {
    durable::create_folders(folder).map_err(Error::io("create", folder))?;
    let mut digest = String::new();
    for file in files {
        let named = || Error::Name { what: "file", name: file.path.clone() };
        let name = stored(&file.path).ok_or_else(named)?;
        if name.eq_ignore_ascii_case(DIGEST) {
            return Err(named());
        }
        let path = folder.join(&name);
        if file.text.len() as u64 > FILE_LIMIT {
            let reason = std::io::Error::from(std::io::ErrorKind::FileTooLarge);
            return Err(Error::io("store", &path)(reason));
        }
        if path.exists() {
            return Err(named());
        }
        let above = path.parent().unwrap_or(folder);
        durable::create_folders(above).map_err(Error::io("create", above))?;
        durable::create(&path, file.text.as_bytes()).map_err(Error::io("create", &path))?;
        digest.extend([&sha256(file.text.as_bytes()), "  ", &name, "\n"]);
    }
    let path = folder.join(DIGEST);
    durable::create(&path, digest.as_bytes()).map_err(Error::io("create", &path))?;
    Ok(sha256(digest.as_bytes()))
}

/// Reads the files in the order in which they were written.
///
/// # Errors
///
/// Returns the first file that cannot be read or was changed since the session began.
pub(super) fn read(folder: &Path, session: &str, digest: &str) -> Result<Vec<SourceFile>, Error> {
    let changed = |file: &str| Error::Changed { session: session.to_owned(), file: file.to_owned() };
    let path = folder.join(DIGEST);
    let bytes = durable::read(&path, DIGEST_LIMIT).map_err(Error::io("read", &path))?;
    if sha256(&bytes) != digest {
        return Err(changed(DIGEST));
    }
    let lines = String::from_utf8(bytes).map_err(|_| changed(DIGEST))?;
    let file = |line: &str| {
        let (hash, name) = line.split_once("  ").ok_or_else(|| changed(DIGEST))?;
        // Even somebody who rewrote the digest and the journal cannot make this read outside the folder.
        if stored(name).as_deref() != Some(name) {
            return Err(changed(DIGEST));
        }
        let path = folder.join(name);
        let bytes = durable::read(&path, FILE_LIMIT).map_err(Error::io("read", &path))?;
        if sha256(&bytes) != hash {
            return Err(changed(name));
        }
        let text = String::from_utf8(bytes).map_err(|_| changed(name))?;
        Ok(SourceFile { path: name.to_owned(), text })
    };
    lines.lines().map(file).collect()
}

/// The path under which a file is stored: relative, with `/`, and without characters that are special on some system.
fn stored(path: &str) -> Option<String> {
    let parts: Option<Vec<&str>> = Path::new(path)
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| if let Component::Normal(name) = part { name.to_str() } else { None })
        .collect();
    let name = match parts {
        Some(parts) => parts.join("/"),
        None => Path::new(path).file_name()?.to_str()?.to_owned(),
    };
    let strange = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    (!name.is_empty() && !name.contains(strange)).then_some(name)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn paths_are_kept_or_cut_to_the_name() {
        assert_eq!(stored("procedures/q191138.toml").as_deref(), Some("procedures/q191138.toml"));
        assert_eq!(stored("./mine.toml").as_deref(), Some("mine.toml"));
        assert_eq!(stored("../there/mine.toml").as_deref(), Some("mine.toml"));
        assert_eq!(stored("/srv/my own.toml").as_deref(), Some("my own.toml"));
        for path in ["", "/", "..", "a\nb", "a?b"] {
            assert_eq!(stored(path), None, "{path}");
        }
    }

    #[test]
    fn the_digest_is_what_sha256sum_prints() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("procedure");
        let file = SourceFile { path: "phases/x.toml".to_owned(), text: "abc".to_owned() };
        let digest = write(&folder, &[file]).unwrap();
        let list = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  phases/x.toml\n";
        assert_eq!(fs::read_to_string(folder.join("digest")).unwrap(), list);
        assert_eq!(digest, sha256(list.as_bytes()));
    }
}
