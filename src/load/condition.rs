//! Reads conditions, and checks that each operator suits what it tests.

use super::alias::{AliasKind, Aliases};
use super::codes;
use super::decoder::Decoder;
use super::item::Item;
use super::operator::{Operator, Tested};
use crate::model::condition::{Atom, Condition, Each, Form, Quantifier, Subject};
use crate::text::quoted;

/// What a condition can test in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// Only facts, which are known before the walk.
    Facts,
    /// Facts, states, and obligations.
    All,
}

const COMBINATORS: [&str; 3] = ["all", "any", "not"];
const QUANTIFIERS: [&str; 3] = ["every", "some", "none"];
const SUBJECTS: [&str; 3] = ["fact", "state", "obligation"];

impl<'a> Decoder<'a> {
    /// Reads the condition in a key. `None` if there isn't one.
    pub(super) fn maybe_condition(
        &self,
        item: Item<'a>,
        key: &str,
        aliases: &Aliases,
        allowed: Allowed,
    ) -> Option<Condition> {
        item.get(key).map(|condition| self.condition_of(condition, aliases, allowed))
    }

    /// Reads the condition in a key that must be there.
    pub(super) fn condition(&self, item: Item<'a>, key: &str, aliases: &Aliases, allowed: Allowed) -> Condition {
        self.maybe_condition(item, key, aliases, allowed)
            .unwrap_or(Condition { form: Form::All(Vec::new()), span: item.span() })
    }

    /// Reads a condition. A broken part is reported, so what replaces it doesn't matter.
    fn condition_of(&self, item: Item<'a>, aliases: &Aliases, allowed: Allowed) -> Condition {
        let broken = Form::All(Vec::new());
        if item.table().is_none() {
            return Condition { form: broken, span: item.span() };
        }
        let form = match self.head(item) {
            None => broken,
            Some("all") => Form::All(self.parts(item, "all", aliases, allowed)),
            Some("any") => Form::Any(self.parts(item, "any", aliases, allowed)),
            Some("not") => Form::Not(Box::new(self.condition(item, "not", aliases, allowed))),
            Some("holds") => self.holds(item, allowed),
            Some(head) if QUANTIFIERS.contains(&head) => {
                self.each(item, head, aliases, allowed).map_or(broken, Form::Each)
            }
            Some(head) => self.atom(item, head, aliases, allowed).map_or(broken, Form::Atom),
        };
        Condition { form, span: item.span() }
    }

