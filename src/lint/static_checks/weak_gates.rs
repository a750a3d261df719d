//! Weak gates: gates that ask for less than a rule says. They are safe only as long as every path to them happens to
//! be.

use super::implication::Gate;
use crate::engine::plan::Part;
use crate::lint::finding::Finding;
use crate::lint::{conditions, declarations};
use crate::model::Span;
use crate::model::condition::{Condition, Form, Subject};
use crate::model::{For, Procedure, Rule, RuleKind, Step};

/// Finds the gates that don't ask for what a rule about their step says.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let once: &[Row] = &[Row::new()];
    let mut findings = Vec::new();
    for declared in declarations::steps(procedure) {
        let rows = match declared.id.0 {
            Part::Phase(part) => procedure.phases[part].for_.as_ref().and_then(For::rows).unwrap_or(once),
            Part::Recovery(_) => once,
        };
        let (name, files) = (declared.name(), files(procedure, declared.step));
        let own = |rule: &&Rule| rule.during.contains(&name) && files.contains(&procedure.owner(rule.holds.span.file));
        for rule in procedure.rules.iter().filter(own) {
            findings.extend(weak(procedure, &name, declared.step, rows, rule));
        }
    }
    findings
}

/// The files that define a step's gate: its own, and those of the named conditions that the gate refers to. A rule of
/// another file depends on the path to the step.
fn files(procedure: &Procedure, step: &Step) -> Vec<usize> {
    let references = conditions::of_gate(step).flat_map(Condition::references);
    let files = references.filter_map(|(id, _)| procedure.named(id)).map(|condition| condition.span.file);
    std::iter::once(step.span.file).chain(files).collect()
}

/// The aliases of one repetition of a phase, with their nodes.
type Row = Vec<(String, String)>;

/// The finding that a gate of a step does not ask for what a rule says.
fn weak(procedure: &Procedure, id: &str, step: &Step, rows: &[Row], rule: &Rule) -> Option<Finding> {
    let always = rule.kind == RuleKind::Always;
    let implied =
        |gates: &[&Condition]| rows.iter().all(|row| Gate::of(procedure, row, gates).implies(&rule.holds, always));
    let restart = step.restart.as_ref().and_then(|restart| restart.requires.as_ref());
    let found = |place: Span, which: &str| {
        let message = format!("the {which} of `{id}` does not ask for what the rule `{}` says", rule.id);
        let help = "ask for it, because another path may not bring it about";
        Some(Finding::new("loose-gate", place, message, help))
    };
    // A step without work of its own has one screen, which asks for both gates.
    let works = step.do_.is_some();
    let first: Vec<&Condition> = step.requires.iter().chain(restart.filter(|_| !works)).collect();
    if (always || !first.is_empty()) && !implied(&first) {
        return found(first.first().map_or(step.title.span, |gate| gate.span), "`requires`");
    }
    let restart = restart.filter(|_| works && is_volatile(procedure, &rule.holds))?;
    if implied(&[restart]) { None } else { found(restart.span, "restart") }
}

/// Whether a condition asks only about states that a restart makes unknown: they can change during the work.
fn is_volatile(procedure: &Procedure, condition: &Condition) -> bool {
    let forgotten = |name: &str| declarations::is_forgotten(procedure, name);
    condition.parts().all(|part| match &part.form {
        Form::Atom(atom) => matches!(&atom.subject, Subject::State(name) if forgotten(name)),
        Form::Holds(_) | Form::Each(_) => false,
        _ => true,
    })
}
