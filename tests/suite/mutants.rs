//! Mutation: each built-in procedure, and each shared phase, with one thing taken away or swapped at a time. Lint has to
//! object, or the mutant stands in `tests/mutants` with the reason why nobody comes to harm by it.
//!
//! `cargo test` takes a part of those that are caught; `.ci/long` tries all of them, in half an hour on two cores.
//!
//! `NODEWALK_MUTANTS=ready:,q249603:` restricts this to those whose names begin so: here, to two files. With whole files
//! `NODEWALK_BLESS=1` writes what was found: struck off is who is caught now, and a new survivor is put under the reason
//! `?`, which the test does not take for one.

mod edit;
mod maker;
mod record;
mod shelf;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use maker::Mutant;
use record::{Record, SAME};
use shelf::Shelf;
use verdict::{Court, Verdict};

/// The threads that try the mutants.
const THREADS: usize = 2;

/// Of so many mutants `cargo test` tries one.
const SAMPLE: u64 = 60;

/// What became of some mutants, by file.
type Tried = BTreeMap<String, Vec<(Mutant, Verdict)>>;

/// Tries every mutant that is wanted.
fn tried(shelf: &Shelf, wanted: impl Fn(&Mutant) -> bool) -> Tried {
    let court = Court::new(shelf);
    let mutants: Vec<Mutant> = shelf.files().flat_map(|file| maker::mutants(&file, shelf.table(&file))).collect();
    let mutants: Vec<Mutant> = mutants.into_iter().filter(wanted).collect();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Tried::new()));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let verdict = court.verdict(mutant);
                    found.lock().unwrap().entry(mutant.file.clone()).or_default().push((mutant.clone(), verdict));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    for tried in found.values_mut() {
        tried.sort_by_key(|(mutant, _)| mutant.number);
    }
    found
}

/// What the record of a file and what was found disagree in.
fn disagreements(tried: &Tried) -> Vec<String> {
    let mut found = Vec::new();
    for (file, tried) in tried {
        let record = Record::read(file);
        for (mutant, verdict) in tried {
            let reason = record.reason(&mutant.id);
            match (verdict, reason) {
                (Verdict::Survives, None | Some("?" | SAME)) => {
                    found.push(format!("{}: survives without a reason", mutant.id));
                }
                (Verdict::Same, own) if own != Some(SAME) => {
                    found.push(format!("{}: changes no walk, and is not listed so", mutant.id));
                }
                (Verdict::Survives | Verdict::Same, _) | (_, None) => {}
                (_, Some(_)) => found.push(format!("{}: is caught ({}), strike it off", mutant.id, verdict.word())),
            }
        }
    }
    found
}

#[test]
fn no_two_mutants_have_one_name() {
    let shelf = Shelf::new();
    let mut names: Vec<String> =
        shelf.files().flat_map(|file| maker::mutants(&file, shelf.table(&file))).map(|mutant| mutant.id).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
    let listed = shelf.files().flat_map(|file| Record::read(&file).survivors());
    let gone: Vec<String> = listed.filter(|id| names.binary_search(id).is_err()).collect();
    assert!(gone.is_empty(), "no such mutants any more: {gone:#?}");
}

#[test]
fn the_record_counts_every_mutant() {
    let shelf = Shelf::new();
    for file in shelf.files() {
        let (record, mutants) = (Record::read(&file), maker::mutants(&file, shelf.table(&file)));
        let mut expected: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for mutant in &mutants {
            let [all, same, survive] = expected.entry(mutant.kind).or_default();
            *all += 1;
            match record.reason(&mutant.id) {
                None => {}
                Some(SAME) => *same += 1,
                Some(_) => *survive += 1,
            }
        }
        for (kind, expected) in expected {
            let found = record.found.get(kind);
            let count = |word: &str| found.and_then(|found| found.get(word)).copied().unwrap_or_default();
            let all = found.map_or(0, |found| found.values().sum());
            assert_eq!([all, count("same"), count("survives")], expected, "{file}: {kind}: all, no change, survive");
        }
    }
}

#[test]
fn a_part_of_those_that_were_caught_is_caught() {
    let shelf = Shelf::new();
    let listed: BTreeSet<String> = shelf.files().flat_map(|file| Record::read(&file).survivors()).collect();
    let wanted = |mutant: &Mutant| mutant.hash().is_multiple_of(SAMPLE) && !listed.contains(&mutant.id);
    let found = disagreements(&tried(&shelf, wanted));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
#[ignore = "long: run by .ci/long"]
fn every_mutant_is_caught_or_explained() {
    let files = std::env::var("NODEWALK_MUTANTS").ok();
    let wanted =
        |mutant: &Mutant| files.as_ref().is_none_or(|files| files.split(',').any(|file| mutant.id.starts_with(file)));
    let tried = tried(&Shelf::new(), wanted);
    if std::env::var_os("NODEWALK_BLESS").is_some() {
        for (file, tried) in &tried {
            Record::read(file).renewed(tried).write(file);
        }
        record::write_summary();
    }
    let found = disagreements(&tried);
    assert!(found.is_empty(), "{} disagree:\n{}", found.len(), found.join("\n"));
    for (file, tried) in &tried {
        let (kept, now) = (Record::read(file), Record::default().renewed(tried));
        assert_eq!(kept.found, now.found, "{file}: NODEWALK_BLESS=1 takes the numbers");
    }
}
