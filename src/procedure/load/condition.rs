//! Conditions: reads them and checks every operator against what it tests.

use super::Decoder;
use super::diagnostic::quoted;
use super::item::Item;
use super::names::{Aliases, Bound};
use crate::condition::{Atom, Condition, Each, Form, Operand, Place, Quantifier, Subject, Test};
use crate::value::{Kind, Value};

/// What a condition may be about where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Realm {
    /// Facts only: what is known before the walk.
    Facts,
    /// States and obligations too.
    All,
}

const COMBINATORS: [&str; 3] = ["all", "any", "not"];
const QUANTIFIERS: [&str; 3] = ["every", "some", "none"];
const SUBJECTS: [&str; 3] = ["fact", "state", "obligation"];
const OPERATORS: [&str; 11] = [
    "is",
    "is_not",
    "one_of",
    "known",
    "is_absent",
    "newer_than",
    "older_than",
    "at_least",
    "at_most",
    "same_path",
    "on_drive",
];

impl<'a> Decoder<'a> {
    /// The condition under a key, if there is one.
    pub(super) fn maybe_condition(
        &self,
        item: Item<'a>,
        key: &str,
        aliases: &Aliases,
        realm: Realm,
    ) -> Option<Condition> {
        item.get(key).map(|condition| self.condition_of(condition, aliases, realm))
    }

    /// The condition under a key.
    pub(super) fn condition(&self, item: Item<'a>, key: &str, aliases: &Aliases, realm: Realm) -> Condition {
        self.maybe_condition(item, key, aliases, realm)
            .unwrap_or(Condition { form: Form::All(Vec::new()), place: item.place() })
    }

    /// Reads a condition. What is wrong with it is reported; what stands for a broken part does not matter then.
    fn condition_of(&self, item: Item<'a>, aliases: &Aliases, realm: Realm) -> Condition {
        let broken = Form::All(Vec::new());
        if item.table().is_none() {
            return Condition { form: broken, place: item.place() };
        }
        let form = match self.head(item) {
            None => broken,
            Some("all") => Form::All(self.parts(item, "all", aliases, realm)),
            Some("any") => Form::Any(self.parts(item, "any", aliases, realm)),
            Some("not") => Form::Not(Box::new(self.condition(item, "not", aliases, realm))),
            Some("holds") => self.holds(item, realm),
            Some(head) if QUANTIFIERS.contains(&head) => {
                self.each(item, head, aliases, realm).map_or(broken, Form::Each)
            }
            Some(head) => self.atom(item, head, aliases, realm).map_or(broken, Form::Atom),
        };
        Condition { form, place: item.place() }
    }

