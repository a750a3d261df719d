//! Windows paths: a drive and folders, compared as Windows compares them.

use std::fmt;

/// An absolute path on a drive, `C:\WINNT`, without a trailing separator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowsPath(String);

impl WindowsPath {
    /// Reads a path. Slashes become backslashes, and a trailing one is removed.
    ///
    /// # Errors
    ///
    /// Returns what is wrong: there is no drive, or there is a character that a path or cmd.exe can't take.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let text = text.trim().replace('/', "\\");
        let mut chars = text.chars();
        let drive = chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':');
        if !drive || chars.next() != Some('\\') {
            return Err("is not a full path with a drive");
        }
        let folders = &text[3..];
        if folders.chars().any(|c| "<>:\"|?*%&^!;'`".contains(c) || c.is_control()) {
            return Err("has a character that cannot stand in a path here");
        }
        if folders.split('\\').any(|folder| folder == "." || folder == "..") || folders.contains("\\\\") {
            return Err("is not a plain path: it has `.`, `..` or an empty folder");
        }
        let text = if folders.is_empty() { &text } else { text.trim_end_matches('\\') };
        Ok(Self(text.to_owned()))
    }

    /// A path as it was recorded. `None` if it has no drive.
    pub(super) fn recall(text: &str) -> Option<Self> {
        let drive = text.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        (drive && text.get(1..3) == Some(":\\")).then(|| Self(text.to_owned()))
    }

    /// The drive's letter, in upper case.
    #[must_use]
    pub fn drive(&self) -> char {
        self.0.chars().next().unwrap_or('?').to_ascii_uppercase()
    }

    /// Whether both are the same path to Windows, which ignores case.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

impl fmt::Display for WindowsPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_compare_without_case_and_trailing_separator() {
        let a = WindowsPath::read(r"C:\WINNT").unwrap();
        assert!(a.same(&WindowsPath::read(r"c:/winnt/").unwrap()));
        assert!(!a.same(&WindowsPath::read(r"D:\WINNT").unwrap()));
        assert_eq!(a.drive(), 'C');
        assert_eq!(WindowsPath::read(r"S:\").unwrap().to_string(), r"S:\");
    }

    #[test]
    fn a_path_that_could_change_a_command_is_refused() {
        for bad in ["WINNT", r"\WINNT", r"C:WINNT", r"C:\a&b", r"C:\%x%", r"C:\a\..\b", "C:\\a\"b", r"C:\a\\b"] {
            assert!(WindowsPath::read(bad).is_err(), "{bad}");
        }
    }
}
