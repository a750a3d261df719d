//! Seals: a chain of SHA-256 sums, one for each block.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::text::hex;

/// The beginning of a seal's line. No other line can begin like this, because every line begins with its key and strings have
/// no line breaks.
const KEY: &str = "sha256 = ";

/// The seal of a block and of everything before it. Displays as 64 lowercase hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal([u8; 32]);

impl Seal {
    /// The seal of a block's bytes, given the seal of the previous block.
    #[must_use]
    pub fn of(previous: Option<Seal>, body: &[u8]) -> Self {
        let mut hash = Sha256::new();
        if let Some(previous) = previous {
            hash.update(previous.to_string());
        }
        hash.update(b"\n");
        hash.update(body);
        Self(hash.finalize().into())
    }

    /// Adds its seal to a block.
    pub(super) fn close(previous: Option<Seal>, mut body: String) -> (String, Self) {
        let seal = Self::of(previous, body.as_bytes());
        body.push_str(KEY);
        body.push_str(&seal.written());
        body.push('\n');
        (body, seal)
    }

    /// The seal as the value of its key.
    fn written(self) -> String {
        format!("\"{self}\"")
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// A block in a journal, up to the end of its seal's line.
pub(super) struct Sealed<'a> {
    /// The bytes before the line of the seal.
    pub(super) body: &'a [u8],
    /// How many bytes the block has, including its seal.
    pub(super) length: usize,
    /// The value of the seal's key.
    seal: &'a [u8],
}

impl<'a> Sealed<'a> {
    /// The first block in these bytes, or `None` if they have no seal.
    pub(super) fn first(bytes: &'a [u8]) -> Option<Self> {
        let mut start = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let seal = line.strip_prefix(KEY.as_bytes()).and_then(|rest| rest.strip_suffix(b"\n"));
            if let Some(seal) = seal {
                return Some(Self { body: bytes.get(..start)?, length: start + line.len(), seal });
            }
            start += line.len();
        }
        None
    }

    /// The block's seal, or `None` if the block doesn't match it.
    pub(super) fn verify(&self, previous: Option<Seal>) -> Option<Seal> {
        let seal = Seal::of(previous, self.body);
        (seal.written().as_bytes() == self.seal).then_some(seal)
    }
}