    /// The key that says what the condition is about. Reports a condition with no such key or several.
    fn head(&self, item: Item<'a>) -> Option<&'static str> {
        let mut heads: Vec<&str> =
            COMBINATORS.iter().chain(&QUANTIFIERS).chain(&SUBJECTS).copied().filter(|key| item.has(key)).collect();
        if item.has("holds") && !heads.iter().any(|head| QUANTIFIERS.contains(head)) {
            heads.push("holds");
        }
        let [head] = heads[..] else {
            let message = match heads.len() {
                0 => "the condition tests nothing".to_owned(),
                _ => format!("the condition has {} subjects", heads.len()),
            };
            let help =
                "give it one of `all`, `any`, `not`, `holds`, `every`, `some`, `none`, `fact`, `state`, `obligation`";
            self.diagnostics.add(item.span(), codes::ONE_SUBJECT, message, help);
            return None;
        };
        for (key, span, _) in item.entries() {
            let belongs = key == head
                || (QUANTIFIERS.contains(&head) && ["as", "holds"].contains(&key))
                || (SUBJECTS.contains(&head) && (Operator::is_key(key) || key == "observed"));
            let known = Operator::is_key(key) || ["as", "holds", "observed"].contains(&key);
            if !belongs && known {
                let message = format!("{} does not belong to {}", quoted(key), quoted(head));
                self.diagnostics.add(span, codes::MISPLACED_KEY, message, "remove it, or write a separate condition");
            }
        }
        Some(head)
    }

    /// Reads the parts of `all` or `any`.
    fn parts(&self, item: Item<'a>, key: &str, aliases: &Aliases, allowed: Allowed) -> Vec<Condition> {
        item.list(key).into_iter().map(|part| self.condition_of(part, aliases, allowed)).collect()
    }

    /// Reads a reference to a named condition.
    fn holds(&self, item: Item<'a>, allowed: Allowed) -> Form {
        let id = item.words("holds");
        let span = item.value_span("holds");
        if item.get("holds").is_some_and(|holds| holds.table().is_some()) {
            let message = "`holds` can be a condition only with `every`, `some`, or `none`";
            self.diagnostics.add(
                span,
                codes::MISPLACED_KEY,
                message,
                "give the name of a condition, or write the condition itself",
            );
        } else if !self.condition_ids.contains(&id) {
            let help = crate::text::near::hint(id, self.condition_ids.iter().copied());
            self.diagnostics.add(span, codes::UNKNOWN_NAME, format!("{} is not a named condition", quoted(id)), help);
        } else if allowed == Allowed::Facts && self.stateful.contains(id) {
            let message = format!("{} tests states or obligations", quoted(id));
            self.diagnostics.add(span, codes::FACTS_ONLY, message, "only facts can be tested here");
        }
        Form::Holds(id.to_owned())
    }

    /// Reads a condition on the members of a list.
    fn each(&self, item: Item<'a>, head: &str, aliases: &Aliases, allowed: Allowed) -> Option<Each> {
        let quantifier = match head {
            "every" => Quantifier::Every,
            "some" => Quantifier::Some,
            _ => Quantifier::None,
        };
        for key in ["as", "holds"].into_iter().filter(|key| !item.has(key)) {
            let help = "write `{ every = \"LIST\", as = \"NAME\", holds = { ... } }`";
            self.diagnostics.add(item.span(), codes::MISSING_KEY, format!("{} has no `{key}`", quoted(head)), help);
        }
        let (name, alias, holds) = (item.get(head)?, item.get("as")?, item.get("holds")?);
        let list = name.string()?;
        self.list_named(list, name.span())?;
        let inner = self.bind(aliases, alias.string()?, AliasKind::Member(list.to_owned()), alias.span());
        if holds.table().is_none() {
            let help = "write `holds = { fact = \"NAME.FIELD\", ... }`";
            self.diagnostics.add(
                holds.span(),
                codes::WRONG_TYPE,
                format!("{} has no condition on its members", quoted(head)),
                help,
            );
            return None;
        }
        let holds = Box::new(self.condition_of(holds, &inner, allowed));
        Some(Each { quantifier, list: list.to_owned(), as_: alias.string()?.to_owned(), holds })
    }

    /// Reads one test of one subject.
    fn atom(&self, item: Item<'a>, head: &str, aliases: &Aliases, allowed: Allowed) -> Option<Atom> {
        let subject = item.get(head)?;
        let name = subject.string()?;
        let present: Vec<Operator> = Operator::ALL.into_iter().filter(|operator| item.has(operator.key())).collect();
        if head != "fact" && allowed == Allowed::Facts {
            let message = format!("{} is {}", quoted(name), if head == "state" { "a state" } else { "an obligation" });
            self.diagnostics.add(subject.span(), codes::FACTS_ONLY, message, "only facts can be tested here");
        }
        if head != "state" && item.has("observed") {
            let message = format!("`observed` is only for states, and {} is not one", quoted(name));
            self.diagnostics.add(item.key_span("observed"), codes::MISPLACED_KEY, message, "remove it");
        }
        let tested = match head {
            "fact" => self.fact_named(name, aliases, subject.span()).map(|named| Tested::Fact(named.kind)),
            "state" => self.state_named(name, aliases, subject.span()).map(Tested::State),
            _ => self.obligation_named(name, aliases, subject.span()).map(|_| Tested::Obligation),
        };
        let [operator] = present[..] else {
            let message = match present.len() {
                0 => format!("{} is not compared with anything", quoted(name)),
                _ => format!("{} is tested in {} ways at once", quoted(name), present.len()),
            };
            let help = "give it one operator, such as `is` or `known`; join several conditions with `all`";
            self.diagnostics.add(item.span(), codes::ONE_OPERATOR, message, help);
            return None;
        };
        let tested = tested?;
        if !tested.takes(operator) {
            let message =
                format!("{} cannot be tested with `{}`: it is {}", quoted(name), operator.key(), tested.called());
            let help = format!("it takes {}", tested.operators());
            self.diagnostics.add(item.key_span(operator.key()), codes::WRONG_OPERATOR, message, help);
            return None;
        }
        let subject = match head {
            "fact" => Subject::Fact(name.to_owned()),
            "state" => Subject::State(name.to_owned()),
            _ => Subject::Obligation(name.to_owned()),
        };
        let test = self.test(item.get(operator.key())?, operator, tested, aliases)?;
        Some(Atom { subject, test, observed: item.flag("observed") })
    }
}
