//! Unused declarations: facts, states and other names that nothing uses, changes or closes.

use std::collections::HashSet;

use crate::lint::finding::Finding;
use crate::lint::{conditions, declarations, uses};
use crate::model::condition::{Condition, Form, Subject};
use crate::model::value::Kind;
use crate::model::{Change, Jump, Obligation, ObligationOnRestart, Problem, Procedure, Set, State, Text};

/// Finds the declarations that nothing uses.
pub(super) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let used = Used::of(procedure);
    [declarations(procedure, &used), states(procedure, &used), obligations(procedure, &used)].concat()
}

/// The names that something uses, as written (`here.name`) and without their first part (`name`).
#[derive(Default)]
struct Used {
    facts: HashSet<String>,
    asked: HashSet<String>,
    states_read: HashSet<String>,
    states_written: HashSet<String>,
    opened: HashSet<String>,
    closed: HashSet<String>,
    conditions: HashSet<String>,
    tables: HashSet<String>,
    recoveries: HashSet<String>,
}

impl Used {
    fn of(procedure: &Procedure) -> Self {
        let mut used = Self::default();
        for condition in conditions::everywhere(procedure) {
            used.read(condition);
        }
        for text in texts(procedure) {
            text.names().for_each(|name| add(&mut used.facts, name));
        }
        for step in declarations::steps(procedure).map(|declared| declared.step) {
            step.asks.iter().for_each(|name| add(&mut used.asked, name));
            used.tables.extend(step.problems.clone());
            step.observes.iter().for_each(|observe| add(&mut used.states_written, &observe.state));
            step.opens.iter().for_each(|change| add(&mut used.opened, &change.obligation));
            used.effects(&step.sets, &step.closes);
            for line in step.writes.iter().flat_map(|writes| &writes.lines) {
                line.when.iter().for_each(|when| used.read(when));
                used.facts.extend(line.each.iter().map(|(list, _)| list.clone()));
            }
        }
        for problem in problems(procedure) {
            used.effects(&problem.sets, &problem.closes);
        }
        for jump in jumps(procedure) {
            if let Jump::Run(id) = jump {
                used.recoveries.insert(id.clone());
            }
        }
        let repeated = procedure.phases.iter().filter_map(|phase| phase.for_.as_ref()?.list());
        let families = procedure.obligations.iter().filter_map(|own| own.each.as_deref());
        let families = families.chain(procedure.nodes.iter().filter_map(|own| own.each.as_deref()));
        let families = families.chain(procedure.states.iter().filter_map(|own| own.each.as_deref()));
        used.facts.extend(repeated.chain(families).map(str::to_owned));
        for fact in &procedure.facts {
            used.facts.extend(fact.member.clone());
            if let Kind::Records(records) = &fact.kind {
                used.facts.extend(records.fields.iter().filter_map(|field| field.member.clone()));
            }
        }
        used
    }

    fn effects(&mut self, sets: &[Set], closes: &[Change]) {
        for set in sets {
            add(&mut self.states_written, &set.state);
        }
        for change in closes {
            add(&mut self.closed, &change.obligation);
        }
    }

    fn read(&mut self, condition: &Condition) {
        for part in condition.parts() {
            match &part.form {
                Form::Holds(id) => drop(self.conditions.insert(id.clone())),
                Form::Each(each) => drop(self.facts.insert(each.list.clone())),
                Form::Atom(atom) => {
                    match &atom.subject {
                        Subject::Fact(name) => add(&mut self.facts, name),
                        Subject::State(name) => add(&mut self.states_read, name),
                        Subject::Obligation(_) => {}
                    }
                    uses::operands(atom).for_each(|name| add(&mut self.facts, name));
                }
                Form::All(_) | Form::Any(_) | Form::Not(_) => {}
            }
        }
    }
}

/// Adds a name, also without its node or alias.
fn add(names: &mut HashSet<String>, name: &str) {
    names.insert(name.to_owned());
    if let Some((_, rest)) = name.split_once('.') {
        names.insert(rest.to_owned());
    }
}

