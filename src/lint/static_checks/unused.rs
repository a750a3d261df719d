//! What can be seen without walking: what is declared and not used, and where a restart leads nowhere.

use std::collections::HashSet;

use crate::engine::world::World;
use crate::lint::condition_visit;
use crate::lint::finding::Finding;
use crate::model::condition::{Condition, Form, Operand, Scope, Subject};
use crate::model::value::Kind;
use crate::model::{Change, For, Jump, Obligation, ObligationOnRestart, Procedure, Set, Text};

/// All of it.
pub(in crate::lint) fn findings(procedure: &Procedure) -> Vec<Finding> {
    let used = Used::of(procedure);
    let mut findings = unused(procedure, &used);
    findings.extend(states(procedure, &used));
    findings.extend(obligations(procedure, &used));
    findings.extend(restarts(procedure));
    findings.extend(checks(procedure));
    findings.extend(super::use_before_read::findings(procedure));
    findings.extend(super::observations::findings(procedure));
    findings.extend(super::repeats::findings(procedure));
    findings.extend(super::weak_gates::findings(procedure));
    findings
}

/// The names that something uses, as written and without their first part (`here.name`, `name`).
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
        let named = procedure.conditions.iter().map(|named| &named.holds);
        for condition in condition_visit::everywhere(procedure).into_iter().chain(named) {
            used.read(condition);
        }
        for text in texts(procedure) {
            text.names().for_each(|name| add(&mut used.facts, name));
        }
        for step in condition_visit::steps(procedure) {
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
        let repeated = procedure.phases.iter().filter_map(|phase| match &phase.for_ {
            Some(For::Each { list, .. }) => Some(list),
            _ => None,
        });
        let families = procedure.obligations.iter().filter_map(|own| own.each.as_ref());
        let families = families.chain(procedure.nodes.iter().filter_map(|own| own.each.as_ref()));
        let families = families.chain(procedure.states.iter().filter_map(|own| own.each.as_ref()));
        used.facts.extend(repeated.chain(families).cloned());
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
        condition_visit::parts(condition, &mut |part| match &part.form {
            Form::Holds(id) => {
                self.conditions.insert(id.clone());
            }
            Form::Each(each) => {
                self.facts.insert(each.list.clone());
            }
            Form::Atom(atom) => {
                match &atom.subject {
                    Subject::Fact(name) => add(&mut self.facts, name),
                    Subject::State(name) => add(&mut self.states_read, name),
                    Subject::Obligation(_) => {}
                }
                let operands = atom.test.operands().iter().flat_map(Operand::names);
                operands.for_each(|name| add(&mut self.facts, name));
            }
            _ => {}
        });
    }
}

