//! The checklist as a page.

use super::{Checklist, ChecklistCheck, ChecklistFact, ChecklistStep};
use crate::documents::page::{Block, Entry, Page, Section, Table, push_row};

/// The checklist as a page, in the order in which the operator fills it in.
pub(super) fn page(paper: &Checklist) -> Page {
    let nodes = paper.nodes.iter().map(|node| {
        let remark = if node.visited { "only visited" } else { "" };
        vec![node.label.clone(), node.name.clone().unwrap_or_else(|| "________________".to_owned()), remark.to_owned()]
    });
    let mut intro = vec![Block::Text(paper.procedure.summary.clone())];
    let sources = paper.sources.iter().enumerate();
    intro.push(Block::Rows(
        [("Procedure".to_owned(), paper.procedure.id.clone())]
            .into_iter()
            .chain(sources.map(|(index, source)| {
                let label = if index == 0 { "Sources" } else { "" };
                (label.to_owned(), format!("{}  {}", source.id, source.title))
            }))
            .collect(),
    ));
    intro.push(Block::Table(Table::new(&["Node", "Computer name", ""], nodes.collect())));
    intro.push(Block::Blanks(["Cluster", "Carried out by", "Date"].map(str::to_owned).to_vec()));
    let mut sections = vec![Section::new("Before you begin", facts(&paper.facts))];
    if !paper.checks.is_empty() {
        let mut blocks = vec![Block::Text(format!("On the facts known now: {}.", paper.verdict))];
        blocks.extend(paper.checks.iter().map(|own| Block::Entry(check(own))));
        sections.push(Section::new("Checks", blocks));
    }
    sections.push(Section::new("Steps", steps(paper)));
    if !paper.recoveries.is_empty() {
        let mut blocks = vec![Block::text("Only where a problem or a restart leads here.")];
        for recovery in &paper.recoveries {
            blocks.push(Block::Heading(format!("Recovery: {}", recovery.title)));
            let mut console = None;
            for (index, own) in recovery.steps.iter().filter(|own| own.included != "no").enumerate() {
                go_to(&mut blocks, &mut console, own);
                blocks.push(Block::Entry(step(own, &format!("R{}", index + 1))));
            }
            blocks.push(Block::row("In the end", recovery.then.clone()));
        }
        sections.push(Section::new("Recoveries", blocks));
    }
    let left_out: Vec<(String, String)> = paper
        .steps
        .iter()
        .filter(|own| own.included == "no")
        .map(|own| (own.node_name.clone(), format!("{}\n{}: {}", own.title, own.id, own.because)))
        .collect();
    if !left_out.is_empty() {
        sections.push(Section::new("Left out", vec![Block::Rows(left_out)]));
    }
    let blanks = ["Name", "Date", "Signature"].map(str::to_owned).to_vec();
    sections.push(Section::new("Sign-off", vec![Block::Blanks(blanks)]));
    Page {
        title: paper.procedure.title.clone(),
        marks: Vec::new(),
        running: "Plan on paper: a checklist to be filled in at the consoles".to_owned(),
        verdict: String::new(),
        intro,
        sections,
    }
}

/// The known facts, and blanks for the others.
fn facts(facts: &[ChecklistFact]) -> Vec<Block> {
    if facts.is_empty() {
        return vec![Block::text("This procedure asks for nothing.")];
    }
    let mut blocks = Vec::new();
    let (known, unknown): (Vec<&ChecklistFact>, Vec<&ChecklistFact>) =
        facts.iter().partition(|fact| fact.value.is_some());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for fact in known {
        rows.push(vec![fact.label.clone(), fact.value.clone().unwrap_or_default()]);
        rows.extend(fact.members.iter().map(|fields| {
            let fields: Vec<String> = fields.iter().map(|(label, value)| format!("{label} {value}")).collect();
            vec![String::new(), fields.join(", ")]
        }));
    }
    if !rows.is_empty() {
        blocks.push(Block::Table(Table::new(&["Known", "Value"], rows)));
    }
    if !unknown.is_empty() {
        blocks.push(Block::text("Find out and write down; where a step says <label>, this is meant."));
        let single = unknown.iter().filter(|fact| fact.fields.is_empty()).map(|fact| fact.label.clone());
        blocks.push(Block::Blanks(single.collect()));
        for list in unknown.iter().filter(|fact| !fact.fields.is_empty()) {
            let blank = vec!["________________".to_owned(); list.fields.len()];
            blocks.push(Block::Text(format!("{}:", list.label)));
            blocks.push(Block::Table(Table { head: list.fields.clone(), rows: vec![blank; 4] }));
        }
    }
    blocks
}

/// One check, with a box.
fn check(check: &ChecklistCheck) -> Entry {
    let mut blocks = Vec::new();
    let weight = if check.severity == "block" { "" } else { " (a warning only)" };
    push_row(&mut blocks, "Now", format!("{}{weight}", check.verdict.replace('-', " ")));
    if !check.because.is_empty() {
        push_row(&mut blocks, "Values", check.because.clone());
    }
    for line in &check.passes_if {
        push_row(&mut blocks, "Passes if", line.clone());
    }
    push_row(&mut blocks, "Why", check.why.clone());
    push_row(&mut blocks, "If it fails", check.fix.clone());
    if !check.guards.is_empty() {
        push_row(&mut blocks, "Before", check.guards.join(", "));
    }
    Entry {
        mark: if check.verdict == "pass" { "[x]" } else { "[ ]" }.to_owned(),
        title: check.title.clone(),
        aside: check.source.clone(),
        blocks,
        ..Entry::default()
    }
}

