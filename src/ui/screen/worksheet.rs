//! The worksheet: the facts before the walk, and those that a step needs first.

use super::frame::{always, frame, offer};
use super::{Block, Field, Input, Kind, Screen, Target, Verb};
use crate::engine::checks::Outcome;
use crate::engine::facts::{Address, Facts};
use crate::engine::walk::Walk;
use crate::model::Fact;
use crate::model::condition::{Scope, Truth};
use crate::model::value;

/// The worksheet before the walk.
pub(super) fn worksheet(walk: &Walk) -> Screen {
    let mut screen = frame(walk, Kind::Worksheet);
    let missing = walk.unanswered().len();
    "Worksheet: this cluster".clone_into(&mut screen.heading);
    screen.aside = match missing {
        0 => "complete".to_owned(),
        1 => "1 answer missing".to_owned(),
        many => format!("{many} answers missing"),
    };
    screen.blocks.push(Block::Text(walk.world().render(&walk.procedure().summary, Scope::empty())));
    screen.input = Input::Form(fields(walk, |_| true));
    screen.offers = vec![
        offer(Verb::Done, if missing == 0 { "go on to the checks" } else { "go on when all is answered" }),
        offer(Verb::Answer, "answer"),
        offer(Verb::Remove, "remove a member"),
        offer(Verb::Note, "note"),
    ];
    screen
        .offers
        .extend(always().into_iter().filter(|offer| matches!(offer.verb, Verb::Checks | Verb::Help | Verb::Quit)));
    screen
}

/// The facts as looked at, and corrected, during the walk.
#[must_use]
pub fn facts(walk: &Walk) -> Screen {
    let mut screen = frame(walk, Kind::Worksheet);
    "Facts of this cluster".clone_into(&mut screen.heading);
    let text = "A corrected fact counts from now on; a step that then applies behind you is named. \
                Correcting a fact changes nothing on the nodes.";
    screen.blocks.push(Block::Text(text.to_owned()));
    screen.input = Input::Form(fields(walk, |_| true));
    screen.offers = vec![offer(Verb::Back, "back to the walk"), offer(Verb::Answer, "correct")];
    screen.offers.extend(always().into_iter().filter(|offer| matches!(offer.verb, Verb::Help | Verb::Quit)));
    screen
}

/// The facts that the next step needs.
pub(super) fn ask(walk: &Walk, step: &str, wanted: &[String]) -> Screen {
    let mut screen = frame(walk, Kind::Ask);
    let title =
        walk.planned(step).map(|planned| walk.world().render(&planned.step(walk.procedure()).title, &planned.scope));
    "Needed before the next step".clone_into(&mut screen.heading);
    screen.blocks.push(Block::Text(format!("Next: {}", title.unwrap_or_default())));
    let declared = |id: &String| Address::find(walk.procedure(), id).map(|address| address.fact().id.clone());
    let stems: Vec<String> = wanted.iter().filter_map(declared).collect();
    let wanted_fields = fields(walk, |fact| stems.contains(&fact.id));
    let asked = wanted_fields.into_iter().map(|field| {
        let needed = matches!(&field.target, Target::Fact(id) if wanted.contains(id));
        Field { required: field.required || needed, ..field }
    });
    screen.input = Input::Form(
        asked
            .filter(|field| !matches!(&field.target, Target::Fact(id) if field.value.is_some() && !wanted.contains(id)))
            .collect(),
    );
    screen.offers = vec![
        offer(Verb::Done, "go on"),
        offer(Verb::Answer, "answer"),
        offer(Verb::Note, "note"),
        offer(Verb::Back, "back"),
    ];
    screen.offers.extend(always());
    screen
}

/// The fields of the facts that are asked now, those of lists member by member.
fn fields(walk: &Walk, wanted: impl Fn(&Fact) -> bool) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut section = String::new();
    for fact in walk.procedure().facts.iter().filter(|fact| !fact.reading && wanted(fact)) {
        if walk.is_asked(fact) == Truth::False {
            continue;
        }
        for id in fact.full_ids() {
            let mut own = of_fact(walk, fact, &id, walk.facts());
            if fact.section != section
                && let Some(first) = own.first_mut()
            {
                section.clone_from(&fact.section);
                first.section = Some(section.clone());
            }
            fields.extend(own);
        }
    }
    fields
}

