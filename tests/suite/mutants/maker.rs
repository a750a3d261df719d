//! The maker of mutants: everything in a file that is taken away or swapped, one at a time.

use std::hash::{DefaultHasher, Hash, Hasher};

use toml::{Table, Value};

use super::edit::{At, Edit, Way};

/// One mutant.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    /// The file that is changed.
    pub(crate) file: String,
    /// Its place among the mutants of its file.
    pub(crate) number: usize,
    /// What was changed: `requires`, `step`.
    pub(crate) kind: &'static str,
    /// Where, for good: `q191138: setup-b/run: requires[2]`.
    pub(crate) id: String,
    /// How.
    pub(crate) edit: Edit,
}

impl Mutant {
    /// What was changed something of: `setup-b/run`, `setup-b`.
    pub(crate) fn place(&self) -> &str {
        let place = self.id.split(": ").nth(1).unwrap_or_default();
        place.strip_prefix("use ").unwrap_or(place)
    }

    /// A number that stays with its id.
    pub(crate) fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.id.hash(&mut hasher);
        hasher.finish()
    }
}

/// All mutants of a file.
pub(crate) fn mutants(file: &str, table: &Table) -> Vec<Mutant> {
    let mut maker = Maker { file: file.to_owned(), found: Vec::new() };
    let root: Way = Vec::new();
    for (way, named) in entries(&root, table, "condition") {
        maker.clauses("condition", &name(named), &key(&way, "holds"), &named["holds"]);
    }
    for (way, state) in entries(&root, table, "state") {
        maker.on_restart_of_state(&way, state);
    }
    for (way, obligation) in entries(&root, table, "obligation") {
        maker.obligation(&way, obligation);
    }
    for (way, phase) in entries(&root, table, "phase") {
        let id = phase.get("use").and_then(Value::as_str).map_or_else(|| name(phase), |used| format!("use {used}"));
        maker.remove("when", &format!("{id}: when"), &way, phase, "when");
        maker.jumps(&id, &way, phase);
        maker.steps(&id, &way, phase);
    }
    for (way, recovery) in entries(&root, table, "recovery") {
        maker.jumps(&name(recovery), &way, recovery);
        maker.steps(&name(recovery), &way, recovery);
    }
    for (way, problems) in entries(&root, table, "table") {
        maker.problems(&name(problems), &way, problems);
    }
    maker.found
}

/// Makes mutants of one file.
struct Maker {
    file: String,
    found: Vec<Mutant>,
}

impl Maker {
    /// Keeps a mutant.
    fn add(&mut self, kind: &'static str, what: &str, edit: Edit) {
        let (file, number) = (self.file.clone(), self.found.len());
        self.found.push(Mutant { id: format!("{file}: {what}"), file, number, kind, edit });
    }

    /// Takes away a gate, and each of its clauses.
    fn gate(&mut self, what: &str, way: &Way, table: &Table) {
        let Some(requires) = table.get("requires") else { return };
        self.remove("requires", what, way, table, "requires");
        self.clauses("clause of requires", what, &key(way, "requires"), requires);
    }

    /// Takes away a key, where it is there.
    fn remove(&mut self, kind: &'static str, what: &str, way: &Way, table: &Table, own: &str) {
        if table.contains_key(own) {
            self.add(kind, what, Edit::Remove(key(way, own)));
        }
    }

    /// Takes away each clause of a condition that asks for several.
    fn clauses(&mut self, kind: &'static str, what: &str, way: &Way, condition: &Value) {
        let clauses = condition.get("all").and_then(Value::as_array).map_or(0, Vec::len);
        if clauses > 1 {
            for clause in 0..clauses {
                let way = entry(&key(way, "all"), clause);
                self.add(kind, &format!("{what}[{clause}]"), Edit::Remove(way));
            }
        }
    }

    /// A state of the world that forgets at a restart what it should keep, and the other way round.
    fn on_restart_of_state(&mut self, way: &Way, state: &Table) {
        let other = if state["on_restart"].as_str() == Some("keeps") { "unknown" } else { "keeps" };
        let edit = Edit::Put(key(way, "on_restart"), Value::from(other));
        self.add("on_restart", &format!("{}: on_restart {other}", name(state)), edit);
    }

    /// An obligation that takes a restart for what it is not, or that leads nowhere when it is lost.
    fn obligation(&mut self, way: &Way, obligation: &Table) {
        let id = name(obligation);
        for other in ["keeps", "lost", "closes"] {
            if obligation["on_restart"].as_str() != Some(other) {
                let edit = Edit::Put(key(way, "on_restart"), Value::from(other));
                self.add("on_restart", &format!("{id}: on_restart {other}"), edit);
            }
        }
        self.remove("on_restart", &format!("{id}: if_lost"), way, obligation, "if_lost");
    }

