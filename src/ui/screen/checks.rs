//! The screens of the checks: every verdict with its values.

use super::frame::{always, frame, offer};
use super::{Mark, Screen, ScreenBlock, ScreenKind};
use crate::engine::checks::{Outcome, Verdict, overall};
use crate::engine::command::Command;
use crate::engine::walk::Walk;
use crate::model::Severity;
use crate::model::condition::Scope;
use crate::text::capitalized;

/// The checks before the first step.
pub(super) fn before(walk: &Walk) -> Screen {
    let mut screen = body(walk);
    let stops = walk.verdicts().iter().any(Verdict::blocks);
    screen.offers = vec![
        offer(Command::Done, if stops { "begin, once nothing stands against it" } else { "begin the walk" }),
        offer(Command::Back, "back to the worksheet"),
        offer(Command::Waive, "waive a warning"),
        offer(Command::Note, "note"),
    ];
    screen.offers.extend(
        always().into_iter().filter(|offer| matches!(offer.command, Command::Facts | Command::Help | Command::Quit)),
    );
    screen
}

/// The checks as a view during the walk.
#[must_use]
pub fn view(walk: &Walk) -> Screen {
    let mut screen = body(walk);
    screen.offers = vec![
        offer(Command::Back, "back"),
        offer(Command::Waive, "waive a warning"),
        offer(Command::Facts, "correct a fact"),
    ];
    screen.offers.extend(always().into_iter().filter(|offer| matches!(offer.command, Command::Help | Command::Quit)));
    screen
}

/// The checks that block the next step.
pub(super) fn guarded(walk: &Walk, step: &str, checks: &[String]) -> Screen {
    let mut screen = frame(walk, ScreenKind::Checks);
    let title = walk.planned(step).map(|planned| planned.title(&walk.world()));
    "Checks stand against the next step".clone_into(&mut screen.heading);
    screen.blocks.push(ScreenBlock::Text(format!("Next would be: {}", title.unwrap_or_default())));
    let verdicts = walk.verdicts();
    screen.blocks.extend(
        verdicts.iter().filter(|verdict| checks.contains(&verdict.check.id)).map(|verdict| item(walk, verdict)),
    );
    screen.offers = vec![
        offer(Command::Facts, "correct a fact"),
        offer(Command::Done, "go on"),
        offer(Command::Note, "note"),
        offer(Command::Back, "back"),
    ];
    screen.offers.extend(always().into_iter().filter(|offer| offer.command != Command::Facts));
    screen
}

/// All checks. Those that fail, warn or could not be tested come first.
fn body(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::Checks);
    let verdicts = walk.verdicts();
    "Checks before the walk".clone_into(&mut screen.heading);
    let stands =
        |verdict: &&Verdict<'_>| matches!(verdict.outcome, Outcome::Fail | Outcome::CouldNotTest | Outcome::Warning);
    let (against, rest): (Vec<&Verdict<'_>>, Vec<&Verdict<'_>>) = verdicts.iter().partition(stands);
    screen.blocks.push(ScreenBlock::Text(format!("{}.", capitalized(&overall(&verdicts)))));
    screen.blocks.extend(against.into_iter().chain(rest).map(|verdict| item(walk, verdict)));
    screen
}

/// A check with its verdict.
fn item(walk: &Walk, verdict: &Verdict<'_>) -> ScreenBlock {
    let world = walk.world();
    let check = verdict.check;
    let mut details: Vec<String> = verdict.because.clauses.iter().map(|clause| capitalized(&clause.words)).collect();
    match verdict.outcome {
        Outcome::Pass | Outcome::NotApplicable => {}
        Outcome::Waived => {
            let waiver = verdict.waiver.as_ref();
            details.extend(waiver.map(|waiver| format!("Waived by {}: {}", waiver.by, waiver.reason)));
        }
        Outcome::Fail | Outcome::Warning | Outcome::CouldNotTest => {
            details.push(world.render(&check.why, Scope::empty()));
            details.push(format!("Do: {}", world.render(&check.fix, Scope::empty())));
            let weight = match check.severity {
                Severity::Error => format!("stops {}", guarded_words(walk, &check.guards)),
                Severity::Warning => format!("waive with `waive {} REASON`", check.id),
            };
            details.push(format!("({}; {}; {weight})", check.id, check.source));
        }
    }
    ScreenBlock::Item { mark: mark(verdict.outcome), text: world.render(&check.title, Scope::empty()), details }
}

/// The phases and steps that a check stops.
fn guarded_words(walk: &Walk, guards: &[String]) -> String {
    let titles: Vec<String> = guards
        .iter()
        .map(|id| match walk.procedure().phase(id) {
            Some(_) => format!("\"{}\"", walk.world().part_title(id)),
            None => id.clone(),
        })
        .collect();
    if titles.is_empty() { "the walk".to_owned() } else { titles.join(", ") }
}

fn mark(outcome: Outcome) -> Mark {
    match outcome {
        Outcome::Pass => Mark::Pass,
        Outcome::Warning => Mark::Warn,
        Outcome::Fail => Mark::Fail,
        Outcome::CouldNotTest => Mark::Untested,
        Outcome::NotApplicable => Mark::NotApplicable,
        Outcome::Waived => Mark::Waived,
    }
}
