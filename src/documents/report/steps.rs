//! The section on steps: each step with its attempts, their times, what was seen and what went wrong.

use super::context::{Context, length};
use super::history::{Attempt, End, ReportedProblem, Said};
use crate::documents::page::{Block, Entry, Section, push_row};
use crate::engine::event::Event;
use crate::engine::plan::Planned;
use crate::engine::rendered_step::{RenderedProblem, RenderedStep};
use crate::engine::walk::Status;
use crate::model::condition::Truth;

/// The steps of the main line, by phase.
pub(super) fn section(context: &Context<'_>) -> Section {
    let mut blocks = vec![Block::text(
        "A box says: x done, = so already, s skipped, - passed over, > begun, r its restart is due; an empty one, not done.",
    )];
    let mut phase = None;
    for planned in context.walk.plan().steps.iter() {
        if planned.included == Truth::False && context.history.attempts_at(&planned.id).next().is_none() {
            continue;
        }
        let here = (planned.part, planned.key());
        if phase != Some(here) {
            phase = Some(here);
            blocks.push(Block::Heading(planned.part_title(&context.walk.world())));
        }
        blocks.push(Block::Entry(entry(context, planned, None)));
    }
    blocks.extend(no_longer_planned(context));
    Section::new("Steps", blocks)
}

/// The steps with attempts that no plan has any more, because their member was removed from its list.
fn no_longer_planned(context: &Context<'_>) -> Vec<Block> {
    let mut ids: Vec<&str> = Vec::new();
    for attempt in &context.history.attempts {
        if context.planned(&attempt.step).is_none() && !ids.contains(&attempt.step.as_str()) {
            ids.push(&attempt.step);
        }
    }
    let mut blocks = Vec::new();
    if !ids.is_empty() {
        blocks.push(Block::Heading("No longer part of the plan".to_owned()));
    }
    for id in ids {
        let attempts: Vec<&Attempt> = context.history.attempts_at(id).collect();
        let mut own = Vec::new();
        rows_of(context, &attempts, &mut own);
        let (mark, title) = ("[?]".to_owned(), id.to_owned());
        blocks.push(Block::Entry(Entry { mark, title, blocks: own, ..Entry::default() }));
    }
    blocks
}

/// One step. With `run`, only what happened in this run of a recovery.
pub(super) fn entry(context: &Context<'_>, planned: &Planned, run: Option<usize>) -> Entry {
    let world = context.walk.world();
    let step = RenderedStep::of(&world, planned);
    let all = context.history.attempts_at(&planned.id);
    let attempts: Vec<&Attempt> = all.filter(|attempt| run.is_none() || attempt.run == run).collect();
    let progress = context.walk.progress(&planned.id);
    let status = match (run, attempts.last()) {
        (None, _) => progress.map_or(Status::Todo, |progress| progress.status),
        (Some(_), last) => status_of(last.copied()),
    };
    let mut blocks = Vec::new();
    blocks.extend(step.command.filter(|_| !attempts.is_empty()).map(Block::Command));
    push_row(&mut blocks, "Status", status_words(context, planned, status));
    rows_of(context, &attempts, &mut blocks);
    for note in context.history.notes.iter().filter(|note| note.step.as_deref() == Some(&planned.id)) {
        if run.is_none_or(|run| is_in_run(context, note.at.time, run)) {
            push_row(&mut blocks, "Note", format!("{}\n{}", note.text, context.stamp(&note.at)));
        }
    }
    for restart in context.history.restarts.iter().filter(|restart| restart.step.as_deref() == Some(&planned.id)) {
        let node = world.node_name(&restart.node);
        let told = format!("{node}: {}, downtime {}", super::open::kind(restart), super::open::downtime(restart));
        push_row(&mut blocks, "Restart", told.replace(", downtime -", ""));
    }
    Entry {
        mark: mark(status).to_owned(),
        number: context.walk.plan().number(&planned.id).map_or_else(String::new, |number| number.to_string()),
        node: world.node_name(&planned.node),
        title: step.title,
        aside: step.source.unwrap_or_else(|| "added".to_owned()),
        blocks,
    }
}

