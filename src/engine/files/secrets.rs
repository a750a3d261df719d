//! Secrets, which are typed unseen and held in memory until the last file that needs them is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

/// The longest secret, in bytes.
const LONGEST: usize = 256;

/// The secrets that are held, by full id. They are wiped when they are dropped, and never shown.
#[derive(Default)]
pub struct Secrets(BTreeMap<String, Zeroizing<String>>);

/// Why a secret cannot be held. It doesn't contain the secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{id}` {fault}")]
pub struct SecretError {
    /// The full id.
    pub id: String,
    /// What is wrong with it.
    pub fault: &'static str,
    /// What to do.
    pub help: &'static str,
}

impl Secrets {
    /// Holds a secret. An empty one takes it back.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with it.
    pub fn hold(&mut self, id: &str, secret: Zeroizing<String>) -> Result<(), SecretError> {
        let refuse = |fault, help| Err(SecretError { id: id.to_owned(), fault, help });
        if secret.is_empty() {
            self.0.remove(id);
            return Ok(());
        }
        if secret.len() > LONGEST {
            return refuse("is longer than 256 bytes", "type a shorter one");
        }
        if secret.chars().any(char::is_control) {
            return refuse("has a control character", "type it again");
        }
        self.0.insert(id.to_owned(), secret);
        Ok(())
    }

    /// The secret with this full id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(|secret| secret.as_str())
    }

    /// Wipes all other secrets.
    pub fn keep(&mut self, ids: &BTreeSet<String>) {
        self.0.retain(|id, _| ids.contains(id));
    }

    /// Whether no secret is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the secret with this full id is held.
    #[must_use]
    pub fn holds(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
