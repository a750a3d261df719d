//! Pages: documents as plain data, before they are text, HTML or Markdown.
//!
//! The report, the checklist and the status each build a [`Page`]. Each format has its own file, which knows nothing
//! about walks.

mod html;
mod markdown;
mod text;

use serde::Serialize;

/// A format of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text of 80 columns, for a plain text printer.
    Text,
    /// One HTML file, to print and sign.
    Html,
    /// Markdown, for a ticket or a wiki.
    Markdown,
}

/// The page in this format.
#[must_use]
pub fn write(format: Format, page: &Page) -> String {
    match format {
        Format::Text => text::text(page),
        Format::Html => html::html(page),
        Format::Markdown => markdown::markdown(page),
    }
}

/// A document, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct Page {
    pub title: String,
    /// Words at the top and, in printed HTML, on every page: `NOT FINISHED`, `REHEARSAL`.
    pub marks: Vec<String>,
    /// Text next to the title on every printed page, such as the session id.
    pub running: String,
    /// One sentence that sums it up, or empty.
    pub verdict: String,
    /// The blocks before the first section.
    #[serde(rename = "lead")]
    pub intro: Vec<Block>,
    pub sections: Vec<Section>,
}

/// A part of a page with its own heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct Section {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub enum Block {
    /// Paragraphs separated by blank lines. A line that begins with `- ` or `1. ` is an item.
    Text(String),
    /// A heading inside a section.
    Heading(String),
    /// A line across the page: `go to NODEB`.
    Divider(String),
    /// Commands to type exactly as they are, one on each line.
    Command(String),
    Warning(String),
    Items(Vec<String>),
    /// Labels with their texts.
    Rows(Vec<(String, String)>),
    Table(Table),
    /// A step or a check, with a box.
    Entry(Entry),
    /// Labels, each with a line to write on.
    Blanks(Vec<String>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct Table {
    pub head: Vec<String>,
    /// The rows. Each has as many cells as the head.
    pub rows: Vec<Vec<String>>,
}

/// A step or a check, with a box. If possible, no page break is inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are names in JSON; those that need it have a comment")]
pub struct Entry {
    /// The box: `[x]`, `[ ]`, `FAIL`.
    pub mark: String,
    /// May be empty.
    pub number: String,
    /// May be empty.
    pub node: String,
    pub title: String,
    /// The source. May be empty.
    pub aside: String,
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section with this title and these blocks.
    pub fn new(title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { title: title.into(), blocks }
    }
}

impl Table {
    /// A table with these headings and rows.
    #[must_use]
    pub fn new(head: &[&str], rows: Vec<Vec<String>>) -> Self {
        Self { head: head.iter().map(|&title| title.to_owned()).collect(), rows }
    }
}

impl Block {
    /// A paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Block::Text(text.into())
    }

    /// One label with its text.
    pub fn row(label: impl Into<String>, text: impl Into<String>) -> Self {
        Block::Rows(vec![(label.into(), text.into())])
    }
}

/// Adds a labelled row. If the last block has rows, adds it there, so that all of them align.
pub fn push_row(blocks: &mut Vec<Block>, label: impl Into<String>, text: impl Into<String>) {
    let row = (label.into(), text.into());
    match blocks.last_mut() {
        Some(Block::Rows(rows)) => rows.push(row),
        _ => blocks.push(Block::Rows(vec![row])),
    }
}
