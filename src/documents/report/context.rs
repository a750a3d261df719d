//! The context of the report: the walk, its history, and the words for ids, times and durations.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::History;
use super::history::Stamp;
use crate::engine::facts::Address;
use crate::engine::plan::{Plan, Planned};
use crate::engine::walk::Walk;
use crate::model::Procedure;
use crate::model::condition::Scope;
use crate::model::value::{Kind, Value};

/// What every section is made from.
pub(super) struct Context<'a> {
    pub(super) walk: &'a Walk,
    pub(super) history: &'a History,
    recoveries: Vec<Plan>,
}

impl<'a> Context<'a> {
    pub(super) fn new(walk: &'a Walk, history: &'a History) -> Self {
        let recoveries = walk.procedure().recoveries.iter();
        let recoveries =
            recoveries.map(|recovery| Plan::of_recovery(walk.procedure(), walk.facts(), &recovery.id)).collect();
        Self { walk, history, recoveries }
    }

    pub(super) fn procedure(&self) -> &'a Procedure {
        self.walk.procedure()
    }

    pub(super) fn recovery_plan(&self, id: &str) -> Option<&Plan> {
        let index = self.procedure().recoveries.iter().position(|recovery| recovery.id == id)?;
        self.recoveries.get(index)
    }

    /// The step with this full id, on the main line or in any recovery.
    pub(super) fn planned(&self, id: &str) -> Option<&Planned> {
        self.walk.plan().get(id).or_else(|| self.recoveries.iter().find_map(|plan| plan.get(id)))
    }

    /// The number and title of a step, or its id if no plan has it any more.
    pub(super) fn step(&self, id: &str) -> String {
        let Some(planned) = self.planned(id) else { return id.to_owned() };
        let title = planned.title(&self.walk.world());
        match self.walk.plan().number(id) {
            Some(number) => format!("step {number}, {title}"),
            None => title,
        }
    }

    pub(super) fn recovery(&self, id: &str) -> String {
        self.walk.world().part_title(id)
    }

    /// The title of a state or an obligation.
    pub(super) fn title_of(&self, id: &str) -> String {
        self.walk.world().title_of(id)
    }

    /// The label of a state's value.
    pub(super) fn state_value(&self, id: &str, value: &str) -> String {
        self.procedure().state(id).map_or_else(|| value.to_owned(), |state| state.label(value))
    }

    /// The label of a fact, a reading or a member's field.
    pub(super) fn fact(&self, id: &str) -> String {
        match Address::find(self.procedure(), id) {
            Some(Address::Field { key, field, .. }) => format!("{} of {key}", field.label),
            _ => self.walk.world().label_of(id, Scope::empty()),
        }
    }

    /// The time of day. If it is not the day on which the walk started, also the date.
    pub(super) fn at(&self, time: DateTime<FixedOffset>) -> String {
        let first = self.history.started.as_ref().map(|started| started.time.date_naive());
        match first {
            Some(day) if day == time.date_naive() => time.format("%H:%M:%S").to_string(),
            _ => time.format("%Y-%m-%d %H:%M:%S").to_string(),
        }
    }

    /// A time and a person, in words.
    pub(super) fn stamp(&self, stamp: &Stamp) -> String {
        format!("{} by {}", self.at(stamp.time), stamp.by)
    }
}

/// A date and time with the UTC offset of the workstation's clock.
pub(super) fn full(time: DateTime<FixedOffset>) -> String {
    time.format("%Y-%m-%d %H:%M:%S, UTC%:z").to_string()
}

/// A duration in its two largest units.
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

/// Parts joined with commas and "and".
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A value in words. A choice is its label.
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
