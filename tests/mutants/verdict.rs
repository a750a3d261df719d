//! The verdict on a mutant: who objects to it, the cheap ones asked first.

use std::sync::Arc;

use nodewalk::lint::{self, Bounds, Finding};
use nodewalk::procedure::Procedure;
use toml::{Table, Value};

use super::maker::Mutant;
use super::shelf::Shelf;

/// How far the paths of a mutant are explored.
pub(crate) const BOUNDS: Bounds = Bounds { walks: 800, oddities: 2, first_error: true };

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

/// Who judges the mutants. Of the procedures themselves nothing is said, another test sees to that.
pub(crate) struct Court<'s> {
    shelf: &'s Shelf,
}

impl<'s> Court<'s> {
    /// A court for the mutants of some files.
    pub(crate) fn new(shelf: &'s Shelf) -> Self {
        Self { shelf }
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
        let mut each = procedures.iter().map(|(_, procedure)| procedure);
        if each.clone().any(|procedure| !lint::words(procedure).is_empty()) {
            return Verdict::Statics;
        }
        if each.clone().any(|procedure| lint::scenarios(procedure).next().is_some()) {
            return Verdict::Scenario;
        }
        if each.any(|procedure| objects(&lint::paths_within(procedure, BOUNDS).findings)) {
            return Verdict::Explorer;
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
            let found = lint::paths_within(&procedure, PROBED).findings;
            found.iter().all(|finding| !finding.message.contains(PROBE))
        })
    }
}

/// Whether some findings object: that there are more walks than are told apart is no objection.
fn objects(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.code != "unfinished")
}
