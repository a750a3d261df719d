//! The section on what happened beside the main line, in order. Recoveries have their steps with them.

use super::context::Context;
use super::history::Stamp;
use crate::documents::page::{Block, Section, push_row};
use crate::engine::event::{Event, Record, Return};
use crate::engine::walk::Stage;

/// The section.
pub(super) fn section(context: &Context<'_>, records: &[Record]) -> Section {
    let mut blocks = Vec::new();
    let mut runs = 0;
    for record in records {
        let at = Stamp { time: record.time, by: record.by.clone() };
        if let Event::RecoveryBegan { recovery, because } = &record.event {
            blocks.extend(run(context, runs, recovery, because, &at));
            runs += 1;
        } else if let Some(words) = told(context, &record.event) {
            push_row(&mut blocks, context.at(at.time), format!("{words} ({})", at.by));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::text("Nothing."));
    }
    Section::new("Beside the main line", blocks)
}

/// One run of a recovery, with the steps that it reached.
fn run(context: &Context<'_>, index: usize, id: &str, because: &str, at: &Stamp) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(format!("Recovery: {}", context.recovery(id)))];
    let current = index + 1 == context.history.runs.len();
    let ended = match context.history.runs.get(index).and_then(|run| run.ended.as_ref()) {
        Some(ended) => context.stamp(ended),
        None if current && context.walk.recovery().is_some() && *context.walk.stage() == Stage::Walking => {
            "it is still going on".to_owned()
        }
        None => "it did not come to its own end".to_owned(),
    };
    blocks.push(Block::Rows(vec![
        ("Began".to_owned(), context.stamp(at)),
        ("Because".to_owned(), because.to_owned()),
        ("Ended".to_owned(), ended),
    ]));
    let reached = |id: &str| context.history.attempts_at(id).any(|attempt| attempt.run == Some(index));
    let steps = context.recovery_plan(id).into_iter().flat_map(|plan| plan.steps.iter());
    for planned in steps.filter(|planned| reached(&planned.id)) {
        blocks.push(Block::Entry(super::steps::entry(context, planned, Some(index))));
    }
    blocks.push(Block::Heading(format!("After the recovery {}", context.recovery(id))));
    blocks
}

/// An event beside the main line, in words. `None` if another section has all of it.
fn told(context: &Context<'_>, event: &Event) -> Option<String> {
    let node = |id: &str| context.walk.world().node_name(id);
    Some(match event {
        Event::Opened { holder, version } => format!("The session was opened: {holder}, nodewalk {version}."),
        Event::Reopened => "The worksheet was taken up again.".to_owned(),
        Event::Waived { check, reason } => format!("The check {check} was waived, because: {reason}"),
        Event::PickedUp => "It was confirmed where things stand; the walk went on.".to_owned(),
        Event::Observed { step: None, state, value } => match context.procedure().obligation(state) {
            Some(_) => format!("Looked at: {}: {value}.", context.title_of(state)),
            None => format!("Looked at: {} = {}.", context.title_of(state), context.state_value(state, value)),
        },
        Event::WentDown { node: id, planned: false } => format!("{} went down UNPLANNED.", node(id)),
        Event::CameBack { node: id, how: Return::Unplanned } => format!("{} is back.", node(id)),
        Event::CameBack { node: id, how: Return::Absent } => format!("{} had not restarted.", node(id)),
        Event::Problem { step, problem, text } => {
            let what = match (problem, text.is_empty()) {
                (Some(id), true) => id.clone(),
                (Some(id), false) => format!("{id} ({text})"),
                (None, _) => format!("not listed: {text}"),
            };
            format!("Problem at {}: {what}", context.step(step))
        }
        Event::ProblemLeft { step } => format!("The problem was left; on with {}.", context.step(step)),
        Event::Repeated { step, because } => format!("To do again: {}. Because: {because}.", context.step(step)),
        Event::WentTo { step, because } => format!("On with {}. Because: {because}.", context.step(step)),
        Event::RecoveryEnded { recovery } => format!("The recovery ended: {}.", context.recovery(recovery)),
        Event::Skipped { step, reason } => format!("Skipped: {}. Because: {reason}", context.step(step)),
        Event::Written { step, path, .. } => format!("Written at {}: {path}", context.step(step)),
        Event::Withdrawn { step } => format!("The confirmation was withdrawn of {}.", context.step(step)),
        Event::Noted { step: None, text } => format!("Note: {text}"),
        Event::Stopped { because } => format!("The procedure STOPPED the walk: {because}"),
        Event::Resumed { because } => format!("The walk went on: {because}."),
        Event::Abandoned { reason } => format!("The walk was ABANDONED, because: {reason}"),
        _ => return None,
    })
}