    /// The one key that says what the condition is about; reported where there is none or more than one.
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
            self.report.add(item.place(), "one-subject", message, help);
            return None;
        };
        for (key, place, _) in item.entries() {
            let belongs = key == head
                || (QUANTIFIERS.contains(&head) && ["as", "holds"].contains(&key))
                || (SUBJECTS.contains(&head) && (OPERATORS.contains(&key) || key == "observed"));
            let known = OPERATORS.contains(&key) || ["as", "holds", "observed"].contains(&key);
            if !belongs && known {
                let message = format!("{} does not belong to {}", quoted(key), quoted(head));
                self.report.add(place, "misplaced-key", message, "take it away, or write a condition of its own");
            }
        }
        Some(head)
    }

    /// The parts of `all` or `any`.
    fn parts(&self, item: Item<'a>, key: &str, aliases: &Aliases, realm: Realm) -> Vec<Condition> {
        item.list(key).into_iter().map(|part| self.condition_of(part, aliases, realm)).collect()
    }

    /// A reference to a named condition.
    fn holds(&self, item: Item<'a>, realm: Realm) -> Form {
        let id = item.words("holds");
        let place = item.get("holds").map_or(item.place(), Item::place);
        if item.get("holds").is_some_and(|holds| holds.table().is_some()) {
            let message = "`holds` with a condition belongs to `every`, `some` or `none`";
            self.report.add(place, "misplaced-key", message, "name a condition, or write the condition itself");
        } else if !self.condition_ids.contains(&id) {
            let help = super::near::hint(id, self.condition_ids.iter().copied());
            self.report.add(place, "unknown-name", format!("{} is not a named condition", quoted(id)), help);
        } else if realm == Realm::Facts && self.stateful.contains(id) {
            let message = format!("{} is about states or obligations", quoted(id));
            self.report.add(place, "facts-only", message, "only facts can be tested here");
        }
        Form::Holds(id.to_owned())
    }

    /// A condition over the members of a list.
    fn each(&self, item: Item<'a>, head: &str, aliases: &Aliases, realm: Realm) -> Option<Each> {
        let quantifier = match head {
            "every" => Quantifier::Every,
            "some" => Quantifier::Some,
            _ => Quantifier::None,
        };
        for key in ["as", "holds"].into_iter().filter(|key| !item.has(key)) {
            let help = "write `{ every = \"LIST\", as = \"NAME\", holds = { ... } }`";
            self.report.add(item.place(), "missing-key", format!("{} has no `{key}`", quoted(head)), help);
        }
        let (name, alias, holds) = (item.get(head)?, item.get("as")?, item.get("holds")?);
        let list = name.string()?;
        self.list_named(list, name.place())?;
        let inner = self.bind(aliases, alias.string()?, Bound::Member(list.to_owned()), alias.place());
        if holds.table().is_none() {
            let help = "write `holds = { fact = \"NAME.FIELD\", ... }`";
            self.report.add(holds.place(), "wrong-type", format!("{} asks nothing of its members", quoted(head)), help);
            return None;
        }
        let holds = Box::new(self.condition_of(holds, &inner, realm));
        Some(Each { quantifier, list: list.to_owned(), alias: alias.string()?.to_owned(), holds })
    }

    /// One test of one subject.
    fn atom(&self, item: Item<'a>, head: &str, aliases: &Aliases, realm: Realm) -> Option<Atom> {
        let subject = item.get(head)?;
        let name = subject.string()?;
        let present: Vec<&str> = OPERATORS.iter().copied().filter(|key| item.has(key)).collect();
        if head != "fact" && realm == Realm::Facts {
            let message = format!("{} is {}", quoted(name), if head == "state" { "a state" } else { "an obligation" });
            self.report.add(subject.place(), "facts-only", message, "only facts can be tested here");
        }
        if head != "state" && item.has("observed") {
            let message = format!("`observed` asks about a state, not about {}", quoted(name));
            self.report.add(item.key("observed"), "misplaced-key", message, "take it away");
        }
        let tested = match head {
            "fact" => self.fact_named(name, aliases, subject.place()).map(|named| Tested::Fact(named.kind)),
            "state" => self.state_named(name, aliases, subject.place()).map(Tested::State),
            _ => self.obligation_named(name, aliases, subject.place()).map(|_| Tested::Obligation),
        };
        let [operator] = present[..] else {
            let message = match present.len() {
                0 => format!("{} is not compared with anything", quoted(name)),
                _ => format!("{} is tested in {} ways at once", quoted(name), present.len()),
            };
            let help = "give it one operator, `is` or `known` for example; join several with `all`";
            self.report.add(item.place(), "one-operator", message, help);
            return None;
        };
        let tested = tested?;
        if !tested.takes(operator) {
            let message = format!("{} cannot be tested with `{operator}`: it is {}", quoted(name), tested.called());
            let help = format!("it takes {}", tested.operators());
            self.report.add(item.key(operator), "wrong-operator", message, help);
            return None;
        }
        let subject = match head {
            "fact" => Subject::Fact(name.to_owned()),
            "state" => Subject::State(name.to_owned()),
            _ => Subject::Obligation(name.to_owned()),
        };
        let test = self.test(item.get(operator)?, operator, tested, aliases)?;
        Some(Atom { subject, test, observed: item.flag("observed") })
    }

    /// The test that an operator makes.
    fn test(&self, value: Item<'a>, operator: &str, tested: Tested<'_>, aliases: &Aliases) -> Option<Test> {
        let operand = |item: Item<'a>| self.operand(item, operator, tested, aliases);
        let flag = value.value.get_ref().as_bool();
        Some(match operator {
            "is" => Test::Is(operand(value)?),
            "is_not" => Test::IsNot(operand(value)?),
            "one_of" => Test::OneOf(value.members().into_iter().filter_map(operand).collect()),
            "known" => Test::Known(flag?),
            "is_absent" => Test::IsAbsent(flag?),
            "newer_than" => Test::NewerThan(operand(value)?),
            "older_than" => Test::OlderThan(operand(value)?),
            "at_least" => Test::AtLeast(operand(value)?),
            "at_most" => Test::AtMost(operand(value)?),
            "same_path" => Test::SamePath(operand(value)?),
            _ => Test::OnDrive(operand(value)?),
        })
    }

    /// What a subject is compared with.
    fn operand(&self, item: Item<'a>, operator: &str, tested: Tested<'_>, aliases: &Aliases) -> Option<Operand> {
        if item.table().is_none() {
            return self.literal(item, operator, tested).map(Operand::Literal);
        }
        let Tested::Fact(kind) = tested else {
            let message = format!("{} is compared with its own values only", tested.called());
            self.report.add(item.place(), "wrong-operand", message, format!("write one of {}", tested.words()));
            return None;
        };
        if let Some(text) = item.get("text") {
            if operator == "on_drive" || matches!(kind, Some(Kind::Records(_))) {
                let message = format!("`{operator}` does not take a text");
                self.report.add(text.place(), "wrong-operand", message, "write a drive, or a fact that holds one");
            }
            return Some(Operand::Text(self.text_of(text, aliases, false)));
        }
        let fact = item.get("fact")?;
        let other = self.fact_named(fact.string()?, aliases, fact.place())?.kind;
        if let (Some(kind), Some(other)) = (kind, other)
            && !comparable(kind, other, operator)
        {
            let message = format!(
                "a `{}` cannot be compared with {}, a `{}`",
                kind.name(),
                quoted(item.words("fact")),
                other.name()
            );
            self.report.add(fact.place(), "wrong-operand", message, "compare values of the same type");
        }
        Some(Operand::Fact(fact.string()?.to_owned()))
    }

    /// A value written in the file, read by the kind of what it is compared with.
    fn literal(&self, item: Item<'a>, operator: &str, tested: Tested<'_>) -> Option<Value> {
        let kind = match tested {
            Tested::Fact(kind) => kind?,
            Tested::State(state) => {
                return self.state_value(state, item).map(Value::Choice);
            }
            Tested::Obligation => {
                let word = item.string().filter(|word| STANDINGS.contains(word));
                if word.is_none() {
                    let message = "an obligation is open, closed or lost".to_owned();
                    self.report.add(item.place(), "wrong-operand", message, format!("write one of {}", tested.words()));
                }
                return word.map(|word| Value::Choice(word.to_owned()));
            }
        };
        let kind = if operator == "on_drive" { &Kind::Drive } else { kind };
        let flag = item.value.get_ref().as_bool();
        let text = match (kind, flag, item.number()) {
            (Kind::YesNo, Some(flag), _) => if flag { "yes" } else { "no" }.to_owned(),
            (Kind::Number { .. } | Kind::ServicePack | Kind::StatusCode, _, Some(number)) => number.to_string(),
            (_, None, None) => item.string().unwrap_or_default().to_owned(),
            _ => {
                let message = format!("a `{}` is not compared with a value like this", kind.name());
                self.report.add(
                    item.place(),
                    "wrong-operand",
                    message,
                    "write the value as the operator would type it",
                );
                return None;
            }
        };
        if let Kind::Choice(choices) | Kind::Choices(choices) = kind
            && !choices.is_empty()
            && let Some(wrong) = text.split(',').map(str::trim).find(|id| choices.iter().all(|choice| choice.id != *id))
        {
            let help = super::near::hint(wrong, choices.iter().map(|choice| choice.id.as_str()));
            self.report.add(
                item.place(),
                "unknown-value",
                format!("{} is not one of the choices", quoted(wrong)),
                help,
            );
            return None;
        }
        kind.read(&text)
            .map_err(|error| self.report.add(item.place(), "bad-literal", error.to_string(), error.help))
            .ok()
    }
}

