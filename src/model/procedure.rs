//! A whole procedure.

use super::condition::{Bound, Condition, Scope};
use super::{
    Check, Fact, FileRules, Node, Obligation, Phase, Problem, Recovery, Rule, Scenario, Severity, SourceFile, State,
    Step, Table, Text,
};

/// A document that a procedure follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its short id, `Q191138`.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A condition with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedCondition {
    /// The name, `snake_case`.
    pub id: String,
    /// What it says.
    pub holds: Condition,
}

/// When a procedure is the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applies {
    /// A condition over facts only.
    pub when: Condition,
    /// Why, in the operator's words.
    pub because: Text,
}

/// A whole procedure, as the engine walks it.
#[derive(Clone, Debug)]
pub struct Procedure {
    /// Its id, kebab-case.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it achieves, in a sentence or two.
    pub summary: Text,
    /// The documents it follows.
    pub sources: Vec<Source>,
    /// The consoles, in the order of their lanes.
    pub nodes: Vec<Node>,
    /// Facts and readings, in the order of the worksheet.
    pub facts: Vec<Fact>,
    /// The secrets, apart from the facts: no worksheet, text, condition or report can come across them.
    pub secrets: Vec<Fact>,
    /// The named conditions.
    pub conditions: Vec<NamedCondition>,
    /// When it applies; absent means always.
    pub applies: Option<Applies>,
    /// The prerequisite checks, in order.
    pub checks: Vec<Check>,
    /// What the walk follows.
    pub states: Vec<State>,
    /// What can be left open.
    pub obligations: Vec<Obligation>,
    /// The main line, shared phases in their places.
    pub phases: Vec<Phase>,
    /// What lies outside the main line.
    pub recoveries: Vec<Recovery>,
    /// Shared lists of problems.
    pub tables: Vec<Table>,
    /// What must hold on every path.
    pub rules: Vec<Rule>,
    /// The walks told beforehand, for lint.
    pub scenarios: Vec<Scenario>,
    /// What must be right in files.
    pub file_rules: Vec<FileRules>,
    /// The source files, verbatim: the procedure first, then what it used. Places index this list.
    pub files: Vec<SourceFile>,
}

impl Procedure {
    /// Makes the rule of when it applies the first check: a walk of the wrong procedure stops before its first step.
    pub(crate) fn with_applies_checked(mut self) -> Self {
        if let Some(applies) = &self.applies {
            let plain = |words: &str| Text { template: words.to_owned(), ..Text::default() };
            let check = Check {
                id: "applies".to_owned(),
                title: plain("This is the right procedure"),
                severity: Severity::Error,
                guards: Vec::new(),
                when: None,
                pass: applies.when.clone(),
                why: applies.because.clone(),
                fix: plain("Choose the procedure that applies, or correct the fact if it is wrong."),
                source: "the procedure's own rule".to_owned(),
            };
            self.checks.insert(0, check);
        }
        self
    }

    /// The node with this id; `n[N2]` is found by its family `n`.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&Node> {
        let stem = stem(id);
        self.nodes.iter().find(|node| node.id == stem)
    }

    /// The node that a name stands for in a scope: of a family over the list that the name is a member of, the member's.
    #[must_use]
    pub fn node_id(&self, name: &str, scope: &Scope) -> String {
        if let Some(Bound::Member { list, key }) = scope.get(name)
            && let Some(family) = self.nodes.iter().find(|node| node.each.as_ref() == Some(list))
        {
            return format!("{}[{key}]", family.id);
        }
        scope.resolve(name).into_owned()
    }

    /// The full id of a state in a scope: of a family over the list that the scope is about, the member's own.
    #[must_use]
    pub fn state_id(&self, name: &str, scope: &Scope) -> String {
        let id = scope.resolve(name);
        let list = self.state(&id).and_then(|state| state.each.as_deref());
        match list.and_then(|list| scope.key_in(list)) {
            Some(key) if !id.contains('[') => format!("{id}[{key}]"),
            _ => id.into_owned(),
        }
    }

    /// The node at which the obligation with this full id is left open.
    #[must_use]
    pub fn node_of(&self, obligation: &str) -> Option<String> {
        let declared = self.obligation(obligation)?;
        if !declared.per.is_empty() {
            return obligation.split('.').next().map(str::to_owned);
        }
        let at = declared.at.as_ref()?;
        let family = self.node(at).is_some_and(|node| node.each.is_some() && node.each == declared.each);
        match obligation.split_once('[').filter(|_| family) {
            Some((_, key)) => Some(format!("{at}[{key}")),
            None => Some(at.clone()),
        }
    }

    /// The file that what stands in a file belongs to: a proof belongs to the procedure itself, which is the first.
    #[must_use]
    pub fn owner(&self, file: usize) -> usize {
        let proof = self.files.get(file).is_some_and(|own| own.path.starts_with("proofs/"));
        if proof { 0 } else { file }
    }

    /// The condition that stands behind a name.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<&Condition> {
        self.conditions.iter().find(|named| named.id == id).map(|named| &named.holds)
    }

    /// The declaration behind a full fact id: `b.system_root` and `system_root` both find `system_root`.
    #[must_use]
    pub fn fact(&self, full: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| is_full_id(&fact.id, &fact.per, full))
    }

    /// The declaration behind a secret's full id.
    #[must_use]
    pub fn secret(&self, full: &str) -> Option<&Fact> {
        self.secrets.iter().find(|secret| secret.full_ids().any(|id| id == full))
    }

    /// The rules of files with this id.
    #[must_use]
    pub fn file_rules(&self, id: &str) -> Option<&FileRules> {
        self.file_rules.iter().find(|rules| rules.id == id)
    }

    /// The declaration behind a full state id; a family's key does not count.
    #[must_use]
    pub fn state(&self, full: &str) -> Option<&State> {
        let stem = stem(full);
        self.states.iter().find(|state| is_full_id(&state.id, &state.per, stem))
    }

    /// The declaration behind a full obligation id; a family's key does not count: `affect[main]` finds `affect`.
    #[must_use]
    pub fn obligation(&self, full: &str) -> Option<&Obligation> {
        let stem = stem(full);
        self.obligations.iter().find(|owed| is_full_id(&owed.id, &owed.per, stem))
    }

    /// The phase with this id.
    #[must_use]
    pub fn phase(&self, id: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    /// The recovery with this id.
    #[must_use]
    pub fn recovery(&self, id: &str) -> Option<&Recovery> {
        self.recoveries.iter().find(|recovery| recovery.id == id)
    }

    /// The check with this id.
    #[must_use]
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The problems that a step may meet: its own, then those of its table.
    pub fn problems<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Problem> + Clone {
        let table = step.problems.as_ref().and_then(|id| self.tables.iter().find(|table| table.id == *id));
        step.problem.iter().chain(table.into_iter().flat_map(|table| table.problem.iter().chain([&table.other])))
    }
}

/// An id without the key of a list's member: `power[N2]` is one of `power`.
fn stem(full: &str) -> &str {
    full.split('[').next().unwrap_or(full)
}

/// Whether an id is one of those that [`full_ids`] gives.
fn is_full_id(id: &str, per: &[String], full: &str) -> bool {
    if per.is_empty() {
        return full == id;
    }
    let node = full.strip_suffix(id).and_then(|node| node.strip_suffix('.'));
    node.is_some_and(|node| per.iter().any(|own| own == node))
}
