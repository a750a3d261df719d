//! An edit: what makes a mutant of a file.

use toml::{Table, Value};

/// One step on the way to a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum At {
    /// The value with this key.
    Key(String),
    /// The entry with this number.
    Entry(usize),
}

/// The way to a value in a file.
pub(crate) type Way = Vec<At>;

/// What is done to a file.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// A value is taken away.
    Remove(Way),
    /// Two values change places.
    Swap(Way, Way),
    /// A value stands in the place of another.
    Put(Way, Value),
}

impl Edit {
    /// The file after it.
    pub(crate) fn applied(&self, file: &Table) -> Table {
        let mut file = Value::Table(file.clone());
        match self {
            Self::Remove(way) => remove(&mut file, way),
            Self::Put(way, value) => *at(&mut file, way) = value.clone(),
            Self::Swap(one, other) => {
                let first = at(&mut file, one).clone();
                let second = std::mem::replace(at(&mut file, other), first);
                *at(&mut file, one) = second;
            }
        }
        match file {
            Value::Table(file) => file,
            _ => unreachable!("a file is a table"),
        }
    }
}

/// The value at the end of a way.
fn at<'v>(value: &'v mut Value, way: &[At]) -> &'v mut Value {
    way.iter().fold(value, |value, at| match at {
        At::Key(key) => value.get_mut(key.as_str()).unwrap(),
        At::Entry(entry) => value.get_mut(*entry).unwrap(),
    })
}

/// Takes the value at the end of a way out of what holds it.
fn remove(value: &mut Value, way: &[At]) {
    let (last, way) = way.split_last().unwrap();
    match (at(value, way), last) {
        (Value::Table(table), At::Key(key)) => {
            table.remove(key);
        }
        (Value::Array(array), At::Entry(entry)) => {
            array.remove(*entry);
        }
        _ => unreachable!("a key is in a table, an entry in an array"),
    }
}