/// What an atom tests, once its name is found.
#[derive(Clone, Copy)]
enum Tested<'d> {
    /// A value of this kind; nothing where its declaration is wrong.
    Fact(Option<&'d Kind>),
    /// A state.
    State(&'d crate::procedure::State),
    /// An obligation.
    Obligation,
}

/// How an obligation can stand.
const STANDINGS: [&str; 3] = ["open", "closed", "lost"];

impl Tested<'_> {
    /// Whether the operator can be asked of it.
    fn takes(self, operator: &str) -> bool {
        match (self, operator) {
            (Tested::Fact(None), _) | (Tested::Fact(Some(_)), "known") => true,
            (Tested::Obligation, _) => operator == "is",
            (Tested::State(_), _) => ["is", "is_not", "one_of", "known"].contains(&operator),
            (Tested::Fact(Some(kind)), "is" | "is_not" | "one_of") => !matches!(kind, Kind::Records(_)),
            (Tested::Fact(Some(kind)), "newer_than" | "older_than" | "is_absent") => *kind == Kind::Version,
            (Tested::Fact(Some(kind)), "at_least" | "at_most") => {
                matches!(kind, Kind::Number { .. } | Kind::ServicePack)
            }
            (Tested::Fact(Some(kind)), "same_path" | "on_drive") => *kind == Kind::WindowsPath,
            _ => false,
        }
    }

    /// What it is, in a message.
    fn called(self) -> String {
        match self {
            Tested::Fact(kind) => format!("of type `{}`", kind.map_or("text", Kind::name)),
            Tested::State(_) => "a state".to_owned(),
            Tested::Obligation => "an obligation".to_owned(),
        }
    }

    /// The operators that it takes.
    fn operators(self) -> String {
        let taken: Vec<String> = OPERATORS.iter().filter(|key| self.takes(key)).map(|key| format!("`{key}`")).collect();
        taken.join(", ")
    }

    /// The words that it can be.
    fn words(self) -> String {
        let words: Vec<String> = match self {
            Tested::State(state) => state.values.iter().map(|value| quoted(&value.id)).collect(),
            _ => STANDINGS.iter().map(|word| quoted(word)).collect(),
        };
        words.join(", ")
    }
}

/// Whether values of two kinds can mean the same.
fn comparable(kind: &Kind, other: &Kind, operator: &str) -> bool {
    let named = |kind: &Kind| {
        matches!(
            kind,
            Kind::NetbiosName
                | Kind::Domain
                | Kind::Account
                | Kind::Share
                | Kind::Drive
                | Kind::ClusterGroup
                | Kind::ClusterResource
                | Kind::Text
        )
    };
    match operator {
        "on_drive" => *other == Kind::Drive,
        _ => std::mem::discriminant(kind) == std::mem::discriminant(other) || (named(kind) && named(other)),
    }
}

/// Visits the places of a condition's references to named conditions.
pub(super) fn references<'c>(condition: &'c Condition, visit: &mut impl FnMut(&'c str, Place)) {
    match &condition.form {
        Form::All(parts) | Form::Any(parts) => parts.iter().for_each(|part| references(part, visit)),
        Form::Not(part) => references(part, visit),
        Form::Holds(id) => visit(id, condition.place),
        Form::Each(each) => references(&each.holds, visit),
        Form::Atom(_) => {}
    }
}
