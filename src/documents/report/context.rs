//! The report's context: ids, times and durations in the reader's words.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::History;
use super::history::Stamp;
use crate::engine::facts::Address;
use crate::engine::plan::{Plan, Planned};
use crate::engine::walk::Walk;
use crate::model::Procedure;
use crate::model::value::{Kind, Value};

/// What a section is told from: the walk, its history, and how to name what is in them.
pub(super) struct Context<'a> {
    pub(super) walk: &'a Walk,
    pub(super) history: &'a History,
    recoveries: Vec<Plan>,
}

impl<'a> Context<'a> {
    /// A context for this walk.
    pub(super) fn new(walk: &'a Walk, history: &'a History) -> Self {
        let recoveries = walk.procedure().recoveries.iter();
        let recoveries =
            recoveries.map(|recovery| Plan::of_recovery(walk.procedure(), walk.facts(), &recovery.id)).collect();
        Self { walk, history, recoveries }
    }

    /// The procedure.
    pub(super) fn procedure(&self) -> &'a Procedure {
        self.walk.procedure()
    }

    /// The steps of a recovery.
    pub(super) fn recovery_plan(&self, id: &str) -> Option<&Plan> {
        let index = self.procedure().recoveries.iter().position(|recovery| recovery.id == id)?;
        self.recoveries.get(index)
    }

    /// A step of the main line or of any recovery.
    pub(super) fn planned(&self, id: &str) -> Option<&Planned> {
        self.walk.plan().get(id).or_else(|| self.recoveries.iter().find_map(|plan| plan.get(id)))
    }

    /// A step's title, its number before it; the id where the procedure no longer has it.
    pub(super) fn step(&self, id: &str) -> String {
        let Some(planned) = self.planned(id) else { return id.to_owned() };
        let title = planned.title(&self.walk.world());
        match self.walk.plan().number(id) {
            Some(number) => format!("step {number}, {title}"),
            None => title,
        }
    }

    /// A recovery's title.
    pub(super) fn recovery(&self, id: &str) -> String {
        self.walk.world().part_title(id)
    }

    /// What a state or an obligation is called.
    pub(super) fn title_of(&self, id: &str) -> String {
        self.walk.world().title_of(id)
    }

    /// The words for a state's value.
    pub(super) fn state_value(&self, id: &str, value: &str) -> String {
        self.procedure().state(id).map_or_else(|| value.to_owned(), |state| state.label(value))
    }

    /// What a fact, a reading or a member's field is called.
    pub(super) fn fact(&self, id: &str) -> String {
        match Address::find(self.procedure(), id) {
            Some(Address::Field { key, field, .. }) => format!("{} of {key}", field.label),
            _ => self.walk.world().label_of(id, crate::model::condition::Scope::empty()),
        }
    }

    /// The time of day, with the date where it is not the day on which the walk started.
    pub(super) fn at(&self, time: DateTime<FixedOffset>) -> String {
        let first = self.history.started.as_ref().map(|started| started.time.date_naive());
        match first {
            Some(day) if day == time.date_naive() => time.format("%H:%M:%S").to_string(),
            _ => time.format("%Y-%m-%d %H:%M:%S").to_string(),
        }
    }

    /// When, and by whom.
    pub(super) fn stamp(&self, stamp: &Stamp) -> String {
        format!("{} by {}", self.at(stamp.time), stamp.by)
    }
}

/// A date and time with the offset of the workstation's clock.
pub(super) fn full(time: DateTime<FixedOffset>) -> String {
    time.format("%Y-%m-%d %H:%M:%S, UTC%:z").to_string()
}

/// A length of time in its two largest units.
pub(super) fn length(delta: TimeDelta) -> String {
    let seconds = delta.num_seconds();
    let sign = if seconds < 0 { "minus " } else { "" };
    let seconds = seconds.unsigned_abs();
    let parts = [(seconds / 86400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let first = parts.iter().position(|(count, _)| *count > 0).unwrap_or(3);
    let told: Vec<String> = parts
        .iter()
        .skip(first)
        .take(2)
        .filter(|(count, unit)| *count > 0 || (*unit == "s" && seconds == 0))
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    format!("{sign}{}", told.join(" "))
}

/// Parts joined as a sentence joins them.
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A value in the reader's words: a choice by its label.
pub(super) fn value_words(kind: &Kind, value: &Value) -> String {
    let label = |id: &String| {
        kind.choices().iter().find(|choice| choice.id == *id).map_or_else(|| id.clone(), |choice| choice.label.clone())
    };
    match value {
        Value::Choice(id) => label(id),
        Value::Choices(ids) if ids.is_empty() => "none".to_owned(),
        Value::Choices(ids) => ids.iter().map(label).collect::<Vec<_>>().join(", "),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_told_in_its_two_largest_units() {
        let cases = [
            (0, "0 s"),
            (45, "45 s"),
            (60, "1 min"),
            (200, "3 min 20 s"),
            (3605, "1 h"),
            (4320, "1 h 12 min"),
            (90_000, "1 d 1 h"),
            (-5, "minus 5 s"),
        ];
        for (seconds, told) in cases {
            assert_eq!(length(TimeDelta::seconds(seconds)), told);
        }
    }
}
