//! Gates that ask less than a rule says: safe only as long as the way to them happens to be.

use super::atoms;
use super::finding::Finding;
use super::implies::Gate;
use crate::condition::{Condition, Form, Subject};
use crate::procedure::{Procedure, Rule, RuleKind, StateOnRestart, Step};

/// The rules that name a gated step of their own file which does not ask for what they say.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let phases = procedure.phases.iter().flat_map(|phase| phase.steps.iter().map(move |step| (&phase.id, step)));
    let recoveries = procedure.recoveries.iter();
    let recoveries = recoveries.flat_map(|recovery| recovery.steps.iter().map(move |step| (&recovery.id, step)));
    let mut findings = Vec::new();
    for (part, step) in phases.chain(recoveries) {
        let id = format!("{part}/{}", step.id);
        let own = |rule: &&Rule| rule.during.contains(&id) && rule.holds.place.file == step.place.file;
        for rule in procedure.rules.iter().filter(own) {
            findings.extend(loose(procedure, &id, step, rule));
        }
    }
    findings
}

/// That a gate of a step does not ask for what a rule says.
fn loose(procedure: &Procedure, id: &str, step: &Step, rule: &Rule) -> Option<Finding> {
    let implied = |gate: &Condition| Gate::of(procedure, gate).implies(&rule.holds, rule.kind == RuleKind::Always);
    let work = step.requires.as_ref().filter(|gate| !implied(gate)).map(|gate| (gate, "`requires`"));
    let restart = step.restart.as_ref().and_then(|restart| restart.requires.as_ref());
    let restart = restart.filter(|_| step.text.is_some() && is_volatile(procedure, &rule.holds));
    let restart = restart.filter(|gate| !implied(gate)).map(|gate| (gate, "restart"));
    let (gate, which) = work.or(restart)?;
    let message = format!("the {which} of `{id}` does not ask for what the rule `{}` says", rule.id);
    let help = "ask for it: that the way there brings it about is not enough";
    Some(Finding::new("loose-gate", gate.place, message, help))
}

/// Whether a condition asks of nothing but states that a restart makes unknown: they can change while a step is worked on.
fn is_volatile(procedure: &Procedure, condition: &Condition) -> bool {
    let forgotten = |name: &str| {
        let stem = name.rsplit('.').next().unwrap_or(name);
        procedure.states.iter().any(|own| own.id == stem && own.on_restart == StateOnRestart::Unknown)
    };
    let mut volatile = true;
    atoms::parts(condition, &mut |part| match &part.form {
        Form::Atom(atom) => volatile &= matches!(&atom.subject, Subject::State(name) if forgotten(name)),
        Form::Holds(_) | Form::Each(_) => volatile = false,
        _ => {}
    });
    volatile
}
