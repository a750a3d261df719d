//! Reads a whole procedure: the declarations, then everything that uses their names.

use std::collections::{HashMap, HashSet};

use super::alias::{Aliases, split};
use super::codes;
use super::condition::Allowed;
use super::decoder::Decoder;
use super::diagnostic::Diagnostics;
use super::item::Item;
use super::parsed::Parsed;
use super::target::Targets;
use crate::model::condition::{Condition, Subject};
use crate::model::value::Kind;
use crate::model::{NamedCondition, Node, Procedure, RuleKind, Source, Span};
use crate::text::quoted;

/// Reads a procedure from its parsed files.
pub(super) fn decode<'a>(parsed: &'a Parsed<'a>, diagnostics: &'a Diagnostics<'a>) -> Option<Procedure> {
    let root = parsed.procedure()?;
    let all = |key| parsed.all(key);
    let (nodes, facts, readings, states, obligations) =
        (all("node"), all("fact"), all("reading"), all("state"), all("obligation"));
    let (named, tables, recoveries, phases) = (all("condition"), all("table"), all("recovery"), parsed.phases());
    let file_rules = all("file_rules");
    let phase_items: Vec<Item<'a>> = phases.iter().map(|(phase, _)| *phase).collect();
    let ids = |items: &[Item<'a>]| items.iter().map(|item| item.words("id")).collect::<Vec<_>>();

    let mut decoder = Decoder {
        diagnostics,
        parsed,
        nodes: nodes.iter().map(|item| node(*item)).collect(),
        facts: Vec::new(),
        untyped: HashSet::new(),
        states: Vec::new(),
        obligations: Vec::new(),
        condition_ids: ids(&named),
        stateful: HashSet::new(),
        table_ids: ids(&tables),
        file_rules_ids: ids(&file_rules),
        targets: Targets::new(&phase_items, &recoveries),
        names: HashSet::new(),
    };
    decoder.unique(&phase_items.iter().chain(&recoveries).copied().collect::<Vec<_>>());
    decoder.names = decoder.one_namespace([&nodes, &facts, &readings, &states, &obligations, &named]);
    (decoder.facts, decoder.untyped) = decoder.declare_facts(&facts, &readings);
    decoder.states = states.iter().map(|item| decoder.declare_state(*item)).collect();
    decoder.obligations = obligations.iter().map(|item| decoder.declare_obligation(*item)).collect();

    let conditions: Vec<NamedCondition> = named.iter().map(|item| decoder.named(*item)).collect();
    decoder.stateful = decoder.stateful(&conditions);
    let declared = facts.iter().chain(&readings);
    decoder.facts = decoder.facts.iter().zip(declared).map(|(fact, item)| decoder.complete_fact(fact, *item)).collect();
    decoder.states =
        decoder.states.iter().zip(&states).map(|(state, item)| decoder.complete_state(state, *item)).collect();
    let owed = decoder.obligations.iter().zip(&obligations);
    decoder.obligations = owed.map(|(known, item)| decoder.complete_obligation(known, *item)).collect();

    let users = decoder.table_users(&phase_items, &recoveries);
    let table = |item: &Item<'a>| decoder.table(*item, users.get(item.words("id")).map_or(&[], Vec::as_slice));
    let rules = [("never", RuleKind::Never), ("always", RuleKind::Always)];
    let loops: HashMap<&str, Aliases> =
        phases.iter().map(|(phase, _)| (phase.words("id"), decoder.repeat(*phase).1)).collect();
    let (secrets, facts) = decoder.facts.iter().cloned().partition(|fact| fact.kind == Kind::Secret);
    Some(Procedure {
        id: root.words("id").to_owned(),
        title: root.words("title").to_owned(),
        summary: decoder.text(root, "summary", &Aliases::default()),
        sources: all("source").into_iter().map(source).collect(),
        conditions,
        applies: root.get("applies").map(|item| decoder.applies(item)),
        checks: all("check").into_iter().map(|item| decoder.check(item)).collect(),
        phases: phases.iter().map(|(phase, used)| decoder.phase(*phase, *used)).collect(),
        recoveries: recoveries.iter().map(|item| decoder.recovery(*item)).collect(),
        tables: tables.iter().map(table).collect(),
        rules: rules
            .iter()
            .flat_map(|(key, kind)| {
                all(key).into_iter().map(|item| decoder.rule(item, *kind, &loops)).collect::<Vec<_>>()
            })
            .collect(),
        scenarios: all("scenario").into_iter().map(|item| decoder.scenario(item)).collect(),
        file_rules: file_rules.iter().map(|item| decoder.file_rules(*item)).collect(),
        files: Vec::new(),
        nodes: decoder.nodes,
        facts,
        secrets,
        states: decoder.states,
        obligations: decoder.obligations,
    })
}

