//! Reads file rules. Each is about one thing and makes one test of it.

use super::codes;
use super::decoder::Decoder;
use super::item::Item;
use crate::model::{About, FileCondition, FileFormat, FileRule, FileRules, FileTest, Severity};

/// The keys that say what a rule is about.
const SUBJECTS: [&str; 4] = ["section", "entry", "line", "starts"];
/// The keys of the tests, each with the subjects that it can test.
const TESTS: [(&str, &[&str]); 8] = [
    ("required", &SUBJECTS),
    ("forbidden", &SUBJECTS),
    ("one_of", &["entry"]),
    ("type", &["entry"]),
    ("quoted", &["entry"]),
    ("filled", &["entry"]),
    ("numbered_from", &["entry"]),
    ("exactly_one", &["section"]),
];

impl<'a> Decoder<'a> {
    /// Reads one set of rules.
    pub(super) fn file_rules(&self, item: Item<'a>) -> FileRules {
        let format = if item.words("format") == "lines" { FileFormat::Lines } else { FileFormat::Ini };
        let rules = item.list("rule");
        self.unique(&rules);
        FileRules {
            id: item.words("id").to_owned(),
            file: item.words("file").to_owned(),
            format,
            rules: rules.into_iter().filter_map(|rule| self.file_rule(rule, format)).collect(),
        }
    }

    /// Reads one rule.
    fn file_rule(&self, item: Item<'a>, format: FileFormat) -> Option<FileRule> {
        let subject = self.subject(item, format)?;
        let words = |key| item.words(key).to_owned();
        let about = match subject {
            "section" => About::Section(words("section")),
            "entry" => About::Entry { section: words("section"), entry: words("entry") },
            "line" => About::Line(words("line")),
            _ => About::Starts(words("starts")),
        };
        let when = item.get("when").and_then(|has| self.has(item, has, format));
        let unless = item.get("unless").and_then(|has| self.has(item, has, format));
        Some(FileRule {
            id: words("id"),
            severity: if item.words("severity") == "warning" { Severity::Warning } else { Severity::Error },
            says: words("says"),
            fix: words("fix"),
            source: item.maybe("source"),
            about,
            test: self.file_test(item, subject)?,
            when,
            unless,
        })
    }

    /// The key that says what the rule is about.
    fn subject(&self, item: Item<'a>, format: FileFormat) -> Option<&'static str> {
        let (subjects, help): (&[&'static str], _) = match format {
            FileFormat::Ini => (&["entry", "section"], "give it `section`, or `section` and `entry`"),
            FileFormat::Lines => (&["line", "starts"], "give it `line` or `starts`"),
        };
        let misplaced: Vec<_> = SUBJECTS.iter().filter(|key| item.has(key) && !subjects.contains(key)).collect();
        for key in &misplaced {
            let message = format!("`{key}` does not belong to files of this format");
            self.diagnostics.add(item.key_span(key), codes::MISPLACED_KEY, message, help);
        }
        let found: Vec<&'static str> = subjects.iter().copied().filter(|key| item.has(key)).collect();
        match found[..] {
            ["entry"] => {
                self.diagnostics.add(item.key_span("entry"), codes::MISSING_KEY, "the entry has no section", help);
            }
            ["line", "starts"] => {
                self.diagnostics.add(item.span(), codes::ONE_SUBJECT, "the rule has two subjects", help);
            }
            [subject, ..] => return Some(subject),
            [] if !misplaced.is_empty() => {}
            [] => self.diagnostics.add(item.span(), codes::ONE_SUBJECT, "the rule is not about anything", help),
        }
        None
    }

    /// Reads the test that a rule makes.
    fn file_test(&self, item: Item<'a>, subject: &str) -> Option<FileTest> {
        let present: Vec<_> = TESTS.iter().filter(|(key, _)| item.has(key)).collect();
        let [(test, subjects)] = present[..] else {
            let message = match present.len() {
                0 => "the rule tests nothing".to_owned(),
                many => format!("the rule makes {many} tests at once"),
            };
            let tests: Vec<String> = TESTS.iter().map(|(key, _)| format!("`{key}`")).collect();
            self.diagnostics.add(item.span(), codes::ONE_TEST, message, format!("give it one of {}", tests.join(", ")));
            return None;
        };
        if !subjects.contains(&subject) {
            let message = format!("a rule about `{subject}` cannot have `{test}`");
            self.diagnostics.add(
                item.key_span(test),
                codes::MISPLACED_KEY,
                message,
                format!("`{test}` is for rules about `{}`", subjects.join("`, `")),
            );
        }
        for key in ["min", "max"].into_iter().filter(|key| item.has(key) && !item.has("type")) {
            self.diagnostics.add(
                item.key_span(key),
                codes::MISPLACED_KEY,
                format!("`{key}` is only for `type = \"number\"`"),
                "remove it",
            );
        }
        for flag in ["required", "forbidden", "quoted", "filled"].into_iter().filter(|key| item.has(key)) {
            if !item.flag(flag) {
                let help = "remove the rule, or reverse it with `when` or `unless`";
                self.diagnostics.add(
                    item.key_span(flag),
                    codes::USELESS_TEST,
                    format!("`{flag} = false` tests nothing"),
                    help,
                );
            }
        }
        let strings = |item: Item<'a>| item.members().into_iter().filter_map(Item::string).map(str::to_owned).collect();
        Some(match *test {
            "required" => FileTest::Required,
            "forbidden" => FileTest::Forbidden,
            "one_of" => FileTest::OneOf(item.get(test).map(strings).unwrap_or_default()),
            "type" => FileTest::Kind(self.kind(item)?),
            "quoted" => FileTest::Quoted,
            "filled" => FileTest::Filled,
            "numbered_from" => FileTest::NumberedFrom(item.get(test).and_then(Item::number).unwrap_or_default()),
            _ => FileTest::ExactlyOne(item.list(test).into_iter().map(strings).collect()),
        })
    }

    /// Reads a file condition: `when` or `unless`.
    fn has(&self, rule: Item<'a>, item: Item<'a>, format: FileFormat) -> Option<FileCondition> {
        let section = item.maybe("section").or_else(|| rule.maybe("section"));
        if format == FileFormat::Lines || (item.has("is") && !item.has("entry")) {
            let message = if format == FileFormat::Lines {
                "a file of lines has no entries"
            } else {
                "only an entry has a value"
            };
            self.diagnostics.add(
                item.span(),
                codes::MISPLACED_KEY,
                message,
                "write `{ section = \"...\", entry = \"...\", is = \"...\" }`",
            );
            return None;
        }
        let Some(section) = section else {
            self.diagnostics.add(item.span(), codes::MISSING_KEY, "the condition has no section", "add `section`");
            return None;
        };
        Some(FileCondition { section, entry: item.maybe("entry"), is: item.maybe("is") })
    }
}
