//! Checks the text of a file against the rules for files like it.

use super::ini::{Ini, IniEntry, IniFault, IniSection};
use super::lines::numbered;
use crate::model::{About, FileCondition, FileFormat, FileRule, FileRules, FileTest, Severity};

/// Something that is wrong with a file. It names entries but never values, so it shows no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFinding {
    /// The line, from 1, or `None` if a line is missing.
    pub line: Option<usize>,
    /// The id of the rule, or `syntax`, `duplicate-section`, or `duplicate-entry`.
    pub rule: String,
    /// How severe it is.
    pub severity: Severity,
    /// What is wrong.
    pub text: String,
    /// What to do.
    pub help: String,
}

/// Checks a text. The findings are in the order of their lines, and those without a line come last.
#[must_use]
pub fn check(rules: &FileRules, text: &str) -> Vec<FileFinding> {
    if text.len() > super::LIMIT {
        return vec![built_in(
            None,
            "syntax",
            Severity::Error,
            "the file is too large to be one",
            "check the right file",
        )];
    }
    let mut findings = match rules.format {
        FileFormat::Ini => {
            let ini = Ini::read(text);
            let broken =
                rules.rules.iter().flat_map(|rule| places(rule, &ini).into_iter().map(|line| finding(rule, line)));
            read(&ini).chain(broken).collect::<Vec<_>>()
        }
        FileFormat::Lines => {
            rules.rules.iter().flat_map(|rule| lines(rule, text).into_iter().map(|line| finding(rule, line))).collect()
        }
    };
    findings.sort_by_key(|finding| finding.line.unwrap_or(usize::MAX));
    findings
}

/// The finding of a broken rule.
fn finding(rule: &FileRule, line: Option<usize>) -> FileFinding {
    FileFinding {
        line,
        rule: rule.id.clone(),
        severity: rule.severity,
        text: rule.says.clone(),
        help: rule.fix.clone(),
    }
}

/// A finding that needs no rule.
fn built_in(line: Option<usize>, rule: &str, severity: Severity, text: impl Into<String>, help: &str) -> FileFinding {
    FileFinding { line, rule: rule.to_owned(), severity, text: text.into(), help: help.to_owned() }
}

/// The findings that need no rule: lines that cannot be read, and duplicates.
fn read<'i>(ini: &'i Ini<'_>) -> impl Iterator<Item = FileFinding> + 'i {
    let faults = ini.faults.iter().map(|(line, fault)| {
        let (text, help) = match fault {
            IniFault::Neither => (
                "this is neither a section, an entry nor a comment",
                "write `IniEntry = value`, or `;` before a comment",
            ),
            IniFault::Unclosed => ("the section's head is not closed", "write `[Section]` on a line of its own"),
            IniFault::Homeless => ("the entry stands before the first section", "move it under its section"),
            IniFault::Quote => ("a quote is not closed", "close it on the same line"),
        };
        built_in(Some(*line), "syntax", Severity::Error, text, help)
    });
    let sections = ini.sections.iter().enumerate().filter_map(|(index, section)| {
        let first = ini.sections[..index].iter().find(|first| first.name.eq_ignore_ascii_case(section.name))?;
        let text =
            format!("the section [{}] stands a second time; the first is in line {}", shown(section.name), first.line);
        Some(built_in(Some(section.line), "duplicate-section", Severity::Error, text, "join the two"))
    });
    let entries = ini.sections.iter().flat_map(|section| {
        let mut firsts: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        let twice = section.entries.iter().filter_map(move |entry| {
            let first = *firsts.entry(entry.key.to_ascii_lowercase()).or_insert(entry.line);
            let text = format!("the entry {} stands a second time; the first is in line {first}", shown(entry.key));
            (first != entry.line).then(|| {
                built_in(Some(entry.line), "duplicate-entry", Severity::Error, text, "take one of the two away")
            })
        });
        twice.collect::<Vec<_>>()
    });
    faults.chain(sections).chain(entries)
}

