//! Pages: what is read on paper, as plain data, before it is text, HTML or Markdown.
//!
//! The report and the plan on paper both build a [`Page`]; each way of writing it stands in its own file and knows
//! nothing of walks.

mod html;
mod markdown;
mod text;

use serde::Serialize;

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text of 80 columns, for a printer that knows nothing but letters.
    Text,
    /// One HTML file, to be printed.
    Html,
    /// Markdown, for a ticket or a wiki.
    Markdown,
}

/// Writes a page.
#[must_use]
pub fn write(format: Format, page: &Page) -> String {
    match format {
        Format::Text => text::text(page),
        Format::Html => html::html(page),
        Format::Markdown => markdown::markdown(page),
    }
}

/// Everything that is to be read, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The title.
    pub title: String,
    /// What is said on top and, printed from HTML, on every sheet: `NOT FINISHED`, `REHEARSAL`. Empty on a clean page.
    pub marks: Vec<String>,
    /// What stands beside the title on every sheet: the session.
    pub running: String,
    /// The one sentence that sums it up; may be empty.
    pub verdict: String,
    /// What stands before the first section.
    #[serde(rename = "lead")]
    pub intro: Vec<Block>,
    /// The sections.
    pub sections: Vec<Section>,
}

/// A part of a page under its own heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Paragraphs separated by blank lines; a line that starts with `- ` or `1. ` is an item.
    Text(String),
    /// A heading inside a section.
    Heading(String),
    /// A line across the page: `go to NODEB`.
    Divider(String),
    /// What is typed, exactly and whole; one command a line.
    Command(String),
    /// A warning.
    Warning(String),
    /// A list.
    Items(Vec<String>),
    /// Labels and what belongs to them.
    Rows(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// Something with a box and a number: a step, a check.
    Entry(Entry),
    /// Labels with a line after each, to be written on.
    Blanks(Vec<String>),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The headings.
    pub head: Vec<String>,
    /// The rows, each as wide as the head.
    pub rows: Vec<Vec<String>>,
}

/// Something with a box and a number. A printed page does not break inside it where that can be helped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The box: `[x]`, `[ ]`, `FAIL`.
    pub mark: String,
    /// The number, or the like; may be empty.
    pub number: String,
    /// The node; may be empty.
    pub node: String,
    /// What it is.
    pub title: String,
    /// Where it comes from; may be empty.
    pub aside: String,
    /// What is said of it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section with its blocks.
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

/// Adds a labelled row at the end, into the rows that stand there already, so that neighbours align.
pub fn push_row(blocks: &mut Vec<Block>, label: impl Into<String>, text: impl Into<String>) {
    let row = (label.into(), text.into());
    match blocks.last_mut() {
        Some(Block::Rows(rows)) => rows.push(row),
        _ => blocks.push(Block::Rows(vec![row])),
    }
}
