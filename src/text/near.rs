//! Near names: the name that was probably meant by a wrong one.

use std::cmp::Reverse;

use crate::text::quoted;

/// The nearest of the names, of several the first one with the same beginning. `None` if no name is near enough to be meant: at
/// most a third of the letters can differ, or two letters of a short name.
pub(crate) fn nearest<S: AsRef<str>>(wrong: &str, names: impl IntoIterator<Item = S>) -> Option<S> {
    let wrong = wrong.to_lowercase();
    let reach = (wrong.chars().count() / 3).max(2);
    names
        .into_iter()
        .filter_map(|name| {
            let lower = name.as_ref().to_lowercase();
            let distance = strsim::damerau_levenshtein(&wrong, &lower);
            let same = wrong.chars().zip(lower.chars()).take_while(|(a, b)| a == b).count();
            (distance <= reach && distance < lower.chars().count()).then_some((distance, Reverse(same), name))
        })
        .min_by_key(|(distance, same, _)| (*distance, *same))
        .map(|(_, _, name)| name)
}

/// A help line: the nearest name, or what to do if none is near.
pub(crate) fn suggest<S: AsRef<str>>(
    wrong: &str,
    names: impl IntoIterator<Item = S>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(wrong, names).map_or_else(otherwise, |name| format!("did you mean {}?", quoted(name.as_ref())))
}

/// A help line: the nearest name, or a few of the names there are.
pub(crate) fn hint<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> String {
    suggest(wrong, names.clone(), || listed(names))
}

/// The names there are, cut after a few.
fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const MOST: usize = 12;
    let mut known: Vec<&str> = names.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    let listed: Vec<String> = known.iter().take(MOST).map(|name| quoted(name)).collect();
    match known.len() {
        0 => String::new(),
        1 => format!("use {}", listed.join(", ")),
        2..=MOST => format!("use one of {}", listed.join(", ")),
        _ => format!("use one of {}, ...", listed.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_name_is_offered() {
        let names = ["title", "text", "at"];
        assert_eq!(nearest("titel", names), Some("title"));
        assert_eq!(nearest("irreversible", names), None);
        assert_eq!(nearest("x", names), None);
        assert_eq!(nearest("TITEL", names), Some("title"));
        assert_eq!(nearest("of", ["on", "off"]), Some("off"));
        assert_eq!(hint("titel", names), "did you mean `title`?");
        assert_eq!(hint("irreversible", ["at"]), "use `at`");
        assert_eq!(hint("x", []), "");
    }
}
