//! The section on checks: each verdict with its values and its waiver.

use super::context::Context;
use super::verdict::effective;
use crate::documents::page::{Block, Entry, Section, push_row};
use crate::engine::checks::overall;
use crate::model::Severity;
use crate::model::condition::Scope;

/// The checks, in the order of the procedure.
pub(super) fn section(context: &Context<'_>) -> Section {
    let verdicts = context.walk.verdicts();
    if verdicts.is_empty() {
        return Section::new("Checks", vec![Block::text("This procedure has no checks.")]);
    }
    let world = context.walk.world();
    let entries = verdicts.iter().map(|verdict| {
        let check = verdict.check;
        let outcome = effective(context, verdict);
        let reached = context.history.last_reached(&check.id);
        let mut blocks = Vec::new();
        match reached {
            Some(reached) => {
                push_row(&mut blocks, "Reached", context.stamp(&reached.at));
                push_row(&mut blocks, "Values", sentence(&reached.because));
            }
            None => push_row(&mut blocks, "Reached", "never; this is its verdict on the facts as they are"),
        }
        let now = sentence(&verdict.because.words());
        let same = reached.is_some_and(|own| own.verdict == verdict.outcome.word() && sentence(&own.because) == now);
        if !same {
            let label = if reached.is_some() { "Now" } else { "Values" };
            push_row(&mut blocks, label, format!("{}: {now}", verdict.outcome.word()));
        }
        if let Some(waiver) = &verdict.waiver {
            let who = format!("{} by {}", context.at(waiver.time), waiver.by);
            push_row(&mut blocks, "Waived", format!("{who}\nbecause: {}", waiver.reason));
        }
        push_row(&mut blocks, "Why", world.render(&check.why, Scope::empty()));
        if matches!(outcome, "fail" | "warning" | "could-not-test" | "waived") {
            push_row(&mut blocks, "Remedy", world.render(&check.fix, Scope::empty()));
        }
        let weight = match check.severity {
            Severity::Error => "blocks",
            Severity::Warning => "warns",
        };
        push_row(&mut blocks, "Check", format!("{}, {weight}; {}", check.id, check.source));
        Block::Entry(Entry {
            mark: format!("{:<4}", mark(outcome)),
            title: format!("{}: {}", world.render(&check.title, Scope::empty()), outcome_words(outcome)),
            blocks,
            ..Entry::default()
        })
    });
    let mut blocks = vec![Block::Text(format!("As the facts stand: {}.", overall(&verdicts)))];
    blocks.extend(entries);
    Section::new("Checks", blocks)
}

/// The clauses of a verdict, or a note that there were none.
fn sentence(because: &str) -> String {
    if because.is_empty() { "nothing to compare".to_owned() } else { because.to_owned() }
}

/// The mark of a verdict, at most four letters wide.
fn mark(word: &str) -> &'static str {
    match word {
        "pass" => "ok",
        "warning" => "WARN",
        "fail" => "FAIL",
        "could-not-test" => "????",
        "not-applicable" => "n/a",
        _ => "WAIV",
    }
}

/// A verdict in words.
pub(super) fn outcome_words(word: &str) -> &'static str {
    match word {
        "pass" => "passed",
        "warning" => "warning",
        "fail" => "failed",
        "could-not-test" => "could not be tested",
        "not-applicable" => "not applicable",
        _ => "waived",
    }
}
