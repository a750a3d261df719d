//! Notices about events, for the next screen.

use crate::engine::event::{Event, Record, Return};
use crate::engine::walk::Walk;
use crate::ui::screen::{Mark, Notice};

/// The notice about an event, made before the event is applied to the walk.
pub(super) fn before(walk: &Walk, record: &Record) -> Option<Notice> {
    let world = walk.world();
    let name = |node: &str| world.node_name(node);
    match &record.event {
        Event::CameBack { node, how } => {
            let minutes = walk.down().get(node).map(|down| (record.time - down.since).num_minutes());
            let after = minutes.map(|minutes| format!(" after {minutes} min")).unwrap_or_default();
            Some(match how {
                Return::AsPlanned => Notice::new(Mark::Done, format!("{} is back{after}, as planned.", name(node)), ""),
                Return::Absent => {
                    Notice::new(Mark::Warn, format!("{} did not restart.", name(node)), "Carry the restart out now.")
                }
                Return::Unplanned => Notice::new(
                    Mark::Warn,
                    format!("{} is back{after}. Nothing had asked for that restart.", name(node)),
                    "What it ran and what was open at it has to be looked at again.",
                ),
            })
        }
        Event::WentDown { node, planned: false } => {
            Some(Notice::new(Mark::Warn, format!("{} went down, and nothing had asked for that.", name(node)), ""))
        }
        Event::WentTo { step, because } => {
            let title = walk.planned(step).map(|planned| planned.title(&world));
            let text = format!("The walk goes on at \"{}\": {because}.", title.unwrap_or_else(|| step.clone()));
            Some(Notice::new(Mark::Info, text, "What was done stays done; the steps from there are walked again."))
        }
        Event::RecoveryEnded { recovery } => {
            Some(Notice::new(Mark::Done, format!("\"{}\" is dealt with.", world.part_title(recovery)), ""))
        }
        Event::Written { path, secrets: false, .. } => Some(Notice::new(Mark::Done, format!("Written: {path}"), "")),
        Event::Withdrawn { step } => {
            let title = walk.planned(step).map(|planned| planned.title(&world));
            let text = format!("\"{}\" is to do again; it had changed nothing.", title.unwrap_or_else(|| step.clone()));
            Some(Notice::new(Mark::Info, text, ""))
        }
        Event::Resumed { .. } => Some(Notice::new(Mark::Info, "The walk goes on.", "")),
        Event::Noted { .. } => Some(Notice::new(Mark::Done, "Noted.", "")),
        Event::Waived { check, .. } => {
            Some(Notice::new(Mark::Waived, format!("`{check}` is waived: downgraded, not satisfied."), ""))
        }
        _ => None,
    }
}

/// The notices about an event, made after the event is applied to the walk.
pub(super) fn after(walk: &Walk, record: &Record) -> Vec<Notice> {
    match &record.event {
        Event::Fact { .. } | Event::FactForgotten { .. } | Event::MemberAdded { .. } => late_steps(walk),
        Event::Written { step, file, path, secrets: true, .. } => vec![secrets_written(walk, step, file, path)],
        _ => Vec::new(),
    }
}

/// The steps behind the position that began to apply because a fact was corrected.
fn late_steps(walk: &Walk) -> Vec<Notice> {
    let late = walk.plan().steps.iter().filter(|planned| walk.is_missed(&planned.id));
    let notices = late.map(|planned| {
        let title = planned.title(&walk.world());
        Notice::new(Mark::Warn, format!("A step behind you now applies: \"{title}\"."), "The walk goes there first.")
    });
    notices.collect()
}

/// The notice about a file with secrets. It calls them forgotten only if no other file still needs one.
fn secrets_written(walk: &Walk, step: &str, file: &str, path: &str) -> Notice {
    let planned = walk.planned(step);
    let writes = planned.and_then(|planned| {
        let mut declared = planned.step(walk.procedure()).writes.iter();
        declared.find(|writes| writes.id == file).map(|writes| (planned, writes))
    });
    let needed = walk.secrets_to_come();
    let held = writes.is_some_and(|(planned, writes)| {
        walk.file_needs(planned, writes).1.iter().any(|secret| needed.contains(secret))
    });
    let kept = if held {
        "Its secrets are held here until the last file with them is written."
    } else {
        "The secrets are forgotten here."
    };
    Notice::new(
        Mark::Done,
        format!("Written: {path}, readable by you only. {kept}"),
        "Its SHA-256 in the journal is of the file with its secrets blanked.",
    )
}
