//! Encodes text as bytes, and decodes it again.

use zeroize::Zeroizing;

use crate::model::{Encoding, Newline};

/// The byte order mark of little-endian UTF-16.
const MARK: [u8; 2] = [0xff, 0xfe];

impl Newline {
    fn characters(self) -> &'static str {
        match self {
            Newline::Crlf => "\r\n",
            Newline::Lf => "\n",
        }
    }
}

impl Encoding {
    /// Its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Ascii => "ASCII",
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16",
        }
    }

    /// Whether it can hold a character.
    pub(super) fn holds(self, c: char) -> bool {
        self != Encoding::Ascii || c.is_ascii()
    }

    /// The most bytes that UTF-8 text of this many bytes can take.
    fn room(self, bytes: usize) -> usize {
        match self {
            Encoding::Ascii | Encoding::Utf8 => bytes,
            Encoding::Utf16Le => bytes * 2 + MARK.len(),
        }
    }
}

/// The bytes of lines with their line ends. The buffer is wiped when it is dropped. It has its full size from the beginning,
/// so that no copy of a part of it stays in memory.
pub(super) fn encode(lines: &[Zeroizing<String>], newline: Newline, encoding: Encoding) -> Zeroizing<Vec<u8>> {
    let end = newline.characters();
    let size: usize = lines.iter().map(|line| line.len() + end.len()).sum();
    let mut bytes = Zeroizing::new(Vec::with_capacity(encoding.room(size)));
    if encoding == Encoding::Utf16Le {
        bytes.extend(MARK);
    }
    for text in lines.iter().flat_map(|line| [line.as_str(), end]) {
        match encoding {
            Encoding::Ascii | Encoding::Utf8 => bytes.extend_from_slice(text.as_bytes()),
            Encoding::Utf16Le => text.encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes())),
        }
    }
    bytes
}

/// Decodes bytes from anywhere: as UTF-16 if they begin with its mark, or else as UTF-8, or else one character per byte.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&MARK) {
        let units: Vec<u16> =
            rest.chunks(2).map(|pair| u16::from_le_bytes([pair[0], *pair.get(1).unwrap_or(&0)])).collect();
        return String::from_utf16_lossy(&units);
    }
    let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(rest) {
        Ok(text) => text.to_owned(),
        Err(_) => rest.iter().map(|byte| char::from(*byte)).collect(),
    }
}
