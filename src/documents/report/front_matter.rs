//! The beginning and the end of the report: the session, the people, the files, and the signatures.

use super::SessionFacts;
use super::context::{Context, full, length};
use crate::documents::page::{Block, Section, Table, push_row};
use crate::engine::walk::Stage;
use crate::model::condition::Scope;
use crate::text::count;

/// The blocks under the title.
pub(super) fn intro(context: &Context<'_>, session: &SessionFacts) -> Vec<Block> {
    let procedure = context.procedure();
    let history = context.history;
    let mut rows = Vec::new();
    let mut row = |label: &str, text: String| rows.push((label.to_owned(), text));
    match context.walk.stage() {
        Stage::Abandoned { reason } => row("Abandoned", reason.clone()),
        Stage::Stopped { because } => row("Stopped", because.clone()),
        _ => {}
    }
    row("Procedure", format!("{}, {}", procedure.id, procedure.title));
    row("Version", session.digest.clone());
    row("Session", session.id.clone());
    row("Journal head", session.head.clone());
    row("Folder", session.folder.clone());
    row("Started with", format!("nodewalk {}", session.started_by));
    row("Reported with", format!("nodewalk {}, from {}", session.version, count(events(context), "event", "events")));
    if let Some(started) = &history.started {
        row("Started", full(started.time));
    }
    match &history.began {
        Some(began) => row("First step", full(began.time)),
        None => row("First step", "not reached".to_owned()),
    }
    match (&history.ended, &history.last) {
        (Some(ended), _) => row("Ended", full(ended.time)),
        (None, Some(last)) => row("Last event", full(last.time)),
        (None, None) => {}
    }
    if let (Some(started), Some(last)) = (&history.started, history.ended.as_ref().or(history.last.as_ref())) {
        row("Took", length(last.time - started.time));
    }
    for (index, source) in procedure.sources.iter().enumerate() {
        row(if index == 0 { "Sources" } else { "" }, format!("{}  {}", source.id, source.title));
    }
    let summary = context.walk.world().render(&procedure.summary, Scope::empty());
    vec![Block::Text(summary), Block::Rows(rows)]
}

fn events(context: &Context<'_>) -> usize {
    context.history.people.iter().map(|person| person.events).sum()
}

/// The nodes and the people.
pub(super) fn people(context: &Context<'_>) -> Section {
    let nodes = context.procedure().nodes.iter().map(|node| {
        let name = context.walk.facts().get(&format!("{}.name", node.id));
        let down = context.walk.down().get(&node.id).map(|down| format!("down since {}", context.at(down.since)));
        let role = if node.visited { "only visited" } else { "" };
        vec![
            node.label.clone(),
            name.map_or_else(|| "name not known".to_owned(), ToString::to_string),
            down.unwrap_or_else(|| role.to_owned()),
        ]
    });
    let people = context.history.people.iter().map(|person| {
        vec![person.by.clone(), context.at(person.first), context.at(person.last), person.events.to_string()]
    });
    let mut blocks = vec![Block::Table(Table::new(&["Node", "Computer name", "Remark"], nodes.collect()))];
    blocks.push(Block::Table(Table::new(&["Recorded by", "First", "Last", "Events"], people.collect())));
    if let Some(started) = &context.history.started {
        let text = format!(
            "Times are those of the workstation's clock, UTC{}; a time without a date is of {}.",
            started.time.format("%:z"),
            started.time.format("%Y-%m-%d"),
        );
        blocks.push(Block::Text(text));
    }
    Section::new("Nodes and people", blocks)
}

/// The files that nodewalk wrote, and files that a crash may have left.
pub(super) fn files(context: &Context<'_>, session: &SessionFacts) -> Section {
    let mut blocks = Vec::new();
    for file in context.walk.files() {
        blocks.push(Block::Heading(file.path.clone()));
        push_row(&mut blocks, "Written", format!("{} by {}", context.at(file.at), file.by));
        push_row(&mut blocks, "Step", context.step(&file.step));
        let of =
            if file.secrets { " (of the file with its secrets blanked; this record does not hold them)" } else { "" };
        push_row(&mut blocks, "SHA-256", format!("{}{of}", file.sha256));
    }
    if blocks.is_empty() {
        blocks.push(Block::text("None: this walk wrote no files for a node."));
    }
    blocks.extend(
        session
            .leftovers
            .iter()
            .map(|path| Block::text(format!("A crash may have left secrets in {path}. Delete that file."))),
    );
    Section::new("Files written", blocks)
}

/// The signatures and the journal's head.
pub(super) fn sign_off(context: &Context<'_>, session: &SessionFacts) -> Section {
    let mut blocks = Vec::new();
    match context.history.signed.as_slice() {
        [] => blocks.push(Block::text("Nobody has signed in nodewalk.")),
        signed => blocks.extend(
            signed.iter().map(|(at, name)| Block::text(format!("Signed in nodewalk: {name}, {}.", context.stamp(at)))),
        ),
    }
    for role in ["Carried out by", "Reviewed by"] {
        blocks.push(Block::Heading(role.to_owned()));
        blocks.push(Block::Blanks(["Name", "Date", "Signature"].map(str::to_owned).to_vec()));
    }
    blocks.push(Block::text(
        "Version and journal head are SHA-256 sums. The head stands for every event up to the last. `nodewalk verify` prints it again; if it differs from \
         the one here, the journal was changed after this report was made.",
    ));
    blocks.push(Block::row("Journal head", session.head.clone()));
    push_row(&mut blocks, "Session", format!("{}, {}", session.id, count(events(context), "event", "events")));
    Section::new("Sign-off", blocks)
}
