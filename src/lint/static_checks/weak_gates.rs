//! Gates that ask less than a rule says: safe only as long as the way to them happens to be.

use super::implication::Gate;
use crate::lint::condition_visit;
use crate::lint::finding::Finding;
use crate::model::Span;
use crate::model::condition::{Condition, Form, Subject};
use crate::model::{For, Procedure, Rule, RuleKind, StateOnRestart, Step};

/// The rules that name a step whose gate does not ask for what they say.
pub(in crate::lint) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let once: &[Row] = &[Row::new()];
    let phases = procedure.phases.iter().flat_map(|phase| {
        let rows = match &phase.for_ {
            Some(For::Rows(rows)) => rows.as_slice(),
            _ => once,
        };
        phase.steps.iter().map(move |step| (&phase.id, step, rows))
    });
    let recoveries = procedure.recoveries.iter();
    let recoveries = recoveries.flat_map(|recovery| recovery.steps.iter().map(move |step| (&recovery.id, step, once)));
    let mut findings = Vec::new();
    for (part, step, rows) in phases.chain(recoveries) {
        let id = format!("{part}/{}", step.id);
        let files = files(procedure, step);
        let own = |rule: &&Rule| rule.during.contains(&id) && files.contains(&procedure.owner(rule.holds.span.file));
        for rule in procedure.rules.iter().filter(own) {
            findings.extend(loose(procedure, &id, step, rows, rule));
        }
    }
    findings
}

/// The files that have a say in a step's gate: its own, and those of the named conditions that it holds. A rule of another
/// file is kept by the way to the step alone.
fn files(procedure: &Procedure, step: &Step) -> Vec<usize> {
    let mut files = vec![step.span.file];
    for gate in condition_visit::of_gate(step) {
        condition_visit::parts(gate, &mut |part| {
            let Form::Holds(id) = &part.form else { return };
            files.extend(procedure.named(id).map(|named| named.span.file));
        });
    }
    files
}

/// The aliases of one repetition of a phase, with their nodes.
type Row = Vec<(String, String)>;

/// That a gate of a step does not ask for what a rule says.
fn loose(procedure: &Procedure, id: &str, step: &Step, rows: &[Row], rule: &Rule) -> Option<Finding> {
    let always = rule.kind == RuleKind::Always;
    let implied =
        |gates: &[&Condition]| rows.iter().all(|row| Gate::of(procedure, row, gates).implies(&rule.holds, always));
    let restart = step.restart.as_ref().and_then(|restart| restart.requires.as_ref());
    let found = |place: Span, which: &str| {
        let message = format!("the {which} of `{id}` does not ask for what the rule `{}` says", rule.id);
        let help = "ask for it: that the way there brings it about is not enough";
        Some(Finding::new("loose-gate", place, message, help))
    };
    // A step with no work of its own has one screen, and both its gates are asked there.
    let works = step.do_.is_some();
    let first: Vec<&Condition> = step.requires.iter().chain(restart.filter(|_| !works)).collect();
    if (always || !first.is_empty()) && !implied(&first) {
        return found(first.first().map_or(step.title.span, |gate| gate.span), "`requires`");
    }
    let restart = restart.filter(|_| works && is_volatile(procedure, &rule.holds))?;
    if implied(&[restart]) { None } else { found(restart.span, "restart") }
}

/// Whether a condition asks of nothing but states that a restart makes unknown: they can change while a step is worked on.
fn is_volatile(procedure: &Procedure, condition: &Condition) -> bool {
    let forgotten = |name: &str| {
        let stem = name.rsplit('.').next().unwrap_or(name);
        procedure.states.iter().any(|own| own.id == stem && own.on_restart == StateOnRestart::Unknown)
    };
    let mut volatile = true;
    condition_visit::parts(condition, &mut |part| match &part.form {
        Form::Atom(atom) => volatile &= matches!(&atom.subject, Subject::State(name) if forgotten(name)),
        Form::Holds(_) | Form::Each(_) => volatile = false,
        _ => {}
    });
    volatile
}
