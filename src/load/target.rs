//! Targets: the steps and recoveries that jumps, guards, and rules can name.

use super::codes;
use super::codes::Code;
use super::item::Item;
use crate::text::near::hint;
use crate::text::quoted;

/// The phases and recoveries of a procedure.
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
    /// The phase isn't repeated.
    None,
    /// The phase is repeated over rows. Their keys are the nodes in the first column.
    Rows(Vec<String>),
    /// The phase is repeated over the members of a list, which are known only during the walk.
    Members,
}

/// Where a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin<'a> {
    /// In this phase or recovery.
    In(&'a str),
    /// In a problem table, which steps of several phases can use.
    Table,
    /// Outside every phase.
    Outside,
}

/// Why a reference leads nowhere: code, message, and help.
pub(super) type NotFound = (&'static Code, String, String);

impl<'a> Targets<'a> {
    /// The targets in these phases and recoveries.
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

    /// The full ID of a step. If the step is in another phase that is repeated over rows, the reference means the first row
    /// by default.
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

    /// The full ID of a step of a phase or recovery, with the key of the reference if it has one.
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

    /// The ID of a phase or recovery, or the full ID of a step.
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

    /// Checks the ID of a recovery.
    pub(super) fn recovery(&self, id: &str) -> Result<String, NotFound> {
        let mut recoveries = self.0.iter().filter(|target| target.recovery).map(|target| target.id);
        if recoveries.clone().any(|known| known == id) {
            return Ok(id.to_owned());
        }
        let known: Vec<&str> = recoveries.by_ref().collect();
        Err((codes::UNKNOWN_NAME, format!("{} is not a recovery", quoted(id)), hint(id, known)))
    }

    /// Finds a step with its phase. `step` alone means a step of the same phase, or the only step with this ID.
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
