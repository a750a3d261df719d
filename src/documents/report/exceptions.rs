//! What is read first: everything that was not as the procedure has it.

use super::checks::said;
use super::context::Voice;
use super::history::{End, Span};
use super::open::{downtime, kind};
use super::steps::led;
use super::verdict::{effective, turned};
use crate::documents::page::{Block, Section};
use crate::engine::walk::Status;

/// The section; where there is nothing to say, it says so.
pub(super) fn section(voice: &Voice<'_>) -> Section {
    let mut rows = Vec::new();
    rows.extend(checks(voice));
    rows.extend(steps(voice));
    rows.extend(problems(voice));
    rows.extend(restarts(voice));
    rows.extend(open(voice));
    rows.extend(corrections(voice));
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
fn checks(voice: &Voice<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for verdict in &voice.walk.verdicts() {
        let check = verdict.check;
        let title = voice.walk.world().render(&check.title, crate::model::condition::Scope::empty());
        let word = effective(voice, verdict);
        let values = voice.history.last_reached(&check.id).map(|reached| reached.because.clone());
        let values = values.unwrap_or_else(|| verdict.because.words());
        match (word, &verdict.waiver) {
            ("waived", Some(waiver)) => {
                let who = format!("{} by {}", voice.at(waiver.time), waiver.by);
                rows.push(("Check waived".to_owned(), format!("{title}\n{values}\n{who}, because: {}", waiver.reason)));
            }
            ("warning" | "fail" | "could-not-test" | "waived", _) => {
                rows.push((format!("Check {}", said(word)), format!("{title}\n{values}")));
            }
            _ => {}
        }
        if turned(voice, verdict) {
            let now = format!("{title}\nnow {}: {}", said(verdict.outcome.word()), verdict.because.words());
            rows.push(("Comes out otherwise".to_owned(), now));
        }
    }
    rows
}

/// The steps that were skipped or passed over, and those whose end is not recorded.
fn steps(voice: &Voice<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for attempt in &voice.history.attempts {
        let step = voice.step(&attempt.step);
        let status = voice.walk.progress(&attempt.step).map(|progress| progress.status);
        match &attempt.end {
            Some((at, End::Skipped(reason))) => {
                let since = if status == Some(Status::Skipped) { "" } else { ", but not left so" };
                let text = format!("{step}\n{}{since}, because: {reason}", voice.stamp(at));
                rows.push(("Step skipped".to_owned(), text));
            }
            Some((at, End::Passed(because))) if status == Some(Status::Passed) => {
                rows.push(("Step passed over".to_owned(), format!("{step}\n{}: {because}", voice.stamp(at))));
            }
            None => {
                let shown = attempt.shown.as_ref().map_or_else(String::new, |at| voice.stamp(at));
                let text = format!("{step}\nshown {shown}; whether it was done is not recorded");
                rows.push(("End not recorded".to_owned(), text));
            }
            _ => {}
        }
        for at in &attempt.interrupted {
            let text = format!("{step}\nthe session was opened again {}, its end not recorded then", voice.stamp(at));
            rows.push(("Step interrupted".to_owned(), text));
        }
    }
    let late = voice.walk.plan().included().filter(|planned| voice.walk.is_missed(&planned.id));
    rows.extend(late.map(|planned| {
        let text = format!("{}\na fact was changed when the walk was past it", voice.step(&planned.id));
        ("Step applies since".to_owned(), text)
    }));
    rows
}

/// The problems met.
fn problems(voice: &Voice<'_>) -> Vec<Row> {
    let problems = voice.history.problems.iter().map(|met| {
        let label = if met.problem.is_some() { "Problem" } else { "Problem, not listed" };
        let text = format!(
            "{}\n{}: {}\n{}",
            voice.step(&met.step),
            voice.stamp(&met.at),
            super::steps::problem(voice, met),
            led(voice, met)
        );
        (label.to_owned(), text)
    });
    problems.collect()
}

/// The restarts that were not as planned.
fn restarts(voice: &Voice<'_>) -> Vec<Row> {
    let restarts = voice.history.restarts.iter().filter(|restart| kind(restart) != "planned");
    let rows = restarts.map(|restart| {
        let node = voice.walk.world().node_name(&restart.node);
        let at = restart.down.as_ref().or(restart.expected.as_ref()).map_or_else(String::new, |at| voice.stamp(at));
        let text = format!("{node}: {}, {at}; downtime {}", kind(restart), downtime(restart));
        ("Restart".to_owned(), text.replace("; downtime -", ""))
    });
    rows.collect()
}

/// What is open still, and what was lost.
fn open(voice: &Voice<'_>) -> Vec<Row> {
    let spans = voice.history.obligations.iter();
    let row = |span: &Span| {
        let title = voice.title_of(&span.id);
        match (&span.lost, &span.closed) {
            (Some((at, cause)), closed) => {
                let since = match closed {
                    Some(_) => "; put right since",
                    None if span.again => "; opened again since",
                    None => "; NOT PUT RIGHT",
                };
                let text = format!("{title}\nlost {}, {}{since}", voice.stamp(at), voice.step(cause));
                Some(("Lost".to_owned(), text))
            }
            (None, None) => {
                let text = format!("{title}\nopened {}, {}", voice.stamp(&span.opened.0), voice.step(&span.opened.1));
                Some(("STILL OPEN".to_owned(), text))
            }
            (None, Some(_)) => None,
        }
    };
    spans.filter_map(row).collect()
}

/// The facts changed on the way.
fn corrections(voice: &Voice<'_>) -> Vec<Row> {
    let rows = voice.history.corrections.iter().map(|own| {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "not known".to_owned());
        let text = format!(
            "{}: `{}` became `{}`, {}",
            voice.fact(&own.fact),
            value(&own.was),
            value(&own.now),
            voice.stamp(&own.at)
        );
        ("Fact changed".to_owned(), text)
    });
    rows.collect()
}
