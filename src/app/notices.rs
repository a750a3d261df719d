//! Notices: what an event means to whoever reads the next screen.

use crate::engine::event::{Event, Record, Return};
use crate::engine::walk::Walk;
use crate::ui::screen::{Mark, Notice};

/// What is said of an event, with the walk as it was before it.
pub(super) fn of(walk: &Walk, record: &Record) -> Option<Notice> {
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
        Event::Written { path, .. } => Some(Notice::new(
            Mark::Done,
            format!("Written: {path}, readable by you only. The secrets are forgotten here."),
            "Its SHA-256 in the journal is of the file with its secrets blanked.",
        )),
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

/// What is said of an event, with the walk as it is after it: the steps that began to apply behind the position.
pub(super) fn after(walk: &Walk, record: &Record) -> Vec<Notice> {
    let changed = matches!(record.event, Event::Fact { .. } | Event::FactForgotten { .. } | Event::MemberAdded { .. });
    if !changed {
        return Vec::new();
    }
    let late = walk.plan().steps.iter().filter(|planned| walk.is_missed(&planned.id));
    let lines = late.map(|planned| {
        let title = planned.title(&walk.world());
        Notice::new(Mark::Warn, format!("A step behind you now applies: \"{title}\"."), "The walk goes there first.")
    });
    lines.collect()
}
