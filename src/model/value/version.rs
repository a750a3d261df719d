//! File versions: four numbers, compared as numbers.

use std::fmt;
use std::str::FromStr;

/// The version of a Windows file: four numbers. `1998.02.715.0` and `1998.2.715.0` are the same version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileVersion(pub [u16; 4]);

impl FromStr for FileVersion {
    type Err = ();

    /// Reads four numbers with periods between them.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut numbers = [0; 4];
        let mut parts = text.trim().split('.');
        for number in &mut numbers {
            let part = parts.next().ok_or(())?;
            if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(());
            }
            *number = part.parse().map_err(|_| ())?;
        }
        if parts.next().is_some() { Err(()) } else { Ok(Self(numbers)) }
    }
}

impl fmt::Display for FileVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, build, patch] = self.0;
        write!(f, "{major}.{minor}.{build}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_four_numbers_and_ignore_leading_zeros() {
        let old: FileVersion = "1997.11.532.0".parse().unwrap();
        let new: FileVersion = "1998.02.715.0".parse().unwrap();
        assert!(new > old);
        assert_eq!(new, "1998.2.715.0".parse().unwrap());
        for bad in ["", "1997.11.532", "1997.11.532.0.1", "1997.11.532.x", "1997.+1.532.0", "1997.11.532.70000"] {
            assert!(bad.parse::<FileVersion>().is_err(), "{bad}");
        }
    }
}
