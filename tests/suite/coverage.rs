//! Coverage: every statement of a document is carried by a step, check, problem, fact or rule of its procedure, or stands
//! there with the reason why it is not walked.

use std::collections::BTreeSet;
use std::fs;

use nodewalk::model::{Problem, Procedure, SourceFile, Step, Text};
use serde::Deserialize;

use crate::common::procedure;

/// One statement of a document and what carries it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The document's id.
    source: String,
    /// The section.
    section: String,
    /// The statement's number there.
    step: String,
    /// What the document prints and the walk must show; may be empty.
    #[serde(default)]
    literal: String,
    /// `step:phase/step`, `check:id`, `problem:phase/step/id`, `fact:id`, `rule:id`, `source:id`, `file:id`.
    #[serde(default)]
    carried_by: Vec<String>,
    /// How the walk shows it instead: a real name for a placeholder, or a correction.
    #[serde(default, rename = "as")]
    shown_as: Option<String>,
    /// The number of the contradiction, where it is a correction.
    #[serde(default)]
    number: Option<String>,
    /// Why it is not walked.
    #[serde(default)]
    not_walked: Option<String>,
}

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

/// How many statements each document has.
const DOCUMENTS: [(&str, &str, usize); 5] = [
    ("q191138", "Q191138", 109),
    ("q223258", "Q223258", 115),
    ("q241573", "Q241573", 124),
    ("q249603", "Q249603", 34),
    ("imaging-2003", "IMG2003", 119),
];

#[test]
fn every_statement_of_every_document_is_carried() {
    for (id, document, count) in DOCUMENTS {
        let procedure = procedure(id);
        let text = fs::read_to_string(format!("tests/coverage/{id}.toml")).unwrap();
        let table: Table = toml::from_str(&text).unwrap();
        let mut faults: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for row in &table.row {
            let name = format!("{} / {} / {}", row.source, row.section, row.step);
            if row.source != document {
                faults.push(format!("{name}: another document"));
            }
            if !seen.insert(name.clone()) {
                faults.push(format!("{name}: twice"));
            }
            faults.extend(row.faults(&procedure).into_iter().map(|fault| format!("{name}: {fault}")));
        }
        if seen.len() != count {
            faults.push(format!("{document} has {count} statements, {} are listed", seen.len()));
        }
        assert!(faults.is_empty(), "{id}:\n  {}", faults.join("\n  "));
    }
}

impl Row {
    /// What is wrong with the row.
    fn faults(&self, procedure: &Procedure) -> Vec<String> {
        let reason = self.not_walked.as_deref().unwrap_or_default();
        if self.carried_by.is_empty() {
            let fault = reason.len() < 20;
            return fault.then(|| "neither carried nor a reason why not".to_owned()).into_iter().collect();
        }
        let mut faults = Vec::new();
        if let Some(number) = &self.number
            && !(number.starts_with('C') && number[1..].parse::<u8>().is_ok_and(|number| (1..=40).contains(&number)))
        {
            faults.push(format!("`{number}` is not a contradiction"));
        }
        let mut words = String::new();
        for carrier in &self.carried_by {
            match carried(procedure, carrier) {
                Some(text) => words.push_str(&text),
                None => faults.push(format!("`{carrier}` does not exist")),
            }
        }
        let wanted = self.shown_as.as_ref().unwrap_or(&self.literal);
        if !folded(&words).contains(&folded(wanted)) {
            faults.push(format!("`{wanted}` is not shown by {}", self.carried_by.join(", ")));
        }
        faults
    }
}

