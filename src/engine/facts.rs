//! Facts: the values of one cluster, and where each came from.

use rpds::RedBlackTreeMapSync;

use super::event::Provenance;
use crate::model::condition::{Bound, Scope};
use crate::model::value::{Kind, Member, Value, ValueError};
use crate::model::{Fact, Procedure};
use crate::text::near;

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The value.
    pub value: Value,
    /// Where it came from. For a list, where its latest change came from.
    pub provenance: Provenance,
}

/// The facts known so far, by full id. A copy shares its data until one side changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(RedBlackTreeMapSync<String, Held>);

/// What the full id in an action, an answers file, or an event refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address<'p> {
    /// A fact or reading.
    Fact(&'p Fact),
    /// A field of a member of a list.
    Field {
        /// The declaration of the list.
        list: &'p Fact,
        /// The full id of the list.
        id: String,
        /// The key of the member.
        key: String,
        /// The declaration of the field.
        field: &'p crate::model::value::Field,
    },
}

impl<'p> Address<'p> {
    /// Finds what a full id such as `a.name` or `sites.Main.group` refers to. A key can contain points.
    #[must_use]
    pub fn find(procedure: &'p Procedure, full: &str) -> Option<Self> {
        if let Some(fact) = procedure.fact(full) {
            return Some(Address::Fact(fact));
        }
        procedure.facts.iter().find_map(|list| {
            let records = list.records()?;
            list.full_ids().find_map(|id| {
                let (key, field) = full.strip_prefix(&id)?.strip_prefix('.')?.rsplit_once('.')?;
                let field = records.field(field)?;
                Some(Address::Field { list, id: id.clone(), key: key.to_owned(), field })
            })
        })
    }

    /// The declaration of the fact, or of the field's list.
    #[must_use]
    pub fn fact(&self) -> &'p Fact {
        match self {
            Address::Fact(fact) | Address::Field { list: fact, .. } => fact,
        }
    }

    /// Whether it can stay unanswered.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        match self {
            Address::Fact(fact) => fact.optional,
            Address::Field { field, .. } => field.optional,
        }
    }

    /// Whether it is the key field of its list.
    #[must_use]
    pub fn is_key(&self) -> bool {
        match self {
            Address::Fact(_) => false,
            Address::Field { list, field, .. } => list.records().is_some_and(|records| records.key == field.id),
        }
    }

    /// The kind of its value.
    #[must_use]
    pub fn kind(&self) -> &'p Kind {
        match self {
            Address::Fact(fact) => &fact.kind,
            Address::Field { field, .. } => &field.kind,
        }
    }
}

impl Facts {
    /// The value of a fact.
    #[must_use]
    pub fn get(&self, full: &str) -> Option<&Value> {
        self.0.get(full).map(|held| &held.value)
    }

    /// The value of a fact, and where it came from.
    #[must_use]
    pub fn held(&self, full: &str) -> Option<&Held> {
        self.0.get(full)
    }