/// The steps by phase, with a divider before each change of the console.
fn steps(paper: &Checklist) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut phase = None;
    let mut console = None;
    for own in paper.steps.iter().filter(|own| own.included != "no") {
        let key = own.id.split_once('[').map(|(_, key)| key);
        if phase != Some((&own.phase, key)) {
            phase = Some((&own.phase, key));
            blocks.push(Block::Heading(own.phase_title.clone()));
            for line in &own.if_restarted {
                push_row(&mut blocks, "If one restarts unasked", line.clone());
            }
        }
        go_to(&mut blocks, &mut console, own);
        let number = own.number.map_or_else(String::new, |number| number.to_string());
        blocks.push(Block::Entry(step(own, &number)));
    }
    blocks
}

/// A divider if the step is at another console than the last one.
fn go_to<'a>(blocks: &mut Vec<Block>, console: &mut Option<&'a ChecklistStep>, own: &'a ChecklistStep) {
    let before = *console;
    *console = Some(own);
    match before {
        Some(before) if before.node == own.node => return,
        Some(ChecklistStep { leave: Some(leave), node_name, .. }) => {
            blocks.push(Block::Text(format!("Leave at {node_name}: {leave}")));
        }
        _ => {}
    }
    blocks.push(Block::Divider(format!("go to {}", own.node_name)));
    if let Some(arrive) = &own.arrive {
        blocks.push(Block::Text(format!("On its screen: {arrive}")));
    }
}

/// One step with a box to tick and blanks.
fn step(own: &ChecklistStep, number: &str) -> Entry {
    let mut blocks = Vec::new();
    if own.included == "undecided" {
        push_row(&mut blocks, "Only if", format!("not decided yet: {}", own.because));
    }
    for line in &own.requires {
        push_row(&mut blocks, "Make sure", line.clone());
    }
    for line in &own.already {
        push_row(&mut blocks, "Pass on if", line.clone());
    }
    blocks.extend(own.added.iter().map(|why| Block::Text(format!("Not in the document, added: {why}"))));
    if own.irreversible {
        let label = format!("Cannot be undone. echo %COMPUTERNAME% must show {}; it shows:", own.computer_name);
        blocks.push(Block::Blanks(vec![label]));
    }
    blocks.extend(own.text.iter().map(Block::text));
    blocks.extend(own.command.iter().cloned().map(Block::Command));
    blocks.extend(own.expect.iter().map(|expect| Block::row("You should see", expect)));
    blocks.extend(own.warnings.iter().cloned().map(Block::Warning));
    blocks.extend(own.notes.iter().map(|note| Block::row("Note", note)));
    blocks.extend(own.errata.iter().map(|words| Block::row("The document", words)));
    if !own.reads.is_empty() {
        blocks.push(Block::Blanks(own.reads.iter().map(|label| format!("read: {label}")).collect()));
    }
    for see in &own.sees {
        if let Some(look) = &see.look {
            push_row(&mut blocks, "Look", look.clone());
        }
        blocks.push(Block::Blanks(vec![format!("{}, should be {}; seen:", see.title, see.expect)]));
    }
    if let Some(restart) = &own.restart {
        push_row(&mut blocks, format!("Restart {}", restart.node_name), restart.text.clone());
        push_row(&mut blocks, "When it is back", restart.then.clone());
        time(&mut blocks, restart.typical.as_ref(), restart.worry.as_ref());
        blocks.push(Block::Blanks(vec!["down at".to_owned(), "back at".to_owned()]));
    }
    time(&mut blocks, own.typical.as_ref(), own.worry.as_ref());
    for title in &own.opens_titles {
        push_row(&mut blocks, "Leaves open", format!("[ ] {title}"));
    }
    for line in &own.if_lost {
        push_row(&mut blocks, "If a restart ends it", line.clone());
    }
    for title in &own.closes_titles {
        push_row(&mut blocks, "Puts right", title.clone());
    }
    if !own.problems.is_empty() {
        let problems = own.problems.iter();
        let told = problems.map(|own| {
            let parts = [&own.seen, &own.cause, &own.fix].map(|part| part.trim_end_matches('.').to_owned());
            format!("{}. Then {}.", parts.join(". "), own.then)
        });
        blocks.push(Block::text("If it goes otherwise:"));
        blocks.push(Block::Items(told.collect()));
    }
    let done = if own.skippable { "done at, by (may be skipped; then why)" } else { "done at, by" };
    blocks.push(Block::Blanks(vec![done.to_owned()]));
    Entry {
        mark: "[ ]".to_owned(),
        number: number.to_owned(),
        node: own.node_name.clone(),
        title: own.title.clone(),
        aside: own.source.clone().unwrap_or_default(),
        blocks,
    }
}

/// The usual time, and when to worry.
fn time(blocks: &mut Vec<Block>, typical: Option<&String>, worry: Option<&String>) {
    if let Some(typical) = typical {
        push_row(blocks, "Usually", typical.clone());
    }
    if let Some(worry) = worry {
        push_row(blocks, "Worry", worry.clone());
    }
}