/// All the words of what carries a statement, or nothing when there is no such thing.
fn carried(procedure: &Procedure, carrier: &str) -> Option<String> {
    let (kind, id) = carrier.split_once(':')?;
    match kind {
        "step" => step(procedure, id).map(|step| words_of(procedure, step)),
        "problem" => {
            let (at, problem) = id.rsplit_once('/')?;
            let table = procedure.tables.iter().find(|table| table.id == at);
            let own = step(procedure, at).map(|step| step.problem.iter().collect::<Vec<_>>());
            let listed = own.or_else(|| table.map(|table| table.problem.iter().chain([&table.other]).collect()))?;
            listed.into_iter().find(|own| own.id == problem).map(words_of_problem)
        }
        "check" => procedure.check(id).map(|check| {
            let texts = [&check.title, &check.why, &check.fix].map(std::string::ToString::to_string);
            format!("{} {} {}", texts.join(" "), check.source, source_of(procedure, check.pass.span))
        }),
        "fact" => procedure.facts.iter().find(|fact| fact.id == id).map(|fact| {
            let help = fact.help.as_ref().map(std::string::ToString::to_string).unwrap_or_default();
            let choices: Vec<String> =
                fact.kind.choices().iter().map(|choice| format!("{} {}", choice.id, choice.label)).collect();
            let example = fact.example.clone().unwrap_or_default();
            format!("{} {} {help} {example} {}", fact.label, fact.ask, choices.join(" "))
        }),
        "file" => {
            let phases = procedure.phases.iter().flat_map(|phase| &phase.steps);
            let steps = phases.chain(procedure.recoveries.iter().flat_map(|recovery| &recovery.steps));
            let mut files = steps.flat_map(|step| &step.writes).filter(|writes| writes.id == id).peekable();
            files.peek()?;
            let lines = files.flat_map(|writes| writes.lines.iter().map(|line| line.text.to_string()));
            Some(lines.collect::<Vec<_>>().join(" "))
        }
        "rule" => procedure.rules.iter().find(|rule| rule.id == id).map(|rule| rule.source.clone()),
        "source" if id == "summary" => Some(procedure.summary.to_string()),
        "source" => procedure
            .sources
            .iter()
            .find(|source| source.id == id)
            .map(|source| format!("{} {}", source.id, source.title)),
        _ => None,
    }
}

/// The step `phase/step`, of a phase or a recovery.
fn step<'p>(procedure: &'p Procedure, id: &str) -> Option<&'p Step> {
    let (part, step) = id.split_once('/')?;
    let phase = procedure.phases.iter().find(|phase| phase.id == part).map(|phase| &phase.steps);
    let steps = phase.or_else(|| procedure.recovery(part).map(|recovery| &recovery.steps))?;
    steps.iter().find(|own| own.id == step)
}

/// Everything that a step's screen can say.
fn words_of(procedure: &Procedure, step: &Step) -> String {
    let mut words: Vec<String> = step.texts().map(std::string::ToString::to_string).collect();
    words.extend(step.source.clone());
    words.extend(step.typical.clone());
    for erratum in &step.errata {
        words.push(format!("{} {} {}", erratum.prints, erratum.uses, erratum.because));
    }
    words
        .extend(step.observes.iter().filter_map(|observe| observe.look.as_ref()).map(std::string::ToString::to_string));
    words.extend(procedure.problems(step).map(words_of_problem));
    for name in &step.asks {
        let fact = procedure.facts.iter().find(|fact| name.ends_with(&fact.id));
        words.extend(fact.map(|fact| format!("{} {}", fact.label, fact.ask)));
    }
    words.join(" ")
}

/// Everything that a problem's screen can say.
fn words_of_problem(problem: &Problem) -> String {
    let texts: [&Text; 3] = [&problem.seen, &problem.cause, &problem.fix];
    let code = problem.code.map(|code| format!("{code} 0x{:X}", code.0)).unwrap_or_default();
    format!(
        "{} {code} {}",
        texts.map(std::string::ToString::to_string).join(" "),
        problem.source.clone().unwrap_or_default()
    )
}

/// The text at a place of a procedure's files: the values in a condition are shown with its verdict.
fn source_of(procedure: &Procedure, place: nodewalk::model::Span) -> String {
    let file: Option<&SourceFile> = procedure.files.get(place.file);
    file.and_then(|file| file.text.get(place.start..place.end)).unwrap_or_default().to_owned()
}

/// A text without case and with single spaces.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
