//! Targets: the steps and recoveries that a lead, a guard or a rule can name.

use super::codes;
use super::codes::Code;
use super::item::Item;
use crate::text::near::hint;
use crate::text::quoted;

/// Everything that can be named by its id.
pub(super) struct Targets<'a>(Vec<Target<'a>>);

/// A phase or recovery with its steps.
struct Target<'a> {
    id: &'a str,
    steps: Vec<&'a str>,
    keys: Keys,
    recovery: bool,
}

/// The keys of a repeated phase.
enum Keys {
    /// It is not repeated.
    None,
    /// The nodes of the first column.
    Rows(Vec<String>),
    /// The members of a list, known in the walk only.
    Members,
}

/// Where a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin<'a> {
    /// In this phase or recovery.
    In(&'a str),
    /// In a table, which serves steps of several phases.
    Table,
    /// Outside every phase.
    Outside,
}

/// Why a reference leads nowhere: code, message and help.
pub(super) type NotFound = (&'static Code, String, String);

impl<'a> Targets<'a> {
    /// The phases and recoveries of a document.
    pub(super) fn new(phases: &[Item<'a>], recoveries: &[Item<'a>]) -> Self {
        let target = |item: &Item<'a>, recovery| Target {
            id: item.words("id"),
            steps: item.list("step").into_iter().map(|step| step.words("id")).collect(),
            keys: keys(*item),
            recovery,
        };
        let phases = phases.iter().map(|item| target(item, false));
        Self(phases.chain(recoveries.iter().map(|item| target(item, true))).collect())
    }

    /// The full id of the step that is meant: with the first row's key where it leads into another phase that is
    /// repeated over rows.
    pub(super) fn step(&self, written: &str, origin: Origin<'_>) -> Result<String, NotFound> {
        let (path, key) = match written.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((path, key)) => (path, Some(key)),
            None => (written, None),
        };
        let (target, step) = self.find(path, origin)?;
        let here = origin == Origin::In(target.id);
        if target.recovery && !here {
            let message = format!("{} is a step of the recovery {}", quoted(written), quoted(target.id));
            return Err((codes::NOT_A_STEP, message, format!("write `{{ run = \"{}\" }}`", target.id)));
        }
        let key = match (&target.keys, key) {
            (Keys::Rows(rows), Some(key)) if !rows.iter().any(|row| row == key) => {
                let message = format!("{} is not a row of the phase {}", quoted(key), quoted(target.id));
                return Err((codes::UNKNOWN_NAME, message, hint(key, rows.iter().map(String::as_str))));
            }
            (Keys::None, Some(_)) => {
                let message = format!("{} has a key, and its phase is not repeated", quoted(written));
                return Err((codes::UNKNOWN_NAME, message, format!("write `{path}`")));
            }
            (_, Some(key)) => Some(key),
            (Keys::Rows(rows), None) if !here && origin != Origin::Table => rows.first().map(String::as_str),
            _ => None,
        };
        let key = key.map(|key| format!("[{key}]")).unwrap_or_default();
        Ok(format!("{}/{step}{key}", target.id))
    }

    /// The step that is meant, of a phase or a recovery; with the key that is written, if one is.
    pub(super) fn anywhere(&self, written: &str) -> Result<String, NotFound> {
        let path = written.split('[').next().unwrap_or(written);
        let (target, step) = self.find(path, Origin::Outside)?;
        let key = &written[path.len()..];
        match &target.keys {
            Keys::Rows(rows) if !key.is_empty() && !rows.iter().any(|row| key == format!("[{row}]")) => {
                let row = key.trim_matches(['[', ']']);
                let message = format!("{} is not a row of the phase {}", quoted(row), quoted(target.id));
                Err((codes::UNKNOWN_NAME, message, hint(row, rows.iter().map(String::as_str))))
            }
            Keys::None if !key.is_empty() => {
                let message = format!("{} has a key, and its phase is not repeated", quoted(written));
                Err((codes::UNKNOWN_NAME, message, format!("write `{path}`")))
            }
            _ => Ok(format!("{}/{step}{key}", target.id)),
        }
    }

    /// The phase, recovery or step that is meant: its id, a step's with its phase.
    pub(super) fn part(&self, written: &str) -> Result<String, NotFound> {
        if self.0.iter().any(|target| target.id == written) {
            return Ok(written.to_owned());
        }
        let (target, step) = self.find(written, Origin::Outside).map_err(|(code, message, help)| {
            let phases = self.0.iter().map(|target| target.id);
            let near =
                crate::text::near::nearest(written, phases).map(|name| format!("did you mean {}?", quoted(name)));
            let message = message.replace("is not a step", "is not a phase or step");
            (code, message, near.unwrap_or(help))
        })?;
        Ok(format!("{}/{step}", target.id))
    }

    /// Checks the id of a recovery.
    pub(super) fn recovery(&self, id: &str) -> Result<String, NotFound> {
        let mut recoveries = self.0.iter().filter(|target| target.recovery).map(|target| target.id);
        if recoveries.clone().any(|known| known == id) {
            return Ok(id.to_owned());
        }
        let known: Vec<&str> = recoveries.by_ref().collect();
        Err((codes::UNKNOWN_NAME, format!("{} is not a recovery", quoted(id)), hint(id, known)))
    }

    /// The step that is meant, with its phase: `phase/step`, or `step` in the same phase or where it is unique.
    fn find<'s>(&'s self, path: &'s str, origin: Origin<'_>) -> Result<(&'s Target<'a>, &'s str), NotFound> {
        let (phase, step) = path.split_once('/').map_or((None, path), |(phase, step)| (Some(phase), step));
        let having = |target: &&Target<'_>| target.steps.contains(&step);
        let here = |target: &&Target<'_>| match phase {
            Some(phase) => target.id == phase,
            None => origin == Origin::In(target.id),
        };
        if let Some(target) = self.0.iter().filter(here).find(having) {
            return Ok((target, step));
        }
        let elsewhere: Vec<&Target<'_>> = self.0.iter().filter(having).filter(|_| phase.is_none()).collect();
        match elsewhere[..] {
            [target] => Ok((target, step)),
            [] => {
                let full =
                    self.0.iter().flat_map(|target| target.steps.iter().map(|step| format!("{}/{step}", target.id)));
                let full: Vec<String> = full.collect();
                let short = self.0.iter().flat_map(|target| target.steps.iter().copied());
                let names: Vec<&str> = match phase {
                    Some(_) => full.iter().map(String::as_str).collect(),
                    None => short.collect(),
                };
                Err((codes::UNKNOWN_NAME, format!("{} is not a step", quoted(path)), hint(path, names)))
            }
            _ => {
                let ids: Vec<String> = elsewhere.iter().map(|target| format!("`{}/{step}`", target.id)).collect();
                let help = format!("write {}", ids.join(" or "));
                Err((codes::AMBIGUOUS_NAME, format!("{} is a step of several phases", quoted(path)), help))
            }
        }
    }
}

/// The keys of a phase.
fn keys(phase: Item<'_>) -> Keys {
    let Some(repeat) = phase.get("for") else { return Keys::None };
    if !repeat.has("rows") {
        return Keys::Members;
    }
    let rows = repeat.list("rows").into_iter();
    Keys::Rows(rows.filter_map(|row| row.entries().first()?.2.string().map(str::to_owned)).collect())
}