impl<'a> Decoder<'a> {
    /// Checks that no name is both a value and a scope, or two things. Gives all names and scopes.
    fn one_namespace(&self, sorts: [&[Item<'a>]; 6]) -> HashSet<&'a str> {
        let mut seen: HashMap<&str, (usize, Item<'a>)> = HashMap::new();
        let mut scopes: HashMap<&str, Item<'a>> = HashMap::new();
        for (sort, item) in
            sorts.iter().enumerate().flat_map(|(sort, items)| items.iter().map(move |item| (sort, *item)))
        {
            let id = item.words("id");
            match seen.get(id) {
                Some((other, first)) if *other != sort => self.parsed.twice(item, *first),
                _ => drop(seen.insert(id, (sort, item))),
            }
            if id == "label" {
                let span = item.value_span("id");
                let message = "`label` is reserved for the label of a node";
                self.diagnostics.add(span, codes::NAME_TAKEN, message, "use another name");
            }
            if let (scope, Some(_)) = split(id) {
                scopes.entry(scope).or_insert(item);
                if item.has("per") {
                    let message = format!("{} has a scope and `per`", quoted(id));
                    self.diagnostics.add(item.key_span("per"), codes::TWO_SCOPES, message, "remove the scope or `per`");
                }
            }
        }
        for (scope, item) in &scopes {
            if let Some((sort, first)) = seen.get(scope)
                && *sort != 0
            {
                let span = item.value_span("id");
                let at = self.diagnostics.at(first.value_span("id"));
                let message = format!("{} is a scope here and a name at {at}", quoted(scope));
                self.diagnostics.add(span, codes::VALUE_AND_SCOPE, message, "give one of them another name");
            }
        }
        seen.into_keys().chain(scopes.into_keys()).filter(|name| !name.is_empty()).collect()
    }

    /// Reads one named condition.
    fn named(&self, item: Item<'a>) -> NamedCondition {
        let holds = self.condition(item, "holds", &Aliases::default(), Allowed::All);
        NamedCondition { id: item.words("id").to_owned(), holds }
    }

    /// The IDs of the named conditions that test states or obligations, directly or through others. Reports circles.
    fn stateful(&self, conditions: &[NamedCondition]) -> HashSet<String> {
        let mut edges: HashMap<&str, Vec<(&str, Span)>> = HashMap::new();
        let mut stateful: HashSet<String> = HashSet::new();
        for named in conditions {
            edges.entry(&named.id).or_default().extend(named.holds.references());
            if mentions_state(&named.holds) {
                stateful.insert(named.id.clone());
            }
        }
        for _ in conditions {
            for (id, next) in &edges {
                if next.iter().any(|(other, _)| stateful.contains(*other)) {
                    stateful.insert((*id).to_owned());
                }
            }
        }
        for named in conditions {
            let mut reached: Vec<(&str, Span)> = edges.get(named.id.as_str()).cloned().unwrap_or_default();
            let mut at = 0;
            while let Some((id, span)) = reached.get(at).copied() {
                if id == named.id {
                    let message = format!("{} depends on itself", quoted(id));
                    self.diagnostics.add(span, codes::CIRCULAR, message, "remove one of the references");
                    break;
                }
                let more = edges.get(id).into_iter().flatten().copied();
                let fresh: Vec<_> = more.filter(|(id, _)| reached.iter().all(|(known, _)| known != id)).collect();
                reached.extend(fresh);
                at += 1;
            }
        }
        stateful
    }

    /// For each problem table, the loop names of every phase whose steps use it.
    fn table_users(&self, phases: &[Item<'a>], recoveries: &[Item<'a>]) -> HashMap<&'a str, Vec<Aliases>> {
        let mut users: HashMap<&str, Vec<Aliases>> = HashMap::new();
        for part in phases.iter().chain(recoveries) {
            let aliases = self.repeat(*part).1;
            for step in part.list("step").into_iter().filter(|step| step.has("problems")) {
                let known = users.entry(step.words("problems")).or_default();
                if !known.contains(&aliases) {
                    known.push(aliases.clone());
                }
            }
        }
        users
    }
}

/// Whether a condition tests a state or an obligation directly.
fn mentions_state(condition: &Condition) -> bool {
    condition.atoms().any(|atom| !matches!(atom.subject, Subject::Fact(_)))
}

/// Reads one node.
fn node(item: Item<'_>) -> Node {
    Node {
        id: item.words("id").to_owned(),
        label: item.words("label").to_owned(),
        visited: item.flag("visited"),
        each: item.maybe("each"),
    }
}

/// Reads one source.
fn source(item: Item<'_>) -> Source {
    Source { id: item.words("id").to_owned(), title: item.words("title").to_owned() }
}