    /// What a phase or recovery says of restarts.
    fn jumps(&mut self, id: &str, way: &Way, part: &Table) {
        let Some(jumps) = part.get("on_restart").and_then(Value::as_table) else { return };
        for (node, jump) in jumps {
            let way = key(&key(way, "on_restart"), node);
            self.add("on_restart", &format!("{id}: on_restart {node}"), Edit::Remove(way.clone()));
            if jump.as_str() != Some("repeat") {
                let edit = Edit::Put(way, Value::from("repeat"));
                self.add("on_restart", &format!("{id}: on_restart {node} repeat"), edit);
            }
        }
    }

    /// The steps of a phase or recovery.
    fn steps(&mut self, part: &str, way: &Way, table: &Table) {
        let steps = entries(way, table, "step");
        for (number, (way, step)) in steps.iter().enumerate() {
            let id = format!("{part}/{}", name(step));
            if steps.len() > 1 {
                self.add("step", &format!("{id}: deleted"), Edit::Remove(way.clone()));
            }
            if let Some((next, other)) = steps.get(number + 1) {
                let what = format!("{id}: after {}", name(other));
                self.add("order of steps", &what, Edit::Swap(way.clone(), next.clone()));
                for own in ["requires", "already", "when", "sets", "opens", "closes", "observes"] {
                    let (one, two) = (step.get(own), other.get(own));
                    if one.is_some() && two.is_some() && one != two {
                        let edit = Edit::Swap(key(way, own), key(next, own));
                        self.add("swapped with the next step", &format!("{id}: {own} of {}", name(other)), edit);
                    }
                }
            }
            self.step(&id, way, step);
        }
    }

    /// One step.
    fn step(&mut self, id: &str, way: &Way, step: &Table) {
        self.gate(&format!("{id}: requires"), way, step);
        if let Some(restart) = step.get("restart").and_then(Value::as_table) {
            self.gate(&format!("{id}: restart.requires"), &key(way, "restart"), restart);
        }
        self.remove("already", &format!("{id}: already"), way, step, "already");
        self.remove("when", &format!("{id}: when"), way, step, "when");
        for own in ["observes", "sets", "opens", "closes"] {
            self.each(own, id, way, step);
        }
        self.problems(id, way, step);
    }

    /// The problems of a step or table.
    fn problems(&mut self, part: &str, way: &Way, table: &Table) {
        for (way, problem) in entries(way, table, "problem") {
            let id = format!("{part}: problem {}", name(problem));
            self.remove("when", &format!("{id}: when"), &way, problem, "when");
            for own in ["sets", "closes"] {
                self.each(own, &id, &way, problem);
            }
        }
    }

    /// Takes away each entry of a list, and each entry's `when`.
    fn each(&mut self, own: &'static str, id: &str, way: &Way, table: &Table) {
        let Some(list) = table.get(own).and_then(Value::as_array) else { return };
        let list_way = key(way, own);
        for (number, value) in list.iter().enumerate() {
            let said = value.as_str().or_else(|| value.get("state").or_else(|| value.get("obligation"))?.as_str());
            let what = format!("{id}: {own}[{number}] {}", said.unwrap_or_default());
            let way = entry(&list_way, number);
            let edit = if list.len() == 1 { list_way.clone() } else { way.clone() };
            self.add(own, &what, Edit::Remove(edit));
            if let Some(value) = value.as_table() {
                self.remove("when", &format!("{what}: when"), &way, value, "when");
            }
        }
    }
}

/// The way on to a key.
fn key(way: &Way, own: &str) -> Way {
    way.iter().cloned().chain([At::Key(own.to_owned())]).collect()
}

/// The way on to an entry.
fn entry(way: &Way, number: usize) -> Way {
    way.iter().cloned().chain([At::Entry(number)]).collect()
}

/// The tables in an array of tables, with the ways to them.
fn entries<'t>(way: &Way, table: &'t Table, own: &str) -> Vec<(Way, &'t Table)> {
    let list = table.get(own).and_then(Value::as_array).into_iter().flatten().enumerate();
    list.filter_map(|(number, value)| Some((entry(&key(way, own), number), value.as_table()?))).collect()
}

/// The id of a table.
fn name(table: &Table) -> String {
    table.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}
