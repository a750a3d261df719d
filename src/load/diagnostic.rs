//! Diagnostics: what is wrong with a file, where, and what to do about it.

use std::cell::RefCell;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::codes;
use super::codes::Code;
use crate::model::{Severity, SourceFile, Span};

/// The most columns of a line of the file in a diagnostic.
const WIDTH: usize = 100;

/// Something that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The path of the file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The ID of its code, `unknown-key`.
    pub code: &'static str,
    /// What is wrong, in lowercase, with the value in backticks.
    pub message: String,
    /// What to do about it. Empty if the message says enough.
    pub help: String,
    /// The whole diagnostic as text, with the line of the file and a mark under the error. It has no colors.
    pub rendered: String,
}

/// Whether codes that are rules count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rules {
    /// They do: the procedure is new.
    Judged,
    /// They don't: a session keeps the procedure.
    Ignored,
}

/// Collects what is wrong while the loader reads the files.
pub(super) struct Diagnostics<'a> {
    files: &'a [SourceFile],
    rules: Rules,
    drafts: RefCell<Vec<Draft>>,
}

/// A diagnostic before it is rendered. Its fields are in the order by which diagnostics are sorted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Draft {
    span: Span,
    code: &'static str,
    message: String,
    help: String,
}

impl<'a> Diagnostics<'a> {
    /// No findings yet about these files.
    pub(super) fn new(files: &'a [SourceFile], rules: Rules) -> Self {
        Self { files, rules, drafts: RefCell::new(Vec::new()) }
    }

    /// Adds a diagnostic, unless its code is a rule and rules don't count.
    pub(super) fn add(&self, span: Span, code: &'static Code, message: impl Into<String>, help: impl Into<String>) {
        if self.rules == Rules::Judged || !code.rule {
            let draft = Draft { span, code: code.id, message: message.into(), help: help.into() };
            self.drafts.borrow_mut().push(draft);
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.drafts.borrow().is_empty()
    }

    /// Removes what may only follow from broken syntax: diagnostics about the same line, and missing keys, which can be in a
    /// line that wasn't read.
    pub(super) fn keep_syntax(&self) {
        let mut drafts = self.drafts.borrow_mut();
        let line = |span: Span| (span.file, position(self.text(span.file), span.start).0);
        let broken: Vec<_> =
            drafts.iter().filter(|found| found.code == codes::SYNTAX.id).map(|found| line(found.span)).collect();
        drafts.retain(|found| {
            let follows = found.code == codes::MISSING_KEY.id || broken.contains(&line(found.span));
            found.code == codes::SYNTAX.id || !follows
        });
    }

    /// Whether a file isn't TOML.
    pub(super) fn has_syntax(&self) -> bool {
        self.drafts.borrow().iter().any(|found| found.code == codes::SYNTAX.id)
    }

    /// A span as `path:line:column`.
    pub(super) fn at(&self, span: Span) -> String {
        let (line, column) = position(self.text(span.file), span.start);
        let path = self.files.get(span.file).map_or("", |file| file.path.as_str());
        format!("{path}:{line}:{column}")
    }

    /// The text of a file.
    pub(super) fn text(&self, file: usize) -> &'a str {
        self.files.get(file).map_or("", |file| file.text.as_str())
    }

    /// The diagnostics in the order of the files, each once.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut drafts = self.drafts.into_inner();
        drafts.sort();
        drafts.dedup();
        drafts.into_iter().filter_map(|finding| Some(render(self.files.get(finding.span.file)?, finding))).collect()
    }
}

/// Renders a diagnostic.
fn render(file: &SourceFile, finding: Draft) -> Diagnostic {
    let Draft { span, code, message, help } = finding;
    Diagnostic::new(file, span, Severity::Error, code, message, help, &[])
}

impl Diagnostic {
    /// A diagnostic about a span of a file. The notes come between the line of the file and the help.
    #[must_use]
    pub fn new(
        file: &SourceFile,
        span: Span,
        severity: Severity,
        code: &'static str,
        message: String,
        help: String,
        notes: &[String],
    ) -> Self {
        let (line, column) = position(&file.text, span.start);
        let snippet = Snippet::source(file.text.as_str())
            .path(file.path.as_str())
            .annotation(AnnotationKind::Primary.span(within_line(&file.text, span)));
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = level.primary_title(message.as_str()).id(code).element(snippet);
        for note in notes {
            group = group.element(Level::NOTE.message(note.as_str()));
        }
        if !help.is_empty() {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let rendered = Renderer::plain().term_width(WIDTH).render(&[group]);
        Self { severity, path: file.path.clone(), line, column, code, message, help, rendered }
    }
}

/// The line and column of a byte, both from 1. Columns are counted in characters.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..boundary(text, byte)];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// The part of a span that is in its first line.
fn within_line(text: &str, span: Span) -> Range<usize> {
    let start = boundary(text, span.start);
    let end = boundary(text, span.end).max(start);
    let first = text[start..end].lines().next().map_or(0, str::len);
    start..start + first
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_shows_its_line_and_counts_characters() {
        let files = [SourceFile { path: "q1.toml".into(), text: "a = 1\nä = \"ö\" # x\n".into() }];
        let diagnostics = Diagnostics::new(&files, Rules::Judged);
        diagnostics.add(
            Span { file: 0, start: 11, end: 15 },
            codes::WRONG_TYPE,
            "`ö` is not a number",
            "type a number",
        );
        let found = diagnostics.finish();
        assert_eq!((found[0].line, found[0].column), (2, 5));
        assert!(found[0].rendered.contains("q1.toml:2:5"), "{}", found[0].rendered);
        assert!(found[0].rendered.contains("help: type a number"), "{}", found[0].rendered);
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_underlined() {
        let text = format!("holds = [{}\"wrong\"{}]\n", "\"right\", ".repeat(30), ", \"right\"".repeat(30));
        let start = text.find("\"wrong\"").unwrap();
        let files = [SourceFile { path: "q1.toml".into(), text: text.clone() }];
        for (end, whole) in [(start + 7, "\"wrong\"".to_owned()), (text.len() - 1, String::new())] {
            let diagnostics = Diagnostics::new(&files, Rules::Judged);
            diagnostics.add(Span { file: 0, start, end }, codes::UNKNOWN_NAME, "`wrong` is not a step", "");
            let rendered = diagnostics.finish().remove(0).rendered;
            let lines: Vec<&str> = rendered.lines().collect();
            let line = lines.iter().position(|line| line.starts_with("1 |")).unwrap();
            let (excerpt, under) = (lines[line], lines[line + 1]);
            assert!(excerpt.chars().count() <= WIDTH + 4, "{rendered}");
            assert!(under.chars().count() <= excerpt.chars().count(), "{rendered}");
            let (from, to) = (under.find('^').unwrap(), under.rfind('^').unwrap());
            assert!(excerpt[from..=to].starts_with("\"wrong\""), "{rendered}");
            assert!(whole.is_empty() || excerpt[from..=to] == whole, "{rendered}");
        }
    }
}