    /// All facts, by full id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.0.iter().map(|(id, held)| (id.as_str(), held))
    }

    /// Whether no fact is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a fact or of a member's field.
    #[must_use]
    pub fn find(&self, procedure: &Procedure, full: &str) -> Option<&Value> {
        match Address::find(procedure, full)? {
            Address::Fact(_) => self.get(full),
            Address::Field { id, key, field, .. } => self.member(&id, &key)?.fields.get(&field.id),
        }
    }

    /// The members of a list, or `None` if the list is not known.
    #[must_use]
    pub fn members(&self, list: &str) -> Option<&[Member]> {
        match self.get(list) {
            Some(Value::Members(members)) => Some(members),
            _ => None,
        }
    }

    /// The member of a list with this key. Case doesn't matter.
    #[must_use]
    pub fn member(&self, list: &str, key: &str) -> Option<&Member> {
        self.members(list)?.iter().find(|member| member.key.eq_ignore_ascii_case(key))
    }

    /// The value that a name has in a scope, such as `here.name` in a row or `site.group` in a repetition for each site.
    #[must_use]
    pub fn lookup(&self, name: &str, scope: &Scope) -> Option<&Value> {
        if let Some((alias, field)) = name.split_once('.')
            && let Some(Bound::Member { list, key }) = scope.get(alias)
        {
            return self.member(list, key)?.fields.get(field);
        }
        self.get(&scope.resolve(name))
    }

    /// Gives a fact a value.
    pub fn set(&mut self, full: &str, value: Value, provenance: Provenance) {
        self.0.insert_mut(full.to_owned(), Held { value, provenance });
    }

    /// Takes a fact's value back.
    pub fn forget(&mut self, full: &str) {
        if self.0.contains_key(full) {
            self.0.remove_mut(full);
        }
    }

    /// The full ids of all known facts and members' fields.
    #[must_use]
    pub fn names(&self) -> std::collections::BTreeSet<String> {
        let fields = |id: &str, held: &Held| match &held.value {
            Value::Members(members) => members
                .iter()
                .flat_map(|member| member.fields.keys().map(move |field| format!("{id}.{}.{field}", member.key)))
                .collect(),
            _ => Vec::new(),
        };
        self.iter().flat_map(|(id, held)| fields(id, held).into_iter().chain([id.to_owned()])).collect()
    }

    /// Makes a list known. It keeps its members.
    pub fn know_list(&mut self, list: &str, provenance: Provenance) {
        match self.0.get_mut(list) {
            Some(held) => held.provenance = provenance,
            None => self.set(list, Value::Members(Vec::new()), provenance),
        }
    }

    /// Adds a member to a list. A member with the same key stays as it is.
    pub fn add(&mut self, declared: &Fact, list: &str, key: &str, provenance: Provenance) {
        self.know_list(list, provenance);
        let Some(records) = declared.records() else { return };
        let Some(Held { value: Value::Members(members), .. }) = self.0.get_mut(list) else { return };
        if members.iter().all(|member| !member.key.eq_ignore_ascii_case(key)) {
            let value = records.field(&records.key).map(|field| field.kind.recall(key));
            let fields = value.into_iter().map(|value| (records.key.clone(), value)).collect();
            members.push(Member { key: key.to_owned(), fields });
        }
    }

    /// Removes a member with its fields.
    pub fn remove(&mut self, list: &str, key: &str) {
        if let Some(Held { value: Value::Members(members), .. }) = self.0.get_mut(list) {
            members.retain(|member| !member.key.eq_ignore_ascii_case(key));
        }
    }

    /// Gives a member's field a value, or takes its value back.
    pub fn set_field(&mut self, list: &str, key: &str, field: &str, value: Option<Value>, provenance: Provenance) {
        let Some(Held { value: Value::Members(members), provenance: from }) = self.0.get_mut(list) else {
            return;
        };
        let Some(member) = members.iter_mut().find(|member| member.key.eq_ignore_ascii_case(key)) else { return };
        *from = provenance;
        match value {
            Some(value) => member.fields.insert(field.to_owned(), value),
            None => member.fields.remove(field),
        };
    }

    /// Gives the fact or field with this id a value as an event records it. The value isn't validated again, see
    /// [`Kind::recall`].
    pub fn write(&mut self, procedure: &Procedure, full: &str, text: &str, provenance: Provenance) {
        match Address::find(procedure, full) {
            Some(Address::Fact(fact)) => self.set(full, fact.kind.recall(text), provenance),
            Some(Address::Field { id, key, field, .. }) => {
                self.set_field(&id, &key, &field.id, Some(field.kind.recall(text)), provenance);
            }
            None => {}
        }
    }

    /// Copies all values from another set of facts.
    pub fn merge(&mut self, other: &Facts) {
        other.0.iter().for_each(|(id, held)| self.0.insert_mut(id.clone(), held.clone()));
    }
}

/// Reads an answer for a full id.
///
/// # Errors
///
/// Returns what is wrong with the id or the value, and what to type instead.
pub fn read(procedure: &Procedure, full: &str, text: &str) -> Result<Value, ValueError> {
    match Address::find(procedure, full) {
        Some(address) => address.kind().read(text),
        None => Err(ValueError {
            text: full.to_owned(),
            fault: "is not a fact of this procedure".to_owned(),
            help: suggest(procedure, full),
        }),
    }
}

/// The help for an unknown fact: the nearest known one, or where to find them all.
pub(super) fn suggest(procedure: &Procedure, wrong: &str) -> String {
    let ids = procedure.facts.iter().flat_map(Fact::full_ids);
    near::suggest(wrong, ids, || "type `facts` for all of them".to_owned())
}
