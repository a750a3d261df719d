//! The verdict on a mutant: who objects to it, the cheap ones asked first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use nodewalk::lint::{self, Bounds, Finding};
use nodewalk::procedure::Procedure;

use toml::{Table, Value};

use super::maker::Mutant;
use super::shelf::Shelf;

/// How far the paths of a mutant are explored.
pub(crate) const BOUNDS: Bounds = Bounds { walks: 6_000, oddities: 2, first_error: true };

/// TEMP
fn bounds() -> Bounds {
    let number = |name: &str, or: usize| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(or);
    Bounds { walks: number("MW", BOUNDS.walks), oddities: number("MO", BOUNDS.oddities), ..BOUNDS }
}

/// How far they are explored to see whether a gate would have been open all the same.
const PROBED: Bounds = Bounds { walks: 8_000, oddities: 3, first_error: true };

/// The rule that says what a gate no longer asks.
const PROBE: &str = "what-the-gate-asked";

/// Who objects to a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// It cannot be loaded.
    Loader,
    /// Something is declared and not used, or a restart leads nowhere.
    Statics,
    /// A scenario leads elsewhere.
    Scenario,
    /// On some path a rule is broken, an obligation stays open, or there is no way on.
    Explorer,
    /// Nobody, and no walk is any different: where the gate opens, what it no longer asks holds all the same.
    Implied,
    /// Nobody.
    Survives,
}

impl Verdict {
    /// The word for it in the record.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Loader => "loader",
            Self::Statics => "statics",
            Self::Scenario => "scenario",
            Self::Explorer => "explorer",
            Self::Implied => "implied",
            Self::Survives => "survives",
        }
    }
}

/// A finding, wherever it stands in the file.
type Said = BTreeSet<(&'static str, String)>;

/// What is said of the procedures themselves.
pub(crate) struct Court<'s> {
    shelf: &'s Shelf,
    /// For each procedure what is said of it anyway.
    known: BTreeMap<String, Said>,
}

impl<'s> Court<'s> {
    /// Hears what is said of the procedures as they are.
    pub(crate) fn new(shelf: &'s Shelf) -> Self {
        let procedures = shelf.files().filter(|file| shelf.procedures_of(file) == [file.clone()]);
        let known = procedures.map(|id| {
            let procedure = Arc::new(shelf.open(&id, &id, shelf.table(&id)).unwrap());
            let bounds = Bounds { first_error: false, ..bounds() };
            let said = said(&lint::lint_within(&procedure, bounds).findings);
            if !said.is_empty() {
                eprintln!("{id} itself: {said:#?}");
            }
            (id, said)
        });
        Self { shelf, known: known.collect() }
    }

    /// Who objects to a mutant: in any of the procedures that it is of.
    pub(crate) fn verdict(&self, mutant: &Mutant) -> Verdict {
        let changed = mutant.edit.applied(self.shelf.table(&mutant.file));
        let mut procedures: Vec<(String, Arc<Procedure>)> = Vec::new();
        for id in self.shelf.procedures_of(&mutant.file) {
            match self.shelf.open(&id, &mutant.file, &changed) {
                Ok(procedure) => procedures.push((id, Arc::new(procedure))),
                Err(_) => return Verdict::Loader,
            }
        }
        let words =
            |(id, procedure): &(String, Arc<Procedure>)| !said(&lint::words(procedure)).is_subset(&self.known[id]);
        if procedures.iter().any(words) {
            return Verdict::Statics;
        }
        if procedures.iter().any(|(_, procedure)| lint::scenarios(procedure).next().is_some()) {
            return Verdict::Scenario;
        }
        for (id, procedure) in &procedures {
            let new = &said(&lint::paths_within(procedure, bounds()).findings) - &self.known[id];
            if !new.is_empty() {
                return Verdict::Explorer;
            }
        }
        if self.is_implied(mutant, &changed, &procedures) { Verdict::Implied } else { Verdict::Survives }
    }

    /// Whether what a mutant no longer asks holds at its gate in every walk: tried as a rule.
    fn is_implied(&self, mutant: &Mutant, changed: &Table, procedures: &[(String, Arc<Procedure>)]) -> bool {
        let Some((step, asked)) = &mutant.asked else { return false };
        let rule = Table::from_iter([
            ("id".to_owned(), Value::from(PROBE)),
            ("during".to_owned(), Value::from(vec![step.clone()])),
            ("holds".to_owned(), asked.clone()),
            ("source".to_owned(), Value::from("the gate")),
        ]);
        procedures.iter().all(|(id, _)| {
            let opened = self.shelf.open_with(id, &mutant.file, changed, Some(rule.clone()));
            let procedure = Arc::new(opened.unwrap_or_else(|said| panic!("{}: {said:#?}", mutant.id)));
            let found =
                lint::paths_within(&procedure, Bounds { walks: bounds().walks.max(PROBED.walks), ..PROBED }).findings;
            found.iter().all(|finding| !finding.message.contains(PROBE))
        })
    }
}

/// What some findings say.
fn said(findings: &[Finding]) -> Said {
    let findings = findings.iter().filter(|finding| finding.code != "unfinished");
    findings.map(|finding| (finding.code, finding.message.clone())).collect()
}