/// Every text of the procedure.
fn texts(procedure: &Procedure) -> Vec<&Text> {
    let mut texts = vec![&procedure.summary];
    texts.extend(procedure.applies.iter().map(|applies| &applies.because));
    texts.extend(procedure.checks.iter().flat_map(|check| [&check.title, &check.why, &check.fix]));
    texts.extend(procedure.facts.iter().filter_map(|fact| fact.help.as_ref()));
    texts.extend(procedure.states.iter().flat_map(|state| state.look.iter().chain([&state.title])));
    texts.extend(procedure.obligations.iter().map(|obligation| &obligation.title));
    texts.extend(procedure.phases.iter().map(|phase| &phase.title));
    texts.extend(procedure.recoveries.iter().map(|recovery| &recovery.title));
    for step in declarations::steps(procedure).map(|declared| declared.step) {
        texts.extend(step.texts());
        texts.extend(step.writes.iter().map(|writes| &writes.name));
        texts.extend(step.writes.iter().flat_map(|writes| &writes.lines).map(|line| &line.text));
    }
    texts.extend(problems(procedure).flat_map(|problem| [&problem.seen, &problem.cause, &problem.fix]));
    texts.extend(jumps(procedure).filter_map(|jump| match jump {
        Jump::Stop(text) => Some(text),
        _ => None,
    }));
    texts
}

/// Every problem, of steps and tables.
fn problems(procedure: &Procedure) -> impl Iterator<Item = &Problem> {
    let own = declarations::steps(procedure).flat_map(|declared| &declared.step.problem);
    own.chain(procedure.tables.iter().flat_map(|table| table.problem.iter().chain([&table.other])))
}

/// Every jump.
fn jumps(procedure: &Procedure) -> impl Iterator<Item = &Jump> {
    let problems = problems(procedure).map(|problem| &problem.then);
    let phases = procedure.phases.iter().flat_map(|phase| &phase.on_restart);
    let recoveries = procedure.recoveries.iter();
    let restarts = phases.chain(recoveries.clone().flat_map(|recovery| &recovery.on_restart)).map(|own| &own.jump);
    let lost = procedure.obligations.iter().filter_map(|obligation| obligation.if_lost.as_ref());
    problems.chain(restarts).chain(lost).chain(recoveries.map(|recovery| &recovery.then))
}

/// Facts, named conditions, recoveries and tables that nothing uses.
fn declarations(procedure: &Procedure, used: &Used) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut add = |code, place, message, help| findings.push(Finding::new(code, place, message, help));
    // Another procedure may use the fact of a shared file; the engine itself uses names.
    for fact in procedure.facts.iter().filter(|fact| fact.span.file == 0 && fact.id != "name") {
        let help = "use it, or remove it";
        if fact.reading && !used.asked.contains(&fact.id) {
            add("unused-reading", fact.span, format!("nothing asks for the reading `{}`", fact.id), help);
        } else if !fact.reading && !used.facts.contains(&fact.id) {
            add("unused-fact", fact.span, format!("nothing uses the fact `{}`", fact.id), help);
        }
    }
    for named in procedure.conditions.iter().filter(|named| !used.conditions.contains(&named.id)) {
        let message = format!("nothing asks whether `{}` holds", named.id);
        add("unused-condition", named.holds.span, message, "use it, or remove it");
    }
    for recovery in procedure.recoveries.iter().filter(|recovery| !used.recoveries.contains(&recovery.id)) {
        let message = format!("nothing runs the recovery `{}`", recovery.id);
        add("unused-recovery", recovery.title.span, message, "lead to it, or remove it");
    }
    for table in procedure.tables.iter().filter(|table| !used.tables.contains(&table.id)) {
        let message = format!("no step takes its problems from the table `{}`", table.id);
        add("unused-table", table.other.seen.span, message, "name it, or remove it");
    }
    findings
}

/// States that nothing changes, or nothing asks about.
fn states(procedure: &Procedure, used: &Used) -> Vec<Finding> {
    let constant = procedure.states.iter().filter(|state| !used.states_written.contains(&state.id));
    let finding = |state: &State| {
        let (code, message, help) = if used.states_read.contains(&state.id) {
            let message = format!("nothing sets or observes the state `{}`", state.id);
            ("constant-state", message, "set it, or observe it at a step")
        } else {
            ("unused-state", format!("nothing mentions the state `{}`", state.id), "use it, or remove it")
        };
        Finding::new(code, state.title.span, message, help)
    };
    constant.map(finding).collect()
}

/// Obligations that nothing opens, or nothing closes.
fn obligations(procedure: &Procedure, used: &Used) -> Vec<Finding> {
    let finding = |obligation: &Obligation| {
        let (id, place) = (&obligation.id, obligation.title.span);
        if !used.opened.contains(id) {
            let message = format!("nothing opens `{id}`");
            return Some(Finding::new("never-opened", place, message, "open it, or remove it"));
        }
        let ends = used.closed.contains(id) || obligation.on_restart == ObligationOnRestart::Closes;
        (!ends).then(|| {
            Finding::new("never-closed", place, format!("nothing closes `{id}`"), "close it where it is put right")
        })
    };
    procedure.obligations.iter().filter_map(finding).collect()
}
