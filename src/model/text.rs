//! Texts: words with the names of facts in them.

use std::fmt;

use super::Span;

/// A text in which `{{ a.name }}` is replaced by a fact. The loader has checked every name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its parts, in order.
    pub parts: Vec<TextPart>,
    /// The text in the file.
    pub span: Span,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TextPart {
    /// Words, shown as they are.
    Words(String),
    /// The name of a fact. Its value is filled in.
    Name {
        /// The name as written: `here.name`, `site.group`.
        name: String,
        /// The filters that change the value, in order.
        filters: Vec<Filter>,
    },
}

/// A change to a value before it is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// To lower case.
    Lower,
    /// To upper case.
    Upper,
}

impl Text {
    /// A text without names.
    #[must_use]
    pub fn plain(words: &str) -> Self {
        Self { parts: vec![TextPart::Words(words.to_owned())], span: Span::default() }
    }

    /// The names in it, as written. A name that is used twice comes twice.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            TextPart::Words(_) => None,
            TextPart::Name { name, .. } => Some(name.as_str()),
        })
    }
}

impl Filter {
    /// All filters.
    pub const ALL: [Self; 2] = [Self::Lower, Self::Upper];

    /// Its name in a procedure file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Upper => "upper",
        }
    }

    /// Changes a value.
    #[must_use]
    pub fn apply(self, value: &str) -> String {
        match self {
            Self::Lower => value.to_lowercase(),
            Self::Upper => value.to_uppercase(),
        }
    }
}

/// Writes the text as in a procedure file: `Log on to {{ a.name }}.`
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                TextPart::Words(words) => f.write_str(words)?,
                TextPart::Name { name, filters } => {
                    write!(f, "{{{{ {name}")?;
                    for filter in filters {
                        write!(f, " | {}", filter.word())?;
                    }
                    f.write_str(" }}")?;
                }
            }
        }
        Ok(())
    }
}