/// Whether a time is in the run of a recovery.
fn is_in_run(context: &Context<'_>, time: chrono::DateTime<chrono::FixedOffset>, run: usize) -> bool {
    context
        .history
        .runs
        .get(run)
        .is_some_and(|run| run.began.time <= time && run.ended.as_ref().is_none_or(|ended| time <= ended.time))
}

/// The status of a step at the end of a run, by its last attempt there.
fn status_of(last: Option<&Attempt>) -> Status {
    match last.map(|attempt| attempt.end.as_ref().map(|(_, end)| end)) {
        Some(None) => Status::Shown,
        Some(Some(End::Done)) => Status::Done,
        Some(Some(End::Already)) => Status::Already,
        Some(Some(End::Skipped(_))) => Status::Skipped,
        Some(Some(End::Passed(_))) => Status::Passed,
        Some(Some(End::Problem(_) | End::Left(_))) | None => Status::Todo,
    }
}

/// The box of a status.
fn mark(status: Status) -> &'static str {
    match status {
        Status::Todo => "[ ]",
        Status::Shown => "[>]",
        Status::RestartDue => "[r]",
        Status::Done => "[x]",
        Status::Already => "[=]",
        Status::Skipped => "[s]",
        Status::Passed => "[-]",
    }
}

/// A status in words, with its reason.
fn status_words(context: &Context<'_>, planned: &Planned, status: Status) -> String {
    let reason = context.walk.progress(&planned.id).map_or("", |progress| progress.reason.as_str());
    let words = match status {
        Status::Todo => "not done".to_owned(),
        Status::Shown => "begun, its end is not recorded".to_owned(),
        Status::RestartDue => "its work is done, its restart is due".to_owned(),
        Status::Done => "done".to_owned(),
        Status::Already => "found to be so already; nothing was done".to_owned(),
        Status::Skipped => format!("SKIPPED, because: {reason}"),
        Status::Passed => format!("passed over: {reason}"),
    };
    let because = || context.walk.plan().because(planned, context.procedure(), context.walk.facts()).words();
    match planned.included {
        Truth::True => words,
        Truth::Undecided => format!("{words}; not decided whether it applies: {}", because()),
        Truth::False => format!("{words}; it no longer applies: {}", because()),
    }
}

/// Rows for attempts, each with its times, its end and what the operator said.
fn rows_of(context: &Context<'_>, attempts: &[&Attempt], blocks: &mut Vec<Block>) {
    for attempt in attempts {
        let mut lines = vec![times(context, attempt)];
        lines.extend(
            attempt
                .interrupted
                .iter()
                .map(|at| format!("the session was opened again {}, with its end not recorded", context.stamp(at))),
        );
        lines.extend(attempt.said.iter().filter_map(|(_, said)| told(context, attempt, said)));
        if let Some((_, End::Problem(index))) = &attempt.end
            && let Some(met) = context.history.problems.get(*index)
        {
            lines.push(format!("problem: {}", problem(context, met)));
            lines.push(led(context, met));
        }
        let label = if attempt.number == 0 { "Not shown".to_owned() } else { format!("Attempt {}", attempt.number) };
        push_row(blocks, label, lines.join("\n"));
    }
}

/// The times of an attempt, how it ended, and who recorded that.
fn times(context: &Context<'_>, attempt: &Attempt) -> String {
    let shown = attempt.shown.as_ref();
    let Some((at, end)) = &attempt.end else {
        return shown.map_or_else(String::new, |at| format!("shown {}; its end is not recorded", context.stamp(at)));
    };
    let word = match end {
        End::Done => "done".to_owned(),
        End::Already => "confirmed as already so".to_owned(),
        End::Problem(_) => "ended with a problem".to_owned(),
        End::Skipped(_) => "skipped".to_owned(),
        End::Passed(_) => "passed over".to_owned(),
        End::Left(because) => format!("left: {because}"),
    };
    match shown {
        Some(shown) => format!(
            "{} to {} ({}), {word}, {}",
            context.at(shown.time),
            context.at(at.time),
            length(at.time - shown.time),
            at.by
        ),
        None => format!("{word} {}", context.stamp(at)),
    }
}