/// Adds a name and what it is without its node or alias.
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
    for step in condition_visit::steps(procedure) {
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
fn problems(procedure: &Procedure) -> impl Iterator<Item = &crate::model::Problem> {
    let own = condition_visit::steps(procedure).flat_map(|step| &step.problem);
    own.chain(procedure.tables.iter().flat_map(|table| table.problem.iter().chain([&table.other])))
}

/// Every lead.
fn jumps(procedure: &Procedure) -> impl Iterator<Item = &Jump> {
    let problems = problems(procedure).map(|problem| &problem.then);
    let phases = procedure.phases.iter().flat_map(|phase| &phase.on_restart);
    let recoveries = procedure.recoveries.iter();
    let restarts = phases.chain(recoveries.clone().flat_map(|recovery| &recovery.on_restart)).map(|own| &own.jump);
    let lost = procedure.obligations.iter().filter_map(|obligation| obligation.if_lost.as_ref());
    problems.chain(restarts).chain(lost).chain(recoveries.map(|recovery| &recovery.then))
}

/// What is declared and never used.
fn unused(procedure: &Procedure, used: &Used) -> Vec<Finding> {
    let mut findings = Vec::new();
    let engine = |id: &str| id == "name";
    // Whether a fact of a shared file is of use, no single procedure can say.
    for fact in procedure.facts.iter().filter(|fact| fact.span.file == 0) {
        let known = if fact.reading { &used.asked } else { &used.facts };
        if !known.contains(&fact.id) && !engine(&fact.id) {
            let (code, what) = if fact.reading { ("unused-reading", "asks for") } else { ("unused-fact", "uses") };
            let sort = if fact.reading { "reading" } else { "fact" };
            let message = format!("nothing {what} the {sort} `{}`", fact.id);
            findings.push(Finding::new(code, fact.span, message, "use it, or take it away"));
        }
    }
    for named in procedure.conditions.iter().filter(|named| !used.conditions.contains(&named.id)) {
        let message = format!("nothing asks whether `{}` holds", named.id);
        findings.push(Finding::new("unused-condition", named.holds.span, message, "use it, or take it away"));
    }
    for recovery in procedure.recoveries.iter().filter(|recovery| !used.recoveries.contains(&recovery.id)) {
        let message = format!("nothing runs the recovery `{}`", recovery.id);
        findings.push(Finding::new("unused-recovery", recovery.title.span, message, "lead to it, or take it away"));
    }
    for table in procedure.tables.iter().filter(|table| !used.tables.contains(&table.id)) {
        let message = format!("no step takes its problems from the table `{}`", table.id);
        findings.push(Finding::new("unused-table", table.other.seen.span, message, "name it, or take it away"));
    }
    findings
}

/// States that nothing changes or nothing asks about.
fn states(procedure: &Procedure, used: &Used) -> Vec<Finding> {
    let mut findings = Vec::new();
    for state in &procedure.states {
        let (read, written) = (used.states_read.contains(&state.id), used.states_written.contains(&state.id));
        if read && !written {
            let message = format!("nothing sets or observes the state `{}`", state.id);
            findings.push(Finding::new("constant-state", state.title.span, message, "set it, or observe it at a step"));
        } else if !read && !written {
            let message = format!("nothing mentions the state `{}`", state.id);
            findings.push(Finding::new("unused-state", state.title.span, message, "use it, or take it away"));
        }
    }
    findings
}

/// Obligations that nothing opens or nothing closes.
fn obligations(procedure: &Procedure, used: &Used) -> Vec<Finding> {
    let mut findings = Vec::new();
    for obligation in &procedure.obligations {
        let place = obligation.title.span;
        let (opened, closed) = (used.opened.contains(&obligation.id), used.closed.contains(&obligation.id));
        if !opened {
            let message = format!("nothing opens `{}`", obligation.id);
            findings.push(Finding::new("never-opened", place, message, "open it, or take it away"));
        } else if !closed && obligation.on_restart != ObligationOnRestart::Closes {
            let message = format!("nothing closes `{}`", obligation.id);
            findings.push(Finding::new("never-closed", place, message, "close it where it is put right"));
        }
    }
    findings
}

/// Phases that say nothing about the unplanned restart of a node.
fn restarts(procedure: &Procedure) -> Vec<Finding> {
    let mut findings = Vec::new();
    for phase in &procedure.phases {
        let alias = match &phase.for_ {
            Some(For::Each { as_: alias, .. }) => Some(alias.as_str()),
            _ => None,
        };
        for node in procedure.nodes.iter().filter(|node| !node.visited) {
            let said = phase.on_restart.iter().any(|own| own.node == node.id || Some(own.node.as_str()) == alias);
            if !said {
                let message =
                    format!("the phase `{}` does not say where an unplanned restart of `{}` leads", phase.id, node.id);
                let help = format!("add `{}` to `on_restart`, in the phase or where it is used", node.id);
                findings.push(Finding::new("no-way-back", phase.title.span, message, help));
            }
        }
    }
    findings.extend(procedure.obligations.iter().filter_map(at_no_node));
    findings
}

/// An obligation that says what a restart does to it, and is at no node.
fn at_no_node(obligation: &Obligation) -> Option<Finding> {
    let nowhere = obligation.at.is_none() && obligation.per.is_empty();
    if !nowhere || obligation.on_restart == ObligationOnRestart::Keeps {
        return None;
    }
    let message = format!("`{}` is at no node, so that no restart ever loses or closes it", obligation.id);
    let help = "say with `at` whose restart counts, or keep it over restarts";
    Some(Finding::new("no-restart", obligation.title.span, message, help))
}

/// Checks before the first step that ask for what only the walk finds out.
fn checks(procedure: &Procedure) -> Vec<Finding> {
    let facts = crate::engine::facts::Facts::default();
    let world = World::of_facts(procedure, &facts);
    let mut findings = Vec::new();
    for check in procedure.checks.iter().filter(|check| check.guards.is_empty()) {
        for condition in check.when.iter().chain([&check.pass]) {
            let mut late: Option<String> = None;
            condition_visit::visit(&world, condition, Scope::empty(), &mut |atom, scope| {
                let id = condition_visit::subject(&world, atom, scope);
                let reading = procedure.fact(&id).is_some_and(|fact| fact.reading);
                let unseen = procedure.state(&id).is_some_and(|state| state.start.is_none() && state.each.is_none());
                let asked = matches!(atom.subject, Subject::Fact(_)) && reading;
                let looked = matches!(atom.subject, Subject::State(_)) && unseen;
                if asked || looked {
                    late.get_or_insert(id);
                }
            });
            if let Some(id) = late {
                let message =
                    format!("the check `{}` stands before the first step, where nobody knows `{id}`", check.id);
                let help = "name in `guards` the step before which it is to pass";
                findings.push(Finding::new("untestable-check", condition.span, message, help));
            }
        }
    }
    findings
}
