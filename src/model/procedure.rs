//! A whole procedure.

use super::condition::{Bound, Condition, Scope};
use super::id::{is_full_id, stem};
use super::{
    Check, Fact, FileRules, Jump, Node, Obligation, Phase, Problem, Recovery, Rule, Scenario, Severity, SourceFile,
    State, Step, Table, Text,
};

/// A document that a procedure follows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Source {
    pub id: String,
    pub title: String,
}

/// A condition with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct NamedCondition {
    pub id: String,
    pub holds: Condition,
}

/// When a procedure is the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Applies {
    pub when: Condition,
    pub because: Text,
}

/// A whole procedure, with the shared parts that it uses. The arrays of the file have names in the singular, `[[node]]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Procedure {
    pub id: String,
    pub title: String,
    pub summary: Text,
    pub sources: Vec<Source>,
    pub nodes: Vec<Node>,
    /// Facts and readings, in the order of the worksheet.
    pub facts: Vec<Fact>,
    /// The facts of type `secret`. They are apart so that no worksheet, text, condition, or report can use one.
    pub secrets: Vec<Fact>,
    pub conditions: Vec<NamedCondition>,
    pub applies: Option<Applies>,
    pub checks: Vec<Check>,
    pub states: Vec<State>,
    pub obligations: Vec<Obligation>,
    pub phases: Vec<Phase>,
    pub recoveries: Vec<Recovery>,
    pub tables: Vec<Table>,
    pub rules: Vec<Rule>,
    pub scenarios: Vec<Scenario>,
    pub file_rules: Vec<FileRules>,
    /// The source files, verbatim: the procedure first, then the shared files. [`super::Span::file`] is an index of this list.
    pub files: Vec<SourceFile>,
}

impl Procedure {
    /// Makes `applies` the first check, so that a walk of the wrong procedure stops before its first step.
    pub(crate) fn with_applies_checked(mut self) -> Self {
        if let Some(applies) = &self.applies {
            let check = Check {
                id: "applies".to_owned(),
                title: Text::plain("This is the right procedure"),
                severity: Severity::Error,
                guards: Vec::new(),
                when: None,
                pass: applies.when.clone(),
                why: applies.because.clone(),
                fix: Text::plain("Choose the procedure that applies, or correct the fact if it is wrong."),
                source: "the procedure's own rule".to_owned(),
            };
            self.checks.insert(0, check);
        }
        self
    }

    /// The node with this ID. `n[N2]` belongs to the family `n`.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&Node> {
        let stem = stem(id);
        self.nodes.iter().find(|node| node.id == stem)
    }

    /// The ID of the node with this name in a scope. The name of a list's member gives the member's node, if there is one.
    #[must_use]
    pub fn node_id(&self, name: &str, scope: &Scope) -> String {
        if let Some(Bound::Member { list, key }) = scope.get(name)
            && let Some(family) = self.nodes.iter().find(|node| node.each.as_ref() == Some(list))
        {
            return format!("{}[{key}]", family.id);
        }
        scope.resolve(name).into_owned()
    }

    /// The full ID of the state with this name in a scope. If each member of a list has one, the scope gives the member.
    #[must_use]
    pub fn state_id(&self, name: &str, scope: &Scope) -> String {
        let id = scope.resolve(name);
        let list = self.state(&id).and_then(|state| state.each.as_deref());
        match list.and_then(|list| scope.key_in(list)) {
            Some(key) if !id.contains('[') => format!("{id}[{key}]"),
            _ => id.into_owned(),
        }
    }

    /// The ID of the node that the obligation with this full ID belongs to.
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

    /// The file that the contents of a file belong to. A proof belongs to the procedure itself, which is the first file.
    #[must_use]
    pub fn owner(&self, file: usize) -> usize {
        let proof = self.files.get(file).is_some_and(|own| own.path.starts_with("proofs/"));
        if proof { 0 } else { file }
    }

    /// The condition with this name.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<&Condition> {
        self.conditions.iter().find(|named| named.id == id).map(|named| &named.holds)
    }

    /// The declaration of the fact with this full ID.
    #[must_use]
    pub fn fact(&self, full: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| is_full_id(&fact.id, &fact.per, full))
    }

    /// The declaration of the secret with this full ID.
    #[must_use]
    pub fn secret(&self, full: &str) -> Option<&Fact> {
        self.secrets.iter().find(|secret| secret.full_ids().any(|id| id == full))
    }

    /// The file rules with this ID.
    #[must_use]
    pub fn file_rules(&self, id: &str) -> Option<&FileRules> {
        self.file_rules.iter().find(|rules| rules.id == id)
    }

    /// The declaration of the state with this full ID, with or without the key of a member.
    #[must_use]
    pub fn state(&self, full: &str) -> Option<&State> {
        let stem = stem(full);
        self.states.iter().find(|state| is_full_id(&state.id, &state.per, stem))
    }

    /// The declaration of the obligation with this full ID, with or without the key of a member.
    #[must_use]
    pub fn obligation(&self, full: &str) -> Option<&Obligation> {
        let stem = stem(full);
        self.obligations.iter().find(|owed| is_full_id(&owed.id, &owed.per, stem))
    }

    /// The phase with this ID.
    #[must_use]
    pub fn phase(&self, id: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    /// The recovery with this ID.
    #[must_use]
    pub fn recovery(&self, id: &str) -> Option<&Recovery> {
        self.recoveries.iter().find(|recovery| recovery.id == id)
    }

    /// The check with this ID.
    #[must_use]
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The problems that a step can meet: its own, then those of its table.
    pub fn problems<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Problem> + Clone {
        let table = step.problems.as_ref().and_then(|id| self.tables.iter().find(|table| table.id == *id));
        step.problem.iter().chain(table.into_iter().flat_map(|table| table.problem.iter().chain([&table.other])))
    }

    /// Every text that the operator may see at a step before it is confirmed: its own, and those of its problems. The wizard
    /// asks for the facts named in them first.
    pub fn texts<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Text> {
        let problems = self.problems(step).flat_map(|problem| {
            let reason = match &problem.then {
                Jump::Stop(text) => Some(text),
                _ => None,
            };
            [&problem.seen, &problem.cause, &problem.fix].into_iter().chain(reason)
        });
        step.texts().chain(problems)
    }
}