/// Something that the operator said in an attempt. `None` if a list was emptied only to be filled.
fn told(context: &Context<'_>, attempt: &Attempt, said: &Said) -> Option<String> {
    let expected = |id: &str| {
        let planned = context.planned(&attempt.step)?;
        let step = planned.step(context.procedure());
        step.observes
            .iter()
            .find(|own| context.procedure().state_id(&own.state, &planned.scope) == id)
            .map(|own| own.expect.clone())
    };
    Some(match said {
        Said::Name(name) => format!("computer name typed: {name}"),
        Said::Reading { id, value } => {
            let is_list = attempt.said.iter().any(|(_, said)| matches!(said, Said::Added { id: own, .. } if own == id));
            if is_list && value == "none" {
                return None;
            }
            format!("read: {} = {value}", context.fact(id))
        }
        Said::Seen { id, value } => {
            let seen = format!("seen: {} = {}", context.title_of(id), context.state_value(id, value));
            match expected(id) {
                Some(wanted) if wanted != *value => {
                    format!("{seen}, expected was {}", context.state_value(id, &wanted))
                }
                Some(_) => format!("{seen}, as expected"),
                None => seen,
            }
        }
        Said::Added { id, key } => format!("read: {} has {key}", context.fact(id)),
        Said::Removed { id, key } => format!("taken back: {key} of {}", context.fact(id)),
    })
}

/// A problem in words: the listed one, and what the operator said.
pub(super) fn problem(context: &Context<'_>, met: &ReportedProblem) -> String {
    let planned = context.planned(&met.step);
    let step = planned.map(|planned| planned.step(context.procedure()));
    let listed = met.problem.as_ref().and_then(|id| context.procedure().problems(step?).find(|own| own.id == *id));
    match (listed, planned) {
        (Some(listed), Some(planned)) => {
            let seen = RenderedProblem::of(&context.walk.world(), planned, listed).seen;
            let said = if met.text.is_empty() { String::new() } else { format!("; said: {}", met.text) };
            format!("{seen} ({}){said}", listed.id)
        }
        _ => met.text.clone(),
    }
}

/// The way on after a problem, in words.
pub(super) fn led(context: &Context<'_>, met: &ReportedProblem) -> String {
    match &met.led {
        None => "what became of it is not recorded".to_owned(),
        Some(Event::Repeated { .. }) => "led to: the step was repeated".to_owned(),
        Some(Event::WentTo { step, .. }) => format!("led to: {}", context.step(step)),
        Some(Event::RecoveryBegan { recovery, .. }) => {
            format!("led to: {} (see \"Beside the main line\")", context.recovery(recovery))
        }
        Some(Event::Stopped { because }) => format!("led to: the walk was stopped; {because}"),
        Some(_) => "left: the step was shown again".to_owned(),
    }
}

/// The steps that did not apply and have no attempts, each with the reason.
pub(super) fn excluded(context: &Context<'_>) -> Section {
    let left_out = context.walk.plan().steps.iter().filter(|planned| {
        planned.included == Truth::False && context.history.attempts_at(&planned.id).next().is_none()
    });
    let rows: Vec<(String, String)> = left_out
        .map(|planned| {
            let world = context.walk.world();
            let title = planned.title(&world);
            let because = context.walk.plan().because(planned, context.procedure(), context.walk.facts()).words();
            (world.node_name(&planned.node), format!("{title}\n{}: {because}", planned.id))
        })
        .collect();
    let block = if rows.is_empty() { Block::text("None: every step applied.") } else { Block::Rows(rows) };
    Section::new("Steps that did not apply", vec![block])
}
