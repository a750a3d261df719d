//! Fields of a form that ask for a fact, a reading or a state.

use super::{FieldTarget, FormField};
use crate::engine::checks;
use crate::engine::checks::Outcome;
use crate::engine::facts::{Address, Facts};
use crate::engine::plan::Planned;
use crate::engine::rendered_step::RenderedStep;
use crate::engine::walk::{Position, Walk};
use crate::engine::wording::Clause;
use crate::engine::world::World;
use crate::model::Fact;
use crate::model::condition::Scope;
use crate::model::value::{Choice, Kind, RecordKind};

/// Makes the fields of facts and readings. A field shows its value and says if it fails a check.
pub(super) struct FactFields<'a> {
    walk: &'a Walk,
    /// The values to show.
    shown: &'a Facts,
    /// The values to judge. In a step, these are what its running attempt has read, and nothing that an earlier one read.
    current: Facts,
    faults: Vec<Fault>,
}

/// The reason why some values will not do.
struct Fault {
    /// The full IDs of the facts and readings.
    about: Vec<String>,
    words: String,
}

impl<'a> FactFields<'a> {
    /// Creates fields that show the facts of the walk.
    pub(super) fn of_walk(walk: &'a Walk) -> Self {
        match walk.position() {
            Position::Step { step, .. } => Self::new(walk, walk.facts(), walk.planned(&step)),
            _ => Self::new(walk, walk.facts(), None),
        }
    }

    /// Creates fields that show the readings of the running attempt of a step.
    pub(super) fn of_attempt(walk: &'a Walk, planned: &Planned, readings: &'a Facts) -> Self {
        Self::new(walk, readings, Some(planned))
    }

    fn new(walk: &'a Walk, shown: &'a Facts, attempt: Option<&Planned>) -> Self {
        let (current, states) = match attempt {
            Some(planned) => walk.attempted(planned),
            None => (walk.facts().clone(), walk.states().clone()),
        };
        let world = World { facts: &current, states: &states, ..walk.world() };
        let failing = checks::reach_all(&world, walk.waivers()).into_iter();
        let failing = failing.filter(|own| matches!(own.outcome, Outcome::Fail | Outcome::Warning));
        let faults = failing.flat_map(|verdict| {
            let title = world.render(&verdict.check.title, Scope::empty());
            let fault =
                move |clause: Clause| Fault { about: clause.about, words: format!("{title}: {}", clause.words) };
            verdict.because.clauses.into_iter().map(fault)
        });
        let faults = faults.collect();
        Self { walk, shown, current, faults }
    }

    /// The fields of a fact or reading. A list has one for each field of each member, and one for another member.
    pub(super) fn of(&self, fact: &Fact, id: &str) -> Vec<FormField> {
        let world = self.walk.world();
        let label = world.label_of(id, Scope::empty());
        let help = fact.help.as_ref().map(|help| world.render(help, Scope::empty())).unwrap_or_default();
        let example = fact.example.clone().unwrap_or_default();
        let question = ask_of(self.walk, fact, id);
        let answer = self.shown.held(id);
        let from = answer.map(|held| held.provenance.word().to_owned()).unwrap_or_default();
        let Kind::Records(records) = &fact.kind else {
            return vec![FormField {
                help,
                example,
                value: answer.map(|held| (held.value.to_string(), from)),
                choices: choices(&fact.kind),
                required: !fact.optional,
                fault: self.fault(id, fact.member.as_deref()),
                ..FormField::new(FieldTarget::Fact(id.to_owned()), label, question)
            }];
        };
        let members = self.shown.members(id).unwrap_or_default();
        let mut fields = self.of_members(records, id, &from);
        let next = if members.is_empty() { "add the first" } else { "add another" };
        fields.push(FormField {
            help,
            example,
            value: (answer.is_some() && members.is_empty()).then(|| ("none".to_owned(), from)),
            required: members.len() < records.min,
            fault: self.fault(id, None),
            ..FormField::new(FieldTarget::Member(id.to_owned()), format!("{label}: {next}"), question)
        });
        fields
    }

    /// The fields of all members of a list.
    fn of_members(&self, records: &RecordKind, list: &str, from: &str) -> Vec<FormField> {
        let mut fields = Vec::new();
        for member in self.shown.members(list).unwrap_or_default() {
            for field in &records.fields {
                let id = format!("{list}.{}.{}", member.key, field.id);
                let label = format!("{}: {}", member.key, field.label);
                let value = member.fields.get(&field.id);
                fields.push(FormField {
                    value: value.map(|value| (value.to_string(), from.to_owned())),
                    choices: choices(&field.kind),
                    required: !field.optional,
                    fault: self.fault(&id, field.member.as_deref()),
                    ..FormField::new(FieldTarget::Fact(id), label, field.ask.clone())
                });
            }
        }
        fields
    }

    /// The reason why an answer will not do: a check that it fails, or a list that doesn't have it as a member.
    fn fault(&self, id: &str, member: Option<&str>) -> Option<String> {
        if let Some(fault) = self.faults.iter().find(|fault| fault.about.iter().any(|own| own == id)) {
            return Some(fault.words.clone());
        }
        let value = match Address::find(self.walk.procedure(), id)? {
            Address::Field { id, key, field, .. } => self.current.member(&id, &key)?.fields.get(&field.id)?.to_string(),
            Address::Fact(_) => self.current.get(id)?.to_string(),
        };
        let list = member?;
        let members = self.current.members(list)?;
        let found = members.iter().any(|own| own.key.eq_ignore_ascii_case(&value));
        (!found).then(|| format!("`{value}` is not in the list `{list}`"))
    }
}

/// The field for a state. It shows what the running attempt of a step saw, or else what is known.
pub(super) fn state_field(walk: &Walk, planned: &Planned, state: &str, attempt: Option<&str>) -> FormField {
    let world = walk.world();
    let declared = walk.procedure().state(state);
    let title = world.title_of(state);
    let seen = match attempt {
        Some(step) => walk.progress(step).and_then(|progress| {
            let seen = progress.inputs.observed.iter().find(|(own, _)| own == state);
            seen.map(|(_, value)| (value.clone(), "seen".to_owned()))
        }),
        None => {
            walk.states().get(state).filter(|seen| seen.observed).map(|seen| (seen.value.clone(), "seen".to_owned()))
        }
    };
    let ask = format!("{title}: what do you see now?");
    FormField {
        help: RenderedStep::of(&world, planned).look(&world, state).unwrap_or_default(),
        value: seen,
        choices: declared.map(|declared| declared.values.clone()).unwrap_or_default(),
        ..FormField::new(FieldTarget::State(state.to_owned()), title, ask)
    }
}

/// The question for a fact, which names the node if there is one.
pub(super) fn ask_of(walk: &Walk, fact: &Fact, id: &str) -> String {
    match id.split_once('.').filter(|_| !fact.per.is_empty()) {
        Some((node, _)) => format!("{}: {}", walk.world().node_name(node), fact.ask),
        None => fact.ask.clone(),
    }
}

/// The answers to choose from, or none if the answer is typed.
pub(super) fn choices(kind: &Kind) -> Vec<Choice> {
    let yes_no = ["yes", "no"].map(|id| Choice { id: id.to_owned(), label: id.to_owned() });
    match kind {
        Kind::Choice(choices) => choices.clone(),
        Kind::YesNo => yes_no.to_vec(),
        _ => Vec::new(),
    }
}