/// A name from a file, safe to show.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// Whether a file has a section or entry.
fn has(ini: &Ini<'_>, wanted: &FileCondition) -> bool {
    match &wanted.entry {
        None => ini.sections(&wanted.section).next().is_some(),
        Some(entry) => ini
            .entries(&wanted.section, entry)
            .any(|found| wanted.is.as_ref().is_none_or(|value| found.value.eq_ignore_ascii_case(value))),
    }
}

/// The lines that break a rule.
fn places(rule: &FileRule, ini: &Ini<'_>) -> Vec<Option<usize>> {
    let counts = rule.when.as_ref().is_none_or(|wanted| has(ini, wanted));
    if !counts || rule.unless.as_ref().is_some_and(|wanted| has(ini, wanted)) {
        return Vec::new();
    }
    match &rule.about {
        About::Section(name) => of_section(&rule.test, ini.sections(name).collect()),
        About::Entry { section, entry } => match &rule.test {
            FileTest::NumberedFrom(first) => {
                ini.sections(section).flat_map(|section| misnumbered(section, entry, *first)).map(Some).collect()
            }
            FileTest::Required => match ini.entries(section, entry).next() {
                Some(_) => Vec::new(),
                // A missing section has no line. A rule about the section reports it.
                None => vec![ini.sections(section).next().map(|section| section.line)],
            },
            test => ini
                .entries(section, entry)
                .filter(|entry| !of_entry(test, entry))
                .map(|entry| Some(entry.line))
                .collect(),
        },
        About::Line(_) | About::Starts(_) => Vec::new(),
    }
}

/// The lines that break a test of a section.
fn of_section(test: &FileTest, found: Vec<&IniSection<'_>>) -> Vec<Option<usize>> {
    match test {
        FileTest::Required if found.is_empty() => vec![None],
        FileTest::Forbidden => found.into_iter().map(|section| Some(section.line)).collect(),
        FileTest::ExactlyOne(groups) => {
            let there = |key: &String| {
                found.iter().flat_map(|section| &section.entries).any(|own| own.key.eq_ignore_ascii_case(key))
            };
            let begun = groups.iter().filter(|group| group.iter().any(there)).count();
            let whole = groups.iter().filter(|group| group.iter().all(there)).count();
            let line = found.first().map(|section| section.line);
            if line.is_none() || (begun == 1 && whole == 1) { Vec::new() } else { vec![line] }
        }
        _ => Vec::new(),
    }
}

/// Whether an entry passes a test.
fn of_entry(test: &FileTest, entry: &IniEntry<'_>) -> bool {
    match test {
        FileTest::Forbidden => false,
        FileTest::OneOf(values) => values.iter().any(|value| value.eq_ignore_ascii_case(entry.value)),
        FileTest::Kind(kind) => kind.read(entry.value).is_ok(),
        FileTest::Quoted => entry.quoted,
        FileTest::Filled => !entry.value.is_empty(),
        _ => true,
    }
}

/// The lines of entries, named by the stem and a number, that have the wrong number.
fn misnumbered(section: &IniSection<'_>, stem: &str, first: u64) -> Vec<usize> {
    let numbers = section.entries.iter().filter_map(|entry| {
        let (start, digits) = entry.key.split_at_checked(stem.len())?;
        let number = start.eq_ignore_ascii_case(stem) && digits.bytes().all(|digit| digit.is_ascii_digit());
        number.then_some((entry.line, digits))
    });
    let wrong =
        numbers.enumerate().filter(|(index, (_, digits))| *digits != first.saturating_add(*index as u64).to_string());
    wrong.map(|(_, (line, _))| line).collect()
}

/// The lines that break a rule about lines.
fn lines(rule: &FileRule, text: &str) -> Vec<Option<usize>> {
    let meant = |line: &str| match &rule.about {
        About::Line(whole) => line.eq_ignore_ascii_case(whole.trim()),
        About::Starts(start) => {
            line.split_at_checked(start.len()).is_some_and(|(own, _)| own.eq_ignore_ascii_case(start))
        }
        _ => false,
    };
    let mut found = numbered(text).filter(|(_, line)| meant(line)).map(|(number, _)| Some(number));
    match rule.test {
        FileTest::Required if found.next().is_none() => vec![None],
        FileTest::Forbidden => found.collect(),
        _ => Vec::new(),
    }
}
