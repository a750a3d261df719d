//! The record: what is kept of the mutants of one file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::maker::Mutant;
use super::verdict::Verdict;

/// The reason of those who change no walk; the test finds it out by itself.
pub(crate) const SAME: &str =
    "No walk is any different, as far as it was tried: the same screens after the same moves, with the same left open.";

/// The verdicts of one kind, by their words.
type Verdicts = BTreeMap<String, usize>;

/// Survivors for one reason.
#[derive(Clone, Debug, Deserialize)]
struct Group {
    reason: String,
    mutants: Vec<String>,
}

/// What is kept of the mutants of one file.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Record {
    /// For each kind of mutant how many came to which verdict.
    #[serde(default)]
    pub(crate) found: BTreeMap<String, Verdicts>,
    #[serde(default)]
    survivors: Vec<Group>,
}

impl Record {
    /// The record of a file; an empty one where there is none yet.
    pub(crate) fn read(file: &str) -> Self {
        let text = fs::read_to_string(folder().join(format!("{file}.toml"))).unwrap_or_default();
        toml::from_str(&text).unwrap()
    }

    /// The reason why a mutant may survive.
    pub(crate) fn reason(&self, id: &str) -> Option<&str> {
        let group = self.survivors.iter().find(|group| group.mutants.iter().any(|own| own == id))?;
        Some(&group.reason)
    }

    /// All that may survive.
    pub(crate) fn survivors(self) -> impl Iterator<Item = String> {
        self.survivors.into_iter().flat_map(|group| group.mutants)
    }

    /// The record after all mutants of its file were tried.
    pub(crate) fn renewed(&self, tried: &[(Mutant, Verdict)]) -> Self {
        let mut found: BTreeMap<String, Verdicts> = BTreeMap::new();
        for (mutant, verdict) in tried {
            *found.entry(mutant.kind.to_owned()).or_default().entry(verdict.word().to_owned()).or_default() += 1;
        }
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (mutant, verdict) in tried {
            let reason = match verdict {
                Verdict::Same => SAME,
                Verdict::Survives => self.reason(&mutant.id).filter(|own| *own != SAME).unwrap_or("?"),
                _ => continue,
            };
            groups.entry(reason.to_owned()).or_default().push(mutant.id.clone());
        }
        let survivors = groups.into_iter().map(|(reason, mutants)| Group { reason, mutants });
        Self { found, survivors: survivors.collect() }
    }

    /// Writes the record of a file.
    pub(crate) fn write(&self, file: &str) {
        let mut text =
            format!("# The mutants of `{file}`: how many were caught by whom, and why the others may live.\n");
        for (kind, verdicts) in &self.found {
            let verdicts: Vec<String> = verdicts.iter().map(|(word, count)| format!("{word} = {count}")).collect();
            write!(text, "\n[found.\"{kind}\"]\n{}\n", verdicts.join("\n")).unwrap();
        }
        for group in &self.survivors {
            let mutants: Vec<String> = group.mutants.iter().map(|id| format!("  {id:?},\n")).collect();
            write!(text, "\n[[survivors]]\nreason = {:?}\nmutants = [\n{}]\n", group.reason, mutants.concat()).unwrap();
        }
        fs::write(folder().join(format!("{file}.toml")), text).unwrap();
    }
}

/// Writes the shares of all records.
pub(crate) fn write_summary() {
    let mut text = String::from(
        "# Mutants\n\nEach built-in procedure and shared phase with one thing taken away or swapped at a time, and who objects: the \
         loader,\nwhat lint sees at a glance, a scenario, a path. \"No change\" means that no walk is any different as far \
         as it was tried: the same\nscreens after the same moves. Those that survive stand beside this file, with reasons.\n\n",
    );
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let (mut by_file, mut by_kind) = (BTreeMap::<String, Verdicts>::new(), BTreeMap::<String, Verdicts>::new());
    for path in files {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        for (kind, verdicts) in Record::read(&file).found {
            for (word, count) in verdicts {
                for (sums, name) in [(&mut by_file, &file), (&mut by_kind, &kind)] {
                    *sums.entry(name.clone()).or_default().entry(word.clone()).or_default() += count;
                }
            }
        }
    }
    for (head, sums) in [("file", by_file), ("what is changed", by_kind)] {
        writeln!(text, "| {head} | mutants | loader | statics | scenario | explorer | no change | survive | caught |")
            .unwrap();
        text.push_str("| --- | --: | --: | --: | --: | --: | --: | --: | --: |\n");
        let mut whole = Verdicts::new();
        for verdicts in sums.values() {
            for (word, count) in verdicts {
                *whole.entry(word.clone()).or_default() += count;
            }
        }
        for (name, verdicts) in sums.iter().chain([(&"all".to_owned(), &whole)]) {
            text.push_str(&row(name, verdicts));
        }
        text.push('\n');
    }
    fs::write(folder().join("README.md"), text.trim_end().to_owned() + "\n").unwrap();
}

/// A line of the summary.
fn row(name: &str, verdicts: &Verdicts) -> String {
    let count = |word: &str| verdicts.get(word).copied().unwrap_or(0);
    let (all, survive) = (verdicts.values().sum::<usize>(), count("survives"));
    let [loader, statics, scenario, explorer] = ["loader", "statics", "scenario", "explorer"].map(count);
    let (caught, same) = (loader + statics + scenario + explorer, count("same"));
    let share = caught * 100 / all.max(1);
    format!("| {name} | {all} | {loader} | {statics} | {scenario} | {explorer} | {same} | {survive} | {share} % |\n")
}

/// Where the records are kept.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutants")
}
