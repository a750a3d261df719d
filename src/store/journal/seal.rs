//! Seals: each block's SHA-256 chained to the one before.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::text::hex;

/// How the line of a seal begins. No other line can: keys begin theirs, and strings stay on theirs.
const KEY: &str = "sha256 = ";

/// The seal of a block, and by the chain of everything before it. Displays as 64 lower-case hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal([u8; 32]);

impl Seal {
    /// The seal of a block's bytes after the block with the seal `previous`.
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

    /// Ends a block with its seal.
    pub(super) fn close(previous: Option<Seal>, mut body: String) -> (String, Self) {
        let seal = Self::of(previous, body.as_bytes());
        body.push_str(KEY);
        body.push_str(&seal.written());
        body.push('\n');
        (body, seal)
    }

    /// The seal as it stands behind its key.
    fn written(self) -> String {
        format!("\"{self}\"")
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// A block as found, up to the end of its seal's line.
pub(super) struct Sealed<'a> {
    /// The bytes before the seal's line.
    pub(super) body: &'a [u8],
    /// All bytes of the block.
    pub(super) length: usize,
    /// What stands behind the seal's key.
    seal: &'a [u8],
}

impl<'a> Sealed<'a> {
    /// The first block of these bytes, if any seal ends one.
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

    /// The block's seal, if the block matches it after the block with the seal `previous`.
    pub(super) fn verify(&self, previous: Option<Seal>) -> Option<Seal> {
        let seal = Seal::of(previous, self.body);
        (seal.written().as_bytes() == self.seal).then_some(seal)
    }
}
