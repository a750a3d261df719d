//! The section to read first: everything that did not go as planned.

use super::checks::outcome_words;
use super::context::Context;
use super::history::{End, OpenPeriod};
use super::open::{downtime, kind};
use super::steps::led;
use super::verdict::{comes_out_otherwise, effective};
use crate::documents::page::{Block, Section};
use crate::engine::walk::Status;
use crate::model::condition::Scope;

/// The section. If there are no exceptions, it says so.
pub(super) fn section(context: &Context<'_>) -> Section {
    let mut rows = Vec::new();
    rows.extend(checks(context));
    rows.extend(steps(context));
    rows.extend(problems(context));
    rows.extend(restarts(context));
    rows.extend(open(context));
    rows.extend(corrections(context));
    let block = if rows.is_empty() {
        Block::text(
            "Nothing: no waiver, no skip, no problem, no unplanned restart, nothing left open, and the end of every step \
             that was begun is recorded.",
        )
    } else {
        Block::Rows(rows)
    };
    Section::new("Read first", vec![block])
}

/// A label and its text.
type Row = (String, String);

/// The checks that did not pass.
fn checks(context: &Context<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for verdict in &context.walk.verdicts() {
        let check = verdict.check;
        let title = context.walk.world().render(&check.title, Scope::empty());
        let word = effective(context, verdict);
        let values = context.history.last_reached(&check.id).map(|reached| reached.because.clone());
        let values = values.unwrap_or_else(|| verdict.because.words());
        match (word, &verdict.waiver) {
            ("waived", Some(waiver)) => {
                let who = format!("{} by {}", context.at(waiver.time), waiver.by);
                rows.push(("Check waived".to_owned(), format!("{title}\n{values}\n{who}, because: {}", waiver.reason)));
            }
            ("warning" | "fail" | "could-not-test" | "waived", _) => {
                rows.push((format!("Check {}", outcome_words(word)), format!("{title}\n{values}")));
            }
            _ => {}
        }
        if comes_out_otherwise(context, verdict) {
            let now = format!("{title}\nnow {}: {}", outcome_words(verdict.outcome.word()), verdict.because.words());
            rows.push(("Comes out otherwise".to_owned(), now));
        }
    }
    rows
}

/// The steps that were skipped or passed over, and those whose end is not recorded.
fn steps(context: &Context<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for attempt in &context.history.attempts {
        let step = context.step(&attempt.step);
        let status = context.walk.progress(&attempt.step).map(|progress| progress.status);
        match &attempt.end {
            Some((at, End::Skipped(reason))) => {
                let since = if status == Some(Status::Skipped) { "" } else { ", but not left so" };
                let text = format!("{step}\n{}{since}, because: {reason}", context.stamp(at));
                rows.push(("Step skipped".to_owned(), text));
            }
            Some((at, End::Passed(because))) if status == Some(Status::Passed) => {
                rows.push(("Step passed over".to_owned(), format!("{step}\n{}: {because}", context.stamp(at))));
            }
            None => {
                let shown = attempt.shown.as_ref().map_or_else(String::new, |at| context.stamp(at));
                let text = format!("{step}\nshown {shown}; whether it was done is not recorded");
                rows.push(("End not recorded".to_owned(), text));
            }
            _ => {}
        }
        for at in &attempt.interrupted {
            let text = format!("{step}\nthe session was opened again {}, its end not recorded then", context.stamp(at));
            rows.push(("Step interrupted".to_owned(), text));
        }
    }
    let late = context.walk.plan().included().filter(|planned| context.walk.is_missed(&planned.id));
    rows.extend(late.map(|planned| {
        let text = format!("{}\na fact was changed when the walk was past it", context.step(&planned.id));
        ("Step applies since".to_owned(), text)
    }));
    rows
}

/// The problems.
fn problems(context: &Context<'_>) -> Vec<Row> {
    let problems = context.history.problems.iter().map(|met| {
        let label = if met.problem.is_some() { "Problem" } else { "Problem, not listed" };
        let text = format!(
            "{}\n{}: {}\n{}",
            context.step(&met.step),
            context.stamp(&met.at),
            super::steps::problem(context, met),
            led(context, met)
        );
        (label.to_owned(), text)
    });
    problems.collect()
}

/// The restarts that did not go as planned.
fn restarts(context: &Context<'_>) -> Vec<Row> {
    let restarts = context.history.restarts.iter().filter(|restart| kind(restart) != "planned");
    let rows = restarts.map(|restart| {
        let node = context.walk.world().node_name(&restart.node);
        let at = restart.down.as_ref().or(restart.expected.as_ref()).map_or_else(String::new, |at| context.stamp(at));
        let text = format!("{node}: {}, {at}; downtime {}", kind(restart), downtime(restart));
        ("Restart".to_owned(), text.replace("; downtime -", ""))
    });
    rows.collect()
}

/// Obligations that are still open or were lost.
fn open(context: &Context<'_>) -> Vec<Row> {
    let periods = context.history.obligations.iter();
    let row = |period: &OpenPeriod| {
        let title = context.title_of(&period.id);
        match (&period.lost, &period.closed) {
            (Some((at, cause)), closed) => {
                let since = match closed {
                    Some(_) => "; put right since",
                    None if period.again => "; opened again since",
                    None => "; NOT PUT RIGHT",
                };
                let text = format!("{title}\nlost {}, {}{since}", context.stamp(at), context.step(cause));
                Some(("Lost".to_owned(), text))
            }
            (None, None) => {
                let text =
                    format!("{title}\nopened {}, {}", context.stamp(&period.opened.0), context.step(&period.opened.1));
                Some(("STILL OPEN".to_owned(), text))
            }
            (None, Some(_)) => None,
        }
    };
    periods.filter_map(row).collect()
}

/// The facts that were changed during the walk.
fn corrections(context: &Context<'_>) -> Vec<Row> {
    let rows = context.history.corrections.iter().map(|own| {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "not known".to_owned());
        let text = format!(
            "{}: `{}` became `{}`, {}",
            context.fact(&own.fact),
            value(&own.was),
            value(&own.now),
            context.stamp(&own.at)
        );
        ("Fact changed".to_owned(), text)
    });
    rows.collect()
}
