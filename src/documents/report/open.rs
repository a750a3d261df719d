//! The sections on restarts, obligations, and the states at the end.

use super::context::{Context, length};
use super::history::{Restart, Stamp};
use crate::documents::page::{Block, Entry, Section, Table};
use crate::engine::event::Return;
use crate::model::State;

/// The restarts with their downtimes.
pub(super) fn restarts(context: &Context<'_>) -> Section {
    let restarts = &context.history.restarts;
    if restarts.is_empty() {
        return Section::new("Restarts", vec![Block::text("No node was restarted.")]);
    }
    let rows = restarts.iter().map(|restart| {
        let time = |stamp: Option<&Stamp>| stamp.map_or_else(|| "-".to_owned(), |stamp| context.at(stamp.time));
        vec![
            context.walk.world().node_name(&restart.node),
            kind(restart).to_owned(),
            time(restart.expected.as_ref()),
            time(restart.down.as_ref()),
            time(restart.back.as_ref().map(|(stamp, _)| stamp)),
            downtime(restart),
        ]
    });
    let mut blocks =
        vec![Block::Table(Table::new(&["Node", "Restart", "Expected", "Down", "Back", "Downtime"], rows.collect()))];
    let asked: Vec<String> = restarts
        .iter()
        .filter_map(|restart| {
            let step = context.step(restart.step.as_ref()?);
            Some(format!("{}: asked for by {step}", context.walk.world().node_name(&restart.node)))
        })
        .collect();
    if !asked.is_empty() {
        blocks.push(Block::Items(asked));
    }
    Section::new("Restarts", blocks)
}

/// The kind of a restart, in words.
pub(super) fn kind(restart: &Restart) -> &'static str {
    match (&restart.down, &restart.back) {
        (None, _) => "expected, not carried out",
        (Some(_), Some((_, Return::Absent))) => "did not happen",
        (Some(_), _) if !restart.planned => "UNPLANNED",
        _ => "planned",
    }
}

/// The downtime of a restart, in words.
pub(super) fn downtime(restart: &Restart) -> String {
    match (&restart.down, &restart.back, restart.downtime()) {
        (_, _, Some(time)) => length(time),
        (Some(_), None, _) => "not back yet".to_owned(),
        (Some(_), Some((_, Return::Absent)), _) | (None, ..) => "-".to_owned(),
        _ => "not known: told when it was back".to_owned(),
    }
}

/// The obligations that were opened, and their ends.
pub(super) fn obligations(context: &Context<'_>) -> Section {
    let periods = &context.history.obligations;
    if periods.is_empty() {
        return Section::new("Left open on the way", vec![Block::text("Nothing was left open.")]);
    }
    let mut blocks = Vec::new();
    for period in periods {
        let told = |(at, cause): &(Stamp, String)| format!("{}, {}", context.stamp(at), context.step(cause));
        let mut rows = vec![("Opened".to_owned(), told(&period.opened))];
        rows.extend(period.lost.as_ref().map(|change| ("Lost".to_owned(), told(change))));
        rows.extend(period.closed.as_ref().map(|change| ("Closed".to_owned(), told(change))));
        let (mark, now) = match (&period.closed, &period.lost) {
            (Some(_), _) => ("[x]", None),
            (None, Some(_)) if period.again => ("[-]", Some("opened again after that, see below")),
            (None, Some(_)) => ("[!]", Some("LOST, and not put right")),
            (None, None) => ("[ ]", Some("STILL OPEN")),
        };
        rows.extend(now.map(|now| ("Now".to_owned(), now.to_owned())));
        blocks.push(Block::Entry(Entry {
            mark: mark.to_owned(),
            title: context.title_of(&period.id),
            aside: period.id.clone(),
            blocks: vec![Block::Rows(rows)],
            ..Entry::default()
        }));
    }
    Section::new("Left open on the way", blocks)
}

/// The states with their last known values.
pub(super) fn states(context: &Context<'_>) -> Section {
    let ids = context.procedure().states.iter().flat_map(State::full_ids);
    let rows: Vec<Vec<String>> = ids
        .map(|id| match context.walk.states().get(&id) {
            Some(seen) => {
                let how = match context.procedure().state(&id).and_then(|state| state.start.as_ref()) {
                    Some(_) => "follows from the walk",
                    None if seen.observed => "observed",
                    None => "taken for granted, not observed",
                };
                vec![context.title_of(&id), context.state_value(&id, &seen.value), how.to_owned()]
            }
            None => vec![context.title_of(&id), "not known".to_owned(), String::new()],
        })
        .collect();
    let block = if rows.is_empty() {
        Block::text("This procedure follows no state.")
    } else {
        Block::Table(Table::new(&["State", "Value", "How"], rows))
    };
    Section::new("The state known last", vec![block])
}
