//! Wording: nobody says the phrases that `docs/wording.md` lists, so comments, messages, and papers don't use them.
//!
//! A program can find a phrase but not an awkward sentence. Only phrases without a good use are in the list.

use std::fs;
use std::path::{Path, PathBuf};

/// The page with the rules and the list. It quotes the phrases, so it is not searched.
const RULES: &str = "docs/wording.md";

/// The rooms whose strings are searched as well as their comments: command line and diagnostics. The others hold texts of the
/// wizard's screens.
const STRINGS: [&str; 4] = ["src/cli", "src/load", "src/lint", "src/store"];

/// Good uses of a phrase, as the text that goes on from it.
const GOOD: [&str; 5] = ["stand in for", "stands in for", "that is no longer", "which is no longer", "it is no longer"];

/// A phrase, and what to write instead.
struct Phrase {
    words: String,
    instead: String,
}

fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The phrases in the table of the rules.
fn phrases() -> Vec<Phrase> {
    let rules = fs::read_to_string(own(RULES)).unwrap();
    let rows = rules.lines().skip_while(|line| *line != "| --- | --- |").skip(1).map_while(|line| {
        let (words, instead) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
        Some((words, instead))
    });
    let split = |(words, instead): (&str, &str)| -> Vec<Phrase> {
        let instead = instead.to_owned();
        words.split(", ").map(|words| Phrase { words: words.to_owned(), instead: instead.clone() }).collect()
    };
    rows.flat_map(split).collect()
}

/// Text without line breaks, with the line on which each byte was.
#[derive(Default)]
struct Flat {
    text: String,
    lines: Vec<usize>,
}

impl Flat {
    fn push(&mut self, line: usize, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
        self.lines.resize(self.text.len(), line);
    }

    /// Markdown: everything counts.
    fn markdown(source: &str) -> Self {
        let mut flat = Self::default();
        for (index, line) in source.lines().enumerate() {
            flat.push(index + 1, line.trim_start_matches('>').trim());
        }
        flat
    }

    /// Rust: comments count, and code with its strings only if `strings`.
    fn rust(source: &str, strings: bool) -> Self {
        let mut flat = Self::default();
        for (index, line) in source.lines().enumerate() {
            let line = line.trim();
            if line.starts_with("//") {
                flat.push(index + 1, line.trim_start_matches(['/', '!']).trim());
            } else if strings {
                flat.push(index + 1, line.trim_end_matches('\\').trim_end_matches("\\n").trim());
            }
        }
        flat
    }

    /// The phrases in it, each with its line.
    fn find<'p>(&self, phrases: &'p [Phrase]) -> Vec<(usize, &'p Phrase)> {
        let text = self.text.to_ascii_lowercase();
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let mut found = Vec::new();
        for phrase in phrases {
            for (at, _) in text.match_indices(&phrase.words) {
                let whole =
                    apart(text[..at].chars().next_back()) && apart(text[at + phrase.words.len()..].chars().next());
                let good = GOOD.iter().any(|good| text[at..].starts_with(good));
                if whole && !good {
                    found.push((self.lines[at], phrase));
                }
            }
        }
        found.sort_by_key(|(line, _)| *line);
        found
    }
}

/// The files below a folder with this ending.
fn files(folder: &Path, ending: &str, deep: bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && deep {
            found.extend(files(&path, ending, deep));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn nobody_has_to_read_what_nobody_would_say() {
    let phrases = phrases();
    let root = own("");
    let papers = [files(&root, "md", false), files(&root.join("docs"), "md", true)].concat();
    let mut found = Vec::new();
    for path in files(&root.join("src"), "rs", true).into_iter().chain(papers) {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let source = fs::read_to_string(&path).unwrap();
        let flat = match name.strip_suffix(".rs") {
            _ if name == RULES => continue,
            Some(module) => Flat::rust(&source, STRINGS.iter().any(|room| module.starts_with(room))),
            None => Flat::markdown(&source),
        };
        for (line, phrase) in flat.find(&phrases) {
            found.push(format!("{name}:{line}: \"{}\": write \"{}\"", phrase.words, phrase.instead));
        }
    }
    assert!(found.is_empty(), "{} phrases that nobody would say:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_phrase_is_found_across_lines_and_only_as_whole_words() {
    let phrases = phrases();
    assert!(phrases.len() > 40, "the table of {RULES} was read");
    let found =
        |flat: Flat| flat.find(&phrases).iter().map(|(line, own)| (*line, own.words.clone())).collect::<Vec<_>>();
    let source = "/// What stands\n/// at its right.\nlet amended = \"in vain\";\n// They stand in for each other.\n";
    assert_eq!(found(Flat::rust(source, false)), [(1, "stands at".to_owned())]);
    assert_eq!(found(Flat::rust(source, true)), [(1, "stands at".to_owned()), (3, "in vain".to_owned())]);
    assert_eq!(found(Flat::markdown("For\never and ever.")), [(1, "for ever".to_owned())]);
}
