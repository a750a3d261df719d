//! Counterexamples: paths in the words that an operator would type.

use crate::engine::walk::{Gate, Position, Walk};

/// One line of input, and the position where the operator types it.
pub(in crate::lint) struct TraceStep {
    pub(in crate::lint) at: String,
    pub(in crate::lint) words: String,
}

/// Describes a position in a few words.
pub(in crate::lint) fn place(position: &Position) -> String {
    match position {
        Position::Worksheet => "the worksheet".to_owned(),
        Position::Checks => "the checks".to_owned(),
        Position::PickUp => "the pick-up".to_owned(),
        Position::Problem => "the problem".to_owned(),
        Position::Stopped => "the stop".to_owned(),
        Position::Ask { step, facts } => format!("the question for `{}` before `{step}`", facts.join("`, `")),
        Position::Guarded { step, .. } => format!("the checks before `{step}`"),
        Position::Lost { obligation } => format!("the loss of `{obligation}`"),
        Position::HandOff { node, .. } => format!("the way to `{node}`"),
        Position::Waiting { node, .. } => format!("the wait for `{node}`"),
        Position::Restart { step } => format!("the restart of `{step}`"),
        Position::Step { step, gate: Gate::Shut } => format!("the shut gate of `{step}`"),
        Position::Step { step, .. } => format!("`{step}`"),
        Position::SignOff => "the sign-off".to_owned(),
        Position::Ended => "the end".to_owned(),
    }
}

/// Writes a path as lines: its answers, its inputs, and the final position. Consecutive inputs that only confirm share
/// a line.
pub(in crate::lint) fn lines(answers: &str, steps: &[TraceStep], walk: &Walk) -> Vec<String> {
    let mut lines = Vec::new();
    if !answers.is_empty() {
        lines.push(format!("with {answers}"));
    }
    for run in steps.chunk_by(|one, next| one.words == "done" && next.words == "done") {
        lines.push(match run {
            [step] if step.words == "done" => format!("at {}: done", step.at),
            [step] => format!("at {}: `{}`", step.at, step.words),
            _ => format!("from {}: done, {} times", run[0].at, run.len()),
        });
    }
    lines.push(format!("then {}", place(&walk.position())));
    lines
}