/// The fields of one fact or reading; of a list, one for each field of each member and one for the next member.
pub(super) fn of_fact(walk: &Walk, fact: &Fact, id: &str, facts: &Facts) -> Vec<Field> {
    let world = walk.world();
    let label = world.label_of(id, Scope::empty());
    let help = fact.help.as_ref().map(|help| world.render(help, Scope::empty())).unwrap_or_default();
    let value::Kind::Records(records) = &fact.kind else {
        let answer = facts.held(id);
        return vec![Field {
            target: Target::Fact(id.to_owned()),
            section: None,
            label,
            ask: ask_of(walk, fact, id),
            help,
            example: fact.example.clone().unwrap_or_default(),
            value: answer.map(|held| (held.value.to_string(), held.provenance.word().to_owned())),
            choices: choices(&fact.kind),
            required: !fact.optional,
            fault: fault(walk, id, fact.member.as_deref()),
        }];
    };
    let members = facts.members(id).unwrap_or_default();
    let from = facts.held(id).map(|held| held.provenance.word().to_owned()).unwrap_or_default();
    let mut fields = Vec::new();
    for member in members {
        for field in &records.fields {
            let full = format!("{id}.{}.{}", member.key, field.id);
            let value = member.fields.get(&field.id).map(|value| (value.to_string(), from.clone()));
            fields.push(Field {
                fault: fault(walk, &full, field.member.as_deref()),
                target: Target::Fact(full),
                section: None,
                label: format!("{}: {}", member.key, field.label),
                ask: field.ask.clone(),
                help: String::new(),
                example: String::new(),
                value,
                choices: choices(&field.kind),
                required: !field.optional,
            });
        }
    }
    let known = facts.get(id).is_some();
    fields.push(Field {
        target: Target::Member(id.to_owned()),
        section: None,
        label: format!("{label}: {}", if members.is_empty() { "add the first" } else { "add another" }),
        ask: ask_of(walk, fact, id),
        help,
        example: fact.example.clone().unwrap_or_default(),
        value: (known && members.is_empty()).then(|| ("none".to_owned(), from)),
        choices: Vec::new(),
        required: members.len() < records.min,
        fault: fault(walk, id, None),
    });
    fields
}

/// The question for a fact, with the node it is about.
pub(super) fn ask_of(walk: &Walk, fact: &Fact, id: &str) -> String {
    match id.split_once('.').filter(|_| !fact.per.is_empty()) {
        Some((node, _)) => format!("{}: {}", walk.world().node_name(node), fact.ask),
        None => fact.ask.clone(),
    }
}

/// The answers to choose from.
pub(super) fn choices(kind: &value::Kind) -> Vec<value::Choice> {
    let yes_no = ["yes", "no"].map(|id| value::Choice { id: id.to_owned(), label: id.to_owned() });
    match kind {
        value::Kind::Choice(choices) => choices.clone(),
        value::Kind::YesNo => yes_no.to_vec(),
        _ => Vec::new(),
    }
}

/// Why an answer will not do, marked at once: a check that it fails, or a member that its list does not have.
fn fault(walk: &Walk, id: &str, member: Option<&str>) -> Option<String> {
    let failing = walk.verdicts().into_iter().find(|verdict| {
        let about = |clause: &crate::model::condition::Clause| clause.about.iter().any(|own| own == id);
        matches!(verdict.outcome, Outcome::Fail | Outcome::Warning) && verdict.because.clauses.iter().any(about)
    });
    if let Some(verdict) = failing {
        let words = verdict.because.clauses.iter().find(|clause| clause.about.iter().any(|own| own == id));
        let title = walk.world().render(&verdict.check.title, Scope::empty());
        return Some(format!("{title}: {}", words.map(|clause| clause.words.clone()).unwrap_or_default()));
    }
    let value = match Address::find(walk.procedure(), id)? {
        Address::Field { id, key, field, .. } => walk.facts().member(&id, &key)?.fields.get(&field.id)?.to_string(),
        Address::Fact(_) => walk.facts().get(id)?.to_string(),
    };
    let list = member?;
    let members = walk.facts().members(list)?;
    let found = members.iter().any(|own| own.key.eq_ignore_ascii_case(&value));
    (!found).then(|| format!("`{value}` is not in the list `{list}`"))
}
