//! The status as a page.

use super::SessionStatus;
use crate::documents::page::{Block, Page, Section, Table};

pub(super) fn page(status: &SessionStatus) -> Page {
    let mut rows = vec![("State".to_owned(), status.state.to_owned())];
    let mut row = |label: &str, text: String| rows.push((label.to_owned(), text));
    row("Screen", status.screen.clone());
    if let Some(title) = &status.title {
        let number = status.position.map(|(number, of)| format!("step {number} of {of}, ")).unwrap_or_default();
        row("Next", format!("{number}{title}"));
        row("", status.step.clone().unwrap_or_default());
    }
    if let Some(recovery) = &status.recovery {
        row("Recovery", recovery.clone());
    }
    if let Some(name) = &status.node_name {
        row("Console", name.clone());
    }
    for (node, since) in &status.down {
        row("Down", format!("{node}, since {}", since.format("%Y-%m-%d %H:%M:%S")));
    }
    row("Checks", status.verdict.clone());
    if let Some(saved) = status.saved_at {
        row("Saved", format!("{}, {} events", saved.format("%Y-%m-%d %H:%M:%S UTC%:z"), status.events));
    }
    row("Head", status.head.clone());
    Page {
        title: status.procedure.title.clone(),
        marks: if status.rehearsal { vec!["REHEARSAL".to_owned()] } else { Vec::new() },
        running: format!("Session {}, procedure {}", status.session, status.procedure.id),
        verdict: String::new(),
        intro: vec![Block::Rows(rows)],
        sections: vec![open(status), checks(status), facts(status), states(status), steps(status)],
    }
}

/// Obligations that are open or lost, and secrets that a crash may have left.
fn open(status: &SessionStatus) -> Section {
    let standing = status.obligations.iter().filter(|own| own.standing != "closed");
    let mut rows: Vec<(String, String)> = standing
        .map(|own| {
            let word = if own.standing == "lost" { "LOST" } else { "open" };
            (word.to_owned(), format!("{} ({})", own.title, own.id))
        })
        .collect();
    rows.extend(
        status
            .leftovers
            .iter()
            .map(|path| ("SECRET".to_owned(), format!("A crash may have left secrets in {path}. Delete that file."))),
    );
    let block = if rows.is_empty() { Block::text("Nothing.") } else { Block::Rows(rows) };
    Section::new("Left open", vec![block])
}

fn checks(status: &SessionStatus) -> Section {
    let rows = status.checks.iter().map(|check| {
        let word = if check.blocks { check.verdict.to_uppercase() } else { check.verdict.to_owned() };
        (word.replace('-', " "), format!("{}\n{}", check.title, check.because))
    });
    Section::new("Checks", vec![Block::Rows(rows.collect())])
}

fn facts(status: &SessionStatus) -> Section {
    let rows = status.facts.iter().map(|(id, fact)| {
        let members = fact.members.iter().flatten();
        let members = members.map(|fields| {
            let fields: Vec<String> = fields.iter().map(|(field, value)| format!("{field} {value}")).collect();
            fields.join(", ")
        });
        let members: Vec<String> = members.collect();
        let value = if members.is_empty() { fact.value.clone() } else { members.join("\n") };
        vec![id.clone(), value, fact.provenance.to_owned()]
    });
    Section::new("Facts", vec![Block::Table(Table::new(&["Fact", "Value", "From"], rows.collect()))])
}

fn states(status: &SessionStatus) -> Section {
    let rows = status.states.iter().map(|(id, state)| {
        let how = if state.observed { "observed" } else { "taken for granted" };
        vec![id.clone(), state.value.clone(), how.to_owned()]
    });
    Section::new("States", vec![Block::Table(Table::new(&["State", "Value", "How"], rows.collect()))])
}

/// The steps that are walked or may be.
fn steps(status: &SessionStatus) -> Section {
    let steps = status.steps.iter().filter(|step| step.included != "no");
    let rows = steps.map(|step| {
        let at = step.done_at.or(step.shown_at).map(|at| at.format("%m-%d %H:%M").to_string()).unwrap_or_default();
        let here = if status.step.as_ref() == Some(&step.id) { ">" } else { "" };
        vec![here.to_owned(), step.node.clone(), step.title.clone(), step.status.to_owned(), at]
    });
    Section::new("Steps", vec![Block::Table(Table::new(&["", "Node", "Step", "Status", "At"], rows.collect()))])
}
