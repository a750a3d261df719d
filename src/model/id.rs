//! Full IDs: how a fact, state, obligation, or step is called outside the element that declares it.

/// The full IDs of something that each node can have: `name` alone, or `a.name` and `b.name`.
pub(super) fn full_ids<'a>(id: &'a str, per: &'a [String]) -> impl Iterator<Item = String> + 'a {
    let alone = per.is_empty().then(|| id.to_owned());
    alone.into_iter().chain(per.iter().map(move |node| format!("{node}.{id}")))
}

/// Whether [`full_ids`] gives this ID.
pub(super) fn is_full_id(id: &str, per: &[String], full: &str) -> bool {
    if per.is_empty() {
        return full == id;
    }
    let node = full.strip_suffix(id).and_then(|node| node.strip_suffix('.'));
    node.is_some_and(|node| per.iter().any(|own| own == node))
}

/// An ID without the key of a list's member: `power[N2]` gives `power`.
pub(super) fn stem(full: &str) -> &str {
    full.split('[').next().unwrap_or(full)
}

/// Whether a reference in the file means the step with this full ID. Without a key, it means every repetition of the step.
pub(crate) fn means(written: &str, full: &str) -> bool {
    written == full || (!written.contains('[') && stem(full) == written)
}
