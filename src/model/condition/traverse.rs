//! Traversal: the parts of a condition, and the atoms that an evaluation can test. Use it to look for something in a condition.
//! [`Condition::truth`] and the wording in the engine combine results, so they recurse on their own.

use super::{Atom, Bound, Condition, Form, Scope};

impl Condition {
    /// The conditions directly inside this one.
    fn children(&self) -> &[Condition] {
        match &self.form {
            Form::All(parts) | Form::Any(parts) => parts,
            Form::Not(part) => std::slice::from_ref(part),
            Form::Each(each) => std::slice::from_ref(&each.holds),
            Form::Holds(_) | Form::Atom(_) => &[],
        }
    }

    /// This condition and every condition inside it, in the order of the file. Named conditions aren't followed.
    pub fn parts(&self) -> impl Iterator<Item = &Condition> {
        self.parts_following(|_| None)
    }

    /// Like [`Condition::parts`], but each reference to a named condition is followed by the parts of that condition. The loader
    /// accepts no circles.
    pub fn parts_following<'c>(
        &'c self,
        named: impl Fn(&str) -> Option<&'c Condition>,
    ) -> impl Iterator<Item = &'c Condition> {
        let mut pending = vec![self];
        std::iter::from_fn(move || {
            let next = pending.pop()?;
            match &next.form {
                Form::Holds(id) => pending.extend(named(id)),
                _ => pending.extend(next.children().iter().rev()),
            }
            Some(next)
        })
    }

    /// The atoms in this condition. Named conditions aren't followed.
    pub fn atoms(&self) -> impl Iterator<Item = &Atom> {
        self.parts().filter_map(|part| match &part.form {
            Form::Atom(atom) => Some(atom),
            _ => None,
        })
    }

    /// The references to named conditions in this condition: their IDs and spans.
    pub fn references(&self) -> impl Iterator<Item = (&str, crate::model::Span)> {
        self.parts().filter_map(|part| match &part.form {
            Form::Holds(id) => Some((id.as_str(), part.span)),
            _ => None,
        })
    }

    /// Visits every atom that an evaluation can test, with its scope. Named conditions are followed, and a condition on the members
    /// of a list is visited once for each member.
    pub fn visit_atoms<'c>(
        &'c self,
        scope: &Scope,
        named: &mut dyn FnMut(&str) -> Option<&'c Condition>,
        members: &dyn Fn(&str) -> Vec<String>,
        visit: &mut dyn FnMut(&'c Atom, &Scope),
    ) {
        match &self.form {
            Form::Atom(atom) => visit(atom, scope),
            Form::Holds(id) => {
                if let Some(meant) = named(id) {
                    meant.visit_atoms(Scope::empty(), named, members, visit);
                }
            }
            Form::Each(each) => {
                for key in members(&each.list) {
                    let bound = Bound::Member { list: each.list.clone(), key };
                    each.holds.visit_atoms(&scope.with(&each.as_, bound), named, members, visit);
                }
            }
            _ => self.children().iter().for_each(|part| part.visit_atoms(scope, named, members, visit)),
        }
    }
}
