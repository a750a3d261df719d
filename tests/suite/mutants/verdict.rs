//! The verdict on a mutant: who objects to it, the cheap ones asked first.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use nodewalk::lint::{self, Bounds, Finding};
use nodewalk::model::{Goal, Procedure, Scenario};

use super::maker::Mutant;
use super::shelf::Shelf;

/// How far the paths of a mutant are explored at first, and how far it is looked whether any walk is different.
pub(crate) const BOUNDS: Bounds = Bounds { states: 8_000, deviations: 1, first_error: true };

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
    /// Nobody, and no walk is any different: the same screens after the same moves, with the same left open.
    Same,
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
            Self::Same => "same",
            Self::Survives => "survives",
        }
    }
}

/// Who judges the mutants. Of the procedures themselves nothing is said, another test sees to that.
pub(crate) struct Court<'s> {
    shelf: &'s Shelf,
    /// The shapes of the procedures themselves, once they were asked for.
    shapes: BTreeMap<String, OnceLock<u64>>,
}

impl<'s> Court<'s> {
    /// A court for the mutants of some files.
    pub(crate) fn new(shelf: &'s Shelf) -> Self {
        Self { shelf, shapes: shelf.files().map(|file| (file, OnceLock::new())).collect() }
    }

    /// The shape of a procedure itself.
    fn shape(&self, id: &str) -> u64 {
        *self.shapes[id].get_or_init(|| {
            let procedure = Arc::new(self.shelf.open(id, id, self.shelf.table(id)).unwrap());
            lint::explore_with_shape(&procedure, BOUNDS).1
        })
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
        let each = procedures.iter().map(|(_, procedure)| procedure);
        if each.clone().any(|procedure| !lint::static_findings(procedure).is_empty()) {
            return Verdict::Statics;
        }
        if each.clone().any(|procedure| lint::scenario_findings(&nearest_first(procedure, mutant)).next().is_some()) {
            return Verdict::Scenario;
        }
        let mut same = true;
        for (id, procedure) in &procedures {
            let (found, shape) = lint::explore_with_shape(procedure, BOUNDS);
            if objects(&found.findings) {
                return Verdict::Explorer;
            }
            same &= shape == self.shape(id);
        }
        let far = Bounds { first_error: true, ..Bounds::default() };
        match same {
            true => Verdict::Same,
            _ if each.clone().any(|procedure| objects(&lint::explore_within(procedure, far).findings)) => {
                Verdict::Explorer
            }
            _ => Verdict::Survives,
        }
    }
}

/// A mutant with the scenarios first that name the step that was changed, then those that name its phase: one of these is
/// most likely to object, and the others need not be walked.
fn nearest_first(procedure: &Procedure, mutant: &Mutant) -> Arc<Procedure> {
    let step = mutant.place();
    let phase = step.split('/').next().unwrap_or_default();
    let distance = |scenario: &Scenario| {
        let goal = match &scenario.goal {
            Goal::Reaches(reference) | Goal::ShutAt(reference) => Some(reference),
            Goal::Finished | Goal::Stopped => None,
        };
        let named = scenario.through.iter().chain(&scenario.avoids).chain(goal).map(|reference| &reference.step);
        let named = named.chain(scenario.at.iter().map(|departure| &departure.step));
        let distance = |named: &String| match named.split('[').next() {
            Some(named) if named == step => 0,
            Some(named) if named.split('/').next() == Some(phase) => 1,
            _ => 2,
        };
        named.map(distance).min().unwrap_or(2)
    };
    let mut sorted = procedure.clone();
    sorted.scenarios.sort_by_key(distance);
    sorted.into()
}

/// Whether some findings object: that there are more walks than are told apart is no objection.
fn objects(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.code != "unfinished")
}
