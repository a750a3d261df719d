//! The verdict: one sentence about the walk that leaves out no flaw.

use super::context::{Context, list};
use crate::engine::checks::{Outcome, Verdict};
use crate::engine::event::Return;
use crate::engine::facts::Address;
use crate::engine::walk::{Stage, Status};
use crate::engine::world::Standing;
use crate::model::condition::Truth;
use crate::text::count;

/// The outcome that counts: the recorded one, or `waived` if it was waived since. If none was recorded, the current
/// one.
pub(super) fn effective(context: &Context<'_>, now: &Verdict<'_>) -> &'static str {
    let words = [
        Outcome::Pass,
        Outcome::Warning,
        Outcome::Fail,
        Outcome::CouldNotTest,
        Outcome::NotApplicable,
        Outcome::Waived,
    ]
    .map(Outcome::word);
    let reached = context.history.last_reached(&now.check.id);
    let reached = reached.and_then(|reached| words.into_iter().find(|word| *word == reached.verdict));
    match reached {
        Some("warning" | "could-not-test") if now.outcome == Outcome::Waived => "waived",
        Some(word) => word,
        None => now.outcome.word(),
    }
}

/// Whether a check that does not pass now had another outcome when it was recorded, because a fact changed.
pub(super) fn comes_out_otherwise(context: &Context<'_>, now: &Verdict<'_>) -> bool {
    let is_fact = |id: &String| Address::find(context.procedure(), id).is_some_and(|address| !address.fact().reading);
    let stands = !matches!(now.outcome, Outcome::Pass | Outcome::NotApplicable);
    stands
        && effective(context, now) != now.outcome.word()
        && now.because.clauses.iter().flat_map(|clause| &clause.about).any(is_fact)
}

/// The flaws of the walk, counted.
fn flaws(context: &Context<'_>) -> Vec<String> {
    let verdicts = context.walk.verdicts();
    let checks = |word: &str| verdicts.iter().filter(|verdict| effective(context, verdict) == word).count();
    let steps = |status: Status| {
        let included = context.walk.plan().included();
        included.filter(|planned| context.walk.progress(&planned.id).is_some_and(|own| own.status == status)).count()
    };
    let standing =
        |wanted: Standing| context.walk.obligations().iter().filter(|(_, standing)| *standing == wanted).count();
    let history = context.history;
    let unrecorded = history.attempts.iter().filter(|attempt| attempt.end.is_none()).count();
    let unplanned = history.restarts.iter().filter(|restart| restart.down.is_some() && !restart.planned).count();
    let absent = history.restarts.iter().filter(|restart| matches!(restart.back, Some((_, Return::Absent)))).count();
    [
        (checks("fail"), "check failed", "checks failed"),
        (checks("warning"), "warning", "warnings"),
        (checks("waived"), "check waived", "checks waived"),
        (checks("could-not-test"), "check not tested", "checks not tested"),
        (
            verdicts.iter().filter(|verdict| comes_out_otherwise(context, verdict)).count(),
            "check that comes out otherwise now",
            "checks that come out otherwise now",
        ),
        (steps(Status::Skipped), "step skipped", "steps skipped"),
        (steps(Status::Passed), "step passed over", "steps passed over"),
        (
            history.problems.iter().filter(|met| met.problem.is_none()).count(),
            "problem that the procedure does not list",
            "problems that the procedure does not list",
        ),
        (unplanned, "unplanned restart", "unplanned restarts"),
        (absent, "restart that did not happen at first", "restarts that did not happen at first"),
        (standing(Standing::Open), "thing left open", "things left open"),
        (standing(Standing::Lost), "thing lost", "things lost"),
        (unrecorded, "step begun whose end is not recorded", "steps begun whose end is not recorded"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect()
}

/// The sentence.
pub(super) fn sentence(context: &Context<'_>) -> String {
    let walked: Vec<_> = context.walk.plan().included().collect();
    let is_done =
        |id: &str| context.walk.progress(id).is_some_and(|own| matches!(own.status, Status::Done | Status::Already));
    let done = walked.iter().filter(|planned| is_done(&planned.id)).count();
    let undecided = walked.iter().filter(|planned| planned.included == Truth::Undecided).count();
    let state = match context.walk.stage() {
        Stage::Finished => "Finished",
        Stage::Abandoned { .. } => "Abandoned",
        Stage::Stopped { .. } => "Stopped by the procedure",
        _ => "Not finished",
    };
    let rehearsal = if context.walk.rehearsal() { "Rehearsal. " } else { "" };
    let flaws = flaws(context);
    if *context.walk.stage() == Stage::Finished && flaws.is_empty() && done == walked.len() {
        let steps = count(done, "step", "steps");
        return format!("{rehearsal}Finished: {steps} done, every check passed, nothing left open.");
    }
    let mut text = format!("{rehearsal}{state}: {done} of {} done", count(walked.len(), "step", "steps"));
    if undecided > 0 {
        put!(text, " ({undecided} of them not decided yet)");
    }
    if !flaws.is_empty() {
        put!(text, ", with {}", list(&flaws));
    }
    text.push('.');
    text
}
